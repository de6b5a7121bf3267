/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <string.h>

typedef struct
{
  GPtrArray *list;
  char *string;
  gint64 number, size, time;
  int flag;
} Target;

#define AT(member) .offset = G_STRUCT_OFFSET (Target, member)

static const CliOption rows[] = {
  { "flag", NULL, "", AT (flag), .value = 7, .letter = 'f' },
  { "no-flag", NULL, "", AT (flag), .value = 0 },
  { "string", "TEXT", "", AT (string), .kind = CLI_OPTION_STRING, .letter = 's' },
  { "add", "TEXT", "", AT (list), .kind = CLI_OPTION_LIST, .value = 1, .letter = 'a' },
  { "append", "TEXT", "", AT (list), .kind = CLI_OPTION_LIST, .value = 2, .letter = 'A' },
  { 0 },
};

static const CliOption more_rows[] = {
  { "number", "N", "", AT (number), .kind = CLI_OPTION_NUMBER, .min = 1, .max = 99, .letter = 'n' },
  { "size", "SIZE", "", AT (size), .kind = CLI_OPTION_SIZE, .min = 1, .max = 1048576 },
  { "time", "TIME", "", AT (time), .kind = CLI_OPTION_TIME, .max = G_MAXINT32 },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "First", rows },
  { "Second", more_rows },
  { 0 },
};

static int
parse (const char *line, Target *target, char ***argv, GError **error)
{
  int argc;

  memset (target, 0, sizeof *target);
  target->list = cli_value_list_new ();
  g_assert_true (g_shell_parse_argv (line, &argc, argv, NULL));

  return cli_options_parse (groups, argc, *argv, target, error);
}

static void
target_clear (Target *target)
{
  g_ptr_array_unref (target->list);
  g_free (target->string);
}

static void
test_values (void)
{
  static const struct
  {
    const char *line;
    int flag;
    const char *string;
    gint64 number, size, time;
    const char *operands;
  } cases[] = {
    { "x", 0, NULL, 0, 0, 0, "" },
    { "x one two", 0, NULL, 0, 0, 0, "one two" },
    { "x -f one", 7, NULL, 0, 0, 0, "one" },
    { "x one --flag two", 7, NULL, 0, 0, 0, "one two" },
    { "x --flag --no-flag", 0, NULL, 0, 0, 0, "" },
    { "x -fsvalue", 7, "value", 0, 0, 0, "" },
    { "x -s a --string=b", 0, "b", 0, 0, 0, "" },
    { "x -s -f", 0, "-f", 0, 0, 0, "" },
    { "x -- -f", 0, NULL, 0, 0, 0, "-f" },
    { "x -n5 --size 1KiB --time 2.5", 0, NULL, 5, 1024, 2500, "" },
    { "x --time 500us", 0, NULL, 0, 0, 1, "" },
    { "x --time 0", 0, NULL, 0, 0, 0, "" },
    { "x --num 42", 0, NULL, 42, 0, 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) argv = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *operands = NULL;
      Target target;
      int first;

      g_test_message ("%s", cases[i].line);
      first = parse (cases[i].line, &target, &argv, &error);
      g_assert_no_error (error);
      operands = g_strjoinv (" ", argv + first);
      g_assert_cmpstr (operands, ==, cases[i].operands);
      g_assert_cmpint (target.flag, ==, cases[i].flag);
      g_assert_cmpstr (target.string, ==, cases[i].string);
      g_assert_cmpint (target.number, ==, cases[i].number);
      g_assert_cmpint (target.size, ==, cases[i].size);
      g_assert_cmpint (target.time, ==, cases[i].time);
      target_clear (&target);
    }
}

static void
test_list_keeps_order (void)
{
  g_auto (GStrv) argv = NULL;
  Target target;
  const CliValue *values[3];

  g_assert_cmpint (parse ("x -a 1 -A 2 --add 3", &target, &argv, NULL), ==, 7);
  g_assert_cmpuint (target.list->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    values[i] = target.list->pdata[i];
  g_assert_cmpstr (values[0]->text, ==, "1");
  g_assert_cmpint (values[0]->value, ==, 1);
  g_assert_cmpstr (values[1]->text, ==, "2");
  g_assert_cmpint (values[1]->value, ==, 2);
  g_assert_cmpstr (values[2]->text, ==, "3");
  target_clear (&target);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *line;
    const char *sentence;
  } cases[] = {
    { "x --strng a", "There is no option --strng. Did you mean --string?" },
    { "x --flagg=a", "There is no option --flagg. Did you mean --flag?" },
    { "x --qqqqqqq", "There is no option --qqqqqqq." },
    { "x -z", "There is no option -z." },
    { "x --flag -zf", "There is no option -z." },
    { "x -s", "-s, --string needs TEXT." },
    { "x --size", "--size needs SIZE." },
    { "x --flag=1", "-f, --flag takes no value." },
    { "x -n 0", "-n, --number takes a number from 1 to 99, not “0”." },
    { "x -n 100", "-n, --number takes a number from 1 to 99, not “100”." },
    { "x -n 1x", "-n, --number takes a number from 1 to 99, not “1x”." },
    { "x --size 2MiB", "--size takes a size like 512KiB, from 1 B to 1 MiB, not “2MiB”." },
    { "x --time -1", "--time takes a time like 2.5 (seconds), 500ms or 1m, not “-1”." },
    { "x --time 1000h", "--time takes a time like 2.5 (seconds), 500ms or 1m, not “1000h”." },
    { "x --time ''", "--time takes a time like 2.5 (seconds), 500ms or 1m, not “”." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) argv = NULL;
      g_autoptr (GError) error = NULL;
      Target target;

      g_assert_cmpint (parse (cases[i].line, &target, &argv, &error), ==, -1);
      g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
      target_clear (&target);
    }
}

static void
test_help (void)
{
  static const char *const lines[] = { "x --help", "x -h", "x one -h --bad" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) argv = NULL;
      g_autoptr (GError) error = NULL;
      Target target;

      g_assert_cmpint (parse (lines[i], &target, &argv, &error), ==, -1);
      g_assert_error (error, CLI_ERROR, CLI_ERROR_HELP);
      target_clear (&target);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/options/values", test_values);
  g_test_add_func ("/cli/options/list-keeps-order", test_list_keeps_order);
  g_test_add_func ("/cli/options/refusals", test_refusals);
  g_test_add_func ("/cli/options/help", test_help);

  return g_test_run ();
}
