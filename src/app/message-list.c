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

void
app_message_list_update (AppMessageList *self, GListModel *rows, WorkspaceRow *shown)
{
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;
  GtkWidget *old;

  g_return_if_fail (APP_IS_MESSAGE_LIST (self));

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, old);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      gtk_list_box_append (self->list, app_message_row_new (row, i, row == shown));
    }
}
