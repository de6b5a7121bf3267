/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* What happened around the messages of a connection, as lines that who knows curl can read:
 *
 *         0.4 ms  * Connected to 127.0.0.1 port 8080.
 *         0.6 ms  > GET /echo HTTP/1.1
 *                 > Host: 127.0.0.1:8080
 *
 * the time since the log began, "> " for what went out, "< " for what came in, "| " for the body of
 * a refusal, "* " for what was done, "! " for what went wrong. Secrets are "***". */

/* Read on as the log grows; one thread at a time. */
typedef struct
{
  GString *text;       /* lines that were read and not taken yet, without the last newline */
  guint64 next;        /* the first event that was not looked at */
  guint64 began;       /* the time of the first event, ns since the epoch */
  guint64 certificate; /* where the first certificate begins in all of the text, in bytes */
  guint64 n_bytes;     /* of what was taken, newlines between included */
  guint n_controls;    /* pings, pongs and closes */
  gboolean has_certificate;
  gboolean is_full;
} AppTimeline;

/* More pings and pongs than these are left out, and so is all but the end when the text is longer.
 */
#define APP_TIMELINE_CONTROLS_MAX 1000
#define APP_TIMELINE_BYTES_MAX    ((gsize)2 * 1024 * 1024)

void app_timeline_init (AppTimeline *timeline);
void app_timeline_clear (AppTimeline *timeline);

/* Looks at what came since. Returns: FALSE with @error. */
gboolean app_timeline_read (AppTimeline *timeline,
                            HistoryReader *reader,
                            GCancellable *cancellable,
                            GError **error);

/* Returns: (transfer full): the lines that were read since the last call; may be empty. */
GString *app_timeline_take (AppTimeline *timeline);

/* Appends the lines of one event, with a newline before them when @out is not empty. */
void app_timeline_append_event (GString *out,
                                const HistoryEvent *event,
                                const HistoryRange *ranges,
                                gsize n_ranges,
                                guint64 began);
