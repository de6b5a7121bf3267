/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run-options.h"

#include "../exchange/scratch.h"

#include <string.h>

#define MESSAGES                                        \
  "messages:\n"                                         \
  "  - {name: one, format: json, content: \"{}\"}\n"    \
  "  - {name: two, content: 2}\n"                       \
  "  - {name: off, content: 3, disabled: true}\n"       \
  "  - {name: hex, format: hex, content: \"68 69\"}\n"  \
  "  - {name: base64, format: base64, content: aGk=}\n" \
  "  - {name: empty}\n"                                 \
  "  - {name: later, format: yaml, content: \"a: b\"}\n"

static GPtrArray *
read_messages (const char *yaml, const char *line, GError **error)
{
  WorkspaceNode *node;
  g_autoptr (Workspace) workspace = scratch_request_open (yaml, &node);
  g_auto (GStrv) argv = NULL;
  g_autoptr (ExchangeRequest) request = exchange_request_new ("ws://x/");
  GPtrArray *messages;
  CliRunOptions options;
  int argc;

  cli_run_options_init (&options);
  g_assert_true (g_shell_parse_argv (line, &argc, &argv, NULL));
  g_assert_cmpint (cli_options_parse (cli_run_groups, argc, argv, &options, NULL), ==, argc);
  g_assert_true (cli_connect_options_apply (&options.connect, request, NULL));
  messages = cli_run_options_dup_messages (&options, node, error);
  cli_run_options_clear (&options);

  return messages;
}

/* "text " or "<binary> " */
static char *
describe (const GPtrArray *messages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      const CliMessage *message = messages->pdata[i];
      gboolean is_text = message->opcode == EXCHANGE_TEXT;

      g_string_append (text, is_text ? "" : "<");
      g_string_append_len (text, g_bytes_get_data (message->bytes, NULL),
                           (gssize)g_bytes_get_size (message->bytes));
      g_string_append (text, is_text ? " " : "> ");
    }

  return g_string_free (text, FALSE);
}

static void
test_picks (void)
{
  static const char *const cases[][2] = {
    { "run", "{} 2 <hi> <hi>  a: b " },
    { "run --send two --send one", "2 {} " },
    { "run --send off", "3 " },
    { "run --send none", "" },
    { "run -m x", "x " },
    { "run -m x --send one -m y", "{} x y " },
    { "run -m x --send none", "x " },
    { "run --hex -m 68 --send one", "{} <h> " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) messages = read_messages (MESSAGES, cases[i][0], &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = describe (messages);
      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
test_refusals (void)
{
  static const char *const cases[][3] = {
    { MESSAGES, "run --send thre", "There is no saved message “thre”." },
    { MESSAGES, "run --send hexx", "There is no saved message “hexx”. Did you mean “hex”?" },
    { "", "run --send one", "There is no saved message “one”." },
    { "messages: [{name: bad, format: hex, content: xyz}]\n", "run", "The message “bad”: " },
    { "messages: [{name: bad, format: base64, content: \"?\"}]\n", "run", "The message “bad”: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_messages (cases[i][0], cases[i][1], &error));
      g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
      g_assert_true (g_str_has_prefix (error->message, cases[i][2]));
    }
}

static void
test_nothing_saved (void)
{
  g_autoptr (GPtrArray) messages = read_messages ("", "run", NULL);

  g_assert_cmpuint (messages->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/run-options/picks", test_picks);
  g_test_add_func ("/cli/run-options/refusals", test_refusals);
  g_test_add_func ("/cli/run-options/nothing-saved", test_nothing_saved);

  return g_test_run ();
}
