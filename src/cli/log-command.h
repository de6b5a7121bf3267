/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/command.h"
#include "cli/event-text.h"
#include "cli/output.h"
#include "history/reader.h"

/* What the commands of `noctule log` share. */

extern const CliCommand cli_log_list_command;
extern const CliCommand cli_log_show_command;
extern const CliCommand cli_log_search_command;
extern const CliCommand cli_log_export_command;
extern const CliCommand cli_log_delete_command;
extern const CliCommand cli_log_pin_command;
extern const CliCommand cli_log_unpin_command;

/* What is meant when no LOG is named. */
#define CLI_LOG_LAST "last"

/* Which events are wanted. */
typedef struct
{
  GPtrArray *kinds; /* (element-type CliValue): names, comma lists too */
  int only_in, only_out;
} CliLogFilter;

void cli_log_filter_init (CliLogFilter *filter);
void cli_log_filter_clear (CliLogFilter *filter);

/* Reads the names of the kinds as bits 1 << HistoryKind; 0: all.
 * Returns: FALSE with @error of CLI_ERROR_USAGE. */
gboolean cli_log_filter_get_kinds (const CliLogFilter *filter, guint32 *kinds, GError **error);

/* Whether @event is wanted; @kinds are those of cli_log_filter_get_kinds(). */
gboolean
cli_log_filter_matches (const CliLogFilter *filter, guint32 kinds, const HistoryEvent *event);

/* Writes events to stdout. */
typedef struct
{
  HistoryReader *reader;
  CliOutput *out;
  CliEventView view;
  gboolean is_json;
  gboolean reveals; /* secrets */
} CliLogPrinter;

/* Opens @log ("last", an id, the beginning of one, a folder). Returns: FALSE with @error. */
gboolean cli_log_printer_init (CliLogPrinter *printer, const char *log, GError **error);
void cli_log_printer_clear (CliLogPrinter *printer);

/* Returns: FALSE with @error: it cannot be read, or stdout cannot be written. */
gboolean cli_log_printer_print (CliLogPrinter *printer, guint64 number, GError **error);

/* Writes all that is left. Returns: FALSE with @error. */
gboolean cli_log_printer_finish (CliLogPrinter *printer, GError **error);

/* Writes @out out when it is large or @is_all. Returns: FALSE with @error of G_IO_ERROR;
 * G_IO_ERROR_BROKEN_PIPE when the reader is gone. */
gboolean cli_log_write (CliOutput *out, gboolean is_all, GError **error);

/* Says what went wrong, if anything worth a word. Returns: the exit status. */
int cli_log_conclude (const CliCommand *command, const GError *error);
