/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/params-panel.h"

#include "app/kit.h"
#include "app/request-kit.h"

typedef struct
{
  WorkspaceNode *node;
  GtkWidget *overlay;
  GtkWidget *panel;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer url)
{
  f->node = request_kit_new_node (url);
  f->panel = g_object_new (APP_TYPE_PARAMS_PANEL, "node", f->node, NULL);
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay), f->panel);
  f->window = kit_present (f->overlay, 500, 700);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer url)
{
  kit_close (f->window);
  g_object_unref (f->node);
}

static char *
dup_rows (Fixture *f, const char *key)
{
  GListModel *rows = workspace_node_get_rows (f->node, key);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *value = workspace_row_get (row, "value");

      g_string_append_printf (out, "%s%s=%s", i > 0 ? "|" : "", workspace_row_get (row, "name"),
                              value != NULL ? value : "(none)");
    }

  return g_string_free (out, FALSE);
}

#define assert_rows(f, key, expected)          \
  G_STMT_START                                 \
  {                                            \
    g_autofree char *rows = dup_rows (f, key); \
    g_assert_cmpstr (rows, ==, expected);      \
  }                                            \
  G_STMT_END

static void
test_url (Fixture *f, gconstpointer url)
{
  workspace_node_insert_row (f->node, "params", 0,
                             (const char *const[]){ "name", "q", "value", "a b", NULL });
  kit_settle ();
  g_assert_nonnull (kit_find (f->panel, GTK_TYPE_LABEL, "wss://h/:room?q=a%20b"));
  gtk_widget_activate_action (f->panel, "params.copy-url", NULL);
}

/* What stands in the path is there to be filled in, and only that goes into the URL. */
static void
test_path (Fixture *f, gconstpointer url)
{
  GtkEditable *room = kit_find (f->panel, ADW_TYPE_ENTRY_ROW, ":room");

  g_assert_nonnull (room);
  gtk_editable_set_text (room, "lob");
  gtk_editable_set_text (room, "lobby");
  kit_settle ();
  assert_rows (f, "path-params", "room=lobby");
  g_assert_nonnull (kit_find (f->panel, GTK_TYPE_LABEL, "wss://h/lobby"));
  g_assert_true (kit_find (f->panel, ADW_TYPE_ENTRY_ROW, ":room") == room);

  workspace_node_set (f->node, "url", "wss://h/:place");
  kit_settle ();
  g_assert_nonnull (kit_find (f->panel, ADW_TYPE_ENTRY_ROW, ":place"));
  g_assert_nonnull (kit_find (f->panel, GTK_TYPE_LABEL, "not in the URL"));
  g_signal_emit_by_name (kit_find (f->panel, GTK_TYPE_BUTTON, "Delete Parameter"), "clicked");
  kit_settle ();
  assert_rows (f, "path-params", "");
  g_assert_null (kit_find (f->panel, ADW_TYPE_ENTRY_ROW, ":room"));
  g_signal_emit_by_name (kit_find (f->overlay, GTK_TYPE_BUTTON, "Undo"), "clicked");
  assert_rows (f, "path-params", "room=lobby");
}

static void
test_import (Fixture *f, gconstpointer url)
{
  GtkWidget *button = kit_find (f->panel, GTK_TYPE_BUTTON, "Import From URL");

  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (f->panel, "params.import", NULL);
  kit_settle ();
  g_assert_cmpstr (workspace_node_get (f->node, "url"), ==, "wss://h/x");
  assert_rows (f, "params", "a=1|b=x y|c=(none)|a=2");
  g_assert_false (gtk_widget_get_visible (button));
  g_assert_nonnull (kit_find (f->panel, GTK_TYPE_LABEL, "wss://h/x?a=1&b=x%20y&c&a=2"));
  gtk_widget_activate_action (f->panel, "params.import", NULL);
  g_object_set (f->panel, "node", NULL, NULL);
  gtk_widget_activate_action (f->panel, "params.import", NULL);
  gtk_widget_activate_action (f->panel, "params.copy-url", NULL);
}

#define ADD(name, url, test) g_test_add (name, Fixture, url, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/params-panel/url", "wss://h/:room", test_url);
  ADD ("/app/params-panel/path", "wss://h/:room", test_path);
  ADD ("/app/params-panel/import", "wss://h/x?a=1&b=x+y&c&a=2", test_import);

  return g_test_run ();
}
