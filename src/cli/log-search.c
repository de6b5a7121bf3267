/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/search.h"

#include <stdio.h>

#include "cli/exit-status.h"
#include "cli/log-command.h"

typedef struct
{
  CliLogFilter filter;
  char *regex;
  int ignores_case;
  int counts;
  int is_json;
  int reveals;
} Options;

#define AT(member) .offset = G_STRUCT_OFFSET (Options, member)

static const CliOption options_table[] = {
  { "regex", "RE", "a regular expression in place of a text", AT (regex), .kind = CLI_OPTION_STRING,
    .letter = 'e' },
  { "ignore-case", NULL, "capitals and small letters are the same", AT (ignores_case),
    .value = TRUE, .letter = 'i' },
  { "kind", "KINDS", "only these: message,ping,pong,close,open,error…", AT (filter.kinds),
    .kind = CLI_OPTION_LIST },
  { "in", NULL, "only what came", AT (filter.only_in), .value = TRUE },
  { "out", NULL, "only what was sent", AT (filter.only_out), .value = TRUE },
  { "count", NULL, "print how many there are", AT (counts), .value = TRUE, .letter = 'c' },
  { "json", NULL, "lines of JSON", AT (is_json), .value = TRUE },
  { "reveal", NULL, "print secrets as they are; they are never found", AT (reveals),
    .value = TRUE },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

typedef struct
{
  CliLogPrinter printer;
  GError *error;
  guint64 n_found;
  gboolean is_silent;
} Search;

static gboolean
on_match (const HistoryEvent *event, gpointer user_data)
{
  Search *search = user_data;

  search->n_found++;

  return search->is_silent ||
         cli_log_printer_print (&search->printer, event->number, &search->error);
}

/* The search has a reader of its own: printing moves the other one. */
static gboolean
look (Search *search, const HistoryQuery *query, GError **error)
{
  g_autoptr (HistoryReader) reader =
    history_reader_open (history_reader_get_folder (search->printer.reader), error);

  if (reader == NULL || !history_search (reader, query, on_match, search, NULL, error))
    return FALSE;

  if (search->error != NULL)
    {
      g_propagate_error (error, search->error);
      return FALSE;
    }

  return cli_log_printer_finish (&search->printer, error);
}

static gboolean
search_log (const Options *options,
            const char *log,
            HistoryQuery *query,
            guint64 *n_found,
            GError **error)
{
  Search search = { .is_silent = options->counts };
  gboolean is_done;

  if (!cli_log_filter_get_kinds (&options->filter, &query->kinds, error) ||
      !cli_log_printer_init (&search.printer, log, error))
    return FALSE;

  search.printer.is_json = options->is_json;
  search.printer.reveals = options->reveals;
  is_done = look (&search, query, error);
  cli_log_printer_clear (&search.printer);
  *n_found = search.n_found;

  return is_done;
}

static int
conclude (const CliCommand *command, const Options *options, guint64 n_found, const GError *error)
{
  if (error != NULL)
    return cli_log_conclude (command, error);

  if (options->counts)
    (void)printf ("%" G_GUINT64_FORMAT "\n", n_found);
  if (n_found > 0)
    return CLI_EXIT_DONE;

  (void)fprintf (stderr, "noctule: Nothing was found.\n");

  return CLI_EXIT_EXPECTATION;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, Options *options)
{
  g_autoptr (GError) error = NULL;
  HistoryQuery query = { 0 };
  const char *log = CLI_LOG_LAST;
  guint64 n_found = 0;
  int status = 0;
  int first = cli_command_parse (command, argc, argv, options, &status);
  int n_texts = options->regex == NULL ? 1 : 0;

  if (first < 0)
    return status;
  if (argc - first < n_texts)
    return cli_command_refuse (command, "What are you looking for?");
  if (argc - first > n_texts + 1)
    return cli_command_refuse (command, "“%s” is too much.", argv[first + n_texts + 1]);

  if (argc - first > n_texts)
    log = argv[first++];
  query.text = n_texts > 0 ? argv[first] : NULL;
  query.regex = options->regex;
  query.ignore_case = options->ignores_case;
  query.only_in = options->filter.only_in;
  query.only_out = options->filter.only_out;
  (void)search_log (options, log, &query, &n_found, &error);

  return conclude (command, options, n_found, error);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  Options options = { 0 };
  int status;

  cli_log_filter_init (&options.filter);
  status = run_with_options (command, argc, argv, &options);
  cli_log_filter_clear (&options.filter);
  g_free (options.regex);

  return status;
}

static const char *const examples[] = {
  "noctule log search last '\"error\"' --in",
  "noctule log search last --regex '\"seq\":\\s*9\\d\\d' -c",
  NULL,
};

const CliCommand cli_log_search_command = {
  .name = "noctule log search",
  .operands = "[LOG] TEXT",
  .summary = "Find a text; exit status 4 when there is none.",
  .groups = groups,
  .examples = examples,
  .run = run,
};
