/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/close-popover.h"

#include "app/kit.h"

static guint16 closed_code;
static char *closed_reason;

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (closed_reason);
  g_variant_get (parameter, "(qs)", &closed_code, &closed_reason);
}

static const GActionEntry entries[] = {
  { .name = "close", .activate = on_close, .parameter_type = "(qs)" }
};

static void
test_codes (void)
{
  static const struct
  {
    const char *text;
    gboolean may_be_sent;
  } cases[] = {
    { "1000", TRUE }, { "1003", TRUE },  { "1004", FALSE }, { "1005", FALSE }, { "1006", FALSE },
    { "1007", TRUE }, { "1014", TRUE },  { "1015", FALSE }, { "2999", FALSE }, { "3000", TRUE },
    { "4999", TRUE }, { "5000", FALSE }, { "999", FALSE },  { "", FALSE },     { "70000", FALSE },
  };
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = g_object_new (APP_TYPE_CLOSE_POPOVER, NULL);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWindow *window;
  GtkEditable *code = GTK_EDITABLE (kit_find (popover, GTK_TYPE_SPIN_BUTTON, NULL));
  GtkEditable *reason = GTK_EDITABLE (kit_find (popover, GTK_TYPE_ENTRY, NULL));
  GtkWidget *close = kit_find (popover, GTK_TYPE_BUTTON, "Close");
  g_autofree char *long_reason = g_strnfill (122, 'a');
  g_autofree char *too_long = g_strconcat (long_reason, "é", NULL);

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (button, "exchange", G_ACTION_GROUP (group));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  window = kit_present (button, 300, 300);
  gtk_popover_popup (GTK_POPOVER (popover));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (code, cases[i].text);
      g_assert_cmpint (gtk_widget_get_sensitive (close), ==, cases[i].may_be_sent);
    }

  gtk_editable_set_text (code, "4001");
  gtk_editable_set_text (reason, too_long);
  g_assert_false (gtk_widget_get_sensitive (close));
  gtk_editable_set_text (reason, "é");
  g_assert_true (gtk_widget_get_sensitive (close));
  g_signal_emit_by_name (close, "clicked");
  g_assert_cmpuint (closed_code, ==, 4001);
  g_assert_cmpstr (closed_reason, ==, "é");
  kit_close (window);
}

static void
test_known_codes (void)
{
  g_autoptr (GtkWidget) popover = g_object_ref_sink (g_object_new (APP_TYPE_CLOSE_POPOVER, NULL));
  GtkEditable *code = GTK_EDITABLE (kit_find (popover, GTK_TYPE_SPIN_BUTTON, NULL));
  GtkDropDown *known = kit_find (popover, GTK_TYPE_DROP_DOWN, NULL);
  guint last = g_list_model_get_n_items (gtk_drop_down_get_model (known)) - 1;

  gtk_drop_down_set_selected (known, 1);
  g_assert_cmpstr (gtk_editable_get_text (code), ==, "1001");
  gtk_editable_set_text (code, "4321");
  g_assert_cmpuint (gtk_drop_down_get_selected (known), ==, last);
  g_assert_cmpstr (gtk_editable_get_text (code), ==, "4321");
  gtk_editable_set_text (code, "1011");
  g_assert_cmpuint (gtk_drop_down_get_selected (known), <, last);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/close-popover/codes", test_codes);
  g_test_add_func ("/app/close-popover/known-codes", test_known_codes);

  return g_test_run ();
}
