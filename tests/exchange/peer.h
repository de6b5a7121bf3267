/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A server on 127.0.0.1 whose side of each connection is a function on a thread of its own: raw
 * bytes, nothing of the engine under test. */
typedef struct _Peer Peer;

/* @script: called once a connection, one after the other; the connection is closed when it returns.
 */
typedef void (*PeerScript) (int fd, guint nth, gpointer user_data);

Peer *peer_new (PeerScript script, gpointer user_data);
guint16 peer_get_port (Peer *peer);
/* Waits for the script that runs. */
void peer_free (Peer *peer);

/* Returns: (transfer full): the bytes up to and with the blank line; shorter when the stream ended.
 */
char *peer_read_head (int fd);

/* Reads the head and answers 101 with the right key. Returns: (transfer full): the head. */
char *peer_shake_hands (int fd);

void peer_send (int fd, const void *data, gsize len);

/* Sends an unmasked frame that is whole. */
void peer_send_frame (int fd, guint8 opcode, const void *data, gsize len);

/* Reads one masked frame. Returns: (transfer full): its payload, NULL at the end of the stream. */
GBytes *peer_read_frame (int fd, guint8 *opcode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)
