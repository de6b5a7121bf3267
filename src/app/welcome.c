/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/welcome.h"

#include "app/recent.h"

#include <glib/gi18n.h>

struct _AppWelcome
{
  AdwBin parent_instance;

  /* borrowed */
  AdwStatusPage *page;
  GtkWidget *make_button;
  GtkWidget *recent_box;
  GtkListBox *recent_list;
};

G_DEFINE_FINAL_TYPE (AppWelcome, app_welcome, ADW_TYPE_BIN)

static void
show_recent (AppWelcome *self, WorkspaceState *state)
{
  g_autoptr (GPtrArray) list = app_recent_list (state);
  GtkListBoxRow *shown;

  while ((shown = gtk_list_box_get_row_at_index (self->recent_list, 0)) != NULL)
    gtk_list_box_remove (self->recent_list, GTK_WIDGET (shown));

  for (guint i = 0; i < list->len; i++)
    {
      const AppRecent *recent = list->pdata[i];
      g_autofree char *title = g_markup_escape_text (recent->name, -1);
      g_autofree char *subtitle = g_markup_escape_text (recent->folder, -1);
      GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle,
                                     "subtitle-lines", 1, "activatable", TRUE, NULL);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", recent->folder);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-workspace");
      gtk_list_box_append (self->recent_list, row);
    }
  gtk_widget_set_visible (self->recent_box, list->len > 0);
}

static void
app_welcome_dispose (GObject *object)
{
  /* the template would let go of a child that is bound and that the bin still holds */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_WELCOME);

  G_OBJECT_CLASS (app_welcome_parent_class)->dispose (object);
}

static void
app_welcome_class_init (AppWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_welcome_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, page);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, make_button);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, recent_box);
  gtk_widget_class_bind_template_child (widget_class, AppWelcome, recent_list);
}

static void
app_welcome_init (AppWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_welcome_show (AppWelcome *self, const char *folder, const char *problem, WorkspaceState *state)
{
  g_autofree char *name = folder != NULL ? g_filename_display_basename (folder) : NULL;
  g_autofree char *shown_name = name != NULL ? g_markup_escape_text (name, -1) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (APP_IS_WELCOME (self));

  if (folder == NULL)
    {
      title = g_strdup (_ ("Noctule"));
      text = g_strdup (_ ("A workspace is a folder of requests: plain files that Git can merge."));
    }
  else if (problem == NULL)
    {
      title = g_strdup_printf (_ ("“%s” Is Not a Workspace Yet"), shown_name);
      text = g_strdup (_ ("It can become one: a file noctule.yaml and a folder for requests are "
                          "added. What else is in it stays as it is."));
    }
  else
    {
      title = g_strdup_printf (_ ("“%s” Cannot Be Opened"), shown_name);
      text = g_markup_escape_text (problem, -1);
    }

  adw_status_page_set_icon_name (self->page, problem != NULL ? "dialog-warning-symbolic"
                                                             : "app.noctule.Noctule");
  adw_status_page_set_title (self->page, title);
  adw_status_page_set_description (self->page, text);
  gtk_widget_set_visible (self->make_button, folder != NULL && problem == NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->make_button), "s",
                                    folder != NULL ? folder : "");
  show_recent (self, state);
}
