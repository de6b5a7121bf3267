/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/server.h"

#include <openssl/ssl.h>

/* A server in a thread of its own. */
typedef struct
{
  ServeServer *server;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GAsyncQueue *lines; /* of char *: the log */
  gboolean use_tls;
  guint16 port;
} House;

void house_open (House *house, gboolean use_tls);
void house_close (House *house);

/* Returns: (transfer full): the next line of the log; waits for it. */
char *house_pop_line (House *house);

/* A client that knows of bytes only: nothing of the engine is in it. All calls wait, and fail the
 * test after 20 s. */
typedef struct
{
  int fd;
  SSL_CTX *tls;
  SSL *ssl;
  GByteArray *in; /* what has come and was not taken */
} Peer;

Peer *peer_new (House *house);
void peer_free (Peer *peer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

void peer_send (Peer *peer, gconstpointer data, gsize len);

/* printf() for bytes. */
void peer_print (Peer *peer, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Sends the head of a handshake for @target. @fields: more lines, each with its \r\n. */
void peer_ask (Peer *peer, const char *target, const char *fields);

/* peer_new(), peer_ask(), and the head of the answer, which has to be a 101.
 * @head: (out) (transfer full) (nullable). */
Peer *peer_open (House *house, const char *target, const char *fields, char **head);

/* Returns: (transfer full): all up to the blank line, and that. */
char *peer_take_head (Peer *peer);

/* Returns: (transfer full): exactly @len bytes. */
guint8 *peer_take (Peer *peer, gsize len);

/* Returns: (transfer full): everything until the stream ends. */
char *peer_take_rest (Peer *peer);

typedef struct
{
  guint8 first; /* FIN, RSV, opcode */
  gsize len;
  guint8 *data; /* NUL-terminated */
} Frame;

/* Takes one frame, which must not be masked. */
void peer_take_frame (Peer *peer, Frame *frame);

static inline void
frame_clear (Frame *frame)
{
  g_clear_pointer (&frame->data, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)

/* Takes one frame and compares it. */
void peer_expect (Peer *peer, guint8 first, gconstpointer data, gsize len);
void peer_expect_text (Peer *peer, const char *text);

/* Takes a Close and compares it, answers it, and expects the stream to end. @code 0: an empty one.
 */
void peer_expect_close (Peer *peer, guint16 code, const char *reason);

/* Sends one masked frame. */
void peer_send_frame (Peer *peer, guint8 first, gconstpointer data, gsize len);
void peer_send_text (Peer *peer, const char *text);
