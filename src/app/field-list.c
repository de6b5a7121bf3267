/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-list.h"

#include <glib/gi18n.h>

/* What stands for a secret: its length would tell something about it. */
#define MASK "••••••••"

struct _AppFieldList
{
  AdwBin parent_instance;

  GPtrArray *items;

  /* borrowed */
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (AppFieldList, app_field_list, ADW_TYPE_BIN)

static void
item_free (gpointer data)
{
  AppFieldListItem *item = data;

  g_free (item->section);
  g_free (item->name);
  g_free (item->value);
  g_free (item);
}

GPtrArray *
app_field_list_items_new (void)
{
  return g_ptr_array_new_with_free_func (item_free);
}

void
app_field_list_items_add (GPtrArray *items,
                          const char *section,
                          const char *name,
                          const char *value,
                          gboolean is_secret)
{
  AppFieldListItem *item = g_new (AppFieldListItem, 1);

  item->section = g_strdup (section);
  item->name = g_strdup (name);
  item->value = g_strdup (value);
  item->is_secret = is_secret;
  g_ptr_array_add (items, item);
}

static gboolean
is_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const AppFieldListItem *left = a->pdata[i];
      const AppFieldListItem *right = b->pdata[i];

      if (g_strcmp0 (left->section, right->section) != 0 ||
          g_strcmp0 (left->name, right->name) != 0 || g_strcmp0 (left->value, right->value) != 0 ||
          left->is_secret != right->is_secret)
        return FALSE;
    }

  return TRUE;
}

static GtkWidget *
label_new (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);

  return label;
}

static GtkWidget *
cell_new (const char *text)
{
  GtkWidget *label = label_new (text, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* a hyphen would look like a part of the value */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 4);
  gtk_label_set_lines (GTK_LABEL (label), 6);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  return label;
}

static void
on_peek (GtkToggleButton *button, GtkLabel *value)
{
  const gboolean is_shown = gtk_toggle_button_get_active (button);

  gtk_label_set_label (value, is_shown ? g_object_get_data (G_OBJECT (value), "secret") : MASK);
  gtk_button_set_icon_name (GTK_BUTTON (button),
                            is_shown ? "view-conceal-symbolic" : "view-reveal-symbolic");
}

static GtkWidget *
peek_new (GtkWidget *value, const char *secret)
{
  GtkWidget *button = gtk_toggle_button_new ();

  g_object_set_data_full (G_OBJECT (value), "secret", g_strdup (secret), g_free);
  gtk_button_set_icon_name (GTK_BUTTON (button), "view-reveal-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Show the Value"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show the Value"), -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_peek), value, 0);

  return button;
}

static GtkWidget *
row_new (const AppFieldListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *value_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const gboolean is_masked = item->is_secret && item->value != NULL;
  GtkWidget *value = cell_new (is_masked ? MASK : item->value);

  if (item->value == NULL)
    {
      gtk_label_set_label (GTK_LABEL (value), _ ("new for each connection"));
      gtk_widget_add_css_class (value, "dim-label");
    }
  gtk_box_set_homogeneous (GTK_BOX (cells), TRUE);
  gtk_widget_set_hexpand (cells, TRUE);
  gtk_box_append (GTK_BOX (cells), cell_new (item->name));
  gtk_box_append (GTK_BOX (cells), value_box);
  gtk_box_append (GTK_BOX (row), cells);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_box_append (GTK_BOX (value_box), value);
  if (is_masked)
    gtk_box_append (GTK_BOX (value_box), peek_new (value, item->value));
  gtk_widget_add_css_class (row, "field-list-row");

  return row;
}

static GtkWidget *
card_new (void)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);

  return card;
}

static void
build (AppFieldList *self)
{
  GtkWidget *card = NULL;
  const char *section = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);

  for (guint i = 0; i < self->items->len; i++)
    {
      const AppFieldListItem *item = self->items->pdata[i];

      if (card == NULL || g_strcmp0 (section, item->section) != 0)
        {
          section = item->section;
          if (section != NULL)
            gtk_box_append (self->box, label_new (section, "heading"));
          card = card_new ();
          gtk_box_append (self->box, card);
        }
      gtk_box_append (GTK_BOX (card), row_new (item));
    }
}

void
app_field_list_take (AppFieldList *self, GPtrArray *items)
{
  g_return_if_fail (APP_IS_FIELD_LIST (self));

  if (is_same (self->items, items))
    {
      g_ptr_array_unref (items);
      return;
    }

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items;
  build (self);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0);
}

static void
app_field_list_finalize (GObject *object)
{
  AppFieldList *self = APP_FIELD_LIST (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (app_field_list_parent_class)->finalize (object);
}

static void
app_field_list_class_init (AppFieldListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_field_list_finalize;
}

static void
app_field_list_init (AppFieldList *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
