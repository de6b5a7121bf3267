/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window costs that does nothing: "bare" has a tab view, a source view and a list, the least
 * that ours is made of; "empty" has nothing at all. */
#include "first-frame.h"

#include <gtksourceview/gtksource.h>

static const char *const rows[] = { "one", "two", "three", "four", "five", "six", NULL };

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (text));
}

static GtkWidget *
scroll (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static GtkWidget *
build_list (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GListModel *model = G_LIST_MODEL (gtk_string_list_new (rows));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), NULL);
  return scroll (
    gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (model)), factory));
}

static GtkWidget *
build_source (void)
{
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();
  GtkSourceBuffer *buffer = gtk_source_buffer_new_with_language (
    gtk_source_language_manager_get_language (languages, "json"));
  GtkWidget *view = gtk_source_view_new_with_buffer (buffer);

  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (buffer), "{\n  \"op\": \"hello\"\n}\n", -1);
  g_object_unref (buffer);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (view), TRUE);
  return scroll (view);
}

static GtkWidget *
build_bare (void)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *pane = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *tabs = GTK_WIDGET (adw_tab_view_new ());
  AdwTabBar *bar = adw_tab_bar_new ();

  gtk_paned_set_start_child (GTK_PANED (pane), build_list ());
  gtk_paned_set_end_child (GTK_PANED (pane), build_source ());
  adw_tab_page_set_title (adw_tab_view_append (ADW_TAB_VIEW (tabs), pane), "Page");
  adw_tab_bar_set_view (bar, ADW_TAB_VIEW (tabs));
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (bar));
  gtk_box_append (GTK_BOX (content), tabs);
  return content;
}

static void
on_activate (GApplication *application, gpointer user_data)
{
  const char *what = user_data;
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), g_str_equal (what, "bare")
                                                                         ? build_bare ()
                                                                         : adw_header_bar_new ());
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  AdwApplication *application;

  if (argc != 2 || (!g_str_equal (argv[1], "bare") && !g_str_equal (argv[1], "empty")))
    {
      g_printerr ("Usage: bench-window-bare bare|empty\n");
      return 2;
    }
  application = adw_application_new ("app.noctule.Bare", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv[1]);
  return first_frame_run (G_APPLICATION (application));
}
