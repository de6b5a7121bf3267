/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/params-panel.h"

#include "app/field-rows.h"
#include "app/key-value-table.h"
#include "app/node-watch.h"
#include "app/path-names.h"
#include "app/toast.h"
#include "base/text.h"
#include "exchange/resolve.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes of the URL that are shown: a label lays out all of its text. */
#define URL_SHOWN_MAX 4096

struct _AppParamsPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;
  GPtrArray *path_rows; /* (element-type AdwEntryRow), borrowed */
  char **path_names;    /* what they are for: those of the URL, then those that are left over */
  guint n_in_url;
  gboolean is_refreshing;

  /* template children */
  GtkLabel *url;
  GtkWidget *import_button;
  GtkListBox *path_list;
  GtkWidget *path_hint;
};

G_DEFINE_FINAL_TYPE (AppParamsPanel, app_params_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Returns: (transfer full) (nullable): the row of the path parameter @name. @position: out. */
static WorkspaceRow *
find_path_row (WorkspaceNode *node, const char *name, guint *position)
{
  GListModel *rows = workspace_node_get_rows (node, "path-params");

  for (*position = 0; *position < g_list_model_get_n_items (rows); (*position)++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, *position);

      if (g_strcmp0 (workspace_row_get (row, "name"), name) == 0)
        return g_steal_pointer (&row);
    }

  return NULL;
}

static void
on_path_changed (AppParamsPanel *self, GtkEditable *editable)
{
  const char *name = g_object_get_data (G_OBJECT (editable), "name");
  const char *value = gtk_editable_get_text (editable);
  guint position;
  g_autoptr (WorkspaceRow) row = NULL;

  if (self->is_refreshing || self->node == NULL)
    return;

  row = find_path_row (self->node, name, &position);
  if (row != NULL)
    workspace_row_set (row, "value", value);
  else
    workspace_node_insert_row (self->node, "path-params", position,
                               (const char *const[]){ "name", name, "value", value, NULL });
}

static void
on_path_deleted (AppParamsPanel *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);
  const char *name = g_object_get_data (G_OBJECT (row), "name");
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), name);
  guint position;
  g_autoptr (WorkspaceRow) found = find_path_row (self->node, name, &position);

  if (found == NULL)
    return;

  app_toast_show_undo (GTK_WIDGET (self), text, (AppToastUndo)app_field_rows_put_back,
                       app_field_rows_remove (self->node, "path-params", position),
                       (GDestroyNotify)app_field_rows_undo_free);
}

/* What a parameter that is in no segment any more gets: the value is kept until it is deleted. */
static void
add_left_over (AppParamsPanel *self, AdwEntryRow *row)
{
  GtkWidget *label = gtk_label_new (_ ("not in the URL"));
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Delete Parameter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Delete Parameter"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_path_deleted), self,
                           G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (row, label);
  adw_entry_row_add_suffix (row, button);
}

static void
add_path_row (AppParamsPanel *self, const char *name, gboolean is_in_url)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *title = g_strconcat (":", name, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_path_changed), self, G_CONNECT_SWAPPED);
  if (!is_in_url)
    add_left_over (self, ADW_ENTRY_ROW (row));
  gtk_list_box_append (self->path_list, row);
  g_ptr_array_add (self->path_rows, row);
}

/* Returns: (transfer full): the names in the URL, then those of rows that are not in it. */
static char **
list_path_names (AppParamsPanel *self, guint *n_in_url)
{
  const char *url = workspace_node_get (self->node, "url");
  g_auto (GStrv) in_url = app_path_names_find (url != NULL ? url : "");
  GListModel *rows = workspace_node_get_rows (self->node, "path-params");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *n_in_url = g_strv_length (in_url);
  g_strv_builder_addv (builder, (const char **)in_url);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *name = workspace_row_get (row, "name");

      if (name != NULL && !g_strv_contains ((const char *const *)in_url, name))
        g_strv_builder_add (builder, name);
    }

  return g_strv_builder_end (builder);
}

