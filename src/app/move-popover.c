/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/move-popover.h"

#include "app/fuzzy.h"

#include <glib/gi18n.h>

/* How many folders are listed at once: beyond that one types. */
#define FOLDERS_SHOWN 200

struct _AppMovePopover
{
  GtkPopover parent_instance;

  GPtrArray *folders; /* WorkspaceNode: where it may go */
  /* borrowed */
  GtkSearchEntry *filter;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AppMovePopover, app_move_popover, GTK_TYPE_POPOVER)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_root (WorkspaceNode *node)
{
  return workspace_node_get_parent (node) == NULL;
}

/* Returns: (transfer full): the names above it and its own. */
static char *
dup_title (WorkspaceNode *folder)
{
  WorkspaceNode *parent = workspace_node_get_parent (folder);
  g_autofree char *above = NULL;

  if (parent == NULL)
    return g_strdup (_ ("Top of the Workspace"));
  if (is_root (parent))
    return g_strdup (workspace_node_get_name (folder));
  above = dup_title (parent);

  return g_strdup_printf ("%s / %s", above, workspace_node_get_name (folder));
}

static void
collect (AppMovePopover *self, WorkspaceNode *folder, WorkspaceNode *moved)
{
  GListModel *children = workspace_node_get_children (folder);

  if (folder == moved)
    return;
  if (folder != workspace_node_get_parent (moved))
    g_ptr_array_add (self->folders, g_object_ref (folder));

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      if (workspace_node_get_kind (child) == WORKSPACE_KIND_FOLDER)
        collect (self, child, moved);
    }
}

static GtkWidget *
create_row (WorkspaceNode *folder, const char *title)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (
                                   is_root (folder) ? "go-home-symbolic" : "folder-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "folder", g_object_ref (folder), g_object_unref);

  return row;
}

static void
show_folders (AppMovePopover *self)
{
  g_autofree char *needle = app_fuzzy_dup_key (gtk_editable_get_text (GTK_EDITABLE (self->filter)));
  guint n_shown = 0;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < self->folders->len && n_shown < FOLDERS_SHOWN; i++)
    {
      g_autofree char *title = dup_title (self->folders->pdata[i]);
      g_autofree char *key = app_fuzzy_dup_key (title);

      if (app_fuzzy_score (needle, key) == 0)
        continue;
      gtk_list_box_append (self->list, create_row (self->folders->pdata[i], title));
      n_shown++;
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : "nothing");
}

static void
on_filter_changed (AppMovePopover *self)
{
  show_folders (self);
}

static void
on_row_activated (AppMovePopover *self, GtkListBoxRow *row)
{
  g_autoptr (WorkspaceNode) folder = g_object_ref (g_object_get_data (G_OBJECT (row), "folder"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, folder);
}

static void
on_filter_activated (AppMovePopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    on_row_activated (self, row);
}

static void
app_move_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_MOVE_POPOVER);
  g_clear_pointer (&APP_MOVE_POPOVER (object)->folders, g_ptr_array_unref);

  G_OBJECT_CLASS (app_move_popover_parent_class)->dispose (object);
}

static void
app_move_popover_class_init (AppMovePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_move_popover_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, WORKSPACE_TYPE_NODE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/move-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMovePopover, filter);
  gtk_widget_class_bind_template_child (widget_class, AppMovePopover, stack);
  gtk_widget_class_bind_template_child (widget_class, AppMovePopover, list);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
app_move_popover_init (AppMovePopover *self)
{
  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
app_move_popover_new (WorkspaceNode *node)
{
  AppMovePopover *self;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node), NULL);

  self = g_object_new (APP_TYPE_MOVE_POPOVER, NULL);
  collect (self, workspace_get_root (workspace_node_get_workspace (node)), node);
  show_folders (self);

  return GTK_WIDGET (self);
}
