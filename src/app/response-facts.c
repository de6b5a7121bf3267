/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-facts.h"

#include "app/close-meaning.h"
#include "base/units.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define SEPARATOR " · "

#define STATUS_SWITCHING_PROTOCOLS 101

void
app_response_facts_clear (AppResponseFacts *facts)
{
  g_free (facts->problem);
  g_free (facts->reason);
  g_free (facts->url);
  g_free (facts->request_id);
  *facts = (AppResponseFacts){ 0 };
}

void
app_response_facts_set_session (AppResponseFacts *facts, ExchangeSession *session)
{
  const ExchangeFacts *known = exchange_session_get_facts (session);
  const char *problem = exchange_session_get_problem (session);

  app_response_facts_clear (facts);
  facts->state = exchange_session_get_state (session);
  facts->counts = known->counts;
  facts->status = known->status;
  facts->code = known->code;
  facts->open_us = known->open_us;
  facts->opened = known->opened;
  facts->is_clean = facts->code != 0 && *problem == '\0';
  if (*problem != '\0')
    {
      facts->problem = g_strdup (problem);
      facts->problem_code = exchange_session_get_problem_code (session);
    }
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_dup_string (node) : NULL;
}

static guint64
get_time (JsonObject *object, const char *name)
{
  g_autofree char *text = dup_text (object, name);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time == NULL)
    return 0;

  return (guint64)g_date_time_to_unix (time) * G_GUINT64_CONSTANT (1000000000) +
         (guint64)g_date_time_get_microsecond (time) * 1000;
}

static ExchangeState
get_state (const AppResponseFacts *facts, gboolean is_live)
{
  if (is_live)
    return facts->opened != 0 ? EXCHANGE_STATE_OPEN : EXCHANGE_STATE_CONNECTING;

  /* without an end the program that recorded it was killed: as good as closed */
  return facts->opened != 0 || facts->ended == 0 ? EXCHANGE_STATE_CLOSED : EXCHANGE_STATE_FAILED;
}

static ExchangeError
guess_problem (const AppResponseFacts *facts)
{
  if (facts->status != 0 && facts->status != STATUS_SWITCHING_PROTOCOLS)
    return EXCHANGE_ERROR_REFUSED;

  return facts->opened != 0 ? EXCHANGE_ERROR_ABNORMAL : EXCHANGE_ERROR_CONNECT;
}

static void
read_object (AppResponseFacts *facts, JsonObject *object)
{
  JsonNode *clean = json_object_get_member (object, "clean");

  facts->status = (guint16)get_int (object, "status");
  facts->code = (guint16)get_int (object, "code");
  facts->is_clean = clean != NULL && JSON_NODE_HOLDS_VALUE (clean) && json_node_get_boolean (clean);
  facts->opened = get_time (object, "opened");
  facts->ended = get_time (object, "ended");
  facts->counts.messages_in = (guint64)get_int (object, "messages-in");
  facts->counts.messages_out = (guint64)get_int (object, "messages-out");
  facts->counts.bytes_in = (guint64)get_int (object, "bytes-in");
  facts->counts.bytes_out = (guint64)get_int (object, "bytes-out");
  facts->problem = dup_text (object, "error");
  facts->reason = dup_text (object, "reason");
  facts->url = dup_text (object, "url");
  facts->request_id = dup_text (object, "request-id");
  facts->problem_code = guess_problem (facts);
}

