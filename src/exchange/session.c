/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/session.h"

#include "exchange/io-thread-private.h"
#include "history/store.h"

#include <json-glib/json-glib.h>

/* The side that lives on the I/O thread. The session holds a reference and each message to the
 * other thread holds one; the connection is touched on the I/O thread only. */
typedef struct
{
  gatomicrefcount ref_count;
  GWeakRef session; /* for messages to the main thread */

  /* I/O thread */
  ExchangeConnection *connection; /* NULL before it is made and after it has ended */
  ExchangeState state;
  gint64 started; /* µs of the monotonic clock */
  GQueue waiting; /* Outgoing, until the connection is open */

  /* both, atomic */
  gint is_growth_told; /* a message about growth is on its way */
  ExchangeCounts counts;
} Line;

typedef struct
{
  ExchangeOpcode opcode;
  GBytes *data;
} Outgoing;

struct _ExchangeSession
{
  GObject parent_instance;

  Line *line; /* nullable */
  ExchangeState state;
  ExchangeError problem_code;
  ExchangeFacts facts;
  char *step;
  char *problem;
  char *folder;
  char *warning;
};

G_DEFINE_FINAL_TYPE (ExchangeSession, exchange_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_STEP,
  PROP_PROBLEM,
  PROP_FOLDER,
  PROP_WARNING,
  N_PROPS
};

enum
{
  SIGNAL_GREW,
  SIGNAL_UNSENT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
outgoing_free (gpointer data)
{
  Outgoing *outgoing = data;

  g_bytes_unref (outgoing->data);
  g_free (outgoing);
}

static Line *
line_ref (Line *line)
{
  g_atomic_ref_count_inc (&line->ref_count);

  return line;
}

static void
line_unref (Line *line)
{
  if (!g_atomic_ref_count_dec (&line->ref_count))
    return;

  g_weak_ref_clear (&line->session);
  g_queue_clear_full (&line->waiting, outgoing_free);
  g_clear_object (&line->connection);
  g_free (line);
}

/* A message from the I/O thread to the main thread. */
typedef struct
{
  Line *line;
  ExchangeState state;
  ExchangeError problem_code;
  char *problem; /* nullable */
  char *step;    /* nullable: not told */
  char *unsent;  /* nullable: why @outgoing was not sent */
  Outgoing *outgoing;
  char *warning;  /* nullable */
  gint64 open_us; /* since the beginning */
  guint16 status;
  guint16 code;
  gboolean is_unrecorded; /* there is no log, @warning says why */
  gboolean is_growth;     /* nothing but "grew" */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  line_unref (news->line);
  g_free (news->problem);
  g_free (news->step);
  g_free (news->unsent);
  g_clear_pointer (&news->outgoing, outgoing_free);
  g_free (news->warning);
  g_free (news);
}

static void
set_text (ExchangeSession *session, char **text, const char *value, guint property)
{
  if (g_strcmp0 (*text, value) == 0)
    return;

  g_free (*text);
  *text = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (session), properties[property]);
}

static void
copy_counts (ExchangeSession *session, Line *line)
{
  ExchangeCounts *to = &session->facts.counts;
  const ExchangeCounts *from = &line->counts;

  to->messages_in = __atomic_load_n (&from->messages_in, __ATOMIC_RELAXED);
  to->messages_out = __atomic_load_n (&from->messages_out, __ATOMIC_RELAXED);
  to->bytes_in = __atomic_load_n (&from->bytes_in, __ATOMIC_RELAXED);
  to->bytes_out = __atomic_load_n (&from->bytes_out, __ATOMIC_RELAXED);
}

static void
apply_state (ExchangeSession *session, const News *news)
{
  ExchangeFacts *facts = &session->facts;

  /* whoever hears of one property sees the new values of the others too */
  g_object_freeze_notify (G_OBJECT (session));
  facts->status = news->status;
  facts->code = news->code;
  if (news->state == EXCHANGE_STATE_OPEN && facts->opened == 0)
    {
      facts->opened = (guint64)g_get_real_time () * 1000;
      facts->open_us = news->open_us;
    }
  session->problem_code = news->problem_code;
  set_text (session, &session->problem, news->problem != NULL ? news->problem : "", PROP_PROBLEM);
  if (news->state == EXCHANGE_STATE_HANDSHAKING)
    set_text (session, &session->step, "Waiting for the answer to the handshake", PROP_STEP);
  else if (news->state >= EXCHANGE_STATE_OPEN)
    set_text (session, &session->step, "", PROP_STEP);
  if (session->state != news->state)
    {
      session->state = news->state;
      g_object_notify_by_pspec (G_OBJECT (session), properties[PROP_STATE]);
    }
  g_object_thaw_notify (G_OBJECT (session));
}

