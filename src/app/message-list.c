/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message-list.h"

#include "app/message-row.h"

struct _AppMessageList
{
  GtkPopover parent_instance;

  /* borrowed */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (AppMessageList, app_message_list, GTK_TYPE_POPOVER)

static void
on_row_activated (AppMessageList *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "message.show", "u",
                              app_message_row_get_position (APP_MESSAGE_ROW (row)));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
app_message_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_MESSAGE_LIST);

  G_OBJECT_CLASS (app_message_list_parent_class)->dispose (object);
}

static void
app_message_list_class_init (AppMessageListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/message-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMessageList, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
app_message_list_init (AppMessageList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (nullable): borrowed: the row that has the focus, or a part of it has. */
static AppMessageRow *
get_focused (AppMessageList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, APP_TYPE_MESSAGE_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self)) ? APP_MESSAGE_ROW (row)
                                                                        : NULL;
}

/* The message that had the focus, else what is in its place now. */
static void
focus_again (AppMessageList *self, WorkspaceRow *focused, guint position)
{
  GtkListBoxRow *target = NULL;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean is_it = app_message_row_get_row (APP_MESSAGE_ROW (row)) == focused;

      if (is_it || (guint)i <= position)
        target = row;
      if (is_it)
        break;
    }
  if (target != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (target));
}

void
app_message_list_update (AppMessageList *self, GListModel *rows, WorkspaceRow *shown)
{
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;
  g_autoptr (WorkspaceRow) focused = NULL;
  guint position = 0;
  AppMessageRow *had_focus;
  GtkWidget *old;

  g_return_if_fail (APP_IS_MESSAGE_LIST (self));

  had_focus = get_focused (self);
  if (had_focus != NULL)
    {
      position = app_message_row_get_position (had_focus);
      focused = g_object_ref (app_message_row_get_row (had_focus));
    }

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, old);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      gtk_list_box_append (self->list, app_message_row_new (row, i, row == shown));
    }
  if (focused != NULL || shown != NULL)
    focus_again (self, focused != NULL ? focused : shown, position);
}
