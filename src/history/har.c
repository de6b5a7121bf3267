/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export-private.h"
#include "history/har-private.h"
#include "history/text-private.h"

#include "base/json.h"

#include <string.h>

/* The body of a refusal is small; a foreign log may say anything. */
#define BODY_MAX (16UL * 1024 * 1024)

typedef enum
{
  HAR_NO_ENTRY,
  HAR_COLLECTING, /* the entry's request is known, it is not written yet */
  HAR_MESSAGES,   /* the entry is written up to its messages */
} HarState;

typedef struct
{
  HarState state;
  char *url;             /* of the summary; nullable */
  HistoryHarEntry dial;  /* how the next request will get to its server */
  HistoryHarEntry entry; /* the request that is under way */
  guint64 n_entries;
  guint64 n_messages; /* of the entry */
} Har;

static void
begin_messages (HistoryExport *export, Har *har)
{
  g_string_append (export->out, har->n_entries++ > 0 ? ",\n{" : "\n{");
  history_har_entry_append (export->out, &har->entry, har->url);
  g_string_append (export->out, ",\"_webSocketMessages\":[");
  har->n_messages = 0;
  har->state = HAR_MESSAGES;
}

static void
end_entry (HistoryExport *export, Har *har)
{
  if (har->state == HAR_COLLECTING)
    begin_messages (export, har);
  if (har->state == HAR_MESSAGES)
    g_string_append (export->out, "]}");

  history_har_entry_clear (&har->entry);
  har->state = HAR_NO_ENTRY;
}

/* Returns: (transfer full): the event's data with its secrets masked. */
static GString *
dup_data (HistoryExport *export, const HistoryEvent *event)
{
  GString *data = g_string_new (NULL);

  history_export_append_data (export, event, data);

  return data;
}

static char *
dup_head (HistoryExport *export, const HistoryEvent *event)
{
  return g_string_free (dup_data (export, event), FALSE);
}

static JsonObject *
parse_data (const HistoryEvent *event)
{
  return event->data == NULL ? NULL : history_json_parse ((const char *)event->data, event->len);
}

static void
note_step (Har *har, const HistoryEvent *event)
{
  g_autoptr (JsonObject) object = parse_data (event);

  if (har->dial.started == 0)
    har->dial.started = event->time;
  if (event->kind == HISTORY_KIND_TLS)
    har->dial.is_secure = TRUE;
  if (event->kind == HISTORY_KIND_CONNECT && object != NULL)
    {
      g_free (har->dial.address);
      har->dial.address = g_strdup (history_json_get_string (object, "address"));
    }
}

static void
begin_entry (HistoryExport *export, Har *har, const HistoryEvent *event)
{
  end_entry (export, har);
  har->entry = har->dial;
  har->dial = (HistoryHarEntry){ 0 };
  if (har->entry.started == 0)
    har->entry.started = event->time;
  har->state = HAR_COLLECTING;
}

static void
note_request (HistoryExport *export, Har *har, const HistoryEvent *event)
{
  begin_entry (export, har, event);
  har->entry.requested = event->time;
  har->entry.request = dup_head (export, event);
}

static void
note_response (HistoryExport *export, Har *har, const HistoryEvent *event)
{
  har->entry.responded = event->time;
  g_free (har->entry.response);
  har->entry.response = dup_head (export, event);
}

static void
note_body (HistoryExport *export, Har *har, const HistoryEvent *event)
{
  if (event->len > BODY_MAX)
    return;

  g_clear_pointer (&har->entry.body, g_bytes_unref);
  har->entry.body = g_string_free_to_bytes (dup_data (export, event));
}

static void
note_open (Har *har, const HistoryEvent *event)
{
  g_autoptr (JsonObject) object = parse_data (event);
  JsonObject *timings = object == NULL ? NULL : history_json_get_object (object, "timings");

  if (timings == NULL)
    return;

  g_clear_pointer (&har->entry.timings, json_object_unref);
  har->entry.timings = json_object_ref (timings);
}

static void
append_time (GString *out, guint64 ns)
{
  g_string_append_printf (out, ",\"time\":%" G_GUINT64_FORMAT ".%06u", ns / 1000000000,
                          (guint)(ns % 1000000000 / 1000));
}

/* As Chrome writes them: opcode -1 is an error. */
static void
add_message (HistoryExport *export, Har *har, const HistoryEvent *event)
{
  g_autoptr (GString) data = dup_data (export, event);
  GString *out = export->out;
  gboolean is_error = event->kind == HISTORY_KIND_ERROR;
  gboolean is_binary = (event->flags & HISTORY_FLAG_BINARY) != 0;
  const char *type = event->flags & HISTORY_FLAG_OUT ? "send" : "receive";

  if (har->state == HAR_NO_ENTRY)
    begin_entry (export, har, event);
  if (har->state == HAR_COLLECTING)
    begin_messages (export, har);

  g_string_append (out, har->n_messages++ > 0 ? ",\n{" : "\n{");
  base_json_append_member (out, "type", is_error ? "error" : type);
  append_time (out, event->time);
  base_json_append_member_int (out, "opcode", is_error ? -1 : is_binary ? 2 : 1);
  base_json_append_name (out, "data");
  if (is_binary)
    base_json_append_base64 (out, (const guint8 *)data->str, data->len);
  else if (history_text_is_valid ((const guint8 *)data->str, data->len))
    base_json_append_string (out, data->str, (gssize)data->len);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (data->str, (gssize)data->len);

      base_json_append_string (out, valid, -1);
    }
  g_string_append_c (out, '}');
}

static void
add_event (HistoryExport *export, const HistoryEvent *event, gpointer user_data)
{
  Har *har = user_data;

  switch (event->kind)
    {
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
    case HISTORY_KIND_TLS:
      note_step (har, event);
      break;
    case HISTORY_KIND_REQUEST:
      note_request (export, har, event);
      break;
    case HISTORY_KIND_RESPONSE:
      note_response (export, har, event);
      break;
    case HISTORY_KIND_BODY:
      note_body (export, har, event);
      break;
    case HISTORY_KIND_OPEN:
      note_open (har, event);
      break;
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_ERROR:
      add_message (export, har, event);
      break;
    default:
      break;
    }
}

static char *
dup_summary_url (HistoryReader *reader)
{
  g_autofree char *summary = history_reader_dup_summary (reader);
  g_autoptr (JsonObject) object = summary == NULL ? NULL
                                                  : history_json_parse (summary, strlen (summary));

  return object == NULL ? NULL : g_strdup (history_json_get_string (object, "url"));
}

gboolean
history_export_har (HistoryReader *reader,
                    gboolean reveal,
                    HistoryWriteFunc write,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  HistoryExport export = { NULL, reveal, reader, write, user_data, cancellable };
  Har har = { 0 };
  gboolean is_done;

  g_return_val_if_fail (reader != NULL && write != NULL, FALSE);

  har.url = dup_summary_url (reader);
  export.out = g_string_new ("{\"log\":{\"version\":\"1.2\",\"creator\":"
                             "{\"name\":\"Noctule\",\"version\":\"" NOCTULE_VERSION "\"},"
                             "\"entries\":[");
  is_done = history_export_each (&export, add_event, &har, error);
  if (is_done)
    {
      end_entry (&export, &har);
      g_string_append (export.out, "\n]}}\n");
      is_done = history_export_finish (&export, error);
    }

  history_har_entry_clear (&har.entry);
  history_har_entry_clear (&har.dial);
  g_free (har.url);
  g_string_free (export.out, TRUE);

  return is_done;
}
