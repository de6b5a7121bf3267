/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#define FLOOD_SIZE_MAX ((gsize)16 * 1024 * 1024)

enum
{
  FLOOD_COUNT,
  FLOOD_SIZE,
  FLOOD_BINARY,
};

/* Frames are written as they are, so that neither a check nor a compression of ours is measured. */
static gboolean
flood_on_writable (ServeClient *client)
{
  guint64 *sent = serve_client_get_state (client);
  guint64 count = serve_client_get_number (client, FLOOD_COUNT);
  gsize size = serve_client_get_number (client, FLOOD_SIZE);
  gboolean is_binary = serve_client_get_number (client, FLOOD_BINARY) != 0;
  const guint8 *filler = serve_hub_get_filler (serve_client_get_hub (client), size);
  WsConn *conn = serve_client_get_conn (client);
  gsize room = serve_client_get_room (client);
  WsFrameHead head = {
    .payload_len = size,
    .opcode = is_binary ? WS_OPCODE_BINARY : WS_OPCODE_TEXT,
    .fin = true,
  };

  for (; room > 0 && (count == 0 || *sent < count); room -= MIN (room, size + 2))
    {
      if (ws_conn_send_frame (conn, &head, filler) != WS_OK)
        {
          serve_client_close (client, 1011, "The server is short of memory.");
          return FALSE;
        }
      ++*sent;
    }

  return count == 0 || *sent < count || serve_client_finish (client);
}

static const ServeParam flood_params[] = {
  [FLOOD_COUNT] = { "count", SERVE_PARAM_NUMBER, "1000000", 0, G_MAXINT64,
                    "messages until it closes, 0 for ever" },
  [FLOOD_SIZE] = { "size", SERVE_PARAM_SIZE, "64", 0, FLOOD_SIZE_MAX, "bytes of each" },
  [FLOOD_BINARY] = { "binary", SERVE_PARAM_FLAG, "0", 0, 1, "1 for binary messages" },
  { 0 },
};

const ServePath serve_path_flood = {
  .name = "/flood",
  .summary = "sends messages as fast as you read, never compressed",
  .params = flood_params,
  .state_size = sizeof (guint64),
  .on_open = serve_client_start_writing,
  .on_writable = flood_on_writable,
};