static void
apply_warning (ExchangeSession *session, const News *news)
{
  set_text (session, &session->warning, news->warning, PROP_WARNING);
  if (news->is_unrecorded)
    set_text (session, &session->folder, NULL, PROP_FOLDER);
}

static gboolean
on_news (gpointer data)
{
  News *news = data;
  g_autoptr (ExchangeSession) session = g_weak_ref_get (&news->line->session);

  if (news->is_growth)
    g_atomic_int_set (&news->line->is_growth_told, 0);

  if (session == NULL)
    return G_SOURCE_REMOVE;
  /* of a line that was replaced only what it has not sent matters */
  if (news->unsent != NULL)
    g_signal_emit (session, signals[SIGNAL_UNSENT], 0, news->unsent, (guint)news->outgoing->opcode,
                   news->outgoing->data);
  if (session->line != news->line)
    return G_SOURCE_REMOVE;

  copy_counts (session, news->line);
  if (news->step != NULL)
    set_text (session, &session->step, news->step, PROP_STEP);
  else if (news->warning != NULL)
    apply_warning (session, news);
  else if (news->unsent == NULL && !news->is_growth)
    apply_state (session, news);
  g_signal_emit (session, signals[SIGNAL_GREW], 0);

  return G_SOURCE_REMOVE;
}

static void
tell (News *news)
{
  /* not idle priority: a window that draws all the time would never hear it */
  g_main_context_invoke_full (NULL, G_PRIORITY_DEFAULT, on_news, news, news_free);
}

static News *
news_new (Line *line)
{
  News *news = g_new0 (News, 1);

  news->line = line_ref (line);

  return news;
}

/* Takes @outgoing. */
static void
tell_unsent (Line *line, Outgoing *outgoing, const char *why)
{
  News *news = news_new (line);

  news->unsent = g_strdup (why);
  news->outgoing = outgoing;
  tell (news);
}

