/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"
#include "runner.h"

#include <fnmatch.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  char **patterns;
  int jobs;
  char *markdown;
  gboolean lists;
  char **command;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->patterns);
  g_free (options->markdown);
  g_strfreev (options->command);
}

static GOptionContext *
make_context (Options *options)
{
  const GOptionEntry entries[] = {
    { "case", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->patterns,
      "Only these cases, e.g. 6.4.* (repeatable)", "GLOB" },
    { "jobs", 0, 0, G_OPTION_ARG_INT, &options->jobs, "Cases at a time", "N" },
    { "markdown", 0, 0, G_OPTION_ARG_FILENAME, &options->markdown, "Write the results there",
      "FILE" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options->lists, "Name the cases and end", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->command, NULL, NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new ("-- COMMAND");

  g_option_context_set_summary (
    context, "Plays a WebSocket server for each case and judges how COMMAND, an echo client, takes "
             "it.\nCOMMAND gets the URL in the place of {url}, or at its end.");
  g_option_context_add_main_entries (context, entries, NULL);

  return context;
}

static gboolean
is_wanted (const Case *c, char **patterns)
{
  for (guint i = 0; patterns != NULL && patterns[i] != NULL; i++)
    if (fnmatch (patterns[i], c->number, 0) == 0)
      return TRUE;

  return patterns == NULL;
}

static GArray *
choose_cases (char **patterns)
{
  g_autoptr (GArray) all = case_list_all ();
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Case));

  for (guint i = 0; i < all->len; i++)
    if (is_wanted (&g_array_index (all, Case, i), patterns))
      g_array_append_vals (chosen, &g_array_index (all, Case, i), 1);

  return chosen;
}

static void
on_done (const Case *c, const Result *result, gpointer user_data)
{
  report_print (c, result);
}

/* Returns: the exit status. */
static int
run_cases (const Options *options, GArray *cases)
{
  Result *results = g_new0 (Result, cases->len);
  const Runner runner = {
    .command = (const char *const *)options->command,
    .jobs = (guint)MAX (options->jobs, 1),
    .done = on_done,
  };
  g_autoptr (GError) error = NULL;
  guint n_failed;

  runner_run (&runner, cases, results);
  if (options->markdown != NULL &&
      !report_write_markdown (cases, results, options->markdown, &error))
    g_printerr ("%s\n", error->message);
  n_failed = report_print_sum (cases, results);
  for (guint i = 0; i < cases->len; i++)
    judge_result_clear (&results[i]);
  g_free (results);

  return n_failed == 0 && error == NULL ? 0 : 1;
}

static void
list_cases (GArray *cases)
{
  for (guint i = 0; i < cases->len; i++)
    g_print ("%-8s %s\n", g_array_index (cases, Case, i).number,
             g_array_index (cases, Case, i).title);
}

int
main (int argc, char *argv[])
{
  Options options = { .jobs = 2 };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GArray) cases = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (argc > 2 && g_str_equal (argv[1], "--measure"))
    return client_measure (argv + 2);

  context = make_context (&options);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  cases = choose_cases (options.patterns);
  if (options.lists)
    {
      list_cases (cases);
      return 0;
    }
  if (options.command == NULL || cases->len == 0)
    {
      g_printerr ("%s", g_option_context_get_help (context, TRUE, NULL));
      return 2;
    }
  signal (SIGPIPE, SIG_IGN);
  status = run_cases (&options, cases);
  options_clear (&options);

  return status;
}
