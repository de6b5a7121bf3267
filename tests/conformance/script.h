/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a server says to the client under test, and what it expects to hear, as a line of text:
 *
 *     text more 'Hel'; ping <00ff>; wait 1000; cont 'lo'
 *
 * Steps are separated by ';'. A step is a word, numbers, flags and a payload:
 *
 *     text binary cont ping pong   a frame; `frame N` has the opcode N
 *     close [CODE]                 a Close, CODE before its payload
 *     raw                          these octets, without a frame around them
 *     chop N                       from here on a write has at most N octets
 *     sync                         from here on each frame is a write of its own
 *     wait MS                      listen that long; in an expectation: "was still open then"
 *     drip MS                      the payload, an octet each MS milliseconds
 *     flood MIB                    the payload again and again until the client leaves, up to MIB
 *     deaf                         stop reading
 *     hear                         read again
 *     drop, reset                  end TCP with FIN or with RST
 *     mute                         leave the client's Close and its pings unanswered
 *     hold                         leave the end of TCP to the client
 *
 * Flags: `more` (FIN is 0), `rsv=N` (RSV1 is 4), `masked`, `deflate` (compressed, RSV1 set).
 * Payload: any number of 'text' and <hex>, each perhaps with *N (repeated to N octets);
 * /N cuts the frame into fragments of N octets. */
typedef enum
{
  STEP_FRAME,
  STEP_RAW,
  STEP_CHOP,
  STEP_SYNC,
  STEP_WAIT,
  STEP_DRIP,
  STEP_FLOOD,
  STEP_DEAF,
  STEP_HEAR,
  STEP_DROP,
  STEP_RESET,
  STEP_MUTE,
  STEP_HOLD,
} StepKind;

typedef struct
{
  StepKind kind;
  guint8 opcode;
  guint8 rsv;
  gboolean is_more;
  gboolean is_masked;
  gboolean is_deflated;
  guint number;
  gsize cut; /* 0: one frame */
  GByteArray *payload;
} Step;

/* Returns: (transfer full) (element-type Step): the steps of @text; a slip in it ends the program.
 */
GArray *script_parse (const char *text);
