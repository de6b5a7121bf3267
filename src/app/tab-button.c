/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/tab-button.h"

#include "base/units.h"

struct _AppTabButton
{
  GtkToggleButton parent_instance;

  char *title;
  char *page;
  guint64 count;
  gboolean has_dot;

  /* borrowed */
  GtkStack *stack; /* weak */
  GtkLabel *badge;
};

G_DEFINE_FINAL_TYPE (AppTabButton, app_tab_button, GTK_TYPE_TOGGLE_BUTTON)

enum
{
  PROP_TITLE = 1,
  PROP_COUNT,
  PROP_HAS_DOT,
  PROP_PAGE,
  PROP_STACK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_page (AppTabButton *self)
{
  if (self->stack != NULL && self->page != NULL &&
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    gtk_stack_set_visible_child_name (self->stack, self->page);
}

static void
on_page_shown (AppTabButton *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), self->page) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), TRUE);
}

static void
set_stack (AppTabButton *self, GtkStack *stack)
{
  if (self->stack == stack)
    return;

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_set_weak_pointer (&self->stack, stack);
  if (stack != NULL)
    g_signal_connect_object (stack, "notify::visible-child", G_CALLBACK (on_page_shown), self,
                             G_CONNECT_SWAPPED);
  show_page (self);
}

static void
set_count (AppTabButton *self, guint64 count)
{
  g_autofree char *text = base_count_format (count);

  self->count = count;
  gtk_label_set_text (self->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), count > 0);
}

static void
set_title (AppTabButton *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
app_tab_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppTabButton *self = APP_TAB_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COUNT:
      g_value_set_uint64 (value, self->count);
      break;
    case PROP_HAS_DOT:
      g_value_set_boolean (value, self->has_dot);
      break;
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_STACK:
      g_value_set_object (value, self->stack);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_tab_button_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppTabButton *self = APP_TAB_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      set_title (self, g_value_get_string (value));
      break;
    case PROP_COUNT:
      if (self->count == g_value_get_uint64 (value))
        return;
      set_count (self, g_value_get_uint64 (value));
      break;
    case PROP_HAS_DOT:
      self->has_dot = g_value_get_boolean (value);
      break;
    case PROP_PAGE:
      g_free (self->page);
      self->page = g_value_dup_string (value);
      show_page (self);
      break;
    case PROP_STACK:
      set_stack (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
app_tab_button_toggled (GtkToggleButton *button)
{
  show_page (APP_TAB_BUTTON (button));
}

static void
app_tab_button_dispose (GObject *object)
{
  AppTabButton *self = APP_TAB_BUTTON (object);

  g_clear_weak_pointer (&self->stack);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_TAB_BUTTON);

  G_OBJECT_CLASS (app_tab_button_parent_class)->dispose (object);
}

static void
app_tab_button_finalize (GObject *object)
{
  AppTabButton *self = APP_TAB_BUTTON (object);

  g_free (self->title);
  g_free (self->page);

  G_OBJECT_CLASS (app_tab_button_parent_class)->finalize (object);
}

static void
app_tab_button_class_init (AppTabButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_tab_button_dispose;
  object_class->finalize = app_tab_button_finalize;
  object_class->get_property = app_tab_button_get_property;
  object_class->set_property = app_tab_button_set_property;
  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = app_tab_button_toggled;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint64 ("count", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_HAS_DOT] = g_param_spec_boolean ("has-dot", NULL, NULL, FALSE, flags);
  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags);
  properties[PROP_STACK] = g_param_spec_object ("stack", NULL, NULL, GTK_TYPE_STACK, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/tab-button.ui");
  gtk_widget_class_bind_template_child (widget_class, AppTabButton, badge);
}

static void
app_tab_button_init (AppTabButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
