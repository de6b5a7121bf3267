/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

#include "wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH_SIZE ((size_t)1024 * 1024)

static void
fill_random (void *out, size_t len, void *data)
{
  static uint32_t state = 1;
  uint8_t *bytes = out;

  for (size_t i = 0; i < len; i++)
    {
      state = state * 1664525 + 1013904223;
      bytes[i] = (uint8_t)(state >> 24);
    }
}

void
frames_init_config (WsConfig *config, WsRole role, bool use_deflate)
{
  ws_config_init (config, role);
  config->handshake_timeout = 0;
  config->close_timeout = 0;
  config->use_deflate = use_deflate;
  /* a batch is sent again and again, so no frame of it may refer to an earlier one */
  if (role == WS_ROLE_SERVER)
    config->deflate.server_no_context_takeover = true;
  config->fill_random = fill_random;
}

static uint32_t
next_number (uint32_t *state, uint32_t below)
{
  *state = *state * 1664525 + 1013904223;
  return (*state >> 8) % below;
}

/* Records that differ, or compressing them would be no work. */
static char *
new_payload (size_t size)
{
  char *payload = malloc (size + 1);
  uint32_t state = 1;
  size_t n = 0;

  if (payload == NULL)
    wire_fail ("malloc");
  while (n < size)
    {
      const int written =
        snprintf (payload + n, size + 1 - n,
                  "{\"seq\":%u,\"price\":\"%u.%02u\",\"size\":%u,\"side\":\"%s\"},",
                  next_number (&state, 1000000), next_number (&state, 1000),
                  next_number (&state, 100), next_number (&state, 500),
                  next_number (&state, 2) == 0 ? "buy" : "sell");

      n += (size_t)written;
    }
  return payload;
}

void
frames_batch_init (FramesBatch *batch, WsConn *server, WsOpcode opcode, size_t size)
{
  char *payload = new_payload (size);
  const uint8_t *output;

  batch->n_messages = 0;
  do
    {
      if (ws_conn_send (server, opcode, payload, size, NULL) != WS_OK)
        wire_fail ("ws_conn_send");
      batch->n_messages++;
    }
  while (ws_conn_get_pending (server) + size < BATCH_SIZE);
  free (payload);

  batch->len = (size_t)ws_conn_get_pending (server);
  batch->data = malloc (batch->len);
  if (batch->data == NULL)
    wire_fail ("malloc");
  for (size_t done = 0, len; (output = ws_conn_peek_output (server, &len)) != NULL; done += len)
    {
      memcpy (batch->data + done, output, len);
      ws_conn_consume_output (server, len);
    }
}

void
frames_batch_clear (FramesBatch *batch)
{
  free (batch->data);
}
