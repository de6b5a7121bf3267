/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* Returns: what RFC 6455 section 7.4.1 and the registry of IANA call a close code, e.g. "normal
 * closure"; "" for one without a name; static. */
const char *history_close_code_get_name (guint16 code);

/* Appends the sentence of a step (RESOLVE, CONNECT, TLS, CERTIFICATE, OPEN): the member "text" of
 * the JSON of which @data has @len bytes; the bytes, made visible, when they are no such JSON. */
void history_event_append_sentence (GString *out, const guint8 *data, gsize len);

/* Appends what @event says in one line for a list: a message its beginning, with control characters
 * made visible, binary as hex; a head its first line; a Close its code and reason.
 * @len: how many of the bytes @event->data has. @ranges: what is secret of them. */
void history_event_append_summary (GString *out,
                                   const HistoryEvent *event,
                                   gsize len,
                                   const HistoryRange *ranges,
                                   gsize n_ranges);
