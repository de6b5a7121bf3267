/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export.h"

#include <string.h>

#include "cli/exit-status.h"
#include "cli/log-command.h"
#include "history/store.h"

typedef gboolean (*ExportFunc) (HistoryReader *reader,
                                gboolean reveal,
                                HistoryWriteFunc write,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

typedef struct
{
  char *format;
  char *output_file;
  int reveals;
} Options;

#define AT(member) .offset = G_STRUCT_OFFSET (Options, member)

static const CliOption options_table[] = {
  { "format", "FORMAT", "json (the default), har or raw", AT (format), .kind = CLI_OPTION_STRING },
  { "output", "FILE", "write to FILE", AT (output_file), .kind = CLI_OPTION_STRING, .letter = 'o' },
  { "reveal", NULL, "with secrets as they are", AT (reveals), .value = TRUE },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

static const char *const format_names[] = { "json", "har", "raw", NULL };
static const ExportFunc format_funcs[] = { history_export_json, history_export_har,
                                           history_export_raw };

/* Returns: NULL with @error. */
static ExportFunc
find_format (const char *name, GError **error)
{
  for (gsize i = 0; format_names[i] != NULL; i++)
    if (strcmp (format_names[i], name) == 0)
      return format_funcs[i];

  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               "There is no format “%s”: it is json, har or raw.", name);

  return NULL;
}

static gboolean
write_piece (const char *data, gsize len, gpointer user_data, GError **error)
{
  CliOutput *out = user_data;

  cli_output_write (out, data, len);

  return cli_log_write (out, FALSE, error);
}

static gboolean
export_to (const Options *options, HistoryReader *reader, int fd, GError **error)
{
  ExportFunc export = find_format (options->format != NULL ? options->format : "json", error);
  g_autoptr (CliOutput) out = NULL;

  if (export == NULL)
    return FALSE;

  out = cli_output_new (fd, NULL, NULL);

  return export(reader, options->reveals, write_piece, out, NULL, error) &&
         cli_log_write (out, TRUE, error);
}

static gboolean
export_log (const Options *options, const char *log, GError **error)
{
  g_autofree char *folder = history_store_find (log, error);
  g_autoptr (HistoryReader) reader = folder != NULL ? history_reader_open (folder, error) : NULL;
  gboolean is_done;
  int fd;

  if (reader == NULL)
    return FALSE;

  fd = cli_output_open (options->output_file, error);
  if (fd < 0)
    return FALSE;

  is_done = export_to (options, reader, fd, error);
  cli_output_close (fd);

  return is_done;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, Options *options)
{
  g_autoptr (GError) error = NULL;
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, options, &status);

  if (first < 0)
    return status;
  if (argc - first > 1)
    return cli_command_refuse (command, "One log, not several.");

  (void)export_log (options, first < argc ? argv[first] : CLI_LOG_LAST, &error);

  return cli_log_conclude (command, error);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  Options options = { 0 };
  int status = run_with_options (command, argc, argv, &options);

  g_free (options.format);
  g_free (options.output_file);

  return status;
}

static const char *const examples[] = {
  "noctule log export last > events.jsonl",
  "noctule log export last --format har -o chat.har",
  NULL,
};

const CliCommand cli_log_export_command = {
  .name = "noctule log export",
  .operands = "[LOG]",
  .summary = "A log as lines of JSON, as HAR or raw.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
