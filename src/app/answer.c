/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/answer.h"

#include <json-glib/json-glib.h>

/* A head is refused above 64 KiB by the engine; a foreign log may hold anything. */
#define HEAD_MAX ((gsize)256 * 1024)

/* A handshake, ten redirects and their certificates included, has fewer events. */
#define EVENTS_MAX 2000

static void
take_head (AppAnswer *answer, const HistoryEvent *event)
{
  g_clear_pointer (&answer->head, app_http_head_free);
  answer->head = app_http_head_parse ((const char *)event->data, MIN (event->len, HEAD_MAX));
}

static void
take_request (AppAnswer *answer, HistoryReader *reader, const HistoryEvent *event)
{
  g_autoptr (GArray) secrets = history_reader_dup_secrets (reader, event->number);

  g_string_truncate (answer->request, 0);
  history_event_append_masked (answer->request, event->data, MIN (event->len, HEAD_MAX),
                               (const HistoryRange *)(gpointer)secrets->data, secrets->len);
  g_string_replace (answer->request, "\r\n", "\n", 0);

  /* a redirect came before: what it said does not count any more */
  g_clear_pointer (&answer->head, app_http_head_free);
  answer->body = 0;
}

/* Returns: (nullable): the member @name of an object, if @node is one. */
static JsonNode *
get_member (JsonNode *node, const char *name)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? json_object_get_member (json_node_get_object (node), name)
           : NULL;
}

static gint64
read_open (const HistoryEvent *event)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *open;

  if (event->len == 0 ||
      !json_parser_load_from_data (parser, (const char *)event->data, (gssize)event->len, NULL))
    return 0;

  open = get_member (get_member (json_parser_get_root (parser), "timings"), "open");

  /* milliseconds */
  return open != NULL && JSON_NODE_HOLDS_VALUE (open) ? (gint64)(json_node_get_double (open) * 1000)
                                                      : 0;
}

/* Returns: whether the handshake goes on. */
static gboolean
take_event (AppAnswer *answer, HistoryReader *reader, const HistoryEvent *event)
{
  switch (event->kind)
    {
    case HISTORY_KIND_CERTIFICATE:
      answer->has_certificate = TRUE;
      return TRUE;
    case HISTORY_KIND_REQUEST:
      take_request (answer, reader, event);
      return TRUE;
    case HISTORY_KIND_RESPONSE:
      take_head (answer, event);
      return TRUE;
    case HISTORY_KIND_BODY:
      answer->body = event->len > 0 ? event->number : 0;
      return TRUE;
    case HISTORY_KIND_OPEN:
      answer->open_us = read_open (event);
      return FALSE;
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_CLOSED:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
read_events (AppAnswer *answer, HistoryReader *reader, GCancellable *cancellable, GError **error)
{
  guint64 last = history_reader_refresh (reader);
  guint64 first = history_reader_get_first (reader);

  /* it was dropped to make room */
  if (first != 1)
    return TRUE;

  for (guint64 i = first; i <= MIN (last, EVENTS_MAX); i++)
    {
      HistoryEvent event;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !history_reader_get (reader, i, HEAD_MAX, &event, error))
        return FALSE;
      event.len = (guint32)MIN (event.len, HEAD_MAX);
      if (!take_event (answer, reader, &event))
        break;
    }

  return TRUE;
}

AppAnswer *
app_answer_load (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (HistoryReader) reader = history_reader_open (folder, error);
  AppAnswer *answer;

  if (reader == NULL)
    return NULL;

  answer = g_new0 (AppAnswer, 1);
  answer->request = g_string_new (NULL);
  answer->summary = history_reader_dup_summary (reader);
  answer->is_live = history_reader_is_live (reader);
  if (!read_events (answer, reader, cancellable, error))
    g_clear_pointer (&answer, app_answer_free);

  return answer;
}

void
app_answer_free (AppAnswer *answer)
{
  g_clear_pointer (&answer->head, app_http_head_free);
  g_string_free (answer->request, TRUE);
  g_free (answer->summary);
  g_free (answer);
}
