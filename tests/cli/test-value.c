/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/value.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cli/options.h"

/* Returns: (transfer full): the path of a new file. */
static char *
make_file (const char *text, gsize len)
{
  char *path = NULL;
  int fd = g_file_open_tmp (NULL, &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  (void)g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, (gssize)len, NULL));

  return path;
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } cases[] = {
    { "plain", "plain" }, { "", "" }, { "a@b", "a@b" }, { "@@file", "@file" }, { "@@", "@" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = cli_value_dup_expanded (cases[i].text, NULL);

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_files (void)
{
  static const struct
  {
    const char *text;
    gsize len;
    const char *value; /* NULL: refused as a string */
  } cases[] = {
    { "secret\n", 7, "secret" },
    { "secret", 6, "secret" },
    { "two\n\n", 5, "two\n" },
    { "", 0, "" },
    { "\n", 1, "" },
    { "a\0b", 3, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = make_file (cases[i].text, cases[i].len);
      g_autofree char *argument = g_strconcat ("@", path, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *value = cli_value_dup_expanded (argument, &error);
      g_autoptr (GBytes) whole = cli_file_read (path, 100, NULL);

      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpint (error != NULL, ==, cases[i].value == NULL);
      g_assert_cmpmem (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole), cases[i].text,
                       cases[i].len);
      (void)g_unlink (path);
    }
}

static void
test_limit (void)
{
  g_autofree char *path = make_file ("12345", 5);
  g_autoptr (GBytes) fits = cli_file_read (path, 5, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (fits);
  g_assert_null (cli_file_read (path, 4, &error));
  g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
  (void)g_unlink (path);
}

/* What never ends is no value. */
static void
test_endless (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cli_value_dup_expanded ("@/dev/zero", &error));
  g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cli_value_expand ("@/no/such/file", 10, &error));
  g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, "@@"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/value/text", test_text);
  g_test_add_func ("/cli/value/files", test_files);
  g_test_add_func ("/cli/value/limit", test_limit);
  g_test_add_func ("/cli/value/endless", test_endless);
  g_test_add_func ("/cli/value/missing", test_missing);

  return g_test_run ();
}
