/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pair-list.h"

/* The same for all rows, so that the values stand below each other. */
#define NAME_CHARS 20

struct _AppPairList
{
  AdwBin parent_instance;

  GString *text;

  /* borrowed */
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *caption;
  GtkLabel *empty;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (AppPairList, app_pair_list, ADW_TYPE_BIN)

enum
{
  PROP_ACTION_LABEL = 1,
  PROP_ACTION_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
value_new (const AppPair *pair)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), label_new (pair->value, "pair-value"));
  if (pair->detail != NULL)
    {
      GtkWidget *detail = label_new (pair->detail, "caption");

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (box), detail);
    }

  return box;
}

static void
append (AppPairList *self, const AppPair *pair)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = label_new (pair->name, "pair-name");

  gtk_label_set_width_chars (GTK_LABEL (name), NAME_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (name), NAME_CHARS);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value_new (pair));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
clear (AppPairList *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_string_truncate (self->text, 0);
}

static void
app_pair_list_finalize (GObject *object)
{
  AppPairList *self = APP_PAIR_LIST (object);

  g_string_free (self->text, TRUE);

  G_OBJECT_CLASS (app_pair_list_parent_class)->finalize (object);
}

static void
app_pair_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppPairList *self = APP_PAIR_LIST (object);

  switch (prop_id)
    {
    case PROP_ACTION_LABEL:
      gtk_button_set_label (self->button, g_value_get_string (value));
      break;
    case PROP_ACTION_NAME:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_pair_list_class_init (AppPairListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = app_pair_list_finalize;
  object_class->set_property = app_pair_list_set_property;
  properties[PROP_ACTION_LABEL] = g_param_spec_string ("action-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/pair-list.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPairList, button);
  gtk_widget_class_bind_template_child (widget_class, AppPairList, caption);
  gtk_widget_class_bind_template_child (widget_class, AppPairList, empty);
  gtk_widget_class_bind_template_child (widget_class, AppPairList, list);
  gtk_widget_class_bind_template_child (widget_class, AppPairList, stack);
}

static void
app_pair_list_init (AppPairList *self)
{
  self->text = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_pair_list_set (AppPairList *self, GPtrArray *pairs, const char *caption, const char *empty)
{
  g_return_if_fail (APP_IS_PAIR_LIST (self));

  clear (self);
  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const AppPair *pair = g_ptr_array_index (pairs, i);

      g_string_append_printf (self->text, "%s: %s\n", pair->name, pair->value);
      if (i < APP_PAIR_LIST_MAX)
        append (self, pair);
    }
  gtk_label_set_text (self->caption, caption);
  gtk_label_set_text (self->empty, empty);
  gtk_stack_set_visible_child_name (self->stack,
                                    pairs != NULL && pairs->len > 0 ? "list" : "empty");
}

char *
app_pair_list_dup_text (AppPairList *self)
{
  return g_strdup (self->text->str);
}
