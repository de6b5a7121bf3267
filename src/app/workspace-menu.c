/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workspace-menu.h"

#include "app/recent.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AppWorkspaceMenu
{
  GtkPopover parent_instance;

  Workspace *workspace;
  /* borrowed */
  GtkWidget *name_box;
  GtkWidget *name;
  GtkLabel *path;
  GtkWidget *recent_box;
  GtkListBox *recent_list;
  GtkWidget *show_row;
};

G_DEFINE_FINAL_TYPE (AppWorkspaceMenu, app_workspace_menu, GTK_TYPE_POPOVER)

/* Returns: (transfer full): @folder as people write it. */
static char *
dup_short_path (const char *folder)
{
  const char *home = g_get_home_dir ();
  gsize len = strlen (home);

  if (strncmp (folder, home, len) == 0 && folder[len] == G_DIR_SEPARATOR)
    return g_strconcat ("~", folder + len, NULL);

  return g_filename_display_name (folder);
}

/* Takes over what was typed. Returns: FALSE when that is no name. */
static gboolean
take_name (AppWorkspaceMenu *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));

  g_strstrip (name);
  if (self->workspace == NULL || *name == '\0')
    return FALSE;
  if (strcmp (name, workspace_get_name (self->workspace)) != 0)
    workspace_set_name (self->workspace, name);

  return TRUE;
}

static void
on_name_activate (AppWorkspaceMenu *self)
{
  if (take_name (self))
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_widget_add_css_class (self->name, "error");
  gtk_widget_error_bell (self->name);
}

static void
on_name_changed (AppWorkspaceMenu *self)
{
  gtk_widget_remove_css_class (self->name, "error");
}

static void
on_recent_activated (AppWorkspaceMenu *self, GtkListBoxRow *row)
{
  const char *folder = g_object_get_data (G_OBJECT (row), "folder");

  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-workspace", "s", folder);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_action_activated (AppWorkspaceMenu *self, GtkListBoxRow *row)
{
  g_autofree char *action = g_strdup (gtk_widget_get_name (GTK_WIDGET (row)));

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static GtkWidget *
create_row (const AppRecent *recent)
{
  g_autofree char *path = dup_short_path (recent->folder);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (recent->name);
  GtkWidget *where = gtk_label_new (path);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (where), 0);
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (where, "caption");
  gtk_widget_add_css_class (where, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), where);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "folder", g_strdup (recent->folder), g_free);

  return row;
}

static void
show_recent (AppWorkspaceMenu *self, WorkspaceState *state)
{
  g_autoptr (GPtrArray) list = app_recent_list (state);
  const char *open = self->workspace != NULL ? workspace_get_folder (self->workspace) : NULL;
  guint n_shown = 0;
  GtkListBoxRow *shown;

  while ((shown = gtk_list_box_get_row_at_index (self->recent_list, 0)) != NULL)
    gtk_list_box_remove (self->recent_list, GTK_WIDGET (shown));

  for (guint i = 0; i < list->len; i++)
    {
      const AppRecent *recent = list->pdata[i];

      if (g_strcmp0 (recent->folder, open) == 0)
        continue;
      gtk_list_box_append (self->recent_list, create_row (recent));
      n_shown++;
    }
  gtk_widget_set_visible (self->recent_box, n_shown > 0);
}

/* A name that was typed and not confirmed is meant all the same; Escape as well as a click
 * elsewhere comes here, and the first puts the old name back before. */
static gboolean
on_key (AppWorkspaceMenu *self, guint keyval)
{
  if (keyval == GDK_KEY_Escape && self->workspace != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name), workspace_get_name (self->workspace));

  return GDK_EVENT_PROPAGATE;
}

static void
app_workspace_menu_closed (GtkPopover *popover)
{
  (void)take_name (APP_WORKSPACE_MENU (popover));
}

static void
app_workspace_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_WORKSPACE_MENU);
  g_clear_object (&APP_WORKSPACE_MENU (object)->workspace);

  G_OBJECT_CLASS (app_workspace_menu_parent_class)->dispose (object);
}

static void
app_workspace_menu_class_init (AppWorkspaceMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_workspace_menu_dispose;
  GTK_POPOVER_CLASS (klass)->closed = app_workspace_menu_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/workspace-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, name_box);
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, name);
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, path);
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, recent_box);
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, recent_list);
  gtk_widget_class_bind_template_child (widget_class, AppWorkspaceMenu, show_row);
  gtk_widget_class_bind_template_callback (widget_class, on_name_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_recent_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_action_activated);
}

static void
app_workspace_menu_init (AppWorkspaceMenu *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
app_workspace_menu_new (void)
{
  return g_object_new (APP_TYPE_WORKSPACE_MENU, NULL);
}

void
app_workspace_menu_update (AppWorkspaceMenu *self, Workspace *workspace, WorkspaceState *state)
{
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_WORKSPACE_MENU (self));

  g_set_object (&self->workspace, workspace);
  gtk_widget_set_visible (self->name_box, workspace != NULL);
  gtk_widget_set_visible (self->show_row, workspace != NULL);
  if (workspace != NULL)
    {
      path = dup_short_path (workspace_get_folder (workspace));
      gtk_editable_set_text (GTK_EDITABLE (self->name), workspace_get_name (workspace));
      gtk_label_set_label (self->path, path);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->path), workspace_get_folder (workspace));
    }
  show_recent (self, state);
}
