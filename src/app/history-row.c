/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-row.h"

#include <glib/gi18n.h>

struct _AppHistoryRow
{
  GtkListBoxRow parent_instance;

  AppHistoryItem *item;

  /* borrowed */
  GtkLabel *when;
  GtkLabel *line;
  GtkWidget *dot;
  GtkWidget *check;
  GtkButton *pin;
  GtkWidget *delete;
};

G_DEFINE_FINAL_TYPE (AppHistoryRow, app_history_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_pin (AppHistoryRow *self)
{
  gboolean is_pinned = app_history_item_is_pinned (self->item);
  const char *name = is_pinned ? _ ("Unpin") : _ ("Pin: Keep It for Ever");

  gtk_button_set_icon_name (self->pin, is_pinned ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pin), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pin), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
set_item (AppHistoryRow *self, AppHistoryItem *item)
{
  g_autofree char *when = app_history_item_dup_when (item);
  g_autofree char *line = app_history_item_dup_line (item);
  g_autofree char *name = g_strdup_printf ("%s, %s", when, line);
  GVariant *folder = g_variant_new_bytestring (app_history_item_get_folder (item));

  self->item = g_object_ref (item);
  gtk_label_set_text (self->when, when);
  gtk_label_set_text (self->line, line);
  gtk_widget_set_visible (self->dot, app_history_item_is_live (item));
  if (app_history_item_is_live (item))
    {
      /* its place stays, for the pins to stand below each other */
      gtk_widget_set_sensitive (self->delete, FALSE);
      gtk_widget_set_opacity (self->delete, 0);
    }
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->pin), folder);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->delete), folder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (item, "notify::is-pinned", G_CALLBACK (show_pin), self,
                           G_CONNECT_SWAPPED);
  show_pin (self);
}

static void
app_history_row_dispose (GObject *object)
{
  AppHistoryRow *self = APP_HISTORY_ROW (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (app_history_row_parent_class)->dispose (object);
}

static void
app_history_row_class_init (AppHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_history_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, delete);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, dot);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, line);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, pin);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryRow, when);
}

static void
app_history_row_init (AppHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
app_history_row_new (AppHistoryItem *item, gboolean is_current)
{
  AppHistoryRow *self = g_object_new (APP_TYPE_HISTORY_ROW, NULL);

  set_item (self, item);
  gtk_widget_set_visible (self->check, is_current);

  return GTK_WIDGET (self);
}

AppHistoryItem *
app_history_row_get_item (AppHistoryRow *self)
{
  return self->item;
}
