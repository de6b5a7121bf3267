/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "play.h"

#include "session.h"

#include <stdlib.h>
#include <string.h>

/* A client that has answered our Close leaves the end of TCP to us (RFC 6455 section 7.1.1): so
 * long it is watched. */
#define GRACE_US (G_TIME_SPAN_MILLISECOND * 30)

/* How long a client may take to end TCP after us: noctule's own patience is 5 s. */
#define LEAVE_US (G_TIME_SPAN_SECOND * 8)

/* A flood's share of a case, and what is queued at a time. */
#define FLOOD_US   (G_TIME_SPAN_SECOND * 5)
#define FLOOD_STEP (256u << 10)

/* What is still queued has so long to go out before TCP ends. */
#define DROP_US G_TIME_SPAN_SECOND

typedef struct
{
  const Case *c;
  Session *session;
  Record *record;
  GArray *expected;
  gint64 deadline;
  gboolean is_over; /* the client has sent its Close, or has left */
  gboolean has_sent_close;
  gboolean is_synced;
  gboolean is_mute;
  gboolean is_holding;
  GByteArray *flood; /* borrowed: what the last flood was made of */
} Play;

GArray *
play_parse_expect (const char *expect, const char *script)
{
  GArray *steps = script_parse (g_str_equal (expect, "=") ? script : expect);

  if (!g_str_equal (expect, "="))
    return steps;
  for (guint i = steps->len; i-- > 0;)
    {
      const Step *step = &g_array_index (steps, Step, i);

      if (step->kind != STEP_FRAME || (step->opcode != WIRE_TEXT && step->opcode != WIRE_BINARY))
        g_array_remove_index (steps, i);
    }

  return steps;
}

static gboolean
is_same_step (const Step *a, const Step *b)
{
  return a->kind == b->kind && a->opcode == b->opcode && a->payload->len == b->payload->len &&
         (a->payload->len == 0 ||
          memcmp (a->payload->data, b->payload->data, a->payload->len) == 0);
}

gboolean
play_is_same (GArray *heard, GArray *expected)
{
  if (heard->len != expected->len)
    return FALSE;
  for (guint i = 0; i < heard->len; i++)
    if (!is_same_step (&g_array_index (heard, Step, i), &g_array_index (expected, Step, i)))
      return FALSE;

  return TRUE;
}

static void
send_frame (Play *play, guint8 opcode, const guint8 *payload, gsize len)
{
  const WireFrame frame = { .opcode = opcode,
                            .is_final = TRUE,
                            .payload = (guint8 *)payload,
                            .len = len };

  session_queue_frame (play->session, &frame);
  play->has_sent_close = play->has_sent_close || opcode == WIRE_CLOSE;
}

static void
send_close (Play *play, guint16 code)
{
  const guint8 payload[] = { (guint8)(code >> 8), (guint8)code };

  send_frame (play, WIRE_CLOSE, payload, code == 1005 ? 0 : sizeof payload);
}

static void
note (Play *play, StepKind kind, guint8 opcode, const guint8 *data, gsize len)
{
  Step step = { .kind = kind, .opcode = opcode, .payload = g_byte_array_sized_new ((guint)len) };

  if (len > 0)
    g_byte_array_append (step.payload, data, (guint)len);
  g_array_append_val (play->record->heard, step);
}

/* A flood's echoes and pongs arrive as they can: they are not counted. */
static gboolean
is_counted (const Play *play, const SessionEvent *event)
{
  const GByteArray *flood = play->flood;

  if (event->kind == SESSION_PING && play->is_mute)
    return FALSE;

  return flood == NULL || event->len == 0 || event->len > flood->len ||
         memcmp (flood->data + flood->len - event->len, event->data, event->len) != 0;
}

