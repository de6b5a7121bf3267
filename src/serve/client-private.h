/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/hub-private.h"
#include "ws/conn.h"

/* One connection: a stream, the engine, and the path that was asked for. It frees itself when it is
 * over. */
typedef struct _ServeClient ServeClient;

/* Takes @fd, which does not block. */
void serve_client_new (ServeHub *hub, int fd);

/* Says 1001 to an open peer, if there is room for it, and closes at once. */
void serve_client_free (ServeClient *client);

/* The rest is for paths. */

ServeHub *serve_client_get_hub (ServeClient *client);
WsConn *serve_client_get_conn (ServeClient *client);

/* Returns: state_size zeroed bytes of the path's own. */
gpointer serve_client_get_state (ServeClient *client);

/* Returns: the parameter at @index in the path's table. */
guint64 serve_client_get_number (ServeClient *client, gsize index);
const char *serve_client_get_text (ServeClient *client, gsize index);

/* The path has answered with @status; it goes into the log. */
void serve_client_set_answered (ServeClient *client, guint16 status);

/* Sends a message. Whoever lets too much wait is closed with 1013. */
void serve_client_send (ServeClient *client, WsOpcode opcode, gconstpointer data, gsize len);

/* Calls on_writable of the path whenever there is room, from now on until it returns FALSE. */
void serve_client_start_writing (ServeClient *client);

/* Returns: the bytes that may be written now; what goes beyond them ends the room. 0 unless open.
 */
gsize serve_client_get_room (ServeClient *client);

/* Calls on_timer of the path at @when, nanoseconds of the monotonic clock. */
void serve_client_set_timer (ServeClient *client, guint64 when);

/* Starts the closing handshake. @reason: at most 123 bytes of UTF-8. */
void serve_client_close (ServeClient *client, guint16 code, const char *reason);

/* For the end of on_writable: closes with 1000 once nothing waits, since a peer that reads slowly
 * has all the time that it wants, but not for the closing handshake. Returns: whether to ask again.
 */
gboolean serve_client_finish (ServeClient *client);

/* Ends the stream, without a closing handshake, once what waits is sent. */
void serve_client_drop (ServeClient *client);

/* Sends what waits, as far as it goes without blocking. */
void serve_client_flush (ServeClient *client);

/* To be called after something was sent on a connection other than the one whose turn it is. */
void serve_client_wake (ServeClient *client);
