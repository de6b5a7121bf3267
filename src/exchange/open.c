/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/time.h"
#include "base/units.h"

#include <string.h>

#define REDIRECTS_MAX 10

static void dial (ExchangeConnection *connection);

static ExchangeError
error_code_of (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return EXCHANGE_ERROR_CANCELLED;
  if (error->domain != NET_ERROR)
    return EXCHANGE_ERROR_CONNECT;

  switch ((NetError)error->code)
    {
    case NET_ERROR_URL:
      return EXCHANGE_ERROR_USAGE;
    case NET_ERROR_TLS:
    case NET_ERROR_CERTIFICATE:
      return EXCHANGE_ERROR_TLS;
    case NET_ERROR_TIMED_OUT:
      return EXCHANGE_ERROR_TIMED_OUT;
    case NET_ERROR_RESOLVE:
    case NET_ERROR_CONNECT:
    case NET_ERROR_PROXY:
    case NET_ERROR_STREAM:
    default:
      return EXCHANGE_ERROR_CONNECT;
    }
}

static void
fail (ExchangeConnection *connection, const GError *error)
{
  connection->turn_time = base_time_now ();
  exchange_record_text (connection, HISTORY_KIND_ERROR, error->message);
  exchange_connection_take_error (connection,
                                  g_error_new_literal (EXCHANGE_ERROR, (int)error_code_of (error),
                                                       error->message));
  exchange_connection_finish (connection);
}

/* The status of a refusal is known, only its body has not come to its end. */
static gboolean
is_refused (ExchangeConnection *connection)
{
  return connection->ws != NULL && ws_conn_get_state (connection->ws) == WS_STATE_BODY;
}

static gboolean
on_connect_timeout (gpointer user_data)
{
  ExchangeConnection *connection = user_data;
  g_autofree char *limit = base_duration_format ((gint64)connection->request->connect_timeout *
                                                 1000000);
  g_autoptr (GError) error =
    g_error_new (NET_ERROR, NET_ERROR_TIMED_OUT,
                 "Not connected after %s: still %s. Give it more time, or check that the server "
                 "is there and answers.",
                 limit, exchange_state_get_name (connection->state));

  if (is_refused (connection))
    exchange_pump_end_input (connection);
  else
    fail (connection, error);

  return G_SOURCE_REMOVE;
}

static void
start_timer (ExchangeConnection *connection)
{
  if (connection->request->connect_timeout == 0)
    return;

  connection->connect_timer = g_timeout_source_new (connection->request->connect_timeout);
  g_source_set_callback (connection->connect_timer, on_connect_timeout, connection, NULL);
  g_source_attach (connection->connect_timer, connection->context);
}

static void
on_step (NetStep step, const char *text, const char *json, gpointer user_data)
{
  static const HistoryKind kinds[] = {
    [NET_STEP_RESOLVE] = HISTORY_KIND_RESOLVE, [NET_STEP_CONNECT] = HISTORY_KIND_CONNECT,
    [NET_STEP_TLS] = HISTORY_KIND_TLS,         [NET_STEP_CERTIFICATE] = HISTORY_KIND_CERTIFICATE,
    [NET_STEP_NOTE] = HISTORY_KIND_NOTE,
  };
  ExchangeConnection *connection = user_data;

  connection->turn_time = base_time_now ();
  if (step == NET_STEP_NOTE)
    exchange_record_text (connection, HISTORY_KIND_NOTE, text);
  else
    exchange_record_step (connection, kinds[step], text, json);
  exchange_record_publish (connection);

  if (connection->state == EXCHANGE_STATE_RESOLVING)
    exchange_connection_set_state (connection, EXCHANGE_STATE_CONNECTING);
}

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ExchangeConnection) connection = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NetStream) stream = net_dial_finish (result, &error);

  /* aborted or timed out: whoever cancelled has said so */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      connection->state == EXCHANGE_STATE_FAILED)
    return;

  if (stream == NULL)
    {
      fail (connection, error);
      return;
    }

  connection->stream = g_steal_pointer (&stream);
  exchange_connection_set_state (connection, EXCHANGE_STATE_HANDSHAKING);
  if (!exchange_handshake_start (connection, &error))
    {
      fail (connection, error);
      return;
    }
  exchange_pump_start (connection);
}

