/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire.h"

#include <string.h>

#define CONTROL_MAX 125

static const guint8 server_key[4] = { 0x12, 0x34, 0x56, 0x78 };

static void
apply_mask (guint8 *data, gsize len, const guint8 key[4])
{
  guint64 wide;
  guint8 twice[8];
  gsize i = 0;

  memcpy (twice, key, 4);
  memcpy (twice + 4, key, 4);
  memcpy (&wide, twice, 8);
  for (; i + 8 <= len; i += 8)
    {
      guint64 word;

      memcpy (&word, data + i, 8);
      word ^= wide;
      memcpy (data + i, &word, 8);
    }
  for (; i < len; i++)
    data[i] ^= key[i & 3];
}

/* Returns: the octets of @head so far. */
static gsize
write_length (guint8 *head, gsize len)
{
  guint16 half = GUINT16_TO_BE ((guint16)len);
  guint64 whole = GUINT64_TO_BE ((guint64)len);

  head[1] = (guint8)(len < 126 ? len : len < 65536 ? 126 : 127);
  if (len < 126)
    return 2;
  if (len < 65536)
    {
      memcpy (head + 2, &half, sizeof half);
      return 4;
    }
  memcpy (head + 2, &whole, sizeof whole);

  return 10;
}

void
wire_append (GByteArray *out, const WireFrame *frame)
{
  guint8 head[14];
  gsize size = write_length (head, frame->len);
  gsize start;

  head[0] = (guint8)((frame->is_final ? 0x80 : 0) | frame->rsv << 4 | frame->opcode);
  if (frame->is_masked)
    {
      head[1] |= 0x80;
      memcpy (head + size, server_key, sizeof server_key);
      size += sizeof server_key;
    }
  g_byte_array_append (out, head, (guint)size);
  start = out->len;
  if (frame->len > 0)
    g_byte_array_append (out, frame->payload, (guint)frame->len);
  if (frame->is_masked)
    apply_mask (out->data + start, frame->len, server_key);
}

/* Returns: the octets of the length field behind the second octet, or -1: not all here yet. */
static int
read_length (const guint8 *data, gsize len, guint64 *length)
{
  guint16 half;
  guint8 first = data[1] & 0x7f;

  *length = first;
  if (first == 126 && len >= 4)
    {
      memcpy (&half, data + 2, sizeof half);
      *length = GUINT16_FROM_BE (half);
      return 2;
    }
  if (first == 127 && len >= 10)
    {
      memcpy (length, data + 2, sizeof *length);
      *length = GUINT64_FROM_BE (*length);
      return 8;
    }

  return first < 126 ? 0 : -1;
}

static const char *
find_fault (const WireFrame *frame, int extra, guint64 length)
{
  gboolean is_control = frame->opcode >= WIRE_CLOSE;

  if (!frame->is_masked)
    return "it sent a frame without a mask";
  if ((extra == 2 && length < 126) || (extra == 8 && length < 65536))
    return "it sent a length that is not in its shortest form";
  if (frame->opcode > WIRE_PONG || (frame->opcode > WIRE_BINARY && !is_control))
    return "it sent a reserved opcode";
  if (is_control && (length > CONTROL_MAX || !frame->is_final))
    return "it sent a control frame that is too long or fragmented";
  if (length > G_MAXINT32)
    return "it sent a frame of more than 2 GiB";

  return NULL;
}

WireStatus
wire_read (guint8 *data, gsize len, WireFrame *frame, gsize *size, const char **why)
{
  guint64 length;
  gsize head;
  int extra;

  if (len < 2 || (extra = read_length (data, len, &length)) < 0)
    return WIRE_PARTIAL;

  frame->is_final = (data[0] & 0x80) != 0;
  frame->rsv = data[0] >> 4 & 7;
  frame->opcode = data[0] & 15;
  frame->is_masked = (data[1] & 0x80) != 0;
  *why = find_fault (frame, extra, length);
  if (*why != NULL)
    return WIRE_BROKEN;

  head = 2 + (gsize)extra + 4;
  if (len < head || len - head < length)
    return WIRE_PARTIAL;

  frame->payload = data + head;
  frame->len = length;
  *size = head + length;
  apply_mask (frame->payload, frame->len, data + head - 4);

  return WIRE_WHOLE;
}
