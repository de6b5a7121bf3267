/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key-value-table.h"

#include "app/key-value-row.h"
#include "app/kit.h"
#include "workspace/workspace.h"

#include <glib/gstdio.h>

typedef struct
{
  Workspace *workspace;
  WorkspaceNode *node;
  GtkWindow *window;
  GtkWidget *overlay;
  GtkWidget *table;
} Fixture;

static void
set_up (Fixture *f, gconstpointer key)
{
  g_autofree char *folder = g_dir_make_tmp ("table-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  f->workspace = workspace_create (folder, "Test", &error);
  g_assert_no_error (error);
  f->node = workspace_add (f->workspace, WORKSPACE_KIND_WEBSOCKET,
                           workspace_get_root (f->workspace), NULL, "Echo", &error);
  g_assert_no_error (error);
  f->table = g_object_new (APP_TYPE_KEY_VALUE_TABLE, "key", key, "title", "Rows", "node", f->node,
                           NULL);
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay), f->table);
  f->window = kit_present (f->overlay, 500, 500);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer key)
{
  kit_close (f->window);
  g_assert_finalize_object (f->workspace);
}

static void
add_row (Fixture *f, const char *key, const char *name, const char *value)
{
  workspace_node_insert_row (f->node, key, G_MAXUINT,
                             (const char *const[]){ "name", name, "value", value, NULL });
}

/* Returns: the widget of row @position; the empty one is behind the last. */
static GtkWidget *
find_row (Fixture *f, guint position)
{
  GtkWidget *first = kit_find (f->table, APP_TYPE_KEY_VALUE_ROW, NULL);

  for (; position > 0; position--)
    first = gtk_widget_get_next_sibling (first);

  return first;
}

static guint
count_rows (Fixture *f)
{
  guint n = 0;

  for (GtkWidget *row = find_row (f, 0); row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;

  return n;
}

static GtkEditable *
find_cell (Fixture *f, guint position, const char *placeholder)
{
  GtkWidget *row = find_row (f, position);
  GtkWidget *check = kit_find (row, GTK_TYPE_CHECK_BUTTON, NULL);
  GtkWidget *cells = gtk_widget_get_next_sibling (check);

  for (GtkWidget *cell = gtk_widget_get_first_child (cells); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (g_strcmp0 (gtk_entry_get_placeholder_text (GTK_ENTRY (cell)), placeholder) == 0)
      return GTK_EDITABLE (cell);

  g_assert_not_reached ();
}

/* "on name=value|off name=value" */
static char *
dup_shape (Fixture *f, const char *key)
{
  GListModel *rows = workspace_node_get_rows (f->node, key);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *name = workspace_row_get (row, "name");

      g_string_append_printf (out, "%s%s%s=%s", i > 0 ? "|" : "",
                              workspace_row_is_enabled (row) ? "" : "off ", name ? name : "",
                              workspace_row_get (row, "value"));
    }

  return g_string_free (out, FALSE);
}

#define assert_rows(f, key, expected)            \
  G_STMT_START                                   \
  {                                              \
    g_autofree char *shape = dup_shape (f, key); \
    g_assert_cmpstr (shape, ==, expected);       \
  }                                              \
  G_STMT_END

static gboolean
has_focus (GtkEditable *cell)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (cell))));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (cell));
}

/* The empty row becomes a real one at the first letter, keeps the focus, and another is there. */
static void
test_type (Fixture *f, gconstpointer key)
{
  GtkEditable *name = find_cell (f, 0, "Name");
  int position = 0;

  g_assert_cmpuint (count_rows (f), ==, 1);
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_insert_text (name, "X", -1, &position);
  gtk_editable_set_position (name, position);
  kit_settle ();
  assert_rows (f, key, "X=");
  g_assert_cmpuint (count_rows (f), ==, 2);
  g_assert_true (find_cell (f, 0, "Name") == name);
  g_assert_true (has_focus (name));
  g_assert_cmpint (gtk_editable_get_position (name), ==, 1);

  gtk_editable_insert_text (name, "-Client", -1, &position);
  gtk_editable_set_text (find_cell (f, 0, "Value"), "noctule");
  gtk_editable_set_text (find_cell (f, 1, "Value"), "alone");
  kit_settle ();
  assert_rows (f, key, "X-Client=noctule|=alone");
  g_assert_cmpuint (count_rows (f), ==, 3);
}

