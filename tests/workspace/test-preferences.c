/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/preferences.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

static char *path;

static void
start_with (const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);

  (void)g_mkdir_with_parents (folder, 0700);
  (void)g_unlink (path);
  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static char *
dup_file (void)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

/* What was told, in order: "key ". */
static void
on_changed (WorkspacePreferences *preferences, gpointer user_data)
{
  GSignalInvocationHint *hint = g_signal_get_invocation_hint (preferences);

  g_string_append_printf (user_data, "%s ", g_quark_to_string (hint->detail));
}

static void
test_round_trip (void)
{
  static const char *const values[] = { "30s", "", " led by a space", "two\nlines\t",
                                        "ümläut; #=" };
  g_autoptr (WorkspacePreferences) preferences = NULL;
  GStatBuf buf;

  start_with (NULL);
  preferences = workspace_preferences_new ();
  g_assert_null (workspace_preferences_get (preferences, "0"));
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *key = g_strdup_printf ("history.%u", i);

      workspace_preferences_set (preferences, key, values[i]);
      g_assert_cmpstr (workspace_preferences_get (preferences, key), ==, values[i]);
    }
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  g_assert_cmpint (g_stat (path, &buf), ==, 0);
  g_assert_cmpuint (buf.st_mode & 0777, ==, 0600);

  g_clear_object (&preferences);
  preferences = workspace_preferences_new ();
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *key = g_strdup_printf ("history.%u", i);

      g_assert_cmpstr (workspace_preferences_get (preferences, key), ==, values[i]);
    }
}

static void
test_foreign_things_stay (void)
{
  static const char *const kept[] = { "# mine\n", "future=1\n", "proxy=http://p\n",
                                      "[other]\nx=y\n" };
  g_autoptr (WorkspacePreferences) preferences = NULL;
  g_autofree char *text = NULL;

  start_with ("# mine\n[preferences]\nfuture=1\ntheme=dark\n\n[other]\nx=y\n");
  preferences = workspace_preferences_new ();
  g_assert_cmpstr (workspace_preferences_get (preferences, "theme"), ==, "dark");
  workspace_preferences_set (preferences, "theme", NULL);
  workspace_preferences_set (preferences, "proxy", "http://p");
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  text = dup_file ();
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_nonnull (g_strstr_len (text, -1, kept[i]));
  g_assert_null (g_strstr_len (text, -1, "theme"));
}

static void
test_changed (void)
{
  g_autoptr (WorkspacePreferences) preferences = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  start_with ("[preferences]\na=1\n");
  preferences = workspace_preferences_new ();
  g_signal_connect (preferences, "changed", G_CALLBACK (on_changed), told);
  workspace_preferences_set (preferences, "a", "1");
  workspace_preferences_set (preferences, "a", "2");
  workspace_preferences_set (preferences, "b", NULL);
  workspace_preferences_set (preferences, "a", NULL);
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  g_assert_cmpstr (told->str, ==, "a a ");
}

/* Two processes: each keeps what the other has changed, and the later of two edits of a key wins.
 */
static void
test_merge (void)
{
  g_autoptr (WorkspacePreferences) one = NULL;
  g_autoptr (WorkspacePreferences) two = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  start_with ("[preferences]\nshared=0\ngone=1\n");
  one = workspace_preferences_new ();
  two = workspace_preferences_new ();
  g_signal_connect (two, "changed", G_CALLBACK (on_changed), told);

  workspace_preferences_set (one, "of-one", "1");
  workspace_preferences_set (one, "shared", "1");
  workspace_preferences_set (one, "gone", NULL);
  workspace_preferences_set (two, "shared", "2");
  g_assert_true (workspace_preferences_flush (one, NULL));
  g_assert_true (workspace_preferences_flush (two, NULL));
  g_assert_cmpstr (workspace_preferences_get (two, "of-one"), ==, "1");
  g_assert_cmpstr (workspace_preferences_get (two, "shared"), ==, "2");
  g_assert_null (workspace_preferences_get (two, "gone"));
  g_assert_cmpstr (told->str, ==, "shared of-one gone ");

  /* and the first one hears of it by itself */
  while (g_strcmp0 (workspace_preferences_get (one, "shared"), "2") != 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_broken (void)
{
  g_autoptr (WorkspacePreferences) preferences = NULL;
  g_autofree char *aside = g_strconcat (path, ".broken", NULL);
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;

  start_with ("no key file\n");
  preferences = workspace_preferences_new ();
  g_assert_null (workspace_preferences_get (preferences, "a"));
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  text = dup_file ();
  g_assert_cmpstr (text, ==, "no key file\n");

  workspace_preferences_set (preferences, "a", "1");
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "no key file\n");
  g_assert_cmpstr (workspace_preferences_get (preferences, "a"), ==, "1");
}

static void
on_save_failed (WorkspacePreferences *preferences, const char *message, gpointer user_data)
{
  g_string_append (user_data, message);
}

/* A folder stands where the file should be. */
static void
test_save_failed (void)
{
  g_autoptr (WorkspacePreferences) preferences = NULL;
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (folder, ".aside", NULL);

  start_with (NULL);
  preferences = workspace_preferences_new ();
  g_signal_connect (preferences, "save-failed", G_CALLBACK (on_save_failed), told);
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));

  workspace_preferences_set (preferences, "a", "1");
  while (told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (workspace_preferences_flush (preferences, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);

  g_assert_cmpint (g_unlink (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
  g_assert_true (workspace_preferences_flush (preferences, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_last_reference_saves (void)
{
  WorkspacePreferences *preferences;
  g_autofree char *text = NULL;

  start_with (NULL);
  preferences = workspace_preferences_new ();
  workspace_preferences_set (preferences, "a", "1");
  g_object_unref (preferences);
  text = dup_file ();
  g_assert_cmpstr (text, ==, "[preferences]\na=1\n");
}

int
main (int argc, char *argv[])
{
  g_autofree char *config = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  path = g_build_filename (config, "noctule", "preferences.ini", NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/preferences/round-trip", test_round_trip);
  g_test_add_func ("/workspace/preferences/foreign-things-stay", test_foreign_things_stay);
  g_test_add_func ("/workspace/preferences/changed", test_changed);
  g_test_add_func ("/workspace/preferences/merge", test_merge);
  g_test_add_func ("/workspace/preferences/broken", test_broken);
  g_test_add_func ("/workspace/preferences/save-failed", test_save_failed);
  g_test_add_func ("/workspace/preferences/last-reference-saves", test_last_reference_saves);

  return g_test_run ();
}
