/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/connection.h"

#include <gio/gio.h>

/* The connections of one request as a window sees them: at most one lives at a time, on the I/O
 * thread; commands go there as messages, and what happens comes back as properties on the main
 * thread, where all of this is used. The events are in the log: open a HistoryReader on "folder"
 * and refresh it when "grew" is emitted.
 *
 * Properties, notified:
 *   "state"    ExchangeState as uint
 *   "step"     what is going on while connecting, as a sentence; else ""
 *   "problem"  why it ended badly, as a sentence; else ""
 *   "folder"   of the log of the current or last connection; NULL: none yet, or it could not be
 *              made
 *   "warning"  what is wrong without ending the connection (nothing is recorded); else ""
 * Signals:
 *   "grew"     the log or the counts have changed; at most once a turn of the main loop
 *   "unsent"   (reason: string, opcode: ExchangeOpcode as uint, data: GBytes): a message that was
 *              given to exchange_session_send() was not sent, and will not be */
#define EXCHANGE_TYPE_SESSION (exchange_session_get_type ())
G_DECLARE_FINAL_TYPE (ExchangeSession, exchange_session, EXCHANGE, SESSION, GObject)

ExchangeSession *exchange_session_new (void);

/* Starts a connection and a new log. When one lives it is closed first (with 1000).
 * @limits: of the log, NULL: the defaults. */
void exchange_session_open (ExchangeSession *session,
                            const ExchangeRequest *request,
                            const HistoryLimits *limits);

/* Sends when open; while connecting it waits its turn. What cannot be sent (the connection has
 * ended or was opened anew before, a text that is not UTF-8) comes back with "unsent". Only after
 * the first exchange_session_open(). */
void exchange_session_send (ExchangeSession *session, ExchangeOpcode opcode, GBytes *data);

/* Closes, or cancels what is not open yet. @code 0: an empty Close. */
void exchange_session_close (ExchangeSession *session, guint16 code, const char *reason);

/* Ends at once. */
void exchange_session_abort (ExchangeSession *session);

ExchangeState exchange_session_get_state (ExchangeSession *session);

/* Returns: whether a connection is being made, open or closing. */
gboolean exchange_session_is_live (ExchangeSession *session);

/* Returns: which kind of trouble "problem" is; meaningful when that is not "". */
ExchangeError exchange_session_get_problem_code (ExchangeSession *session);

/* What is known of the current or last connection; refreshed before "grew" and "notify::state". */
typedef struct
{
  ExchangeCounts counts;
  guint16 status; /* HTTP status of the answer, 0: none yet */
  guint16 code;   /* close code, 0: none */
  gint64 open_us; /* from the beginning to open, 0: not open */
  guint64 opened; /* ns since the epoch, 0: not open */
} ExchangeFacts;

const ExchangeFacts *exchange_session_get_facts (ExchangeSession *session);

const char *exchange_session_get_step (ExchangeSession *session);
const char *exchange_session_get_problem (ExchangeSession *session);
const char *exchange_session_get_folder (ExchangeSession *session);