/* What others do to the rows does not touch the cell that is being edited. */
static void
test_focus_stays (Fixture *f, gconstpointer key)
{
  GtkEditable *name;

  add_row (f, key, "A", "1");
  add_row (f, key, "B", "2");
  add_row (f, key, "C", "3");
  kit_settle ();
  name = find_cell (f, 1, "Name");
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_select_region (name, 1, 1);

  workspace_node_remove_row (f->node, key, 0);
  workspace_node_insert_row (f->node, key, 0,
                             (const char *const[]){ "name", "N", "value", "0", NULL });
  workspace_node_move_row (f->node, key, 1, 2);
  kit_settle ();
  assert_rows (f, key, "N=0|C=3|B=2");
  g_assert_true (has_focus (name));
  g_assert_true (find_cell (f, 2, "Name") == name);
  g_assert_cmpint (gtk_editable_get_position (name), ==, 1);

  workspace_undo (f->workspace);
  kit_settle ();
  assert_rows (f, key, "N=0|B=2|C=3");
  g_assert_true (find_cell (f, 1, "Name") == name);
}

static void
test_enable (Fixture *f, gconstpointer key)
{
  GtkCheckButton *check;

  add_row (f, key, "A", "1");
  kit_settle ();
  check = kit_find (find_row (f, 0), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_true (gtk_check_button_get_active (check));
  gtk_check_button_set_active (check, FALSE);
  assert_rows (f, key, "off A=1");
  g_assert_true (gtk_widget_has_css_class (find_row (f, 0), "off"));
  workspace_undo (f->workspace);
  kit_settle ();
  g_assert_true (gtk_check_button_get_active (check));
}

static void
test_move_by_key (Fixture *f, gconstpointer key)
{
  add_row (f, key, "A", "1");
  add_row (f, key, "B", "2");
  kit_settle ();
  gtk_widget_activate_action (find_row (f, 0), "field-row.move-down", NULL);
  assert_rows (f, key, "B=2|A=1");
  gtk_widget_activate_action (find_row (f, 1), "field-row.move-down", NULL);
  assert_rows (f, key, "B=2|A=1");
  gtk_widget_activate_action (find_row (f, 1), "field-row.move-up", NULL);
  assert_rows (f, key, "A=1|B=2");
  /* the empty row stays where it is */
  gtk_widget_activate_action (find_row (f, 2), "field-row.move-up", NULL);
  assert_rows (f, key, "A=1|B=2");
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button = kit_find (root, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  kit_settle ();
}

static void
test_delete_and_undo (Fixture *f, gconstpointer key)
{
  add_row (f, key, "A", "1");
  add_row (f, key, "B", "2");
  add_row (f, key, "C", "3");
  kit_settle ();
  press (find_row (f, 1), "Delete Row");
  assert_rows (f, key, "A=1|C=3");
  press (f->overlay, "Undo");
  assert_rows (f, key, "A=1|B=2|C=3");

  gtk_widget_activate_action (f->table, "table.delete-all", NULL);
  assert_rows (f, key, "");
}

/* A row that was emptied again goes when the focus does. */
static void
test_empty_row_goes (Fixture *f, gconstpointer key)
{
  GtkEditable *name;

  add_row (f, key, "A", "");
  add_row (f, key, "B", "2");
  kit_settle ();
  name = find_cell (f, 0, "Name");
  gtk_widget_grab_focus (GTK_WIDGET (name));
  gtk_editable_set_text (name, "");
  kit_settle ();
  assert_rows (f, key, "=|B=2");
  gtk_widget_grab_focus (GTK_WIDGET (find_cell (f, 1, "Value")));
  kit_settle ();
  assert_rows (f, key, "B=2");
}

static void
paste (Fixture *f, GtkEditable *cell, const char *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (cell);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (cell)), text);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
  g_signal_emit_by_name (delegate, "paste-clipboard");
  kit_settle ();
}

static void
test_paste (Fixture *f, gconstpointer key)
{
  add_row (f, key, "A", "1");
  kit_settle ();
  paste (f, find_cell (f, 1, "Name"), "B: 2\nC: 3\n");
  assert_rows (f, key, "A=1|B=2|C=3");
  paste (f, find_cell (f, 0, "Name"), "curl x -H 'D: 4' -H 'D: 5'");
  assert_rows (f, key, "A=1|D=4|D=5|B=2|C=3");
  gtk_editable_select_region (find_cell (f, 0, "Value"), 0, -1);
  paste (f, find_cell (f, 0, "Value"), "E: 6");
  assert_rows (f, key, "A=E: 6|D=4|D=5|B=2|C=3");
}

