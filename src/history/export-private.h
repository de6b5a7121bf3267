/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/export.h"

/* What every format of an export does: text goes out in pieces, so that memory stays constant. */
typedef struct
{
  GString *out;
  gboolean reveal;
  /* borrowed */
  HistoryReader *reader;
  HistoryWriteFunc write;
  gpointer user_data;
  GCancellable *cancellable;
} HistoryExport;

/* Called for each event; adds to @export's out. */
typedef void (*HistoryExportFunc) (HistoryExport *export,
                                   const HistoryEvent *event,
                                   gpointer user_data);

/* Calls @on_event for all events of the log and writes what it adds.
 * Returns: FALSE with @error. */
gboolean history_export_each (HistoryExport *export,
                              HistoryExportFunc on_event,
                              gpointer user_data,
                              GError **error);

/* Writes what is left. Returns: FALSE with @error. */
gboolean history_export_finish (HistoryExport *export, GError **error);

/* Appends the data of @event, masked unless it is to be revealed; nothing when it is damaged. */
void history_export_append_data (HistoryExport *export, const HistoryEvent *event, GString *out);
