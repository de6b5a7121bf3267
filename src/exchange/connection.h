/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/error.h"
#include "exchange/request.h"
#include "history/event.h"
#include "history/writer.h"

#include <gio/gio.h>

typedef enum
{
  EXCHANGE_STATE_IDLE,
  EXCHANGE_STATE_RESOLVING,
  EXCHANGE_STATE_CONNECTING,
  EXCHANGE_STATE_HANDSHAKING,
  EXCHANGE_STATE_OPEN,
  EXCHANGE_STATE_CLOSING,
  EXCHANGE_STATE_CLOSED, /* after it was open, whatever the code; see exchange_connection_get_end()
                          */
  EXCHANGE_STATE_FAILED, /* never open, or a protocol error */
} ExchangeState;

/* Returns: e.g. "connecting"; static. */
const char *exchange_state_get_name (ExchangeState state);

/* What a connection tells while it lives, on the thread that runs its I/O context, in order of the
 * wire. Each event was appended to the log before; it is shown to other readers after the turn. */
typedef struct
{
  /* @event borrows the engine's memory: valid during the call only. @ranges: its secrets. */
  void (*event) (const HistoryEvent *event,
                 const HistoryRange *ranges,
                 gsize n_ranges,
                 gpointer user_data);
  void (*turn) (gpointer user_data); /* nullable: after the events of a turn */
  void (*state) (ExchangeState state, gpointer user_data); /* nullable: after each change */
  /* nullable: recording has stopped, which does not end the connection; @text is a sentence */
  void (*unrecorded) (const char *text, gpointer user_data);
  void (*drained) (
    gpointer user_data); /* nullable: what waits to be sent fell below the low mark */
} ExchangeSink;

/* One live connection: resolve, dial, shake hands, pump, record. Used from the thread that runs its
 * I/O context (the context that was the thread's default when it was made). Every call is safe in
 * every state and inside the sink's callbacks. */
#define EXCHANGE_TYPE_CONNECTION (exchange_connection_get_type ())
G_DECLARE_FINAL_TYPE (ExchangeConnection, exchange_connection, EXCHANGE, CONNECTION, GObject)

/* @request is copied. @writer (transfer full) (nullable): records, NULL for no log. @sink: static,
 * borrowed. */
ExchangeConnection *exchange_connection_new (const ExchangeRequest *request,
                                             HistoryWriter *writer,
                                             const ExchangeSink *sink,
                                             gpointer user_data);

/* Begins; only in EXCHANGE_STATE_IDLE. */
void exchange_connection_open (ExchangeConnection *connection);

/* How a message can be sent. */
typedef enum
{
  EXCHANGE_TEXT,
  EXCHANGE_BINARY,
  EXCHANGE_PING,
  EXCHANGE_PONG,
} ExchangeOpcode;

/* Sends now (it is masked into the output before the call returns) and records it.
 * Returns FALSE with @error when it is not open, the text is not UTF-8, a ping is too long or more
 * waits to be sent than the limit; nothing was sent then. */
gboolean exchange_connection_send (ExchangeConnection *connection,
                                   ExchangeOpcode opcode,
                                   const void *data,
                                   gsize len,
                                   GError **error);

/* Returns: bytes that wait to be sent. Above EXCHANGE_HIGH_MARK a caller should wait for drained.
 */
guint64 exchange_connection_get_pending (ExchangeConnection *connection);
#define EXCHANGE_HIGH_MARK ((guint64)1024 * 1024)
#define EXCHANGE_LOW_MARK  ((guint64)256 * 1024)

/* Stops or goes on reading from the network: for a consumer that cannot keep up. Events already
 * pulled in this turn still come. Pings already read are answered. */
void exchange_connection_set_paused (ExchangeConnection *connection, gboolean is_paused);

/* Starts the closing handshake when open; cancels when not yet. @code 0: an empty Close. */
gboolean exchange_connection_close (ExchangeConnection *connection,
                                    guint16 code,
                                    const char *reason,
                                    GError **error);

/* Ends at once, whatever the state, without a closing handshake. */
void exchange_connection_abort (ExchangeConnection *connection);

ExchangeState exchange_connection_get_state (ExchangeConnection *connection);

/* How it ended. Only in CLOSED and FAILED. */
typedef struct
{
  const GError *error; /* of EXCHANGE_ERROR; NULL after a closing handshake, whatever its code */
  guint16 code;        /* close code; 1006 without one; 0 when it was never open */
  const char *reason;  /* may be "" */
  gboolean is_clean;   /* both Close frames went over the wire */
  guint16 status;      /* HTTP status of the answer, 0: none */
} ExchangeEnd;

const ExchangeEnd *exchange_connection_get_end (ExchangeConnection *connection);

/* Returns: (nullable): borrowed. */
HistoryWriter *exchange_connection_get_writer (ExchangeConnection *connection);

typedef struct
{
  guint64 messages_in, messages_out;
  guint64 bytes_in, bytes_out; /* payload */
} ExchangeCounts;

const ExchangeCounts *exchange_connection_get_counts (ExchangeConnection *connection);
