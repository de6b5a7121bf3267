/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/conn.h"

#include <glib.h>

/* What the tests of the connection share. */

#define KIT_NOW 1000

/* fill_random: different at each call, the same in each run. */
void kit_random (void *out, size_t len, void *data);

/* The defaults with kit_random(). */
void kit_config (WsConfig *config, WsRole role);

/* Returns: (transfer full): bytes from a text of hexadecimal digits, 'characters', and a
 * repetition N*item, e.g. "81 7e 0080 128*'x'". */
GByteArray *kit_bytes (const char *text);

/* Appends a frame. @first: FIN, the reserved bits and the opcode. */
void kit_add_frame (GByteArray *out,
                    WsRole sender,
                    uint8_t first,
                    const void *payload,
                    size_t payload_len);

/* Returns: (transfer full): an open connection. @extensions: (nullable): of the answer (client) or
 * of the request (server). What the handshake tells and sends is taken. */
WsConn *kit_open (const WsConfig *config, const char *extensions);

/* Appends what an event says, e.g. "<text hello", ">close 1002 reserved-bit", "error utf8". */
void kit_describe (GString *log, const WsEvent *event);

/* As kit_describe(), with everything else that the event says. */
void kit_describe_all (GString *log, const WsEvent *event);

/* Compares what kit_describe_all() wrote with what kit_describe() would have. */
void kit_assert_told (const char *told, const char *expected);

/* What happens to the events of a connection. */
typedef struct
{
  void (*describe) (GString *log, const WsEvent *event);
  bool is_echo; /* messages go back */
  /* borrowed */
  WsConn *conn;
  GString *log; /* events, separated by "; " */
} KitOwner;

void kit_pull (KitOwner *owner, uint64_t now);

/* Feeds all of @data in pieces of @piece bytes (0: of any size), each of which is gone when the
 * next one comes. */
void kit_feed (KitOwner *owner, const uint8_t *data, size_t len, size_t piece);

/* Returns: (transfer full): all that the connection wants to send. */
GByteArray *kit_take_output (WsConn *conn);

/* Carries what @from wants to send to @to. Returns: whether there was something. */
bool kit_carry (WsConn *from, KitOwner *to, size_t piece);

/* Returns: (transfer full): the events of a connection that gets @bytes cut into pieces. */
char *kit_run (const WsConfig *config, const char *extensions, GByteArray *bytes, size_t piece);
