/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "squeeze.h"
#include "wire.h"

#include <glib.h>

/* One connection from the client under test: octets out as the case wants them, frames in. The
 * socket is non-blocking and everything waits in one poll(), so that a client that writes while we
 * write never stands still. Times are those of g_get_monotonic_time(). */
typedef struct Session Session;

typedef enum
{
  SESSION_MESSAGE, /* opcode, data */
  SESSION_PING,
  SESSION_PONG,
  SESSION_CLOSE,   /* code: 1005 when it has none */
  SESSION_END,     /* the client's stream has ended */
  SESSION_BROKEN,  /* text: the rule that the client broke; nothing follows */
  SESSION_TIMEOUT, /* nothing of this until the deadline */
} SessionKind;

typedef struct
{
  SessionKind kind;
  guint8 opcode;
  guint16 code;
  const guint8 *data; /* borrowed until the next call */
  gsize len;
  const char *text;
} SessionEvent;

/* Takes over @fd. */
Session *session_new (int fd);
void session_free (Session *session);

/* Reads the request head. Returns: (transfer full) (nullable): NULL when none came whole. */
char *session_read_head (Session *session, gint64 deadline);

/* From here on messages may be compressed. @squeeze: (transfer full) */
void session_use_deflate (Session *session, Squeeze *squeeze);
Squeeze *session_get_squeeze (Session *session);

/* Writes have at most @chop octets from now on; 0: no limit. */
void session_set_chop (Session *session, gsize chop);

/* While deaf, nothing is read. */
void session_set_deaf (Session *session, gboolean is_deaf);

void session_queue (Session *session, const guint8 *data, gsize len);
void session_queue_frame (Session *session, const WireFrame *frame);

/* Returns: FALSE when the client was gone or did not take it in time. */
gboolean session_flush (Session *session, gint64 deadline);

/* Waits for the next frame or message, and writes what is queued meanwhile. */
SessionKind session_next (Session *session, gint64 deadline, SessionEvent *event);

/* Ends our half with FIN, or everything with RST. */
void session_shut (Session *session);
void session_reset (Session *session);

/* Returns: whether the client has ended its stream. */
gboolean session_has_ended (Session *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)
