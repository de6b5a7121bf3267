/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/error.h"
#include "exchange/settings.h"
#include "scratch.h"

#include <string.h>

/* Every built-in value can be taken, and every key is found. */
static void
test_table (void)
{
  gsize n;
  const ExchangeSetting *settings = exchange_settings_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (exchange_settings_find (settings[i].key) == &settings[i]);
      g_assert_true (exchange_setting_check (&settings[i], settings[i].built_in, NULL));
      g_assert_cmpstr (settings[i].title, !=, "");
      g_assert_true (g_str_has_suffix (settings[i].description, "."));
    }
  g_assert_null (exchange_settings_find ("nothing"));
}

static void
test_check (void)
{
  static const struct
  {
    const char *key, *value;
    gboolean is_good;
  } cases[] = {
    { "compression", "true", TRUE },
    { "compression", "OFF", TRUE },
    { "compression", "maybe", FALSE },
    { "compression", "1", FALSE },
    { "connect-timeout", "0", TRUE },
    { "connect-timeout", "2.5", TRUE },
    { "connect-timeout", "500ms", TRUE },
    { "connect-timeout", "soon", FALSE },
    { "connect-timeout", "-1", FALSE },
    { "connect-timeout", "1000h", FALSE },
    { "max-message-size", "64MiB", TRUE },
    { "max-message-size", "4294967295", TRUE },
    { "max-message-size", "4GiB", FALSE },
    { "max-message-size", "0", FALSE },
    { "max-message-size", "big", FALSE },
    { "ca-file", "any thing", TRUE },
    { "proxy", "none", TRUE },
    { "proxy", "two\nlines", FALSE },
    { "connect-timeout", "", TRUE },
    { "passphrase", "", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ExchangeSetting *setting = exchange_settings_find (cases[i].key);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s: %s", cases[i].key, cases[i].value);
      g_assert_cmpint (exchange_setting_check (setting, cases[i].value, &error), ==,
                       cases[i].is_good);
      if (!cases[i].is_good)
        {
          g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
          g_assert_true (g_str_has_prefix (error->message, setting->title));
        }
    }
}

static void
test_read (void)
{
  g_assert_true (exchange_setting_read_boolean ("Yes"));
  g_assert_false (exchange_setting_read_boolean ("off"));
  g_assert_false (exchange_setting_read_boolean ("maybe"));
  g_assert_cmpuint (exchange_setting_read_time ("1.5"), ==, 1500);
  g_assert_cmpuint (exchange_setting_read_time ("1us"), ==, 1);
  g_assert_cmpuint (exchange_setting_read_time ("0"), ==, 0);
  g_assert_cmpuint (exchange_setting_read_time ("x"), ==, 0);
  g_assert_cmpuint (exchange_setting_read_size ("1KiB"), ==, 1024);
  g_assert_cmpuint (exchange_setting_read_size ("4GiB"), ==, 0);
}

/* What a request, the preferences and we ourselves say, and what holds. */
static void
test_effective (void)
{
  static const struct
  {
    const char *key, *yaml, *preference, *value;
    ExchangeSettingSource source;
  } cases[] = {
    { "connect-timeout", "", NULL, "30s", EXCHANGE_SETTING_FROM_BUILT_IN },
    { "connect-timeout", "", "5s", "5s", EXCHANGE_SETTING_FROM_PREFERENCES },
    { "connect-timeout", "settings: {connect-timeout: 1s}\n", "5s", "1s",
      EXCHANGE_SETTING_FROM_REQUEST },
    { "connect-timeout", "settings: {connect-timeout: \"\"}\n", "5s", "5s",
      EXCHANGE_SETTING_FROM_PREFERENCES },
    { "connect-timeout", "", "", "30s", EXCHANGE_SETTING_FROM_BUILT_IN },
    { "follow-redirects", "settings: {follow-redirects: global}\n", "true", "true",
      EXCHANGE_SETTING_FROM_PREFERENCES },
    { "compression", "settings: {compression: auto}\n", NULL, "true",
      EXCHANGE_SETTING_FROM_BUILT_IN },
    { "compression", "settings: {compression: false}\n", NULL, "false",
      EXCHANGE_SETTING_FROM_REQUEST },
    { "cookies.send", "settings: {cookies: {send: false}}\n", NULL, "false",
      EXCHANGE_SETTING_FROM_REQUEST },
    /* no proxy is a choice */
    { "proxy", "settings: {proxy: \"\"}\n", "http://p", "", EXCHANGE_SETTING_FROM_REQUEST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      WorkspaceNode *node;
      g_autoptr (Workspace) workspace = scratch_request_open (cases[i].yaml, &node);
      g_autoptr (WorkspacePreferences) preferences = workspace_preferences_new ();
      const ExchangeSetting *setting = exchange_settings_find (cases[i].key);
      g_autofree char *value = NULL;
      ExchangeSettingSource source;

      workspace_preferences_set (preferences, cases[i].key, cases[i].preference);
      value = exchange_setting_dup_effective (setting, node, preferences, &source);
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_cmpint (source, ==, cases[i].source);
      workspace_preferences_set (preferences, cases[i].key, NULL);
    }
}

static void
test_nobody_there (void)
{
  g_autofree char *value =
    exchange_setting_dup_effective (exchange_settings_find ("max-message-size"), NULL, NULL, NULL);

  g_assert_cmpstr (value, ==, "64MiB");
}

int
main (int argc, char *argv[])
{
  g_autofree char *scratch = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", scratch, TRUE);
  g_setenv ("XDG_STATE_HOME", scratch, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/settings/table", test_table);
  g_test_add_func ("/exchange/settings/check", test_check);
  g_test_add_func ("/exchange/settings/read", test_read);
  g_test_add_func ("/exchange/settings/effective", test_effective);
  g_test_add_func ("/exchange/settings/nobody-there", test_nobody_there);

  return g_test_run ();
}
