/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/conn-private.h"

#include "ws/mask.h"
#include "ws/zlib-private.h"

#include <string.h>

/* ws_conn_get_room(): less than this is received better together with the next frames, and more
 * at once leaves the cache. */
#define ROOM_MIN ((size_t)16 * 1024)
#define ROOM_MAX ((size_t)64 * 1024)

#define RSV_COMPRESSED 0x4

static bool
is_control (const WsFrameHead *head)
{
  return (head->opcode & 0x8) != 0;
}

/* Reads a head that lies whole in the input, or goes on with the pieces of one. */
static WsStatus
read_head (WsConn *conn)
{
  WsFrameIn *frame = &conn->frame;
  WsStatus status = WS_NEED_MORE;
  size_t len = 0;

  if (frame->n_partial == 0)
    {
      status = ws_frame_read_head (conn->in, conn->in_len, &frame->head, &len);
      if (status == WS_OK)
        ws_conn_skip (conn, len);
    }

  while (status == WS_NEED_MORE && conn->in_len > 0)
    {
      frame->partial[frame->n_partial++] = *conn->in;
      ws_conn_skip (conn, 1);
      status = ws_frame_read_head (frame->partial, frame->n_partial, &frame->head, &len);
    }

  if (status == WS_OK)
    {
      frame->head_len = (uint8_t)len;
      frame->n_partial = 0;
      frame->left = frame->head.payload_len;
    }

  return status;
}

/* RFC 6455 section 5.2 and RFC 7692 section 6: RSV1 on a message's first frame, if negotiated. */
static bool
has_wrong_rsv (const WsConn *conn, const WsFrameHead *head)
{
  bool is_first = head->opcode == WS_OPCODE_TEXT || head->opcode == WS_OPCODE_BINARY;
  uint8_t allowed = conn->has_deflate && is_first ? RSV_COMPRESSED : 0;

  return (head->rsv & ~allowed) != 0;
}

static WsStatus
check_frame (const WsConn *conn, const WsFrameHead *head)
{
  if (has_wrong_rsv (conn, head))
    return WS_ERROR_RESERVED_BIT;

  if (head->masked != ws_conn_is_server (conn))
    return head->masked ? WS_ERROR_MASKED : WS_ERROR_NOT_MASKED;

  return WS_OK;
}

static WsStatus
check_data_frame (const WsConn *conn, const WsFrameHead *head)
{
  const WsLimits *limits = &conn->config.limits;
  const WsMessageIn *message = &conn->message;

  if (head->opcode == WS_OPCODE_CONTINUATION && message->opcode == 0)
    return WS_ERROR_NOTHING_TO_CONTINUE;

  if (head->opcode != WS_OPCODE_CONTINUATION && message->opcode != 0)
    return WS_ERROR_MESSAGE_UNFINISHED;

  if (head->payload_len > limits->max_frame)
    return WS_ERROR_FRAME_TOO_LARGE;

  if (message->opcode != 0 && message->n_frames == limits->max_fragments)
    return WS_ERROR_TOO_MANY_FRAGMENTS;

  return WS_OK;
}

static void
start_message (WsConn *conn, const WsFrameHead *head)
{
  WsMessageIn *message = &conn->message;

  message->buffer.len = 0;
  message->opcode = head->opcode;
  message->is_compressed = (head->rsv & RSV_COMPRESSED) != 0;
  message->n_frames = 0;
  message->wire_len = 0;
  message->utf8 = (WsUtf8){ 0 };
}

static WsStatus
start_data_frame (WsConn *conn)
{
  const WsFrameHead *head = &conn->frame.head;
  WsMessageIn *message = &conn->message;
  WsStatus status = check_data_frame (conn, head);

  if (status != WS_OK)
    return status;

  if (head->opcode != WS_OPCODE_CONTINUATION)
    start_message (conn, head);

  message->n_frames++;
  message->wire_len += conn->frame.head_len + head->payload_len;

  /* how much a compressed one becomes shows only when it is inflated */
  if (!message->is_compressed &&
      head->payload_len > conn->config.limits.max_message - message->buffer.len)
    return WS_ERROR_MESSAGE_TOO_LARGE;

  return WS_OK;
}

/* After a failure frames are passed over: only the peer's Close is of interest. */
static WsStatus
start_frame (WsConn *conn)
{
  const WsFrameHead *head = &conn->frame.head;
  WsStatus status;

  conn->intake = is_control (head) ? WS_INTAKE_CONTROL : WS_INTAKE_PAYLOAD;
  if (conn->error != WS_OK)
    return WS_OK;

  status = check_frame (conn, head);
  if (status == WS_OK && !is_control (head))
    status = start_data_frame (conn);

  return status;
}

