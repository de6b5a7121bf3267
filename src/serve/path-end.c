/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

enum
{
  CLOSE_CODE,
  CLOSE_REASON,
};

/* A code that may not be on the wire: this server says it all the same, to see what a client does.
 */
static void
send_raw_close (ServeClient *client, guint16 code, const char *reason)
{
  guint8 payload[WS_CONTROL_PAYLOAD_MAX + 1] = { (guint8)(code >> 8), (guint8)(code & 0xff) };
  gsize len = g_strlcpy ((char *)payload + 2, reason, WS_CONTROL_PAYLOAD_MAX - 1);
  WsFrameHead head = { .opcode = WS_OPCODE_CLOSE, .fin = true, .payload_len = 2 + len };

  (void)ws_conn_send_frame (serve_client_get_conn (client), &head, payload);
}

static void
close_on_open (ServeClient *client)
{
  guint16 code = (guint16)serve_client_get_number (client, CLOSE_CODE);
  const char *reason = code != 0 ? serve_client_get_text (client, CLOSE_REASON) : "";
  guint64 now = serve_client_get_hub (client)->now;

  if (ws_conn_close (serve_client_get_conn (client), code, reason, now) == WS_ERROR_CLOSE_CODE)
    send_raw_close (client, code, reason);
}

static const ServeParam close_params[] = {
  [CLOSE_CODE] = { "code", SERVE_PARAM_NUMBER, "1000", 0, 65535,
                   "0 for none; codes that nobody may send are sent" },
  [CLOSE_REASON] = { "reason", SERVE_PARAM_TEXT, "", 0, WS_CONTROL_PAYLOAD_MAX - 2,
                     "at most 123 bytes" },
  { 0 },
};

const ServePath serve_path_close = {
  .name = "/close",
  .summary = "closes at once",
  .params = close_params,
  .on_open = close_on_open,
};

const ServePath serve_path_drop = {
  .name = "/drop",
  .summary = "ends the stream at once, without a closing handshake",
  .on_open = serve_client_drop,
};