static void
test_faults (Fixture *f, gconstpointer key)
{
  add_row (f, key, "A B", "1\r\n2");
  add_row (f, key, "A", "ä");
  kit_settle ();
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_cell (f, 0, "Name")), "error"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_cell (f, 0, "Value")), "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (GTK_WIDGET (find_cell (f, 0, "Name"))));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (find_cell (f, 1, "Name")), "error"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (find_cell (f, 1, "Value")), "error"));
  /* as typed */
  assert_rows (f, key, "A B=1\r\n2|A=ä");
}

static char *
dup_text (Fixture *f)
{
  GtkTextView *view = kit_find (f->table, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (view), &start, &end);

  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (view), &start, &end, TRUE);
}

static void
test_text (Fixture *f, gconstpointer key)
{
  GtkTextView *view = kit_find (f->table, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  workspace_node_insert_row (f->node, key, 0,
                             (const char *const[]){ "name", "A", "value", "1", "description",
                                                    "kept", NULL });
  add_row (f, key, "B", "2");
  kit_settle ();
  gtk_widget_activate_action (f->table, "table.is-text", NULL);
  kit_settle ();
  text = dup_text (f);
  g_assert_cmpstr (text, ==, "A: 1\nB: 2\n");

  gtk_text_buffer_set_text (buffer, "A: 10\n# B: 2\nA: 3", -1);
  kit_settle ();
  assert_rows (f, key, "A=10|off B=2|A=3");
  again = dup_text (f);
  g_assert_cmpstr (again, ==, "A: 10\n# B: 2\nA: 3");

  gtk_widget_activate_action (f->table, "table.is-text", NULL);
  kit_settle ();
  g_assert_cmpuint (count_rows (f), ==, 4);
  gtk_widget_activate_action (f->table, "table.shows-description", NULL);
  g_assert_cmpstr (gtk_editable_get_text (find_cell (f, 0, "Description")), ==, "kept");
}

/* Another node is shown by the same widgets; nothing is written into either. */
static void
test_other_node (Fixture *f, gconstpointer key)
{
  WorkspaceNode *other = workspace_add (f->workspace, WORKSPACE_KIND_WEBSOCKET,
                                        workspace_get_root (f->workspace), NULL, "Other", NULL);
  GtkWidget *row;

  add_row (f, key, "A", "1");
  workspace_node_insert_row (other, key, 0,
                             (const char *const[]){ "name", "Z", "value", "26", NULL });
  kit_settle ();
  row = find_row (f, 0);
  g_object_set (f->table, "node", other, NULL);
  kit_settle ();
  g_assert_true (find_row (f, 0) == row);
  g_assert_cmpstr (gtk_editable_get_text (find_cell (f, 0, "Name")), ==, "Z");
  assert_rows (f, key, "A=1");
  g_object_set (f->table, "node", NULL, NULL);
  kit_settle ();
  g_assert_null (kit_find (f->table, APP_TYPE_KEY_VALUE_ROW, NULL));
}

static void
test_subprotocols (Fixture *f, gconstpointer key)
{
  gtk_editable_set_text (find_cell (f, 0, "Value"), "chat.v2");
  gtk_editable_set_text (find_cell (f, 1, "Value"), "chat v1");
  kit_settle ();
  assert_rows (f, key, "=chat.v2|=chat v1");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (find_cell (f, 1, "Value")), "error"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_cell (f, 0, "Name"))));
}

/* More rows than there are widgets for: all of them are in the text. */
static void
test_many (Fixture *f, gconstpointer key)
{
  for (guint i = 0; i < 1000; i++)
    add_row (f, key, "A", "1");
  kit_settle ();
  g_assert_cmpuint (count_rows (f), ==, 200);
  g_assert_nonnull (kit_find (f->table, GTK_TYPE_LABEL, "800 more rows: edit as text to see them"));
}

#define ADD(name, key, test) g_test_add (name, Fixture, key, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/key-value-table/type", "headers", test_type);
  ADD ("/app/key-value-table/focus-stays", "headers", test_focus_stays);
  ADD ("/app/key-value-table/enable", "params", test_enable);
  ADD ("/app/key-value-table/move-by-key", "params", test_move_by_key);
  ADD ("/app/key-value-table/delete-and-undo", "headers", test_delete_and_undo);
  ADD ("/app/key-value-table/empty-row-goes", "headers", test_empty_row_goes);
  ADD ("/app/key-value-table/paste", "headers", test_paste);
  ADD ("/app/key-value-table/faults", "headers", test_faults);
  ADD ("/app/key-value-table/text", "headers", test_text);
  ADD ("/app/key-value-table/other-node", "headers", test_other_node);
  ADD ("/app/key-value-table/subprotocols", "subprotocols", test_subprotocols);
  ADD ("/app/key-value-table/many", "headers", test_many);

  return g_test_run ();
}
