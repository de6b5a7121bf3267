/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/style.h"
#include "history/event.h"

/* How events are written for a person: `connect` on a terminal, `connect -v`, `log show`. */
typedef struct
{
  CliStyle style;
  gboolean has_numbers; /* begin with the event's number */
  gboolean has_times;
  gboolean has_payload; /* messages with what they say, else only their size */
  gboolean is_one_line; /* a message is one line, whatever it holds */
  gsize max_payload;    /* bytes of a message that are shown */
} CliEventView;

/* Appends @event as lines of text. Nothing in it can steer a terminal or look like another event;
 * secret @ranges are masked. */
void cli_event_append_text (GString *out,
                            const CliEventView *view,
                            const HistoryEvent *event,
                            const HistoryRange *ranges,
                            gsize n_ranges);