/* Takes what the client has said into the record. */
static void
hear (Play *play, const SessionEvent *event)
{
  Record *record = play->record;

  switch (event->kind)
    {
    case SESSION_MESSAGE:
    case SESSION_PING:
    case SESSION_PONG:
      if (is_counted (play, event))
        note (play, STEP_FRAME, event->opcode, event->data, event->len);
      break;
    case SESSION_CLOSE:
      record->code = event->code;
      record->has_closed_first = !play->has_sent_close;
      play->is_over = !play->is_mute;
      break;
    case SESSION_BROKEN:
      record->fault = event->text;
      play->is_over = TRUE;
      break;
    case SESSION_END:
      play->is_over = TRUE;
      break;
    case SESSION_TIMEOUT:
      break;
    }
}

/* Listens until the client is through or @until. */
static void
listen_until (Play *play, gint64 until)
{
  SessionEvent event;

  while (!play->is_over && session_next (play->session, until, &event) != SESSION_TIMEOUT)
    hear (play, &event);
}

/* Both Closes are out, or the client has left. */
static gboolean
is_through (const Play *play)
{
  return play->is_over || (play->record->code != 0 && play->has_sent_close && !play->is_holding);
}

/* The script is played: what has been heard may be all, and then we close. */
static void
listen_to_end (Play *play)
{
  SessionEvent event;

  while (!is_through (play))
    {
      if (play->c->end == CASE_CLOSED && !play->has_sent_close &&
          play_is_same (play->record->heard, play->expected))
        send_close (play, 1000);
      if (session_next (play->session, play->deadline, &event) == SESSION_TIMEOUT)
        {
          play->record->has_timed_out = TRUE;
          return;
        }
      hear (play, &event);
    }
}

static void
queue_fragments (Play *play, const Step *step, GByteArray *payload)
{
  WireFrame frame = {
    .opcode = step->opcode,
    .rsv = (guint8)(step->rsv | (step->is_deflated ? 4 : 0)),
    .is_masked = step->is_masked,
    .payload = payload->data,
    .len = payload->len,
  };
  gsize left = payload->len;

  while (step->cut > 0 && left > step->cut)
    {
      frame.len = step->cut;
      session_queue_frame (play->session, &frame);
      frame.payload += step->cut;
      left -= step->cut;
      frame.opcode = WIRE_CONTINUATION;
      frame.rsv = 0;
    }
  frame.len = left;
  frame.is_final = !step->is_more;
  session_queue_frame (play->session, &frame);
}

static void
play_frame (Play *play, const Step *step)
{
  if (step->is_deflated)
    {
      g_autoptr (GByteArray) packed = g_byte_array_new ();

      squeeze_deflate (session_get_squeeze (play->session), step->payload->data, step->payload->len,
                       packed);
      queue_fragments (play, step, packed);
    }
  else
    queue_fragments (play, step, step->payload);

  play->has_sent_close = play->has_sent_close || step->opcode == WIRE_CLOSE;
  if (play->is_synced)
    session_flush (play->session, play->deadline);
}

static void
play_wait (Play *play, guint ms)
{
  session_flush (play->session, play->deadline);
  listen_until (play, g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND);
  if (!play->is_over)
    note (play, STEP_WAIT, 0, NULL, 0);
}

static void
play_drip (Play *play, const Step *step)
{
  session_flush (play->session, play->deadline);
  for (guint i = 0; i < step->payload->len && !play->is_over; i++)
    {
      session_queue (play->session, step->payload->data + i, 1);
      listen_until (play, g_get_monotonic_time () + step->number * G_TIME_SPAN_MILLISECOND);
    }
}

static void
play_flood (Play *play, const Step *step)
{
  gint64 until = g_get_monotonic_time () + FLOOD_US;
  gsize left = (gsize)step->number << 20;
  g_autoptr (GByteArray) block = g_byte_array_new ();

  while (block->len < FLOOD_STEP)
    g_byte_array_append (block, step->payload->data, step->payload->len);

  play->flood = step->payload;
  while (!play->is_over && left > block->len)
    {
      session_queue (play->session, block->data, block->len);
      if (!session_flush (play->session, until) && !session_has_ended (play->session))
        break;
      listen_until (play, 0);
      left -= block->len;
    }
}

