/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

void
serve_path_echo_message (ServeClient *client, const WsEvent *message)
{
  serve_client_send (client, (WsOpcode)message->opcode, message->data, message->len);
}

const ServePath serve_path_echo = {
  .name = "/echo",
  .summary = "sends every message back, with its type",
  .on_message = serve_path_echo_message,
};

const ServePath serve_path_silent = {
  .name = "/silent",
  .summary = "echoes, and never answers a ping",
  .is_silent = TRUE,
  .on_message = serve_path_echo_message,
};

static void
binary_on_open (ServeClient *client)
{
  guint8 bytes[256];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8)i;
  serve_client_send (client, WS_OPCODE_BINARY, bytes, sizeof bytes);
}

static void
binary_on_message (ServeClient *client, const WsEvent *message)
{
  serve_client_send (client, WS_OPCODE_BINARY, message->data, message->len);
}

const ServePath serve_path_binary = {
  .name = "/binary",
  .summary = "sends the 256 bytes 00 to ff, then every message back as binary",
  .on_open = binary_on_open,
  .on_message = binary_on_message,
};

static void
fragments_on_open (ServeClient *client)
{
  guint64 n = serve_client_get_number (client, 0);
  gsize len = MAX (n, 64);

  (void)ws_conn_send_fragments (serve_client_get_conn (client), WS_OPCODE_TEXT,
                                serve_hub_get_filler (serve_client_get_hub (client), len), len,
                                (guint32)n, NULL);
}

static const ServeParam fragments_params[] = {
  { "n", SERVE_PARAM_NUMBER, "3", 1, 65536, "frames" },
  { 0 },
};

const ServePath serve_path_fragments = {
  .name = "/fragments",
  .summary = "sends one text message in many frames, then echoes",
  .params = fragments_params,
  .on_open = fragments_on_open,
  .on_message = serve_path_echo_message,
};