static void
dial (ExchangeConnection *connection)
{
  NetDialOptions *options = connection->request->dial;

  g_clear_object (&connection->cancellable);
  connection->cancellable = g_cancellable_new ();
  connection->started = g_get_monotonic_time ();
  exchange_connection_set_state (connection, EXCHANGE_STATE_RESOLVING);
  net_dial_async (connection->url, options, connection->cancellable, on_step, on_dialled,
                  g_object_ref (connection));
}

void
exchange_open_start (ExchangeConnection *connection)
{
  g_autoptr (GError) error = NULL;

  connection->turn_time = base_time_now ();
  connection->url = net_url_parse (connection->request->url, &error);
  if (connection->url == NULL)
    {
      fail (connection, error);
      return;
    }

  start_timer (connection);
  dial (connection);
}

void
exchange_open_stop (ExchangeConnection *connection)
{
  if (connection->connect_timer != NULL)
    {
      g_source_destroy (connection->connect_timer);
      g_clear_pointer (&connection->connect_timer, g_source_unref);
    }
  if (connection->cancellable != NULL)
    g_cancellable_cancel (connection->cancellable);
  g_clear_object (&connection->cancellable);
}

static gboolean
is_redirect (guint16 status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Returns: (transfer full) (nullable): where to, or NULL with the reason noted. */
static NetUrl *
find_target (ExchangeConnection *connection)
{
  const char *location = ws_head_get (ws_conn_get_head (connection->ws), "Location");
  g_autoptr (GError) error = NULL;
  g_autoptr (NetUrl) target = NULL;

  if (location == NULL)
    {
      exchange_record_text (connection, HISTORY_KIND_NOTE, "The redirect has no Location.");
      return NULL;
    }

  target = net_url_resolve (connection->url, location, &error);
  if (target == NULL)
    {
      exchange_record_text (connection, HISTORY_KIND_NOTE, error->message);
      return NULL;
    }

  if (connection->url->is_secure && !target->is_secure)
    {
      exchange_record_text (connection, HISTORY_KIND_NOTE,
                            "The redirect leads from wss to ws and is not followed.");
      return NULL;
    }

  return g_steal_pointer (&target);
}

static void
drop_credentials (ExchangeConnection *connection)
{
  NetDialOptions *options = connection->request->dial;

  connection->drops_credentials = TRUE;
  g_clear_pointer (&options->cert_file, g_free);
  g_clear_pointer (&options->key_file, g_free);
  g_clear_pointer (&options->passphrase, g_free);
  exchange_record_text (
    connection, HISTORY_KIND_NOTE,
    "Another origin: Authorization, Cookie and client certificate are left out.");
}

gboolean
exchange_open_redirect (ExchangeConnection *connection)
{
  guint16 status = ws_conn_get_head (connection->ws)->status;
  g_autoptr (NetUrl) target = NULL;
  g_autofree char *text = NULL;
  g_autofree char *note = NULL;

  if (!connection->request->follow_redirects || !is_redirect (status))
    return FALSE;

  if (connection->n_redirects == REDIRECTS_MAX)
    {
      exchange_record_text (connection, HISTORY_KIND_NOTE,
                            "Ten redirects have been followed; this one is not.");
      return FALSE;
    }

  target = find_target (connection);
  if (target == NULL)
    return FALSE;

  connection->n_redirects++;
  text = net_url_dup_text (target);
  note = g_strdup_printf ("Following the redirect to %s", text);
  exchange_record_text (connection, HISTORY_KIND_NOTE, note);
  if (!connection->drops_credentials && !net_url_is_same_origin (connection->url, target))
    drop_credentials (connection);

  net_url_free (connection->url);
  connection->url = g_steal_pointer (&target);
  exchange_pump_stop (connection);
  dial (connection);

  return TRUE;
}
