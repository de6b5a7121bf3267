/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/query.h"
#include "history/reader.h"

/* A part of a log that is looked through in a thread, so small that the next one can be something
 * else. It tells once, on the main thread, unless it was cancelled before. */
typedef struct _HistoryStep HistoryStep;

/* Events of the first step: what fills a window is there after it. */
#define HISTORY_STEP_FIRST 2048

/* @step is borrowed. */
typedef void (*HistoryStepFunc) (HistoryStep *step, gpointer user_data);

/* Looks through the events @query->from to @query->to of the log in @folder. @query is copied.
 * @reader (transfer full) (nullable): of an earlier step of the same log. @user_data must live
 * until @on_done or the cancelling. Returns: borrowed until then. */
HistoryStep *history_step_start (const char *folder,
                                 HistoryReader *reader,
                                 const HistoryQuery *query,
                                 HistoryStepFunc on_done,
                                 gpointer user_data);

/* Gives it up; it is gone for the caller. */
void history_step_cancel (HistoryStep *step);

/* Only in HistoryStepFunc. */
const HistoryQuery *history_step_get_query (HistoryStep *step);
const GError *history_step_get_error (HistoryStep *step);  /* nullable */
const guint64 *history_step_get_words (HistoryStep *step); /* as history_scan() sets them */

/* Returns: (transfer full) (nullable): the reader, for the next step. */
HistoryReader *history_step_steal_reader (HistoryStep *step);

/* Returns: how many events the next step should have so that it takes about as long as is right. */
guint64 history_step_get_next_size (HistoryStep *step);