WsStep
ws_conn_step_frame (WsConn *conn, WsEvent *event)
{
  WsStatus status = read_head (conn);

  if (status == WS_NEED_MORE)
    {
      if (conn->frame.n_partial > 0)
        conn->intake = WS_INTAKE_FRAME;
      return WS_STEP_STARVED;
    }

  if (status != WS_OK)
    {
      /* where the next frame begins is not known any more */
      conn->intake = WS_INTAKE_DISCARD;
      return ws_conn_fail (conn, status);
    }

  status = start_frame (conn);

  return status == WS_OK ? WS_STEP_AGAIN : ws_conn_fail (conn, status);
}

static bool
keeps_context (const WsConn *conn)
{
  return ws_conn_is_server (conn) ? !conn->deflate.client_no_context_takeover
                                  : !conn->deflate.server_no_context_takeover;
}

static WsStatus
make_inflater (WsConn *conn)
{
  if (conn->inflater == NULL)
    conn->inflater = ws_inflater_new (ws_conn_is_server (conn)
                                        ? conn->deflate.client_max_window_bits
                                        : conn->deflate.server_max_window_bits);

  return conn->inflater != NULL ? WS_OK : WS_ERROR_MEMORY;
}

/* A server keeps an inflater (40 KiB) only where there is a window to keep. */
static void
end_inflating (WsConn *conn)
{
  if (keeps_context (conn))
    return;

  if (!ws_conn_is_server (conn))
    {
      ws_inflater_forget (conn->inflater);
      return;
    }

  ws_inflater_free (conn->inflater);
  conn->inflater = NULL;
}

/* What came out before an error is still checked, so that the first thing that is wrong with a
 * message does not depend on how its bytes were cut. */
static WsStatus
check_inflated (WsMessageIn *message, size_t old_len, WsStatus status)
{
  const WsBuffer *buffer = &message->buffer;

  if (message->opcode != WS_OPCODE_TEXT || buffer->len == old_len)
    return status;

  if (!ws_utf8_feed (&message->utf8, buffer->data + old_len, buffer->len - old_len))
    return WS_ERROR_UTF8;

  return status;
}

static WsStatus
take_compressed (WsConn *conn, const uint8_t *data, size_t len, bool is_last)
{
  WsMessageIn *message = &conn->message;
  size_t old_len = message->buffer.len, limit = conn->config.limits.max_message;
  WsStatus status = make_inflater (conn);

  if (status == WS_OK)
    status = ws_inflater_feed (conn->inflater, data, len, limit, &message->buffer);
  if (status == WS_OK && is_last)
    {
      status = ws_inflater_end_message (conn->inflater, limit, &message->buffer);
      end_inflating (conn);
    }

  return check_inflated (message, old_len, status);
}

/* Adds to the message: nothing is to be done for bytes that came through ws_conn_get_room(). */
static WsStatus
store (WsConn *conn, const uint8_t *data, size_t len)
{
  WsBuffer *buffer = &conn->message.buffer;

  if (buffer->size - buffer->len < len &&
      !ws_buffer_reserve (buffer, len, conn->config.limits.max_message))
    return WS_ERROR_MEMORY;

  if (len > 0 && data != buffer->data + buffer->len)
    memcpy (buffer->data + buffer->len, data, len);
  buffer->len += len;

  return WS_OK;
}

static WsStatus
take_plain (WsConn *conn, const uint8_t *data, size_t len, bool is_whole)
{
  WsMessageIn *message = &conn->message;

  if (message->opcode == WS_OPCODE_TEXT && !ws_utf8_feed (&message->utf8, data, len))
    return WS_ERROR_UTF8;

  return is_whole ? WS_OK : store (conn, data, len);
}

static WsStep
tell_message (WsConn *conn, const uint8_t *data, size_t len, WsEvent *event)
{
  WsMessageIn *message = &conn->message;

  *event = (WsEvent){
    .kind = WS_EVENT_MESSAGE,
    .opcode = message->opcode,
    .is_compressed = message->is_compressed,
    .n_frames = message->n_frames,
    .wire_len = message->wire_len,
    .data = data,
    .len = len,
  };

  message->opcode = 0;
  conn->intake = WS_INTAKE_MESSAGE;
  ws_conn_plan_trim (conn, &message->buffer);

  return WS_STEP_EVENT;
}

/* Returns: whether @len bytes, the next of the input, are a message. */
static bool
is_whole_message (const WsConn *conn, size_t len)
{
  return conn->frame.head.fin && conn->message.n_frames == 1 && !conn->message.is_compressed &&
         len == conn->frame.head.payload_len;
}