static void
build_path_rows (AppParamsPanel *self, char **names, guint n_in_url)
{
  for (guint i = 0; i < self->path_rows->len; i++)
    gtk_list_box_remove (self->path_list, self->path_rows->pdata[i]);
  g_ptr_array_set_size (self->path_rows, 0);

  g_strfreev (self->path_names);
  self->path_names = names;
  self->n_in_url = n_in_url;
  for (guint i = 0; names[i] != NULL; i++)
    add_path_row (self, names[i], i < n_in_url);
  gtk_widget_set_visible (GTK_WIDGET (self->path_list), names[0] != NULL);
  gtk_widget_set_visible (self->path_hint, names[0] == NULL);
}

static void
refresh_path_rows (AppParamsPanel *self)
{
  guint n_in_url;
  g_auto (GStrv) names = list_path_names (self, &n_in_url);

  if (self->path_names == NULL || n_in_url != self->n_in_url ||
      !g_strv_equal ((const char *const *)names, (const char *const *)self->path_names))
    build_path_rows (self, g_steal_pointer (&names), n_in_url);

  for (guint i = 0; i < self->path_rows->len; i++)
    {
      guint position;
      GtkEditable *editable = self->path_rows->pdata[i];
      g_autoptr (WorkspaceRow) row = find_path_row (self->node, self->path_names[i], &position);
      const char *value = row != NULL ? workspace_row_get (row, "value") : NULL;

      if (g_strcmp0 (gtk_editable_get_text (editable), value != NULL ? value : "") != 0)
        gtk_editable_set_text (editable, value != NULL ? value : "");
    }
}

static void
refresh (GtkWidget *widget)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (widget);
  g_autofree char *url = NULL;
  g_autofree char *shown = NULL;
  const char *typed;

  if (self->node == NULL)
    return;

  self->is_refreshing = TRUE;
  url = exchange_resolve_dup_url (self->node);
  typed = workspace_node_get (self->node, "url");
  shown = base_text_dup_line (url, strlen (url), URL_SHOWN_MAX);
  gtk_label_set_label (self->url, shown);
  gtk_widget_set_visible (self->import_button,
                          typed != NULL && app_path_names_find_query (typed) != NULL);
  refresh_path_rows (self);
  self->is_refreshing = FALSE;
}

static void
copy_url (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (widget);
  g_autofree char *url = NULL;

  if (self->node == NULL)
    return;

  url = exchange_resolve_dup_url (self->node);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), url);
  app_toast_show (widget, _ ("Copied to the clipboard"));
}

static void
import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (widget);
  const char *typed = self->node != NULL ? workspace_node_get (self->node, "url") : NULL;
  g_autofree char *url = g_strdup (typed);
  const char *query = url != NULL ? app_path_names_find_query (url) : NULL;
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GString) rest = NULL;

  if (query == NULL)
    return;

  fields = app_field_text_parse_query (query);
  for (guint i = 0; i < fields->len; i++)
    app_field_rows_insert (self->node, "params",
                           g_list_model_get_n_items (
                             workspace_node_get_rows (self->node, "params")),
                           fields->pdata[i], NULL);
  rest = g_string_new_len (url, query - 1 - url);
  g_string_append (rest, query + strcspn (query, "#"));
  workspace_node_set (self->node, "url", rest->str);
}

static void
app_params_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_params_panel_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      if (!g_set_object (&self->node, g_value_get_object (value)))
        break;
      app_node_watch_set_node (self->watch, self->node);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_params_panel_dispose (GObject *object)
{
  AppParamsPanel *self = APP_PARAMS_PANEL (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_PARAMS_PANEL);
  g_clear_pointer (&self->path_rows, g_ptr_array_unref);
  g_clear_pointer (&self->path_names, g_strfreev);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_params_panel_parent_class)->dispose (object);
}

static void
app_params_panel_class_init (AppParamsPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_params_panel_dispose;
  object_class->get_property = app_params_panel_get_property;
  object_class->set_property = app_params_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "params.import", NULL, import);
  gtk_widget_class_install_action (widget_class, "params.copy-url", NULL, copy_url);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/params-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppParamsPanel, url);
  gtk_widget_class_bind_template_child (widget_class, AppParamsPanel, import_button);
  gtk_widget_class_bind_template_child (widget_class, AppParamsPanel, path_list);
  gtk_widget_class_bind_template_child (widget_class, AppParamsPanel, path_hint);
}

static void
app_params_panel_init (AppParamsPanel *self)
{
  g_type_ensure (APP_TYPE_KEY_VALUE_TABLE);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->path_rows = g_ptr_array_new ();
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
}