static void
play_drop (Play *play, gboolean is_reset)
{
  session_flush (play->session, g_get_monotonic_time () + DROP_US);
  if (is_reset)
    session_reset (play->session);
  else
    session_shut (play->session);
}

static void
play_step (Play *play, const Step *step)
{
  switch (step->kind)
    {
    case STEP_FRAME:
      play_frame (play, step);
      break;
    case STEP_RAW:
      session_queue (play->session, step->payload->data, step->payload->len);
      break;
    case STEP_CHOP:
      session_set_chop (play->session, step->number);
      break;
    case STEP_SYNC:
      play->is_synced = TRUE;
      break;
    case STEP_WAIT:
      play_wait (play, step->number);
      break;
    case STEP_DRIP:
      play_drip (play, step);
      break;
    case STEP_FLOOD:
      play_flood (play, step);
      break;
    case STEP_DEAF:
    case STEP_HEAR:
      session_set_deaf (play->session, step->kind == STEP_DEAF);
      break;
    case STEP_DROP:
    case STEP_RESET:
      play_drop (play, step->kind == STEP_RESET);
      break;
    case STEP_MUTE:
      play->is_mute = TRUE;
      break;
    case STEP_HOLD:
      play->is_holding = TRUE;
      break;
    }
}

static void
play_script (Play *play)
{
  g_autoptr (GArray) steps = script_parse (play->c->script);

  for (guint i = 0; i < steps->len && !play->is_over; i++)
    play_step (play, &g_array_index (steps, Step, i));
  listen_to_end (play);
}

static void
queue_round (Play *play, const guint8 *data)
{
  const Rounds *rounds = play->c->rounds;
  Squeeze *squeeze = session_get_squeeze (play->session);
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  const Step step = {
    .opcode = data_is_text (rounds->data) ? WIRE_TEXT : WIRE_BINARY,
    .is_deflated = squeeze != NULL,
    .cut = rounds->cut,
  };

  if (squeeze != NULL)
    squeeze_deflate (squeeze, data, rounds->size, payload);
  else
    g_byte_array_append (payload, data, (guint)rounds->size);
  queue_fragments (play, &step, payload);
}

/* Returns: whether @data came back as it went. */
static gboolean
play_round (Play *play, const guint8 *data)
{
  const Rounds *rounds = play->c->rounds;
  guint8 opcode = data_is_text (rounds->data) ? WIRE_TEXT : WIRE_BINARY;
  SessionEvent event;

  queue_round (play, data);
  if (session_next (play->session, play->deadline, &event) != SESSION_MESSAGE)
    {
      play->record->has_timed_out = event.kind == SESSION_TIMEOUT;
      hear (play, &event);
      return FALSE;
    }
  if (event.opcode == opcode && event.len == rounds->size &&
      memcmp (event.data, data, event.len) == 0)
    return TRUE;

  play->record->fault = "it echoed something else";

  return FALSE;
}

static void
play_rounds (Play *play)
{
  const Rounds *rounds = play->c->rounds;
  const guint8 *data = data_get (rounds->data);
  gsize offset = 0;

  for (guint i = 0; i < rounds->count; i++)
    {
      if (!play_round (play, data + offset))
        {
          play->is_over = TRUE;
          return;
        }
      offset += rounds->size;
      if (offset + rounds->size > DATA_SIZE)
        offset = 0;
    }
  listen_to_end (play);
}

/* Listens for the end of TCP alone. */
static SessionKind
await_end (Play *play, gint64 us)
{
  gint64 until = g_get_monotonic_time () + us;
  SessionEvent event;

  do
    session_next (play->session, until, &event);
  while (event.kind != SESSION_END && event.kind != SESSION_TIMEOUT &&
         event.kind != SESSION_BROKEN);
  if (event.kind == SESSION_BROKEN)
    play->record->fault = event.text;

  return event.kind;
}

