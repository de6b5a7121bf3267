/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/state.h"

#include "scratch.h"

static void
assert_value (WorkspaceState *state, const char *group, const char *key, const char *expected)
{
  g_autofree char *value = workspace_state_dup (state, group, key);

  g_assert_cmpstr (value, ==, expected);
  g_assert_cmpint (workspace_state_is_set (state, group, key), ==, expected != NULL);
}

static void
test_values (void)
{
  WorkspaceState *state = workspace_state_open (NULL);
  g_auto (GStrv) keys = NULL;

  assert_value (state, "window", "width", NULL);
  workspace_state_set (state, "window", "width", "800");
  workspace_state_set (state, "open [x]", "a=b/ü", "line\nbreak; ");
  workspace_state_free (state);

  state = workspace_state_open (NULL);
  assert_value (state, "window", "width", "800");
  assert_value (state, "open [x]", "a=b/ü", "line\nbreak; ");
  keys = workspace_state_list (state, "open [x]");
  g_assert_cmpstr (keys[0], ==, "a=b/ü");
  g_assert_null (keys[1]);
  workspace_state_set (state, "window", "width", NULL);
  workspace_state_free (state);

  state = workspace_state_open (NULL);
  assert_value (state, "window", "width", NULL);
  workspace_state_free (state);
}

/* Two processes: what each of them set is there, of the same key the later. */
static void
test_two (void)
{
  WorkspaceState *first = workspace_state_open (NULL);
  WorkspaceState *second = workspace_state_open (NULL);

  workspace_state_set (first, "two", "a", "first");
  workspace_state_set (first, "two", "b", "first");
  workspace_state_flush (first);
  workspace_state_set (second, "two", "b", "second");
  workspace_state_set (second, "two", "c", "second");
  workspace_state_flush (second);
  assert_value (second, "two", "a", "first");
  workspace_state_set (first, "two", "d", "first");
  workspace_state_flush (first);
  assert_value (first, "two", "b", "second");
  assert_value (first, "two", "c", "second");
  workspace_state_free (first);
  workspace_state_free (second);
}

static void
test_per_workspace (void)
{
  g_autoptr (ScratchFolder) a = scratch_folder ();
  g_autoptr (ScratchFolder) b = scratch_folder ();
  g_autoptr (Workspace) first = scratch_create (a);
  g_autoptr (Workspace) second = scratch_create (b);
  WorkspaceState *state = workspace_state_open (first);

  workspace_state_set (state, "pins", "req_1", "true");
  workspace_state_free (state);
  state = workspace_state_open (second);
  assert_value (state, "pins", "req_1", NULL);
  workspace_state_free (state);
  state = workspace_state_open (first);
  assert_value (state, "pins", "req_1", "true");
  assert_value (state, "workspace", "folder", workspace_get_folder (first));
  workspace_state_free (state);
}

int
main (int argc, char *argv[])
{
  g_autoptr (ScratchFolder) home = scratch_folder ();

  /* before GLib looks for it */
  g_setenv ("XDG_STATE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/state/values", test_values);
  g_test_add_func ("/workspace/state/two", test_two);
  g_test_add_func ("/workspace/state/per-workspace", test_per_workspace);

  return g_test_run ();
}
