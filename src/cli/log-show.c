/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <poll.h>
#include <unistd.h>

#include "cli/log-command.h"

/* How often a growing log is looked at: faster than an eye, and cheap. */
#define FOLLOW_MS 50

typedef struct
{
  CliLogFilter filter;
  gint64 max; /* events; 0: all */
  int follows;
  int is_json;
  int reveals;
} Options;

#define AT(member) .offset = G_STRUCT_OFFSET (Options, member)

static const CliOption options_table[] = {
  { "follow", NULL, "go on while the connection lives", AT (follows), .value = TRUE,
    .letter = 'f' },
  { "lines", "N", "the newest N alone", AT (max), .kind = CLI_OPTION_NUMBER, .min = 1,
    .max = G_MAXINT64, .letter = 'n' },
  { "kind", "KINDS", "only these: message,ping,pong,close,open,error…", AT (filter.kinds),
    .kind = CLI_OPTION_LIST },
  { "in", NULL, "only what came", AT (filter.only_in), .value = TRUE },
  { "out", NULL, "only what was sent", AT (filter.only_out), .value = TRUE },
  { "json", NULL, "lines of JSON", AT (is_json), .value = TRUE },
  { "reveal", NULL, "with secrets as they are", AT (reveals), .value = TRUE },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

typedef struct
{
  CliLogPrinter printer;
  const Options *options;
  guint32 kinds;
} Show;

static gboolean
is_wanted (Show *show, guint64 number)
{
  HistoryEvent event;

  return history_reader_get (show->printer.reader, number, 0, &event, NULL) &&
         cli_log_filter_matches (&show->options->filter, show->kinds, &event);
}

/* Returns: the first of the newest events that are to be shown. */
static guint64
find_start (Show *show)
{
  guint64 first = MAX (history_reader_get_first (show->printer.reader), 1);
  guint64 number = history_reader_get_last (show->printer.reader) + 1;
  gint64 n_left = show->options->max;

  if (n_left == 0)
    return first;

  while (number > first && n_left > 0)
    n_left -= is_wanted (show, --number);

  return number;
}

/* Returns: FALSE with @error. */
static gboolean
print_until (Show *show, guint64 from, guint64 to, GError **error)
{
  for (guint64 number = from; number <= to; number++)
    if (is_wanted (show, number) && !cli_log_printer_print (&show->printer, number, error))
      return FALSE;

  return cli_log_printer_finish (&show->printer, error);
}

/* Waits a moment. Returns: FALSE when nobody reads stdout any more. */
static gboolean
wait_for_more (void)
{
  struct pollfd poller = { .fd = STDOUT_FILENO };

  return poll (&poller, 1, FOLLOW_MS) <= 0 || (poller.revents & (POLLERR | POLLHUP)) == 0;
}

/* Whether it lives is asked before looking for events: what came before its end is seen. */
static gboolean
follow (Show *show, guint64 next, GError **error)
{
  HistoryReader *reader = show->printer.reader;
  gboolean is_live = TRUE;

  while (is_live && wait_for_more ())
    {
      guint64 last;

      is_live = history_reader_is_live (reader);
      last = history_reader_refresh (reader);
      next = MAX (next, history_reader_get_first (reader));
      if (last >= next && !print_until (show, next, last, error))
        return FALSE;
      next = MAX (next, last + 1);
    }

  return TRUE;
}

static gboolean
show_log (Show *show, GError **error)
{
  guint64 last = history_reader_refresh (show->printer.reader);

  if (!print_until (show, find_start (show), last, error))
    return FALSE;

  return !show->options->follows || follow (show, last + 1, error);
}

static gboolean
show_with_options (const Options *options, const char *log, GError **error)
{
  Show show = { .options = options };
  gboolean is_done;

  if (!cli_log_filter_get_kinds (&options->filter, &show.kinds, error) ||
      !cli_log_printer_init (&show.printer, log, error))
    return FALSE;

  show.printer.is_json = options->is_json;
  show.printer.reveals = options->reveals;
  is_done = show_log (&show, error);
  cli_log_printer_clear (&show.printer);

  return is_done;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, Options *options)
{
  g_autoptr (GError) error = NULL;
  int status = 0;
  int first = cli_command_parse (command, argc, argv, options, &status);

  if (first < 0)
    return status;
  if (argc - first > 1)
    return cli_command_refuse (command, "One log, not several.");

  (void)show_with_options (options, first < argc ? argv[first] : CLI_LOG_LAST, &error);

  return cli_log_conclude (command, error);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  Options options = { 0 };
  int status;

  cli_log_filter_init (&options.filter);
  status = run_with_options (command, argc, argv, &options);
  cli_log_filter_clear (&options.filter);

  return status;
}

static const char *const examples[] = {
  "noctule log show -f last --kind message --in",
  "noctule log show 20261123T12 -n 100 --json | jq .data",
  NULL,
};

const CliCommand cli_log_show_command = {
  .name = "noctule log show",
  .operands = "[LOG]",
  .summary = "The events of a connection.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
