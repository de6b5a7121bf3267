/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/headers-panel.h"

#include "app/field-list.h"
#include "app/key-value-table.h"
#include "app/kit.h"
#include "app/shell-kit.h"
#include "workspace/workspace.h"

typedef struct
{
  ShellKit shell;
  WorkspaceNode *folder;
  WorkspaceNode *node;
  GtkWidget *panel;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  shell_kit_init (&f->shell);
  f->folder = shell_kit_add (&f->shell, NULL, "Chat/");
  f->node = shell_kit_add (&f->shell, f->folder, "Join");
  workspace_node_set (f->node, "url", "ws://host.example/");
  f->panel = g_object_new (APP_TYPE_HEADERS_PANEL, "node", f->node, NULL);
  f->window = kit_present (f->panel, 500, 900);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  kit_close (f->window);
  shell_kit_clear (&f->shell);
}

static void
add_header (WorkspaceNode *node, const char *name, const char *value)
{
  workspace_node_insert_row (node, "headers", 0,
                             (const char *const[]){ "name", name, "value", value, NULL });
}

static gboolean
shows (Fixture *f, const char *text)
{
  GtkWidget *label = kit_find (f->panel, GTK_TYPE_LABEL, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
test_automatic (Fixture *f, gconstpointer data)
{
  g_assert_true (shows (f, "Sent Automatically"));
  g_assert_true (shows (f, "Sec-WebSocket-Key"));
  g_assert_true (shows (f, "new for each connection"));
  g_assert_true (shows (f, "host.example"));

  /* what is typed is in the table and not once more below it */
  add_header (f->node, "User-Agent", "me");
  kit_settle ();
  g_assert_false (shows (f, "User-Agent"));
}

static void
test_inherited (Fixture *f, gconstpointer data)
{
  g_assert_false (shows (f, "X-Env"));
  add_header (f->folder, "X-Env", "staging");
  add_header (workspace_get_root (f->shell.workspace), "X-Top", "1");
  kit_settle ();
  g_assert_true (shows (f, "From Folder “Chat”"));
  g_assert_true (shows (f, "X-Env"));
  g_assert_true (shows (f, "staging"));
  g_assert_true (shows (f, "From the Workspace"));
  g_assert_true (shows (f, "X-Top"));

  add_header (f->node, "x-env", "mine");
  kit_settle ();
  g_assert_false (shows (f, "staging"));
}

static void
test_secret (Fixture *f, gconstpointer data)
{
  GtkWidget *peek;

  workspace_node_set (f->node, "auth.type", "bearer");
  workspace_node_set (f->node, "auth.token", "very-secret");
  kit_settle ();
  g_assert_true (shows (f, "Authorization"));
  g_assert_false (shows (f, "Bearer very-secret"));
  peek = kit_find (f->panel, GTK_TYPE_TOGGLE_BUTTON, "Show the Value");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (peek), TRUE);
  g_assert_true (shows (f, "Bearer very-secret"));

  workspace_node_set (f->node, "auth.type", "api-key");
  workspace_node_set (f->node, "auth.key", "X-My-Key");
  workspace_node_set (f->node, "auth.value", "hidden");
  kit_settle ();
  g_assert_true (shows (f, "X-My-Key"));
  g_assert_false (shows (f, "hidden"));
}

static void
test_folder (Fixture *f, gconstpointer data)
{
  g_assert_true (shows (f, "Subprotocols"));
  g_object_set (f->panel, "node", f->folder, NULL);
  kit_settle ();
  g_assert_false (shows (f, "Subprotocols"));
  g_assert_false (shows (f, "Sent Automatically"));
  g_object_set (f->panel, "node", NULL, NULL);
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/headers-panel/automatic", test_automatic);
  ADD ("/app/headers-panel/inherited", test_inherited);
  ADD ("/app/headers-panel/secret", test_secret);
  ADD ("/app/headers-panel/folder", test_folder);

  return g_test_run ();
}
