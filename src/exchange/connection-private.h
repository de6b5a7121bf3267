/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/connection.h"
#include "net/poller.h"
#include "net/stream.h"
#include "net/url.h"
#include "ws/conn.h"

struct _ExchangeConnection
{
  GObject parent_instance;

  ExchangeRequest *request;
  HistoryWriter *writer; /* nullable */
  char *told_problem;    /* nullable: of the writer, what the sink knows of it */
  GMainContext *context;
  ExchangeState state;

  /* opening: open.c */
  NetUrl *url; /* where we are connecting to; not the request's after a redirect */
  GCancellable *cancellable;
  GSource *connect_timer;
  guint n_redirects;
  gboolean drops_credentials; /* a redirect has left the origin that they were meant for */
  gint64 started;             /* µs of the monotonic clock: this attempt's beginning */

  /* pumping: pump.c */
  NetStream *stream;
  NetWatch *watch;
  WsConn *ws;
  GSource *turn_source;
  guint8 *held_input; /* the receive buffer, while events in it wait to be pulled */
  gboolean is_in_turn;
  gboolean is_stopping; /* asked for within a turn: at its end */
  gboolean is_paused;
  gboolean is_above_low_mark;
  gboolean has_ended; /* the stream has */
  gboolean is_over;   /* the engine has told its last event */
  gsize paused_bytes; /* payload handed on since the pause */
  guint64 turn_time;  /* ns since the epoch: when this turn's bytes came */
  guint64 n_events;   /* told without a log that counts them */
  guint64 last_sync;  /* ns of the monotonic clock */

  /* ending */
  GError *error;
  char *reason;
  ExchangeEnd end;
  ExchangeCounts counts;
  guint64 opened; /* ns since the epoch, 0: never */

  /* borrowed */
  const ExchangeSink *sink;
  gpointer sink_data;
};

/* connection.c: the one place where the state changes. */
void exchange_connection_set_state (ExchangeConnection *connection, ExchangeState state);

/* Keeps the first error: later ones are its consequences. Takes @error. */
void exchange_connection_take_error (ExchangeConnection *connection, GError *error);

/* Lets the network go, writes the summary and changes to CLOSED or FAILED. */
void exchange_connection_finish (ExchangeConnection *connection);

/* open.c: from the request to a stream with a handshake on its way. */
void exchange_open_start (ExchangeConnection *connection);
void exchange_open_stop (ExchangeConnection *connection);

/* Follows the redirect that has just been received, if it is one and may be followed. Returns
 * whether it does; the connection is at the beginning of a new attempt then. */
gboolean exchange_open_redirect (ExchangeConnection *connection);

/* handshake.c: the fields of the request head. Fills and starts the connection's engine. */
gboolean exchange_handshake_start (ExchangeConnection *connection, GError **error);

/* Returns: (transfer full) (nullable) (element-type ExchangeHeader): the fields of the head that
 * would go out to @url, in order; the Sec-WebSocket-Key, which is another each time, has no value.
 * NULL when they cannot be sent. */
GPtrArray *exchange_handshake_dup_fields (const ExchangeRequest *request, const NetUrl *url);

/* pump.c */
void exchange_pump_start (ExchangeConnection *connection);
void exchange_pump_stop (ExchangeConnection *connection);
/* As if the peer had ended its stream. */
void exchange_pump_end_input (ExchangeConnection *connection);
/* Has a turn run soon, from the main loop. */
void exchange_pump_wake (ExchangeConnection *connection);

/* events.c: acts on what the engine says. */
void exchange_events_handle (ExchangeConnection *connection, const WsEvent *event);

/* record.c: into the log and to the sink. */
void exchange_record (ExchangeConnection *connection, HistoryEvent *event);
void exchange_record_ws (ExchangeConnection *connection, const WsEvent *event);
void exchange_record_text (ExchangeConnection *connection, HistoryKind kind, const char *text);
/* @members: of a JSON object behind "text", without the braces, may be "". */
void exchange_record_step (ExchangeConnection *connection,
                           HistoryKind kind,
                           const char *text,
                           const char *members);
void exchange_record_open (ExchangeConnection *connection);
/* At the end of a turn: what was recorded can be read. */
void exchange_record_publish (ExchangeConnection *connection);
/* Writes connection.json. */
void exchange_record_summary (ExchangeConnection *connection);
