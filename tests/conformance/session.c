/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define READ_STEP (256u << 10)

/* Nothing that a client may send here is longer: the longest message has 16 MiB. */
#define INPUT_MAX (80u << 20)

#define HEAD_MAX (64u << 10)

struct Session
{
  int fd;
  gboolean is_deaf;
  gboolean has_ended;
  gsize chop;
  GByteArray *in;
  gsize in_start;
  GByteArray *out;
  gsize out_start;
  GByteArray *message; /* fragments so far */
  GByteArray *inflated;
  guint8 opcode; /* of the message under way, 0: none */
  gboolean is_deflated;
  gboolean saw_close;
  Squeeze *squeeze;
};

Session *
session_new (int fd)
{
  Session *session = g_new0 (Session, 1);

  session->fd = fd;
  session->in = g_byte_array_new ();
  session->out = g_byte_array_new ();
  session->message = g_byte_array_new ();
  session->inflated = g_byte_array_new ();

  return session;
}

void
session_free (Session *session)
{
  if (session->fd >= 0)
    close (session->fd);
  g_byte_array_unref (session->in);
  g_byte_array_unref (session->out);
  g_byte_array_unref (session->message);
  g_byte_array_unref (session->inflated);
  g_clear_pointer (&session->squeeze, squeeze_free);
  g_free (session);
}

void
session_use_deflate (Session *session, Squeeze *squeeze)
{
  session->squeeze = squeeze;
}

Squeeze *
session_get_squeeze (Session *session)
{
  return session->squeeze;
}

void
session_set_chop (Session *session, gsize chop)
{
  session->chop = chop;
}

void
session_set_deaf (Session *session, gboolean is_deaf)
{
  session->is_deaf = is_deaf;
}

void
session_queue (Session *session, const guint8 *data, gsize len)
{
  if (len > 0)
    g_byte_array_append (session->out, data, (guint)len);
}

void
session_queue_frame (Session *session, const WireFrame *frame)
{
  wire_append (session->out, frame);
}

static void
take_input (Session *session)
{
  GByteArray *in = session->in;
  guint before;
  gssize n;

  if (session->in_start > 0)
    {
      g_byte_array_remove_range (in, 0, (guint)session->in_start);
      session->in_start = 0;
    }
  before = in->len;
  g_byte_array_set_size (in, before + READ_STEP);
  n = recv (session->fd, in->data + before, READ_STEP, MSG_DONTWAIT);
  g_byte_array_set_size (in, before + (guint)MAX (n, 0));
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR) || in->len > INPUT_MAX)
    session->has_ended = TRUE;
}

static void
give_output (Session *session)
{
  GByteArray *out = session->out;
  gsize len = out->len - session->out_start;
  gssize n;

  if (session->chop > 0)
    len = MIN (len, session->chop);
  n = send (session->fd, out->data + session->out_start, len, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n > 0)
    session->out_start += (gsize)n;
  else if (n < 0 && errno != EAGAIN && errno != EINTR)
    session->out_start = out->len; /* the client is gone: what it sent before can still be read */

  if (session->out_start == out->len)
    {
      g_byte_array_set_size (out, 0);
      session->out_start = 0;
    }
}