static WsStatus
take_payload (WsConn *conn, const uint8_t *data, size_t len)
{
  bool is_last = conn->frame.head.fin && conn->frame.left == 0;

  if (conn->error != WS_OK)
    return WS_OK;

  if (conn->message.is_compressed)
    return take_compressed (conn, data, len, is_last);

  return take_plain (conn, data, len, is_whole_message (conn, len));
}

/* The frame's payload is whole; its last @len bytes are at @data. */
static WsStep
end_frame (WsConn *conn, const uint8_t *data, size_t len, WsEvent *event)
{
  WsMessageIn *message = &conn->message;

  conn->intake = WS_INTAKE_FRAME;
  if (conn->error != WS_OK || !conn->frame.head.fin)
    return WS_STEP_AGAIN;

  if (message->opcode == WS_OPCODE_TEXT && !ws_utf8_is_complete (&message->utf8))
    return ws_conn_fail (conn, WS_ERROR_UTF8);

  if (is_whole_message (conn, len))
    return tell_message (conn, data, len, event);

  return tell_message (conn, message->buffer.data, message->buffer.len, event);
}

WsStep
ws_conn_step_payload (WsConn *conn, WsEvent *event)
{
  WsFrameIn *frame = &conn->frame;
  uint8_t *data = conn->in;
  size_t len = conn->in_len < frame->left ? conn->in_len : (size_t)frame->left;
  WsStatus status;

  if (len == 0 && frame->left > 0)
    return WS_STEP_STARVED;

  if (len > WS_ZLIB_PIECE_MAX)
    len = WS_ZLIB_PIECE_MAX;

  if (frame->head.masked)
    ws_mask (data, data, len, frame->head.mask_key, frame->head.payload_len - frame->left);
  ws_conn_skip (conn, len);
  frame->left -= len;

  status = take_payload (conn, data, len);
  if (status != WS_OK)
    {
      ws_conn_fail (conn, status);
      if (frame->left > 0)
        return WS_STEP_AGAIN;
    }

  return frame->left > 0 ? WS_STEP_AGAIN : end_frame (conn, data, len, event);
}

/* The payload of a short frame's head that is a whole message, as nearly all are: FIN, no reserved
 * bit, a length of at most 16 bits in its minimal form, masked as it should be.
 * Returns: the length of the head; 0: it is another frame, or not all of it has come. */
static size_t
read_short_head (const WsConn *conn, size_t *payload_len)
{
  const uint8_t *in = conn->in;
  bool is_masked = ws_conn_is_server (conn);
  size_t head_len = 2, len;

  if (conn->in_len < 4 || (in[0] != (0x80 | WS_OPCODE_TEXT) && in[0] != (0x80 | WS_OPCODE_BINARY)))
    return 0;

  len = in[1] ^ (is_masked ? 0x80u : 0);
  if (len == 126)
    {
      len = (size_t)in[2] << 8 | in[3];
      head_len = len >= 126 ? 4 : SIZE_MAX / 2;
    }
  else if (len > 126)
    return 0;

  head_len += is_masked ? sizeof conn->frame.head.mask_key : 0;
  *payload_len = len;

  return len <= conn->short_max && head_len + len <= conn->in_len ? head_len : 0;
}

bool
ws_conn_take_short (WsConn *conn, WsEvent *event)
{
  size_t len, head_len = read_short_head (conn, &len);
  uint8_t *data = conn->in + head_len;

  if (head_len == 0)
    return false;

  if (ws_conn_is_server (conn))
    ws_mask (data, data, len, data - sizeof conn->frame.head.mask_key, 0);

  if (conn->in[0] == (0x80 | WS_OPCODE_TEXT) && !ws_utf8_is_valid (data, len))
    {
      /* the long way finds out again, from the bytes as they came */
      if (ws_conn_is_server (conn))
        ws_mask (data, data, len, data - sizeof conn->frame.head.mask_key, 0);
      return false;
    }

  *event = (WsEvent){
    .kind = WS_EVENT_MESSAGE,
    .opcode = conn->in[0] & 0xf,
    .n_frames = 1,
    .wire_len = head_len + len,
    .data = data,
    .len = len,
  };
  ws_conn_skip (conn, head_len + len);

  return true;
}

uint8_t *
ws_conn_get_room (WsConn *conn, size_t *size)
{
  WsBuffer *buffer = &conn->message.buffer;
  uint64_t left = conn->frame.left;

  if (conn->intake != WS_INTAKE_PAYLOAD || conn->message.is_compressed || left < ROOM_MIN)
    return NULL;

  if (conn->error != WS_OK || conn->in_len > 0)
    return NULL;

  *size = left < ROOM_MAX ? (size_t)left : ROOM_MAX;
  if (!ws_buffer_reserve (buffer, *size, conn->config.limits.max_message))
    return NULL;

  return buffer->data + buffer->len;
}
