/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* Records are read this many at a time. */
#define HISTORY_RUN_MAX 2048UL

/* For the search, which reads the data files in larger pieces than a reader does. */

/* Events whose records lie one after the other in one segment. */
typedef struct
{
  guint64 first;
  gsize n_events;
  /* borrowed until the next call on the reader */
  const guint8 *records; /* HISTORY_RECORD_LEN bytes each */
} HistoryRun;

/* Gets event @number and as many after it as are at hand. Returns: FALSE with @error. */
gboolean
history_reader_get_run (HistoryReader *reader, guint64 number, HistoryRun *run, GError **error);

/* Returns: the open data file of the segment of the last run. */
int history_reader_get_data_file (HistoryReader *reader);
