/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message-list.h"

#include "app/kit.h"
#include "app/message-row.h"
#include "app/request-kit.h"

typedef struct
{
  WorkspaceNode *node;
  AppMessageList *list;
  GtkWindow *window;
  GVariant *shown; /* nullable: what "message.show" was told */
  GVariant *moved;
} Fixture;

static void
on_show (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((Fixture *)user_data)->shown = g_variant_ref (parameter);
}

static void
on_move (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((Fixture *)user_data)->moved = g_variant_ref (parameter);
}

static const GActionEntry entries[] = {
  { .name = "show", .activate = on_show, .parameter_type = "u" },
  { .name = "move", .activate = on_move, .parameter_type = "(uu)" },
};

static void
set_up (Fixture *f)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  *f = (Fixture){ 0 };
  f->node = request_kit_new_node (NULL);
  request_kit_add_message (f->node, "one", "json", "{}");
  request_kit_add_message (f->node, NULL, "text", "");
  f->list = g_object_new (APP_TYPE_MESSAGE_LIST, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), f);
  gtk_widget_insert_action_group (button, "message", G_ACTION_GROUP (group));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (f->list));
  f->window = kit_present (button, 400, 400);
  app_message_list_update (f->list, workspace_node_get_rows (f->node, "messages"), NULL);
  gtk_popover_popup (GTK_POPOVER (f->list));
  kit_settle ();
}

static void
tear_down (Fixture *f)
{
  kit_close (f->window);
  g_clear_pointer (&f->shown, g_variant_unref);
  g_clear_pointer (&f->moved, g_variant_unref);
  g_object_unref (f->node);
}

static AppMessageRow *
get_row (Fixture *f, int position)
{
  GtkListBox *box = kit_find (f->list, GTK_TYPE_LIST_BOX, NULL);

  return (AppMessageRow *)gtk_list_box_get_row_at_index (box, position);
}

static void
assert_name (Fixture *f, guint position, const char *expected)
{
  g_autofree char *name = request_kit_dup_message (f->node, position, "name");

  g_assert_cmpstr (name, ==, expected);
}

static void
test_rows (void)
{
  Fixture f;

  set_up (&f);
  g_assert_nonnull (kit_find (get_row (&f, 0), GTK_TYPE_LABEL, "one"));
  g_assert_nonnull (kit_find (get_row (&f, 0), GTK_TYPE_LABEL, "JSON"));
  g_assert_nonnull (kit_find (get_row (&f, 1), GTK_TYPE_LABEL, "Message 2"));
  g_assert_null (get_row (&f, 2));

  g_signal_emit_by_name (kit_find (f.list, GTK_TYPE_LIST_BOX, NULL), "row-activated",
                         get_row (&f, 1));
  g_assert_cmpuint (g_variant_get_uint32 (f.shown), ==, 1);
  tear_down (&f);
}

static void
test_rename (void)
{
  Fixture f;
  GtkWidget *entry;

  set_up (&f);
  entry = kit_find (get_row (&f, 0), GTK_TYPE_TEXT, NULL);
  app_message_row_rename (get_row (&f, 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "  two words ");
  g_signal_emit_by_name (entry, "activate");
  assert_name (&f, 0, "two words");

  /* no name is a name, too */
  app_message_list_update (f.list, workspace_node_get_rows (f.node, "messages"), NULL);
  entry = kit_find (get_row (&f, 0), GTK_TYPE_TEXT, NULL);
  app_message_row_rename (get_row (&f, 0));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "activate");
  assert_name (&f, 0, NULL);
  tear_down (&f);
}

static void
test_move (void)
{
  Fixture f;
  guint from;
  guint to;

  set_up (&f);
  gtk_widget_activate_action (GTK_WIDGET (get_row (&f, 1)), "row.move-up", NULL);
  g_variant_get (f.moved, "(uu)", &from, &to);
  g_assert_cmpuint (from, ==, 1);
  g_assert_cmpuint (to, ==, 0);
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/message-list/rows", test_rows);
  g_test_add_func ("/app/message-list/rename", test_rename);
  g_test_add_func ("/app/message-list/move", test_move);

  return g_test_run ();
}
