/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "exchange/cookie-store-private.h"

static void
take_error (ExchangeConnection *connection, ExchangeError code, const char *text)
{
  exchange_connection_take_error (connection, g_error_new_literal (EXCHANGE_ERROR, code, text));
}

static const char *
get_reason_phrase (ExchangeConnection *connection)
{
  const WsHead *head = ws_conn_get_head (connection->ws);

  return head != NULL && head->reason != NULL ? head->reason : "";
}

/* Of an interim answer (1xx) nothing is kept; a redirect's cookies may be wanted where it leads. */
static void
store_cookies (ExchangeConnection *connection, const WsEvent *event)
{
  ExchangeCookieStore *cookies = connection->request->cookies;
  g_autofree char *text = NULL;
  guint n_taken, n_refused;

  if (cookies == NULL || !connection->request->stores_cookies ||
      (event->code < 200 && event->code != 101))
    return;

  n_taken = exchange_cookie_store_take_head (cookies, connection->url,
                                             ws_conn_get_head (connection->ws), &n_refused);
  if (n_taken + n_refused == 0)
    return;

  text = g_strdup_printf ("Cookies stored: %u", n_taken);
  if (n_refused > 0)
    {
      g_autofree char *stored = g_steal_pointer (&text);

      text = g_strdup_printf ("%s, not for this host or not well-formed: %u", stored, n_refused);
    }
  exchange_record_text (connection, HISTORY_KIND_NOTE, text);
}

static void
on_refused (ExchangeConnection *connection, const WsEvent *event)
{
  const char *reason = get_reason_phrase (connection);
  g_autofree char *valid = g_utf8_make_valid (reason, -1);
  g_autofree char *text =
    g_strdup_printf ("The server answered %u%s%s instead of switching protocols.", event->code,
                     *valid != '\0' ? " " : "", valid);

  if (exchange_open_redirect (connection))
    return;

  connection->end.status = event->code;
  exchange_record_text (connection, HISTORY_KIND_ERROR, text);
  take_error (connection, EXCHANGE_ERROR_REFUSED, text);
}

static void
on_open (ExchangeConnection *connection)
{
  connection->opened = connection->turn_time;
  connection->end.status = 101;
  exchange_open_stop (connection);
  exchange_connection_set_state (connection, EXCHANGE_STATE_OPEN);
}

static ExchangeError
error_code_of (ExchangeConnection *connection, WsStatus status)
{
  if (status == WS_ERROR_HANDSHAKE_TIMEOUT || status == WS_ERROR_PING_TIMEOUT)
    return EXCHANGE_ERROR_TIMED_OUT;

  if (status == WS_ERROR_CUT_OFF || status == WS_ERROR_CLOSE_TIMEOUT)
    return connection->opened != 0 ? EXCHANGE_ERROR_ABNORMAL : EXCHANGE_ERROR_CONNECT;

  return EXCHANGE_ERROR_PROTOCOL;
}

static void
on_error (ExchangeConnection *connection, const WsEvent *event)
{
  const char *text = ws_status_get_text (event->status);

  if (event->status == WS_ERROR_CUT_OFF && connection->opened == 0)
    text = "The server closed the connection before it had answered the handshake.";

  take_error (connection, error_code_of (connection, event->status), text);
}

static void
on_closed (ExchangeConnection *connection, const WsEvent *event)
{
  connection->is_over = TRUE;
  if (connection->opened == 0)
    return;

  connection->end.code = event->code;
  connection->end.is_clean = event->is_clean;
  connection->reason = g_strndup ((const char *)event->data, event->len);
  if (event->code == 1006)
    take_error (connection, EXCHANGE_ERROR_ABNORMAL, ws_status_get_text (WS_ERROR_CUT_OFF));
}

/* What an event changes, after it was recorded. */
static void
act (ExchangeConnection *connection, const WsEvent *event)
{
  switch (event->kind)
    {
    case WS_EVENT_RESPONSE:
      store_cookies (connection, event);
      break;
    case WS_EVENT_REFUSED:
      on_refused (connection, event);
      break;
    case WS_EVENT_OPEN:
      on_open (connection);
      break;
    case WS_EVENT_CLOSE:
      exchange_connection_set_state (connection, EXCHANGE_STATE_CLOSING);
      break;
    case WS_EVENT_ERROR:
      on_error (connection, event);
      break;
    case WS_EVENT_CLOSED:
      on_closed (connection, event);
      break;
    case WS_EVENT_REQUEST:
    case WS_EVENT_MESSAGE:
    case WS_EVENT_PING:
    case WS_EVENT_PONG:
    default:
      break;
    }
}

void
exchange_events_handle (ExchangeConnection *connection, const WsEvent *event)
{
  if (connection->is_paused)
    connection->paused_bytes += event->len;

  exchange_record_ws (connection, event);
  if (event->kind != WS_EVENT_MESSAGE)
    act (connection, event);
}
