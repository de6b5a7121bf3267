/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include "ws/mask.h"
#include "ws/zlib-private.h"

#include <stdlib.h>
#include <string.h>

#define MASK_KEY_LEN 4

/* Masking keys are asked for by the pool: asking for 4 bytes at a time costs more than the frame.
 */
#define KEY_POOL_SIZE 1024

uint64_t
ws_conn_get_pending (const WsConn *conn)
{
  return conn->queue.len - conn->n_sent;
}

const uint8_t *
ws_conn_peek_output (const WsConn *conn, size_t *len)
{
  *len = conn->queue.len - conn->n_sent;

  return *len > 0 ? conn->queue.data + conn->n_sent : NULL;
}

void
ws_conn_consume_output (WsConn *conn, size_t len)
{
  WsBuffer *queue = &conn->queue;
  size_t pending = queue->len - conn->n_sent;

  conn->n_sent += len < pending ? len : pending;
  if (conn->n_sent < queue->len)
    return;

  queue->len = conn->n_sent = 0;
  ws_conn_plan_trim (conn, queue);
}

/* Moves what waits to the front, when that costs no more than was sent since the last time. */
static void
close_gap (WsConn *conn)
{
  WsBuffer *queue = &conn->queue;
  size_t pending = queue->len - conn->n_sent;

  if (conn->n_sent < pending || conn->n_sent == 0)
    return;

  memmove (queue->data, queue->data + conn->n_sent, pending);
  queue->len = pending;
  conn->n_sent = 0;
}

/* The Close that ends a connection is let through a full output. */
static bool
make_room (WsConn *conn, size_t len)
{
  if (conn->queue.size - conn->queue.len >= len)
    return true;

  close_gap (conn);

  return ws_buffer_reserve (&conn->queue, len, SIZE_MAX / 2);
}

WsStatus
ws_conn_reserve_output (WsConn *conn, uint64_t len)
{
  uint64_t max = conn->config.limits.max_output, pending = ws_conn_get_pending (conn);

  if (pending > max || len > max - pending)
    return WS_ERROR_OUTPUT_FULL;

  return make_room (conn, len) ? WS_OK : WS_ERROR_MEMORY;
}

WsStatus
ws_conn_queue_bytes (WsConn *conn, const void *data, size_t len)
{
  WsStatus status = ws_conn_reserve_output (conn, len);

  if (status == WS_OK)
    (void)ws_buffer_append (&conn->queue, data, len);

  return status;
}

static void
fill_random (const WsConn *conn, uint8_t *out, size_t len)
{
  conn->config.fill_random (out, len, conn->config.random_data);
}

/* RFC 6455 section 5.3: a fresh key for each frame, each used once. */
static void
next_key (WsConn *conn, uint8_t key[MASK_KEY_LEN])
{
  if (conn->keys == NULL)
    conn->keys = malloc (KEY_POOL_SIZE);

  if (conn->keys == NULL)
    {
      fill_random (conn, key, MASK_KEY_LEN);
      return;
    }

  if (conn->keys_left == 0)
    {
      fill_random (conn, conn->keys, KEY_POOL_SIZE);
      conn->keys_left = KEY_POOL_SIZE;
    }

  memcpy (key, conn->keys + KEY_POOL_SIZE - conn->keys_left, MASK_KEY_LEN);
  conn->keys_left -= MASK_KEY_LEN;
}

/* Writes a frame into the room that was made for it. Returns: its bytes on the wire. */
static uint64_t
write_frame (WsConn *conn, const WsFrameHead *head, const void *payload)
{
  uint8_t *out = conn->queue.data + conn->queue.len;
  size_t head_len = ws_frame_write_head (head, out), len = head->payload_len;

  if (len > 0 && head->masked)
    ws_mask (out + head_len, payload, len, head->mask_key, 0);
  else if (len > 0)
    memcpy (out + head_len, payload, len);

  conn->queue.len += head_len + len;

  return head_len + len;
}

/* Writes a frame of ours. */
static uint64_t
write_own_frame (WsConn *conn, WsFrameHead *head, const void *payload)
{
  head->masked = !ws_conn_is_server (conn);
  if (head->masked)
    next_key (conn, head->mask_key);

  return write_frame (conn, head, payload);
}

uint64_t
ws_conn_get_control_len (const WsConn *conn, size_t len)
{
  return 2 + (ws_conn_is_server (conn) ? 0 : MASK_KEY_LEN) + len;
}

WsStatus
ws_conn_queue_control (WsConn *conn, WsOpcode opcode, const void *payload, size_t len)
{
  WsFrameHead head = { .payload_len = len, .opcode = (uint8_t)opcode, .fin = true };

  if (opcode != WS_OPCODE_CLOSE)
    {
      WsStatus status = ws_conn_reserve_output (conn, WS_FRAME_HEAD_MAX + len);

      if (status != WS_OK)
        return status;
    }
  else if (!make_room (conn, WS_FRAME_HEAD_MAX + len))
    return WS_ERROR_MEMORY;

  write_own_frame (conn, &head, payload);

  return WS_OK;
}

static uint8_t
get_deflate_bits (const WsConn *conn)
{
  return ws_conn_is_server (conn) ? conn->deflate.server_max_window_bits
                                  : conn->deflate.client_max_window_bits;
}

static bool
takes_context_over (const WsConn *conn)
{
  return ws_conn_is_server (conn) ? !conn->deflate.server_no_context_takeover
                                  : !conn->deflate.client_no_context_takeover;
}

