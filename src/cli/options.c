/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <getopt.h>

#include "base/units.h"
#include "cli/suggest.h"

/* What getopt_long() returns for the n-th option of all groups: beyond every letter. */
#define FIRST_VALUE 256

#define NS_PER_MS 1000000

G_DEFINE_QUARK (cli - error - quark, cli_error)

/* The rows as getopt_long() wants them. */
typedef struct
{
  GArray *long_options; /* struct option */
  GString *letters;
  GPtrArray *rows; /* const CliOption *, borrowed */
} Table;

static const CliOption help_options[] = {
  { .name = "help", .letter = 'h', .kind = CLI_OPTION_SET },
  { 0 },
};

static void
value_free (gpointer data)
{
  CliValue *value = data;

  g_free (value->text);
  g_free (value);
}

GPtrArray *
cli_value_list_new (void)
{
  return g_ptr_array_new_with_free_func (value_free);
}

static void
table_add (Table *table, const CliOption *options)
{
  for (const CliOption *row = options; row->name != NULL; row++)
    {
      struct option option = {
        .name = row->name,
        .has_arg = row->argument != NULL ? required_argument : no_argument,
        .val = FIRST_VALUE + (int)table->rows->len,
      };

      g_array_append_val (table->long_options, option);
      g_ptr_array_add (table->rows, (gpointer)row);
      if (row->letter != '\0')
        g_string_append_printf (table->letters, "%c%s", row->letter,
                                row->argument != NULL ? ":" : "");
    }
}

static void
table_init (Table *table, const CliOptionGroup *groups)
{
  table->long_options = g_array_new (TRUE, TRUE, sizeof (struct option));
  table->letters = g_string_new (":");
  table->rows = g_ptr_array_new ();
  for (const CliOptionGroup *group = groups; group->options != NULL; group++)
    table_add (table, group->options);
  table_add (table, help_options);
}

static void
table_clear (Table *table)
{
  g_array_unref (table->long_options);
  g_string_free (table->letters, TRUE);
  g_ptr_array_unref (table->rows);
}

static const CliOption *
table_find (const Table *table, int found)
{
  if (found >= FIRST_VALUE)
    return table->rows->pdata[found - FIRST_VALUE];

  for (guint i = 0; i < table->rows->len; i++)
    {
      const CliOption *row = table->rows->pdata[i];

      if (row->letter == found)
        return row;
    }

  return NULL;
}

static char *
dup_shown_name (const CliOption *row)
{
  if (row->letter != '\0')
    return g_strdup_printf ("-%c, --%s", row->letter, row->name);

  return g_strdup_printf ("--%s", row->name);
}

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (GError **error, const CliOption *row, const char *text, const char *format, ...)
{
  g_autofree char *name = dup_shown_name (row);
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s takes %s, not “%s”.", name, expected, text);

  return FALSE;
}

static gboolean
read_number (const CliOption *row, const char *text, gint64 *number, GError **error)
{
  if (g_ascii_string_to_signed (text, 10, row->min, row->max, number, NULL))
    return TRUE;

  return refuse (error, row, text, "a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
                 row->min, row->max);
}

static gboolean
read_size (const CliOption *row, const char *text, gint64 *bytes, GError **error)
{
  g_autofree char *min = base_size_format ((guint64)row->min);
  g_autofree char *max = base_size_format ((guint64)row->max);
  guint64 size;

  if (base_size_parse (text, &size) && size >= (guint64)row->min && size <= (guint64)row->max)
    {
      *bytes = (gint64)size;
      return TRUE;
    }

  return refuse (error, row, text, "a size like 512KiB, from %s to %s", min, max);
}

/* Rounded up: a tenth of a millisecond is not never. */
static gboolean
read_time (const CliOption *row, const char *text, gint64 *milliseconds, GError **error)
{
  gint64 nanoseconds;

  if (base_duration_parse (text, &nanoseconds) && nanoseconds / NS_PER_MS < row->max)
    {
      *milliseconds = nanoseconds / NS_PER_MS + (nanoseconds % NS_PER_MS > 0);
      return TRUE;
    }

  return refuse (error, row, text, "a time like 2.5 (seconds), 500ms or 1m");
}

static gboolean
apply (const CliOption *row, const char *text, gpointer target, GError **error)
{
  gpointer member = (char *)target + row->offset;

  switch (row->kind)
    {
    case CLI_OPTION_SET:
      *(int *)member = row->value;
      return TRUE;
    case CLI_OPTION_STRING:
      g_free (*(char **)member);
      *(char **)member = g_strdup (text);
      return TRUE;
    case CLI_OPTION_LIST:
      {
        CliValue *value = g_new0 (CliValue, 1);

        value->value = row->value;
        value->text = g_strdup (text);
        g_ptr_array_add (*(GPtrArray **)member, value);
        return TRUE;
      }
    case CLI_OPTION_NUMBER:
      return read_number (row, text, member, error);
    case CLI_OPTION_SIZE:
      return read_size (row, text, member, error);
    case CLI_OPTION_TIME:
      return read_time (row, text, member, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
refuse_unknown (const Table *table, const char *argument, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *name = NULL;
  const char *nearest;

  if (optopt != 0)
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no option -%c.", optopt);
      return;
    }

  name = g_strndup (argument + 2, strcspn (argument + 2, "="));
  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add (names, (gpointer)((const CliOption *)table->rows->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  nearest = cli_suggest (name, (const char *const *)names->pdata);

  if (nearest != NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no option --%s. Did you mean --%s?",
                 name, nearest);
  else
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no option --%s.", name);
}

/* @argument: what getopt_long() was looking at. */
static void
refuse_argument (const Table *table, int found, const char *argument, GError **error)
{
  const CliOption *row = optopt != 0 ? table_find (table, optopt) : NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    {
      refuse_unknown (table, argument, error);
      return;
    }

  name = dup_shown_name (row);
  if (found == ':')
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s needs %s.", name, row->argument);
  else
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s takes no value.", name);
}

static int
parse_with_table (const Table *table, int argc, char **argv, gpointer target, GError **error)
{
  int found;

  optind = 0;
  opterr = 0;
  while ((found = getopt_long (argc, argv, table->letters->str,
                               (const struct option *)(gpointer)table->long_options->data, NULL)) !=
         -1)
    {
      const CliOption *row = table_find (table, found);

      if (row == NULL)
        {
          refuse_argument (table, found, argv[MAX (optind - 1, 1)], error);
          return -1;
        }
      if (row == help_options)
        {
          g_set_error_literal (error, CLI_ERROR, CLI_ERROR_HELP, "");
          return -1;
        }
      if (!apply (row, optarg, target, error))
        return -1;
    }

  return optind;
}

int
cli_options_parse (const CliOptionGroup *groups,
                   int argc,
                   char **argv,
                   gpointer target,
                   GError **error)
{
  Table table;
  int first;

  table_init (&table, groups);
  first = parse_with_table (&table, argc, argv, target, error);
  table_clear (&table);

  return first;
}
