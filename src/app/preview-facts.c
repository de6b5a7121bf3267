/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-facts.h"

#include "app/close-meaning.h"
#include "base/time.h"
#include "base/units.h"

#include <glib/gi18n.h>

#define SEPARATOR " · "

#define NS_PER_SECOND G_GUINT64_CONSTANT (1000000000)

static gboolean
is_out (const HistoryEvent *event)
{
  return (event->flags & HISTORY_FLAG_OUT) != 0;
}

static const char *
get_message_title (const HistoryEvent *event)
{
  if ((event->flags & HISTORY_FLAG_BINARY) != 0)
    return is_out (event) ? _ ("Binary message sent") : _ ("Binary message received");

  return is_out (event) ? _ ("Text message sent") : _ ("Text message received");
}

static char *
dup_close_title (const HistoryEvent *event)
{
  g_autofree char *code = app_close_dup_title (event->code);

  if (event->kind == HISTORY_KIND_CLOSED)
    /* Translators: a close code with its name, e.g. 1001 going away */
    return g_strdup_printf (_ ("Closed with %s"), code);

  return is_out (event)
           /* Translators: a close code with its name, e.g. 1001 going away */
           ? g_strdup_printf (_ ("Close frame sent: %s"), code)
           /* Translators: a close code with its name, e.g. 1001 going away */
           : g_strdup_printf (_ ("Close frame received: %s"), code);
}

static const char *
get_title (const HistoryEvent *event)
{
  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_NOTE:
      return _ ("Note");
    case HISTORY_KIND_RESOLVE:
      return _ ("Looking up the host");
    case HISTORY_KIND_CONNECT:
      return _ ("Connecting");
    case HISTORY_KIND_TLS:
      return _ ("TLS");
    case HISTORY_KIND_CERTIFICATE:
      return _ ("Certificate");
    case HISTORY_KIND_REQUEST:
      return _ ("Handshake request");
    case HISTORY_KIND_RESPONSE:
      return _ ("Handshake answer");
    case HISTORY_KIND_BODY:
      return _ ("Body of the answer");
    case HISTORY_KIND_OPEN:
      return _ ("Connected");
    case HISTORY_KIND_MESSAGE:
      return get_message_title (event);
    case HISTORY_KIND_PING:
      return is_out (event) ? _ ("Ping sent") : _ ("Ping received");
    case HISTORY_KIND_PONG:
      return is_out (event) ? _ ("Pong sent") : _ ("Pong received");
    case HISTORY_KIND_ERROR:
      return _ ("Error");
    case HISTORY_KIND_GAP:
      return _ ("Events are missing here");
    case HISTORY_KIND_CLOSE:
    case HISTORY_KIND_CLOSED:
    default:
      return _ ("An event of a newer version of Noctule");
    }
}

char *
app_preview_dup_title (const HistoryEvent *event)
{
  if (event->kind == HISTORY_KIND_CLOSE || event->kind == HISTORY_KIND_CLOSED)
    return dup_close_title (event);

  return g_strdup (get_title (event));
}

static void
append_wire (GString *out, const HistoryEvent *event)
{
  g_autofree char *size = base_size_format (event->len);
  g_autofree char *wire = base_size_format (event->wire_len);

  g_string_append (out, size);
  if (event->wire_len == 0)
    return;

  g_string_append (out, SEPARATOR);
  if ((event->flags & HISTORY_FLAG_COMPRESSED) != 0)
    /* Translators: a size */
    g_string_append_printf (out, _ ("%s on the wire, compressed"), wire);
  else
    /* Translators: a size */
    g_string_append_printf (out, _ ("%s on the wire"), wire);
}

static void
append_frames (GString *out, const HistoryEvent *event)
{
  if (event->kind == HISTORY_KIND_MESSAGE && event->frames > 0)
    {
      g_string_append (out, SEPARATOR);
      g_string_append_printf (out, ngettext ("%u frame", "%u frames", event->frames),
                              event->frames);
    }
  else if (event->kind == HISTORY_KIND_PONG && event->frames > 0 && !is_out (event))
    {
      g_autofree char *after = base_duration_format ((gint64)event->frames * 1000);

      g_string_append (out, SEPARATOR);
      /* Translators: a duration */
      g_string_append_printf (out, _ ("%s after the ping"), after);
    }
}

char *
app_preview_dup_time (guint64 ns)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local ((gint64)(ns / NS_PER_SECOND));
  char clock[BASE_TIME_MAX];
  g_autofree char *date = NULL;

  base_time_write_local (ns, clock);
  /* Translators: a date as strftime() writes it */
  date = time != NULL ? g_date_time_format (time, _ ("%-d %b %Y")) : NULL;

  return g_strdup_printf ("%s, %s", date != NULL ? date : "?", clock);
}

char *
app_preview_dup_facts (const HistoryEvent *event)
{
  GString *out = g_string_new (NULL);
  g_autofree char *time = app_preview_dup_time (event->time);

  switch (event->kind)
    {
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
    case HISTORY_KIND_BODY:
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_PING:
    case HISTORY_KIND_PONG:
    case HISTORY_KIND_CLOSE:
      append_wire (out, event);
      append_frames (out, event);
      g_string_append (out, SEPARATOR);
      break;
    default:
      break;
    }

  g_string_append_printf (out, "%s" SEPARATOR "#%" G_GUINT64_FORMAT, time, event->number);

  return g_string_free (out, FALSE);
}
