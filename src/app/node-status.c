/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node-status.h"

#include "app/files.h"
#include "workspace/node.h"

#include <glib/gi18n.h>

struct _AppNodeStatus
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  GSignalGroup *signals;
  /* borrowed */
  AdwStatusPage *page;
  GtkLabel *path;
};

G_DEFINE_FINAL_TYPE (AppNodeStatus, app_node_status, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_unknown (AppNodeStatus *self)
{
  g_autofree char *type = g_markup_escape_text (workspace_node_get_type_name (self->node), -1);
  g_autofree char *text = g_strdup_printf (
    _ ("This request is of the kind “%s”, which this version does not know. The file stays as "
       "it is."),
    type);

  adw_status_page_set_icon_name (self->page, "dialog-question-symbolic");
  adw_status_page_set_title (self->page, _ ("Unknown Kind of Request"));
  adw_status_page_set_description (self->page, text);
}

static void
show_broken (AppNodeStatus *self)
{
  const char *problem = workspace_node_get_problem (self->node);
  g_autofree char *escaped = g_markup_escape_text (problem != NULL ? problem : "", -1);
  g_autofree char *text =
    g_strdup_printf (_ ("%s\n\nIt is left untouched, and loaded again as soon as it is mended."),
                     escaped);

  adw_status_page_set_icon_name (self->page, "dialog-warning-symbolic");
  adw_status_page_set_title (self->page, _ ("This File Cannot Be Read"));
  adw_status_page_set_description (self->page, text);
}

static void
show_node (AppNodeStatus *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->node == NULL)
    return;

  if (workspace_node_get_kind (self->node) == WORKSPACE_KIND_BROKEN)
    show_broken (self);
  else
    show_unknown (self);
  file = workspace_node_dup_file (self->node);
  gtk_label_set_label (self->path, file != NULL ? g_file_peek_path (file) : "");
}

static void
on_open_clicked (AppNodeStatus *self)
{
  g_autoptr (GFile) file = self->node != NULL ? workspace_node_dup_file (self->node) : NULL;

  if (file != NULL)
    app_files_open (GTK_WIDGET (self), file);
}

static void
on_show_clicked (AppNodeStatus *self)
{
  g_autoptr (GFile) file = self->node != NULL ? workspace_node_dup_file (self->node) : NULL;

  if (file != NULL)
    app_files_show (GTK_WIDGET (self), file);
}

static void
app_node_status_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NODE)
    g_value_set_object (value, APP_NODE_STATUS (object)->node);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
app_node_status_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  AppNodeStatus *self = APP_NODE_STATUS (object);

  if (prop_id != PROP_NODE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (!g_set_object (&self->node, g_value_get_object (value)))
    return;

  g_signal_group_set_target (self->signals, self->node);
  show_node (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
app_node_status_dispose (GObject *object)
{
  AppNodeStatus *self = APP_NODE_STATUS (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->node);
  /* the template would let go of a child that is bound and that the bin still holds */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_NODE_STATUS);

  G_OBJECT_CLASS (app_node_status_parent_class)->dispose (object);
}

static void
app_node_status_class_init (AppNodeStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_node_status_dispose;
  object_class->get_property = app_node_status_get_property;
  object_class->set_property = app_node_status_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/node-status.ui");
  gtk_widget_class_bind_template_child (widget_class, AppNodeStatus, page);
  gtk_widget_class_bind_template_child (widget_class, AppNodeStatus, path);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_show_clicked);
}

static void
app_node_status_init (AppNodeStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (WORKSPACE_TYPE_NODE);
  g_signal_group_connect_swapped (self->signals, "notify::problem", G_CALLBACK (show_node), self);
  g_signal_group_connect_swapped (self->signals, "notify::kind", G_CALLBACK (show_node), self);
}
