/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recent.h"

static void
assert_first (WorkspaceState *state, const char *folder, const char *name, guint n)
{
  g_autoptr (GPtrArray) list = app_recent_list (state);
  const AppRecent *first;

  g_assert_cmpuint (list->len, ==, n);
  first = list->pdata[0];
  g_assert_cmpstr (first->folder, ==, folder);
  g_assert_cmpstr (first->name, ==, name);
}

static void
test_order (void)
{
  WorkspaceState *state = workspace_state_open (NULL);

  app_recent_add (state, "/a", "A", 100);
  app_recent_add (state, "/b = [c] ", "B\nwith a line", 200);
  assert_first (state, "/b = [c] ", "B\nwith a line", 2);
  app_recent_add (state, "/a", "Renamed", 300);
  assert_first (state, "/a", "Renamed", 2);
  app_recent_remove (state, "/a");
  assert_first (state, "/b = [c] ", "B\nwith a line", 1);
  workspace_state_free (state);

  /* and in the next run */
  state = workspace_state_open (NULL);
  assert_first (state, "/b = [c] ", "B\nwith a line", 1);
  app_recent_remove (state, "/b = [c] ");
  workspace_state_free (state);
}

static void
test_limit (void)
{
  WorkspaceState *state = workspace_state_open (NULL);

  for (guint i = 1; i <= APP_RECENT_MAX + 5; i++)
    {
      g_autofree char *folder = g_strdup_printf ("/w/%u", i);

      app_recent_add (state, folder, "W", i);
    }
  assert_first (state, "/w/17", "W", APP_RECENT_MAX);
  workspace_state_free (state);
}

/* What somebody wrote into the file by hand. */
static void
test_odd_values (void)
{
  WorkspaceState *state = workspace_state_open (NULL);
  g_autoptr (GPtrArray) list = app_recent_list (state);

  for (guint i = 0; i < list->len; i++)
    app_recent_remove (state, ((AppRecent *)list->pdata[i])->folder);

  workspace_state_set (state, "recent", "/odd/folder", "not a number");
  assert_first (state, "/odd/folder", "not a number", 1);
  workspace_state_set (state, "recent", "/odd/folder", "");
  assert_first (state, "/odd/folder", "folder", 1);
  workspace_state_free (state);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/recent/order", test_order);
  g_test_add_func ("/app/recent/limit", test_limit);
  g_test_add_func ("/app/recent/odd-values", test_odd_values);
  return g_test_run ();
}
