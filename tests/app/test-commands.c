/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/commands.h"

#include "app/application.h"
#include "app/kit.h"

#include <string.h>

/* Every command can be carried out: its action is there, and its key is one. */
static void
test_actions (void)
{
  g_autoptr (AppApplication) application = app_application_new ();
  gsize n_commands;
  const AppCommand *commands = app_commands_list (&n_commands);
  AppWindow *window;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  window = app_window_new (GTK_APPLICATION (application));

  for (gsize i = 0; i < n_commands; i++)
    {
      const char *name = strchr (commands[i].action, '.') + 1;
      guint keyval;
      GdkModifierType modifiers;

      g_test_message ("%s", commands[i].action);
      if (g_str_has_prefix (commands[i].action, "win."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), name));
      else if (g_str_has_prefix (commands[i].action, "app."))
        g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), name));
      if (commands[i].accel != NULL)
        g_assert_true (gtk_accelerator_parse (commands[i].accel, &keyval, &modifiers));
    }
  kit_close (GTK_WINDOW (window));
}

/* No key does two things. */
static void
test_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_commands;
  const AppCommand *commands = app_commands_list (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    {
      if (commands[i].accel != NULL)
        g_assert_true (g_hash_table_add (seen, (gpointer)commands[i].accel));
      else
        g_assert_false (commands[i].is_yielding);
    }
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/commands/actions", test_actions);
  g_test_add_func ("/app/commands/keys", test_keys);
  return g_test_run ();
}
