/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection-private.h"

#include "base/json.h"
#include "base/time.h"

#include <string.h>

/* ws_deflate_params_write() never needs more. */
#define EXTENSIONS_MAX 160

static void
append_ms (GString *out, const char *name, gint64 us)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (us <= 0)
    return;

  base_json_append_name (out, name);
  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.3f", (double)us / 1000));
}

/* Milliseconds since the dial began. */
static void
append_timings (GString *out, ExchangeConnection *connection)
{
  const NetTimings *timings = net_stream_get_timings (connection->stream);

  base_json_append_name (out, "timings");
  g_string_append_c (out, '{');
  append_ms (out, "resolved", timings->resolved);
  append_ms (out, "connected", timings->connected);
  append_ms (out, "secured", timings->secured);
  append_ms (out, "open", g_get_monotonic_time () - connection->started);
  g_string_append_c (out, '}');
}

static void
append_extensions (GString *out, ExchangeConnection *connection)
{
  const WsDeflateParams *deflate = ws_conn_get_deflate (connection->ws);
  char text[EXTENSIONS_MAX] = "";

  if (deflate != NULL)
    ws_deflate_params_write (deflate, text, sizeof text);
  base_json_append_member (out, "extensions", text);
}

static void
append_headers (GString *out, const WsHead *head)
{
  base_json_append_name (out, "headers");
  g_string_append_c (out, '[');
  for (size_t i = 0; i < head->n_headers; i++)
    {
      g_string_append (out, i > 0 ? ",{" : "{");
      base_json_append_member (out, "name", head->headers[i].name);
      base_json_append_member (out, "value", head->headers[i].value);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

void
exchange_record_open (ExchangeConnection *connection)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const WsHead *head = ws_conn_get_head (connection->ws);
  const char *subprotocol = ws_conn_get_subprotocol (connection->ws);

  base_json_append_member_int (out, "status", head->status);
  append_headers (out, head);
  base_json_append_member (out, "subprotocol", subprotocol != NULL ? subprotocol : "");
  append_extensions (out, connection);
  append_timings (out, connection);
  exchange_record_step (connection, HISTORY_KIND_OPEN, "Connected Successfully", out->str);
}

static void
append_times (GString *out, ExchangeConnection *connection)
{
  char text[BASE_TIME_MAX];

  if (connection->opened != 0)
    {
      base_time_write_utc (connection->opened, text);
      base_json_append_member (out, "opened", text);
    }
  base_time_write_utc (base_time_now (), text);
  base_json_append_member (out, "ended", text);
}

static void
append_end (GString *out, const ExchangeEnd *end)
{
  if (end->status != 0)
    base_json_append_member_int (out, "status", end->status);
  if (end->code != 0)
    {
      base_json_append_member_int (out, "code", end->code);
      base_json_append_member (out, "reason", end->reason);
      base_json_append_name (out, "clean");
      g_string_append (out, end->is_clean ? "true" : "false");
    }
  if (end->error != NULL)
    base_json_append_member (out, "error", end->error->message);
}

void
exchange_record_summary (ExchangeConnection *connection)
{
  g_autofree char *about = exchange_request_dup_about (connection->request);
  g_autoptr (GString) out = g_string_new (about);
  const ExchangeCounts *counts = &connection->counts;
  g_autoptr (GError) error = NULL;

  if (connection->writer == NULL)
    return;

  g_string_truncate (out, out->len - 1);
  append_times (out, connection);
  append_end (out, &connection->end);
  base_json_append_member_int (out, "messages-in", (gint64)counts->messages_in);
  base_json_append_member_int (out, "messages-out", (gint64)counts->messages_out);
  base_json_append_member_int (out, "bytes-in", (gint64)counts->bytes_in);
  base_json_append_member_int (out, "bytes-out", (gint64)counts->bytes_out);
  g_string_append_c (out, '}');

  if (!history_writer_set_summary (connection->writer, out->str, &error))
    exchange_record_text (connection, HISTORY_KIND_NOTE, error->message);
}
