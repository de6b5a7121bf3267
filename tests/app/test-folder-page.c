/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/folder-page.h"

#include "app/kit.h"
#include "app/shell-kit.h"
#include "app/tab-button.h"
#include "workspace/workspace.h"

typedef struct
{
  ShellKit shell;
  WorkspaceNode *folder;
  GtkWidget *page;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  shell_kit_init (&f->shell);
  f->folder = shell_kit_add (&f->shell, NULL, "Chat/");
  shell_kit_add (&f->shell, f->folder, "Join");
  f->page = g_object_new (APP_TYPE_FOLDER_PAGE, "node", f->folder, NULL);
  f->window = kit_present (f->page, 600, 500);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  kit_close (f->window);
  shell_kit_clear (&f->shell);
}

static void
test_title (Fixture *f, gconstpointer data)
{
  WorkspaceNode *root = workspace_get_root (f->shell.workspace);

  g_assert_nonnull (kit_find (f->page, GTK_TYPE_LABEL, "Chat"));
  g_assert_nonnull (kit_find (f->page, GTK_TYPE_LABEL, "1 request"));
  workspace_node_set (f->folder, "name", "Talk");
  kit_settle ();
  g_assert_nonnull (kit_find (f->page, GTK_TYPE_LABEL, "Talk"));

  g_object_set (f->page, "node", root, NULL);
  kit_settle ();
  g_assert_nonnull (kit_find (f->page, GTK_TYPE_LABEL, workspace_get_name (f->shell.workspace)));
  g_object_set (f->page, "node", NULL, NULL);
}

static void
test_tabs (Fixture *f, gconstpointer data)
{
  gboolean has_dot;
  guint64 count;

  workspace_node_set (f->folder, "auth.type", "basic");
  workspace_node_insert_row (f->folder, "headers", 0,
                             (const char *const[]){ "name", "A", "value", "1", NULL });
  kit_settle ();
  g_object_get (kit_find (f->page, APP_TYPE_TAB_BUTTON, "Auth"), "has-dot", &has_dot, NULL);
  g_object_get (kit_find (f->page, APP_TYPE_TAB_BUTTON, "Headers"), "count", &count, NULL);
  g_assert_true (has_dot);
  g_assert_cmpuint (count, ==, 1);
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/folder-page/title", test_title);
  ADD ("/app/folder-page/tabs", test_tabs);

  return g_test_run ();
}
