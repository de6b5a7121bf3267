/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli/command.h"
#include "cli/exit-status.h"
#include "cli/run-options.h"
#include "cli/talk.h"
#include "exchange/resolve.h"
#include "workspace/workspace.h"

/* What is to be said, before anything of it is. */
typedef struct
{
  ExchangeRequest *request;
  GPtrArray *messages;
  ExchangeCookieJar *jar;
} Plan;

static void
plan_clear (Plan *plan)
{
  g_clear_pointer (&plan->request, exchange_request_free);
  g_clear_pointer (&plan->messages, g_ptr_array_unref);
  g_clear_object (&plan->jar);
}

static gboolean
plan_node (Plan *plan, CliRunOptions *options, WorkspaceNode *node, GError **error)
{
  g_autoptr (WorkspacePreferences) preferences = workspace_preferences_new ();

  plan->request = exchange_resolve_request (node, preferences, plan->jar, error);
  if (plan->request == NULL || !cli_connect_options_apply (&options->connect, plan->request, error))
    return FALSE;

  plan->messages = cli_run_options_dup_messages (options, node, error);

  return plan->messages != NULL;
}

/* The workspace is closed again before anything is connected: it would watch its files. */
static gboolean
plan_request (Plan *plan, CliRunOptions *options, const char *name, GError **error)
{
  g_autofree char *folder = workspace_find_folder (options->workspace != NULL ? options->workspace
                                                                              : ".",
                                                   error);
  g_autoptr (Workspace) workspace = folder != NULL ? workspace_open (folder, error) : NULL;
  WorkspaceNode *node = workspace != NULL ? workspace_find (workspace, name, error) : NULL;

  if (node == NULL)
    return FALSE;

  plan->jar = exchange_cookie_jar_open (folder);

  return plan_node (plan, options, node, error);
}

static int
run_request (CliRunOptions *options, const char *name, GError **error)
{
  g_autoptr (GError) problem = NULL;
  Plan plan = { 0 };
  int status = CLI_EXIT_USAGE;

  if (plan_request (&plan, options, name, error))
    status = cli_talk (&options->connect, plan.request, plan.messages, error);
  if (plan.jar != NULL && !exchange_cookie_jar_flush (plan.jar, &problem))
    (void)fprintf (stderr, "noctule: The cookies are not kept: %s\n", problem->message);
  plan_clear (&plan);

  return status;
}

static int
run_with_options (const CliCommand *command, int argc, char **argv, CliRunOptions *options)
{
  g_autoptr (GError) error = NULL;
  int status = CLI_EXIT_DONE;
  int first = cli_command_parse (command, argc, argv, options, &status);

  if (first < 0)
    return status;
  if (argc - first != 1)
    return cli_command_refuse (command,
                               argc == first ? "Which request?" : "One request, not several.");
  if (!cli_connect_options_check (&options->connect, &error))
    return cli_command_refuse (command, "%s", error->message);

  status = run_request (options, argv[first], &error);
  if (error != NULL)
    return cli_command_refuse (command, "%s", error->message);

  return status;
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  CliRunOptions options;
  int status;

  cli_run_options_init (&options);
  status = run_with_options (command, argc, argv, &options);
  cli_run_options_clear (&options);

  return status;
}

static const char *const examples[] = {
  "noctule run Chat/join-room",
  "noctule run 'Join room' --send hello -c 1",
  "noctule run -W ~/apis/shop echo --send none -m ping -1 --json",
  NULL,
};

const CliCommand cli_run_command = {
  .name = "noctule run",
  .operands = "PATH|NAME",
  .summary = "Connect a saved request and send its messages.",
  .groups = cli_run_groups,
  .examples = examples,
  .footer = "Options win over what is saved. -m and -f are sent instead of it.",
  .run = run,
};
