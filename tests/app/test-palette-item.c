/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/palette-item.h"

#include "app/shell-kit.h"

static char *
find (GPtrArray *items, const char *needle, guint max)
{
  g_autoptr (GPtrArray) found = app_palette_find (items, needle, max);
  GString *titles = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (titles, "%s\n", ((AppPaletteItem *)found->pdata[i])->title);

  return g_string_free (titles, FALSE);
}

static void
test_find (void)
{
  static const struct
  {
    const char *needle;
    guint max;
    const char *titles;
  } cases[] = {
    { "", 2, "Join room\nEcho\n" },  { "echo", 10, "Echo\nJoin room\n" }, /* the name, then the
                                                                             address */
    { "chjo", 10, "Join room\n" },                                        /* by its folder too */
    { "pref", 10, "Preferences\n" }, { "no such thing", 10, "" },         { "o", 1, "Echo\n" },
  };
  ShellKit kit;
  WorkspaceNode *join;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  shell_kit_init (&kit);
  join = shell_kit_add (&kit, NULL, "Join room");
  workspace_node_set (join, "url", "ws://echo.example");
  g_ptr_array_add (items, app_palette_item_new_node (join, "Chat"));
  g_ptr_array_add (items, app_palette_item_new_node (shell_kit_add (&kit, NULL, "Echo"), ""));
  g_ptr_array_add (items, app_palette_item_new_action ("app.preferences", "Preferences",
                                                       "<Control>comma"));
  g_ptr_array_add (items, app_palette_item_new_workspace ("/tmp/shop", "Shop"));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *titles = find (items, cases[i].needle, cases[i].max);

      g_test_message ("“%s”", cases[i].needle);
      g_assert_cmpstr (titles, ==, cases[i].titles);
    }
  g_clear_pointer (&items, g_ptr_array_unref);
  shell_kit_clear (&kit);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/palette-item/find", test_find);
  return g_test_run ();
}
