/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/segment-private.h"

/* Asks the disk to keep a segment, off this thread: fdatasync() can take seconds while a flood
 * comes in, and the connections of this thread must not wait for it. */
typedef struct _HistorySync HistorySync;

HistorySync *history_sync_new (void);

/* Starts unless the last one is still under way. */
void history_sync_start (HistorySync *sync, const HistorySegment *segment);

/* Starts in any case: nothing more will be written to @segment, which may be closed right after. */
void history_sync_start_last (HistorySync *sync, const HistorySegment *segment);

/* What is under way goes on. */
void history_sync_free (HistorySync *sync);