/* I/O thread: the sink. */
static void
on_event (const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges, gpointer user_data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  News *news;

  if (event->kind < HISTORY_KIND_RESOLVE || event->kind > HISTORY_KIND_TLS)
    return;

  text = g_strndup ((const char *)event->data, event->len);
  node = json_from_string (text, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  news = news_new (user_data);
  news->step = g_strdup (
    json_object_get_string_member_with_default (json_node_get_object (node), "text", ""));
  tell (news);
}

static void
on_turn (gpointer user_data)
{
  Line *line = user_data;
  const ExchangeCounts *counts = exchange_connection_get_counts (line->connection);

  __atomic_store_n (&line->counts.messages_in, counts->messages_in, __ATOMIC_RELAXED);
  __atomic_store_n (&line->counts.messages_out, counts->messages_out, __ATOMIC_RELAXED);
  __atomic_store_n (&line->counts.bytes_in, counts->bytes_in, __ATOMIC_RELAXED);
  __atomic_store_n (&line->counts.bytes_out, counts->bytes_out, __ATOMIC_RELAXED);

  if (g_atomic_int_compare_and_exchange (&line->is_growth_told, 0, 1))
    {
      News *news = news_new (line);

      news->is_growth = TRUE;
      tell (news);
    }
}

/* Takes @outgoing. */
static void
send_now (Line *line, Outgoing *outgoing)
{
  g_autoptr (GError) error = NULL;
  gsize len;
  const void *data = g_bytes_get_data (outgoing->data, &len);

  if (exchange_connection_send (line->connection, outgoing->opcode, data, len, &error))
    outgoing_free (outgoing);
  else
    tell_unsent (line, outgoing, error->message);
}

static void
settle_waiting (Line *line)
{
  Outgoing *outgoing;

  if (line->state < EXCHANGE_STATE_OPEN)
    return;

  while ((outgoing = g_queue_pop_head (&line->waiting)) != NULL)
    {
      if (line->state == EXCHANGE_STATE_OPEN)
        send_now (line, outgoing);
      else
        tell_unsent (line, outgoing, "The connection ended before the message could be sent.");
    }
}

/* Later: the end is told from inside the connection. Its log is let go of first: whoever hears that
 * it is closed may delete it. */
static void
end_line (gpointer data)
{
  News *news = data;
  Line *line = news->line;

  g_clear_object (&line->connection);
  tell (news);
  line_unref (line);
}

static void
on_state (ExchangeState state, gpointer user_data)
{
  Line *line = user_data;
  const ExchangeEnd *end = exchange_connection_get_end (line->connection);
  News *news = news_new (line);

  line->state = state;
  news->state = state;
  news->open_us = g_get_monotonic_time () - line->started;
  news->status = end->status;
  news->code = end->code;
  if (end->error != NULL)
    {
      news->problem = g_strdup (end->error->message);
      news->problem_code = (ExchangeError)end->error->code;
    }
  /* that it is open is told before what could not be sent, its end after that */
  if (state >= EXCHANGE_STATE_CLOSED)
    exchange_io_thread_invoke (end_line, news);
  else
    tell (news);
  settle_waiting (line);
}

static void
tell_warning (Line *line, const char *text, gboolean is_unrecorded)
{
  News *news = news_new (line);

  news->warning = g_strdup (text);
  news->is_unrecorded = is_unrecorded;
  tell (news);
}

static void
on_unrecorded (const char *text, gpointer user_data)
{
  tell_warning (user_data, text, FALSE);
}

static const ExchangeSink sink = {
  .event = on_event,
  .turn = on_turn,
  .state = on_state,
  .unrecorded = on_unrecorded,
};

/* Commands: made on the main thread, carried out on the I/O thread. */
typedef struct
{
  Line *line;
  ExchangeRequest *request; /* open */
  char *folder;
  HistoryLimits limits;
  Outgoing *outgoing; /* send */
  guint16 code;       /* close */
  char *reason;
} Command;

static Command *
command_new (Line *line)
{
  Command *command = g_new0 (Command, 1);

  command->line = line_ref (line);

  return command;
}

static void
command_free (Command *command)
{
  g_clear_pointer (&command->outgoing, outgoing_free);
  exchange_request_free (command->request);
  g_free (command->folder);
  g_free (command->reason);
  line_unref (command->line);
  g_free (command);
}

static void
do_open (gpointer data)
{
  Command *command = data;
  Line *line = command->line;
  g_autofree char *about = exchange_request_dup_about (command->request);
  g_autoptr (GError) error = NULL;
  HistoryWriter *writer = history_writer_new (command->folder, &command->limits, about, &error);

  if (writer == NULL)
    tell_warning (line, error->message, TRUE);

  /* the reference is let go when the connection has ended */
  line->connection = exchange_connection_new (command->request, writer, &sink, line_ref (line));
  line->started = g_get_monotonic_time ();
  exchange_connection_open (line->connection);
  command_free (command);
}

static void
do_send (gpointer data)
{
  Command *command = data;
  Line *line = command->line;

  g_queue_push_tail (&line->waiting, g_steal_pointer (&command->outgoing));
  settle_waiting (line);
  command_free (command);
}

static void
do_close (gpointer data)
{
  Command *command = data;
  g_autoptr (GError) error = NULL;

  if (command->line->connection != NULL &&
      !exchange_connection_close (command->line->connection, command->code, command->reason,
                                  &error))
    tell_warning (command->line, error->message, FALSE);
  command_free (command);
}

static void
do_abort (gpointer data)
{
  Command *command = data;

  if (command->line->connection != NULL)
    exchange_connection_abort (command->line->connection);
  command_free (command);
}

/* The main thread's side. */
static void
exchange_session_finalize (GObject *object)
{
  ExchangeSession *session = EXCHANGE_SESSION (object);

  if (session->line != NULL)
    {
      exchange_io_thread_invoke (do_abort, command_new (session->line));
      line_unref (session->line);
    }
  g_free (session->step);
  g_free (session->problem);
  g_free (session->folder);
  g_free (session->warning);

  G_OBJECT_CLASS (exchange_session_parent_class)->finalize (object);
}

static void
exchange_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ExchangeSession *session = EXCHANGE_SESSION (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, session->state);
      break;
    case PROP_STEP:
      g_value_set_string (value, session->step);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, session->problem);
      break;
    case PROP_FOLDER:
      g_value_set_string (value, session->folder);
      break;
    case PROP_WARNING:
      g_value_set_string (value, session->warning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
exchange_session_class_init (ExchangeSessionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = exchange_session_finalize;
  object_class->get_property = exchange_session_get_property;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STEP] = g_param_spec_string ("step", NULL, NULL, "", flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, "", flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_WARNING] = g_param_spec_string ("warning", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_GREW] = g_signal_new ("grew", EXCHANGE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UNSENT] = g_signal_new ("unsent", EXCHANGE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                         G_TYPE_UINT, G_TYPE_BYTES);
}