/* The client has sent its Close, has left, or has said too little for too long. */
static void
finish (Play *play)
{
  Record *record = play->record;
  SessionKind kind = SESSION_TIMEOUT;

  session_set_deaf (play->session, FALSE);
  if (record->code != 0)
    {
      if (!play->has_sent_close && !play->is_mute)
        send_close (play, record->code);
      kind = await_end (play, GRACE_US);
      record->has_left_first = kind == SESSION_END && !record->has_closed_first && !play->is_mute;
    }
  if (!play->is_holding)
    session_shut (play->session);
  if (kind == SESSION_TIMEOUT)
    record->has_stayed = await_end (play, LEAVE_US) == SESSION_TIMEOUT;
}

/* Returns: (nullable): what to answer to the client's offer. */
static const DeflateAnswer *
choose_answer (const Case *c, const char *request)
{
  static const DeflateAnswer plain = { FALSE, 0 };

  if (c->uses_deflate && c->head == NULL)
    return handshake_is_offered (request, &plain) ? &plain : NULL;
  for (guint i = 0; c->rounds != NULL && i < c->rounds->n_answers; i++)
    if (handshake_is_offered (request, &c->rounds->answers[i]))
      return &c->rounds->answers[i];

  return NULL;
}

/* Holds the client to what @head says, as far as it says something that a client may take. */
static void
use_deflate (Play *play, const char *head)
{
  static const char window[] = "client_max_window_bits=";
  const char *value = strstr (head, window);
  int bits = value == NULL ? 15 : atoi (value + strlen (window));
  gboolean resets = strstr (head, "client_no_context_takeover") != NULL;

  session_use_deflate (play->session, squeeze_new ((guint)CLAMP (bits, 8, 15), resets));
}

static char *
make_head (const Case *c, const DeflateAnswer *answer, const char *request)
{
  g_autofree char *own = c->head == NULL ? handshake_write (answer) : NULL;

  return handshake_fill (own == NULL ? c->head : own, request);
}

/* Returns: whether the case can go on. */
static gboolean
shake_hands (Play *play)
{
  const Case *c = play->c;
  g_autofree char *request = session_read_head (play->session, play->deadline);
  g_autofree char *head = NULL;
  const DeflateAnswer *answer;

  play->record->has_timed_out = request == NULL;
  if (request == NULL)
    return FALSE;
  play->record->fault = handshake_find_fault (request);
  answer = choose_answer (c, request);
  head = make_head (c, answer, request);
  if (strstr (head, "permessage-deflate") != NULL)
    use_deflate (play, head);
  play->record->has_no_deflate = c->rounds != NULL && c->rounds->n_answers > 0 && answer == NULL;
  session_queue (play->session, (const guint8 *)head, strlen (head));
  session_flush (play->session, play->deadline);
  play->record->was_opened = TRUE;

  return play->record->fault == NULL && !play->record->has_no_deflate;
}

static void
step_clear (gpointer data)
{
  g_byte_array_unref (((Step *)data)->payload);
}

void
play_case (const Case *c, int fd, Record *record)
{
  g_autoptr (Session) session = session_new (fd);
  g_autoptr (GArray) expected = play_parse_expect (c->expect, c->script);
  Play play = {
    .c = c,
    .session = session,
    .record = record,
    .expected = expected,
    .deadline = g_get_monotonic_time () + (c->seconds == 0 ? 10 : c->seconds) * G_TIME_SPAN_SECOND,
  };

  *record = (Record){ .heard = g_array_new (FALSE, FALSE, sizeof (Step)) };
  g_array_set_clear_func (record->heard, step_clear);
  if (c->is_unread || shake_hands (&play))
    {
      if (c->rounds != NULL)
        play_rounds (&play);
      else
        play_script (&play);
    }
  finish (&play);
}

void
play_record_clear (Record *record)
{
  g_clear_pointer (&record->heard, g_array_unref);
}