/* One poll() with what it brings. Returns: FALSE when @deadline has passed or nothing can come. */
static gboolean
turn (Session *session, gint64 deadline)
{
  gint64 left = deadline - g_get_monotonic_time ();
  gboolean can_read = !session->is_deaf && !session->has_ended;
  struct pollfd entry = { .fd = session->fd, .events = (short)(can_read ? POLLIN : 0) };

  if (session->fd < 0 || left < 0)
    return FALSE;
  if (session->out->len > 0)
    entry.events |= POLLOUT;
  if (entry.events == 0)
    entry.fd = -1; /* only the time passes */

  if (poll (&entry, 1, (int)(left / 1000 + 1)) <= 0)
    return g_get_monotonic_time () < deadline;
  if (can_read && (entry.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
    take_input (session);
  if (session->out->len > 0 && (entry.revents & (POLLOUT | POLLHUP | POLLERR)) != 0)
    give_output (session);

  return TRUE;
}

gboolean
session_flush (Session *session, gint64 deadline)
{
  while (session->out->len > 0)
    if (!turn (session, deadline))
      return FALSE;

  return session->fd >= 0 && !session->has_ended;
}

char *
session_read_head (Session *session, gint64 deadline)
{
  for (;;)
    {
      GByteArray *in = session->in;
      const guint8 *end = in->len == 0 ? NULL : memmem (in->data, in->len, "\r\n\r\n", 4);

      if (end != NULL)
        {
          session->in_start = (gsize)(end - in->data) + 4;
          return g_strndup ((const char *)in->data, session->in_start);
        }
      if (in->len > HEAD_MAX || session->has_ended || !turn (session, deadline))
        return NULL;
    }
}

static SessionKind
refuse (SessionEvent *event, const char *text)
{
  event->text = text;

  return SESSION_BROKEN;
}

static SessionKind
finish_message (Session *session, SessionEvent *event)
{
  GByteArray *whole = session->message;

  event->opcode = session->opcode;
  session->opcode = 0;
  if (session->is_deflated)
    {
      g_byte_array_set_size (session->inflated, 0);
      if (!squeeze_inflate (session->squeeze, whole->data, whole->len, session->inflated))
        return refuse (event, "it sent compressed data that breaks what was agreed");
      whole = session->inflated;
    }
  event->data = whole->data;
  event->len = whole->len;

  return SESSION_MESSAGE;
}

static SessionKind
take_data (Session *session, const WireFrame *frame, SessionEvent *event)
{
  gboolean is_first = frame->opcode != WIRE_CONTINUATION;

  if (is_first != (session->opcode == 0))
    return refuse (event, "it sent a fragment in the wrong place");
  if (frame->rsv != 0 && (frame->rsv != 4 || session->squeeze == NULL || !is_first))
    return refuse (event, "it set a reserved bit");

  if (is_first)
    {
      g_byte_array_set_size (session->message, 0);
      session->opcode = frame->opcode;
      session->is_deflated = frame->rsv == 4;
    }
  if (frame->len > 0)
    g_byte_array_append (session->message, frame->payload, (guint)frame->len);

  return frame->is_final ? finish_message (session, event) : SESSION_TIMEOUT;
}

static gboolean
is_code_for_wire (guint16 code)
{
  return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) ||
         (code >= 3000 && code <= 4999);
}

static SessionKind
take_close (Session *session, const WireFrame *frame, SessionEvent *event)
{
  session->saw_close = TRUE;
  event->code = 1005;
  if (frame->len == 1)
    return refuse (event, "it sent a Close with half a code");
  if (frame->len == 0)
    return SESSION_CLOSE;

  event->code = (guint16)(frame->payload[0] << 8 | frame->payload[1]);
  if (!is_code_for_wire (event->code))
    return refuse (event, "it sent a close code that must not be sent");
  if (!g_utf8_validate_len ((const char *)frame->payload + 2, frame->len - 2, NULL))
    return refuse (event, "it sent a close reason that is not UTF-8");

  return SESSION_CLOSE;
}

static SessionKind
take_frame (Session *session, const WireFrame *frame, SessionEvent *event)
{
  event->opcode = frame->opcode;
  event->data = frame->payload;
  event->len = frame->len;
  if (frame->opcode < WIRE_CLOSE)
    return take_data (session, frame, event);
  if (frame->rsv != 0)
    return refuse (event, "it set a reserved bit");
  if (frame->opcode == WIRE_CLOSE)
    return take_close (session, frame, event);

  return frame->opcode == WIRE_PING ? SESSION_PING : SESSION_PONG;
}

/* Returns: SESSION_TIMEOUT when there is nothing to tell yet. */
static SessionKind
next_buffered (Session *session, SessionEvent *event)
{
  while (session->in_start < session->in->len)
    {
      WireFrame frame;
      SessionKind kind;
      WireStatus status;
      gsize size = 0;

      if (session->saw_close)
        return refuse (event, "it sent more after its Close");
      status = wire_read (session->in->data + session->in_start,
                          session->in->len - session->in_start, &frame, &size, &event->text);
      if (status == WIRE_BROKEN)
        return SESSION_BROKEN;
      if (status == WIRE_PARTIAL)
        return SESSION_TIMEOUT;
      session->in_start += size;
      kind = take_frame (session, &frame, event);
      if (kind != SESSION_TIMEOUT)
        return kind;
    }

  return SESSION_TIMEOUT;
}

SessionKind
session_next (Session *session, gint64 deadline, SessionEvent *event)
{
  for (;;)
    {
      *event = (SessionEvent){ .kind = SESSION_TIMEOUT };
      event->kind = next_buffered (session, event);
      if (event->kind != SESSION_TIMEOUT)
        return event->kind;
      if (session->has_ended || session->fd < 0)
        return event->kind = SESSION_END;
      if (!turn (session, deadline))
        return event->kind = SESSION_TIMEOUT;
    }
}

void
session_shut (Session *session)
{
  if (session->fd >= 0)
    shutdown (session->fd, SHUT_WR);
}

void
session_reset (Session *session)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  if (session->fd < 0)
    return;
  if (setsockopt (session->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) != 0)
    g_warning ("SO_LINGER: %s", g_strerror (errno));
  close (session->fd);
  session->fd = -1;
}

gboolean
session_has_ended (Session *session)
{
  return session->has_ended || session->fd < 0;
}