void
app_response_facts_set_summary (AppResponseFacts *facts, const char *summary, gboolean is_live)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  app_response_facts_clear (facts);
  if (summary != NULL && json_parser_load_from_data (parser, summary, -1, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    read_object (facts, json_node_get_object (root));
  facts->state = get_state (facts, is_live);
}

gboolean
app_response_facts_is_well (const AppResponseFacts *facts)
{
  return facts->state != EXCHANGE_STATE_FAILED && facts->problem == NULL &&
         (facts->code == 1000 || facts->code == 1001 || facts->code == 1005);
}

static char *
dup_closed (const AppResponseFacts *facts)
{
  g_autofree char *code = app_close_dup_title (facts->code);

  if (facts->code == 0)
    return g_strdup (_ ("The recording ends here. The program was ended, or the computer."));
  if (facts->reason != NULL && *facts->reason != '\0')
    /* Translators: a close code with its name, e.g. 1001 going away; a reason */
    return g_strdup_printf (_ ("Closed with %s: %s"), code, facts->reason);

  /* Translators: a close code with its name, e.g. 1001 going away; what that means */
  return g_strdup_printf (_ ("Closed with %s. %s"), code, app_close_meaning_get (facts->code));
}

char *
app_response_facts_dup_end (const AppResponseFacts *facts)
{
  if (facts->state < EXCHANGE_STATE_CLOSED)
    return NULL;
  if (facts->problem != NULL)
    return g_strdup (facts->problem);
  if (facts->state == EXCHANGE_STATE_CLOSED)
    return dup_closed (facts);

  return g_strdup (_ ("There was no connection."));
}

AppResponseNext
app_response_facts_get_next (const AppResponseFacts *facts)
{
  if (facts->state < EXCHANGE_STATE_CLOSED)
    return APP_RESPONSE_NEXT_NONE;
  if (facts->problem == NULL)
    return facts->state == EXCHANGE_STATE_CLOSED ? APP_RESPONSE_NEXT_CONNECT
                                                 : APP_RESPONSE_NEXT_TRY_AGAIN;

  switch (facts->problem_code)
    {
    case EXCHANGE_ERROR_TLS:
      return APP_RESPONSE_NEXT_CERTIFICATE;
    case EXCHANGE_ERROR_REFUSED:
      return APP_RESPONSE_NEXT_ANSWER;
    case EXCHANGE_ERROR_USAGE:
    case EXCHANGE_ERROR_CONNECT:
    case EXCHANGE_ERROR_PROTOCOL:
    case EXCHANGE_ERROR_ABNORMAL:
    case EXCHANGE_ERROR_TIMED_OUT:
    case EXCHANGE_ERROR_CANCELLED:
    default:
      return facts->opened != 0 ? APP_RESPONSE_NEXT_CONNECT : APP_RESPONSE_NEXT_TRY_AGAIN;
    }
}

static const char *
get_failed_word (const AppResponseFacts *facts)
{
  if (facts->problem == NULL || facts->problem_code == EXCHANGE_ERROR_CANCELLED)
    return _ ("Cancelled");
  if (facts->problem_code == EXCHANGE_ERROR_REFUSED)
    return _ ("Refused");
  if (facts->problem_code == EXCHANGE_ERROR_TIMED_OUT)
    return _ ("Timed Out");

  return _ ("Failed");
}

char *
app_response_facts_dup_state (const AppResponseFacts *facts)
{
  switch (facts->state)
    {
    case EXCHANGE_STATE_RESOLVING:
    case EXCHANGE_STATE_CONNECTING:
    case EXCHANGE_STATE_HANDSHAKING:
      return g_strdup (_ ("Connecting…"));
    case EXCHANGE_STATE_OPEN:
      return g_strdup (_ ("Connected"));
    case EXCHANGE_STATE_CLOSING:
      return g_strdup (_ ("Closing…"));
    case EXCHANGE_STATE_CLOSED:
      /* Translators: a close code */
      return facts->code != 0 ? g_strdup_printf (_ ("Closed %u"), facts->code)
                              : g_strdup (_ ("Closed"));
    case EXCHANGE_STATE_FAILED:
      return g_strdup (get_failed_word (facts));
    case EXCHANGE_STATE_IDLE:
    default:
      return g_strdup ("");
    }
}

static void
append_duration (GString *out, const AppResponseFacts *facts)
{
  g_autofree char *duration = NULL;

  if (facts->opened == 0 || facts->ended < facts->opened)
    return;

  duration = base_duration_format ((gint64)(facts->ended - facts->opened));
  g_string_append_printf (out, SEPARATOR "%s", duration);
}

static void
append_messages (GString *out, const AppResponseFacts *facts)
{
  guint64 n = facts->counts.messages_in + facts->counts.messages_out;

  if (facts->opened == 0)
    return;

  g_string_append (out, SEPARATOR);
  g_string_append_printf (out,
                          ngettext ("%" G_GUINT64_FORMAT " message",
                                    "%" G_GUINT64_FORMAT " messages", (gulong)n),
                          n);
}

char *
app_response_facts_dup_line (const AppResponseFacts *facts)
{
  g_autofree char *state = app_response_facts_dup_state (facts);
  GString *out = g_string_new (NULL);

  if (facts->state == EXCHANGE_STATE_FAILED && facts->status != 0)
    g_string_append_printf (out, "%u ", facts->status);
  g_string_append (out, state);
  append_duration (out, facts);
  append_messages (out, facts);

  return g_string_free (out, FALSE);
}
