/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/body-private.h"

#include "ws/list-private.h"

/* 16 hexadecimal digits would still fit 64 bits; nobody needs them. */
#define CHUNK_DIGITS_MAX  15
#define LENGTH_DIGITS_MAX 18

static bool
read_number (const char *text, size_t len, uint64_t *number)
{
  if (len == 0 || len > LENGTH_DIGITS_MAX)
    return false;

  *number = 0;
  for (size_t i = 0; i < len; i++)
    {
      if (text[i] < '0' || text[i] > '9')
        return false;
      *number = *number * 10 + (uint64_t)(text[i] - '0');
    }

  return true;
}

/* RFC 9112 section 6.3, number 5: repeated lengths are one when they agree. */
static WsStatus
read_length (const WsHead *head, uint64_t *length)
{
  WsListWalk walk = { .head = head, .name = "Content-Length" };
  const char *item;
  size_t len;

  *length = UINT64_MAX;
  while (ws_list_next (&walk, &item, &len))
    {
      uint64_t number;

      if (!read_number (item, len, &number) || (*length != UINT64_MAX && *length != number))
        return WS_ERROR_BODY_SYNTAX;
      *length = number;
    }

  return WS_OK;
}

WsStatus
ws_body_start (WsBody *body, const WsHead *head)
{
  WsStatus status = WS_OK;

  *body = (WsBody){ .state = WS_BODY_DATA, .left = UINT64_MAX };

  if (head->status < 200 || head->status == 204 || head->status == 304)
    body->left = 0;
  else if (ws_head_has_token (head, "Transfer-Encoding", "chunked"))
    {
      body->is_chunked = true;
      body->state = WS_BODY_CHUNK_SIZE;
      body->left = 0;
    }
  else if (ws_head_get (head, "Transfer-Encoding") == NULL)
    status = read_length (head, &body->left);

  if (body->left == 0 && !body->is_chunked)
    body->state = WS_BODY_DONE;

  return status;
}

static int
hex_value (uint8_t c)
{
  if (c >= '0' && c <= '9')
    return c - '0';

  return (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* The end of a chunk's first line. The last chunk has no bytes; the trailer behind it is of no use.
 */
static WsBodyState
end_size_line (WsBody *body)
{
  body->n_digits = 0;

  return body->left == 0 ? WS_BODY_DONE : WS_BODY_DATA;
}

static WsStatus
take_size_byte (WsBody *body, uint8_t c)
{
  int digit = hex_value (c);

  if (digit < 0)
    {
      if (body->n_digits == 0 || (c != ';' && c != ' ' && c != '\t' && c != '\r'))
        return WS_ERROR_BODY_SYNTAX;
      body->state = c == '\r' ? WS_BODY_CHUNK_SIZE_LF : WS_BODY_CHUNK_EXTENSION;
      return WS_OK;
    }

  if (body->n_digits++ == CHUNK_DIGITS_MAX)
    return WS_ERROR_BODY_SYNTAX;
  body->left = body->left << 4 | (uint64_t)digit;

  return WS_OK;
}

/* Takes a byte of what stands between the bytes of two chunks (RFC 9112 section 7.1). */
static WsStatus
take_frame_byte (WsBody *body, uint8_t c)
{
  static const struct
  {
    uint8_t expected;
    WsBodyState next;
  } edges[] = {
    [WS_BODY_CHUNK_CR] = { '\r', WS_BODY_CHUNK_LF },
    [WS_BODY_CHUNK_LF] = { '\n', WS_BODY_CHUNK_SIZE },
    [WS_BODY_CHUNK_SIZE_LF] = { '\n', WS_BODY_DATA },
  };

  if (body->state == WS_BODY_CHUNK_SIZE)
    return take_size_byte (body, c);

  if (body->state == WS_BODY_CHUNK_EXTENSION)
    {
      if (c == '\r')
        body->state = WS_BODY_CHUNK_SIZE_LF;
      return c == '\n' ? WS_ERROR_BODY_SYNTAX : WS_OK;
    }

  if (c != edges[body->state].expected)
    return WS_ERROR_BODY_SYNTAX;

  body->state = body->state == WS_BODY_CHUNK_SIZE_LF ? end_size_line (body)
                                                     : edges[body->state].next;

  return WS_OK;
}

/* Takes bytes of the body itself. Returns: how many; SIZE_MAX when memory is short. */
static size_t
take_data (WsBody *body, const uint8_t *data, size_t len, size_t max)
{
  size_t n = body->left < len ? (size_t)body->left : len;
  size_t kept = n < max - body->data.len ? n : max - body->data.len;

  if (!ws_buffer_append (&body->data, data, kept))
    return SIZE_MAX;

  if (body->left != UINT64_MAX)
    body->left -= n;
  if (body->left == 0)
    body->state = body->is_chunked ? WS_BODY_CHUNK_CR : WS_BODY_DONE;
  if (body->data.len == max)
    body->state = WS_BODY_DONE;

  return n;
}

WsStatus
ws_body_feed (WsBody *body, const uint8_t *data, size_t len, size_t max)
{
  size_t used = 0;

  while (used < len && body->state != WS_BODY_DONE)
    {
      size_t n = 1;

      if (body->state == WS_BODY_DATA)
        n = take_data (body, data + used, len - used, max);
      else if (take_frame_byte (body, data[used]) != WS_OK)
        return WS_ERROR_BODY_SYNTAX;

      if (n == SIZE_MAX)
        return WS_ERROR_MEMORY;
      used += n;
    }

  return body->state == WS_BODY_DONE ? WS_OK : WS_NEED_MORE;
}

void
ws_body_clear (WsBody *body)
{
  ws_buffer_clear (&body->data);
}
