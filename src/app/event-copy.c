/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-copy.h"

#include "base/units.h"
#include "history/export.h"

#include <glib/gi18n.h>
#include <string.h>

static GString *
dup_hex (const GString *data)
{
  static const char digits[] = "0123456789abcdef";
  GString *hex = g_string_sized_new (data->len * 2 + 1);

  for (gsize i = 0; i < data->len; i++)
    {
      guint8 byte = (guint8)data->str[i];

      g_string_append_c (hex, digits[byte >> 4]);
      g_string_append_c (hex, digits[byte & 15]);
    }

  return hex;
}

/* The data of an event, masked, in one of the formats of bytes. */
static char *
dup_data (GString *data, gboolean is_binary, AppEventCopyFormat format)
{
  if (format == APP_EVENT_COPY_BASE64)
    return g_base64_encode ((const guchar *)data->str, data->len);

  /* a text of the clipboard ends at its first NUL */
  if (format == APP_EVENT_COPY_TEXT && !is_binary && strlen (data->str) == data->len &&
      g_utf8_validate (data->str, (gssize)data->len, NULL))
    return g_strndup (data->str, data->len);

  return g_string_free (dup_hex (data), FALSE);
}

char *
app_event_copy_dup (HistoryReader *reader,
                    guint64 number,
                    AppEventCopyFormat format,
                    GError **error)
{
  g_autoptr (GArray) secrets = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const HistoryRange *ranges;
  HistoryEvent event;

  g_return_val_if_fail (reader != NULL, NULL);

  if (!history_reader_get (reader, number, APP_EVENT_COPY_MAX, &event, error))
    return NULL;
  if (event.len > APP_EVENT_COPY_MAX)
    {
      g_autofree char *size = base_size_format (event.len);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _ ("%s are too much for the clipboard; save them into a file."), size);
      return NULL;
    }

  secrets = history_reader_dup_secrets (reader, number);
  ranges = (const HistoryRange *)(gpointer)secrets->data;
  if (format == APP_EVENT_COPY_JSON)
    {
      history_event_append_json (text, &event, ranges, secrets->len);
      g_string_truncate (text, text->len - 1);
      return g_string_free (g_steal_pointer (&text), FALSE);
    }

  history_event_append_masked (text, event.data, event.len, ranges, secrets->len);

  return dup_data (text, (event.flags & HISTORY_FLAG_BINARY) != 0, format);
}