static void
exchange_session_init (ExchangeSession *session)
{
  session->step = g_strdup ("");
  session->problem = g_strdup ("");
  session->warning = g_strdup ("");
}

ExchangeSession *
exchange_session_new (void)
{
  return g_object_new (EXCHANGE_TYPE_SESSION, NULL);
}

static void
replace_line (ExchangeSession *session)
{
  Line *line = g_new0 (Line, 1);

  if (session->line != NULL)
    {
      exchange_session_close (session, 1000, NULL);
      line_unref (session->line);
    }
  g_atomic_ref_count_init (&line->ref_count);
  g_weak_ref_init (&line->session, session);
  g_queue_init (&line->waiting);
  session->line = line;
}

void
exchange_session_open (ExchangeSession *session,
                       const ExchangeRequest *request,
                       const HistoryLimits *limits)
{
  g_autofree char *folder = history_store_dup_new_folder ();
  Command *command;
  News fresh = { .state = EXCHANGE_STATE_RESOLVING };

  g_return_if_fail (EXCHANGE_IS_SESSION (session));

  replace_line (session);
  command = command_new (session->line);
  command->request = exchange_request_copy (request);
  command->folder = g_strdup (folder);
  if (limits != NULL)
    command->limits = *limits;
  else
    history_limits_init (&command->limits);

  session->facts = (ExchangeFacts){ 0 };
  set_text (session, &session->warning, "", PROP_WARNING);
  set_text (session, &session->folder, folder, PROP_FOLDER);
  apply_state (session, &fresh);
  exchange_io_thread_invoke (do_open, command);
}

void
exchange_session_send (ExchangeSession *session, ExchangeOpcode opcode, GBytes *data)
{
  Command *command;

  g_return_if_fail (EXCHANGE_IS_SESSION (session));
  g_return_if_fail (session->line != NULL);

  command = command_new (session->line);
  command->outgoing = g_new0 (Outgoing, 1);
  command->outgoing->opcode = opcode;
  command->outgoing->data = g_bytes_ref (data);
  exchange_io_thread_invoke (do_send, command);
}

void
exchange_session_close (ExchangeSession *session, guint16 code, const char *reason)
{
  Command *command;

  g_return_if_fail (EXCHANGE_IS_SESSION (session));

  if (session->line == NULL)
    return;

  command = command_new (session->line);
  command->code = code;
  command->reason = g_strdup (reason);
  exchange_io_thread_invoke (do_close, command);
}

void
exchange_session_abort (ExchangeSession *session)
{
  g_return_if_fail (EXCHANGE_IS_SESSION (session));

  if (session->line != NULL)
    exchange_io_thread_invoke (do_abort, command_new (session->line));
}

ExchangeState
exchange_session_get_state (ExchangeSession *session)
{
  return session->state;
}

gboolean
exchange_session_is_live (ExchangeSession *session)
{
  return session->state > EXCHANGE_STATE_IDLE && session->state < EXCHANGE_STATE_CLOSED;
}

ExchangeError
exchange_session_get_problem_code (ExchangeSession *session)
{
  return session->problem_code;
}

const ExchangeFacts *
exchange_session_get_facts (ExchangeSession *session)
{
  return &session->facts;
}

const char *
exchange_session_get_step (ExchangeSession *session)
{
  return session->step;
}

const char *
exchange_session_get_problem (ExchangeSession *session)
{
  return session->problem;
}

const char *
exchange_session_get_folder (ExchangeSession *session)
{
  return session->folder;
}
