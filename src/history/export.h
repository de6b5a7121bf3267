/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* Appends one event as one JSON line with its newline to @out (the JSON lines of docs/formats.md).
 * Secret @ranges are written as "***" unless there are none. Binary and ill-formed UTF-8 data
 * become "base64". Fast: no parsing, one pass. */
void history_event_append_json (GString *out,
                                const HistoryEvent *event,
                                const HistoryRange *ranges,
                                gsize n_ranges);

/* Writes @len bytes; return FALSE with @error to stop. */
typedef gboolean (*HistoryWriteFunc) (const char *data,
                                      gsize len,
                                      gpointer user_data,
                                      GError **error);

/* The whole log in constant memory. @reveal: with secrets as they are. */
gboolean history_export_json (HistoryReader *reader,
                              gboolean reveal,
                              HistoryWriteFunc write,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error);
/* HAR 1.2 with _webSocketMessages, as Chrome writes it. */
gboolean history_export_har (HistoryReader *reader,
                             gboolean reveal,
                             HistoryWriteFunc write,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);
/* The payloads of the messages one after the other. */
gboolean history_export_raw (HistoryReader *reader,
                             gboolean reveal,
                             HistoryWriteFunc write,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);
