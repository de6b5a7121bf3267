/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* What a preview says about an event beside its data. All of it is plain text, translated. */

/* Returns: (transfer full): what it is: "Text message received", "Closed with 1001 going away". */
char *app_preview_dup_title (const HistoryEvent *event);

/* Returns: (transfer full): what can be measured: "61 B · 48 B on the wire, compressed · 2 frames ·
 * 22 Nov 2026, 14:03:12.123 · #1204". */
char *app_preview_dup_facts (const HistoryEvent *event);

/* Returns: (transfer full): the date and time of @ns since the epoch, in the person's zone and
 * language: "22 Nov 2026, 14:03:12.123". */
char *app_preview_dup_time (guint64 ns);
