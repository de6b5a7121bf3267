/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Frames of RFC 6455 section 5.2, written apart from src/ws so that the judge does not share the
 * mistakes of what it judges. */
enum
{
  WIRE_CONTINUATION = 0,
  WIRE_TEXT = 1,
  WIRE_BINARY = 2,
  WIRE_CLOSE = 8,
  WIRE_PING = 9,
  WIRE_PONG = 10,
};

typedef struct
{
  guint8 opcode;
  guint8 rsv; /* RSV1 is 4 */
  gboolean is_final;
  gboolean is_masked;
  guint8 *payload; /* borrowed */
  gsize len;
} WireFrame;

typedef enum
{
  WIRE_WHOLE,
  WIRE_PARTIAL,
  WIRE_BROKEN,
} WireStatus;

/* Appends @frame to @out. A masked one gets a fixed key: only a hostile server masks. */
void wire_append (GByteArray *out, const WireFrame *frame);

/* Reads a client's frame from the start of @data and unmasks it in place. WIRE_WHOLE sets @frame
 * and @size, the octets of head and payload; WIRE_BROKEN sets @why to a static text. What a frame
 * alone can break is checked: mask, length form, opcode, shape of control frames. */
WireStatus wire_read (guint8 *data, gsize len, WireFrame *frame, gsize *size, const char **why);
