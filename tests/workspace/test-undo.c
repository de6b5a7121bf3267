/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/undo-private.h"

/* Says what was done: "+b", and "-b" for its contrary. */
static gboolean
say (WorkspaceChange *change, gboolean is_back, gpointer user_data, GError **error)
{
  g_string_append_printf (user_data, "%c%s", is_back ? '-' : '+',
                          is_back ? change->before : change->after);
  if (g_strcmp0 (change->key, "fails") != 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no");

  return FALSE;
}

static void
note (WorkspaceUndo *undo, const char *key, const char *before, const char *after)
{
  workspace_undo_note (undo, key,
                       &(WorkspaceChange){ .kind = WORKSPACE_CHANGE_VALUE,
                                           .key = g_strdup (key),
                                           .before = g_strdup (before),
                                           .after = g_strdup (after) });
}

static void
assert_said (GString *said, const char *expected)
{
  g_assert_cmpstr (said->str, ==, expected);
  g_string_truncate (said, 0);
}

static void
test_steps (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (WorkspaceUndo) undo = workspace_undo_new (say, said);

  g_assert_false (workspace_undo_step_back (undo, NULL));
  g_assert_null (workspace_undo_get_undo_label (undo));

  /* typing in one place is one step, another place is another one */
  note (undo, "a", "", "1");
  note (undo, "a", "1", "12");
  note (undo, "b", "", "x");
  note (undo, "a", "12", "123");
  g_assert_cmpstr (workspace_undo_get_undo_label (undo), ==, "a");
  g_assert_true (workspace_undo_step_back (undo, NULL));
  g_assert_true (workspace_undo_step_back (undo, NULL));
  g_assert_true (workspace_undo_step_back (undo, NULL));
  g_assert_false (workspace_undo_step_back (undo, NULL));
  assert_said (said, "-12--");
  g_assert_cmpstr (workspace_undo_get_redo_label (undo), ==, "a");
  g_assert_true (workspace_undo_step_forward (undo, NULL));
  assert_said (said, "+12");

  /* a new edit forgets what could be done again, and is a step of its own */
  note (undo, "a", "12", "9");
  g_assert_null (workspace_undo_get_redo_label (undo));
  g_assert_true (workspace_undo_step_back (undo, NULL));
  assert_said (said, "-12");
  g_assert_true (workspace_undo_step_back (undo, NULL));
  assert_said (said, "-");
}

static void
test_groups (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (WorkspaceUndo) undo = workspace_undo_new (say, said);

  workspace_undo_begin (undo, "Move");
  note (undo, "a", "a0", "a1");
  workspace_undo_begin (undo, "inner");
  note (undo, "b", "b0", "b1");
  workspace_undo_end (undo);
  g_assert_true (workspace_undo_end (undo));
  workspace_undo_begin (undo, "nothing");
  g_assert_false (workspace_undo_end (undo));

  g_assert_cmpstr (workspace_undo_get_undo_label (undo), ==, "Move");
  workspace_undo_step_back (undo, NULL);
  workspace_undo_step_forward (undo, NULL);
  assert_said (said, "-b0-a0+a1+b1");
}

/* What cannot be taken back any more is forgotten with all that was done after it was. */
static void
test_failure (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (WorkspaceUndo) undo = workspace_undo_new (say, said);
  g_autoptr (GError) error = NULL;

  note (undo, "a", "a0", "a1");
  note (undo, "fails", "f0", "f1");
  g_assert_false (workspace_undo_step_back (undo, &error));
  g_assert_nonnull (error);
  g_assert_null (workspace_undo_get_redo_label (undo));
  g_assert_true (workspace_undo_step_back (undo, NULL));
  assert_said (said, "-f0-a0");
}

static void
test_limit (void)
{
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (WorkspaceUndo) undo = workspace_undo_new (say, said);
  guint n = 0;

  for (guint i = 0; i < 2 * WORKSPACE_UNDO_MAX; i++)
    note (undo, i % 2 == 0 ? "a" : "b", "", "");
  while (workspace_undo_step_back (undo, NULL))
    n++;
  g_assert_cmpuint (n, ==, WORKSPACE_UNDO_MAX);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/undo/steps", test_steps);
  g_test_add_func ("/workspace/undo/groups", test_groups);
  g_test_add_func ("/workspace/undo/failure", test_failure);
  g_test_add_func ("/workspace/undo/limit", test_limit);

  return g_test_run ();
}
