/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/log-command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit-status.h"
#include "cli/suggest.h"
#include "history/export.h"
#include "history/store.h"

/* Bytes of a message that a line of text shows. */
#define SHOWN_MAX ((gsize)64 * 1024)

/* Text is handed on when so much of it is together. */
#define PIECE ((gsize)64 * 1024)

void
cli_log_filter_init (CliLogFilter *filter)
{
  *filter = (CliLogFilter){ .kinds = cli_value_list_new () };
}

void
cli_log_filter_clear (CliLogFilter *filter)
{
  g_ptr_array_unref (filter->kinds);
}

static gboolean
refuse_kind (const char *name, GError **error)
{
  const char *names[HISTORY_KIND_GAP + 1] = { NULL };
  const char *nearest;
  g_autofree char *list = NULL;

  for (guint kind = 1; kind <= HISTORY_KIND_GAP; kind++)
    names[kind - 1] = history_kind_get_name ((guint8)kind);
  nearest = cli_suggest (name, names);
  list = g_strjoinv (", ", (char **)names);
  if (nearest != NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no kind “%s”. Did you mean “%s”?",
                 name, nearest);
  else
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no kind “%s”. There are: %s.", name,
                 list);

  return FALSE;
}

gboolean
cli_log_filter_get_kinds (const CliLogFilter *filter, guint32 *kinds, GError **error)
{
  *kinds = 0;
  for (guint i = 0; i < filter->kinds->len; i++)
    {
      const CliValue *value = filter->kinds->pdata[i];
      g_auto (GStrv) names = g_strsplit (value->text, ",", -1);

      if (names[0] == NULL)
        return refuse_kind ("", error);
      for (gsize j = 0; names[j] != NULL; j++)
        {
          guint8 kind = history_kind_from_name (names[j]);

          if (kind == 0)
            return refuse_kind (names[j], error);
          *kinds |= 1u << kind;
        }
    }

  return TRUE;
}

gboolean
cli_log_filter_matches (const CliLogFilter *filter, guint32 kinds, const HistoryEvent *event)
{
  gboolean is_out = (event->flags & HISTORY_FLAG_OUT) != 0;

  if (kinds != 0 && (event->kind >= 32 || (kinds & 1u << event->kind) == 0))
    return FALSE;

  return !(filter->only_in && is_out) && !(filter->only_out && !is_out);
}

gboolean
cli_log_printer_init (CliLogPrinter *printer, const char *log, GError **error)
{
  g_autofree char *folder = history_store_find (log, error);

  *printer = (CliLogPrinter){ 0 };
  if (folder == NULL)
    return FALSE;

  printer->reader = history_reader_open (folder, error);
  if (printer->reader == NULL)
    return FALSE;

  printer->out = cli_output_new (STDOUT_FILENO, NULL, NULL);
  cli_style_init (&printer->view.style, STDOUT_FILENO);
  printer->view.has_numbers = TRUE;
  printer->view.has_times = TRUE;
  printer->view.has_payload = TRUE;
  printer->view.is_one_line = TRUE;
  printer->view.max_payload = SHOWN_MAX;

  return TRUE;
}

void
cli_log_printer_clear (CliLogPrinter *printer)
{
  g_clear_pointer (&printer->reader, history_reader_free);
  g_clear_pointer (&printer->out, cli_output_free);
}

gboolean
cli_log_printer_print (CliLogPrinter *printer, guint64 number, GError **error)
{
  gsize max = printer->is_json ? G_MAXSIZE : SHOWN_MAX;
  g_autoptr (GArray) secrets = NULL;
  const HistoryRange *ranges = NULL;
  HistoryEvent event;

  if (!history_reader_get (printer->reader, number, max, &event, error))
    return FALSE;

  if ((event.flags & HISTORY_FLAG_SECRETS) != 0 && !printer->reveals)
    {
      secrets = history_reader_dup_secrets (printer->reader, number);
      ranges = (const HistoryRange *)(gpointer)secrets->data;
      /* asking for them has taken the data away */
      if (!history_reader_get (printer->reader, number, max, &event, error))
        return FALSE;
    }

  if (printer->is_json)
    history_event_append_json (cli_output_get_queue (printer->out), &event, ranges,
                               secrets != NULL ? secrets->len : 0);
  else
    cli_event_append_text (cli_output_get_queue (printer->out), &printer->view, &event, ranges,
                           secrets != NULL ? secrets->len : 0);

  return cli_log_write (printer->out, FALSE, error);
}

gboolean
cli_log_printer_finish (CliLogPrinter *printer, GError **error)
{
  return cli_log_write (printer->out, TRUE, error);
}

gboolean
cli_log_write (CliOutput *out, gboolean is_all, GError **error)
{
  int code;

  if (!is_all && cli_output_get_queue (out)->len < PIECE)
    return TRUE;

  cli_output_drain (out);
  code = cli_output_get_error (out);
  if (code == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "Writing has failed: %s.",
               g_strerror (code));

  return FALSE;
}

int
cli_log_conclude (const CliCommand *command, const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE))
    return CLI_EXIT_DONE;

  if (error->domain == CLI_ERROR || error->domain == G_REGEX_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    return cli_command_refuse (command, "%s", error->message);

  (void)fprintf (stderr, "noctule: %s\n", error->message);

  return CLI_EXIT_INTERNAL;
}