/* Decided before compressing: a compressed message that is thrown away would still be in the
 * window that the peer does not have. */
static bool
is_worth_deflating (const WsConn *conn, size_t len)
{
  return conn->has_deflate && len > 0 && len >= conn->config.deflate_from &&
         len <= WS_ZLIB_PIECE_MAX && ws_deflater_can (get_deflate_bits (conn));
}

/* A server has many connections, of which most are quiet: it keeps a deflater (256 KiB) only where
 * there is a window to keep. */
static void
end_deflating (WsConn *conn)
{
  if (takes_context_over (conn))
    return;

  if (!ws_conn_is_server (conn))
    {
      ws_deflater_forget (conn->deflater);
      return;
    }

  ws_deflater_free (conn->deflater);
  conn->deflater = NULL;
}

static WsStatus
deflate_message (WsConn *conn, const void *data, size_t len)
{
  WsStatus status;

  if (conn->deflater == NULL)
    conn->deflater = ws_deflater_new (get_deflate_bits (conn));
  if (conn->deflater == NULL)
    return WS_ERROR_MEMORY;

  status = ws_deflater_write (conn->deflater, data, len, &conn->deflated);
  end_deflating (conn);

  return status;
}

static void
write_message (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *sent)
{
  uint32_t n_frames = sent->n_frames;
  size_t least = n_frames > 1 ? len / n_frames : len, n_longer = len - least * n_frames;

  for (uint32_t i = 0; i < n_frames; i++)
    {
      WsFrameHead head = {
        .payload_len = i < n_longer ? least + 1 : least,
        .opcode = i == 0 ? sent->opcode : WS_OPCODE_CONTINUATION,
        .rsv = i == 0 && sent->is_compressed ? 0x4 : 0,
        .fin = i + 1 == n_frames,
      };

      sent->wire_len += write_own_frame (conn, &head, payload);
      payload += head.payload_len;
    }
}

static WsStatus
check_message (const WsConn *conn, const WsEvent *message)
{
  if (conn->state != WS_STATE_OPEN)
    return WS_ERROR_STATE;

  if (message->opcode != WS_OPCODE_TEXT && message->opcode != WS_OPCODE_BINARY)
    return WS_ERROR_RESERVED_OPCODE;

  if (message->opcode == WS_OPCODE_TEXT && !ws_utf8_is_valid (message->data, message->len))
    return WS_ERROR_UTF8;

  return WS_OK;
}

static WsStatus
send_compressed (WsConn *conn, WsEvent *message)
{
  uint64_t heads = (uint64_t)message->n_frames * WS_FRAME_HEAD_MAX;
  WsStatus status = ws_conn_reserve_output (conn, heads + message->len);

  if (status == WS_OK)
    status = deflate_message (conn, message->data, message->len);
  if (status != WS_OK)
    return status;

  /* what does not shrink grows by a few bytes */
  if (!make_room (conn, heads + conn->deflated.len))
    {
      /* the window has a message that the peer will never see */
      if (conn->deflater != NULL)
        ws_deflater_forget (conn->deflater);
      return WS_ERROR_MEMORY;
    }

  write_message (conn, conn->deflated.data, conn->deflated.len, message);
  ws_conn_plan_trim (conn, &conn->deflated);

  return WS_OK;
}

static WsStatus
send_plain (WsConn *conn, WsEvent *message)
{
  uint64_t heads = (uint64_t)message->n_frames * WS_FRAME_HEAD_MAX;
  WsStatus status = ws_conn_reserve_output (conn, heads + message->len);

  if (status == WS_OK)
    write_message (conn, message->data, message->len, message);

  return status;
}

WsStatus
ws_conn_send_fragments (WsConn *conn,
                        WsOpcode opcode,
                        const void *data,
                        size_t len,
                        uint32_t n_frames,
                        WsEvent *sent)
{
  WsEvent message = {
    .kind = WS_EVENT_MESSAGE,
    .opcode = (uint8_t)opcode,
    .is_outgoing = true,
    .is_compressed = is_worth_deflating (conn, len),
    .n_frames = n_frames > 0 ? n_frames : 1,
    .data = len > 0 ? data : (const uint8_t *)"",
    .len = len,
  };
  WsStatus status = check_message (conn, &message);

  if (status == WS_OK)
    status = message.is_compressed ? send_compressed (conn, &message) : send_plain (conn, &message);

  if (status == WS_OK && sent != NULL)
    *sent = message;

  return status;
}

WsStatus
ws_conn_send (WsConn *conn, WsOpcode opcode, const void *data, size_t len, WsEvent *sent)
{
  return ws_conn_send_fragments (conn, opcode, data, len, 1, sent);
}

WsStatus
ws_conn_send_frame (WsConn *conn, const WsFrameHead *head, const void *data)
{
  WsFrameHead own = *head;
  WsStatus status;

  if (conn->state != WS_STATE_OPEN && conn->state != WS_STATE_CLOSING)
    return WS_ERROR_STATE;

  status = ws_conn_reserve_output (conn, WS_FRAME_HEAD_MAX + head->payload_len);
  if (status != WS_OK)
    return status;

  if (own.masked && !ws_conn_is_server (conn))
    next_key (conn, own.mask_key);
  write_frame (conn, &own, data);

  return WS_OK;
}

WsStatus
ws_conn_send_bytes (WsConn *conn, const void *data, size_t len)
{
  if (conn->state != WS_STATE_OPEN && conn->state != WS_STATE_CLOSING)
    return WS_ERROR_STATE;

  return ws_conn_queue_bytes (conn, data, len);
}
