/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body-panel.h"

#include "app/json-beautify.h"
#include "app/message-editor.h"
#include "app/message-list.h"
#include "app/message.h"
#include "app/toast.h"
#include "workspace/state.h"

#include <glib/gi18n.h>

#define MESSAGES "messages"

struct _AppBodyPanel
{
  AdwBin parent_instance;

  GSignalGroup *node;
  GSimpleActionGroup *actions;
  WorkspaceState *state; /* nullable: of workspace */
  Workspace *workspace;
  WorkspaceRow *shown;            /* nullable: none yet */
  guint position;                 /* of shown; what takes its place when it is gone */
  const AppMessageFormat *format; /* of shown, or of what is about to be typed */

  /* borrowed */
  AppMessageEditor *editor;
  AppMessageList *list;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (AppBodyPanel, app_body_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_FORMAT_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GListModel *
get_rows (WorkspaceNode *node)
{
  return node != NULL ? workspace_node_get_rows (node, MESSAGES) : NULL;
}

static guint
count_rows (GListModel *rows)
{
  return rows != NULL ? g_list_model_get_n_items (rows) : 0;
}

static gboolean
find_row (GListModel *rows, WorkspaceRow *row, guint *position)
{
  for (guint i = 0; i < count_rows (rows); i++)
    {
      g_autoptr (WorkspaceRow) at = g_list_model_get_item (rows, i);

      if (at == row)
        {
          *position = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Which message a request showed last comes back with it, also after a restart. */
#define STATE_GROUP "message"

static void
remember_position (AppBodyPanel *self, WorkspaceNode *node, guint position)
{
  g_autofree char *text = position > 0 ? g_strdup_printf ("%u", position) : NULL;

  workspace_state_set (self->state, STATE_GROUP, workspace_node_get_id (node), text);
}

static guint
recall_position (AppBodyPanel *self, WorkspaceNode *node)
{
  g_autofree char *text = workspace_state_dup (self->state, STATE_GROUP,
                                               workspace_node_get_id (node));

  return text != NULL ? (guint)CLAMP (g_ascii_strtoull (text, NULL, 10), 0, G_MAXINT) : 0;
}

/* @workspace: nullable. */
static void
open_state (AppBodyPanel *self, Workspace *workspace)
{
  if (self->workspace == workspace)
    return;

  g_clear_pointer (&self->state, workspace_state_free);
  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    self->state = workspace_state_open (workspace);
}

static void
set_format (AppBodyPanel *self, const AppMessageFormat *format)
{
  GAction *state = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "format");
  GAction *beautify = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "beautify");

  g_simple_action_set_state (G_SIMPLE_ACTION (state), g_variant_new_string (format->id));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (beautify), g_str_equal (format->id, "json"));
  if (self->format == format)
    return;

  self->format = format;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORMAT_TITLE]);
}

static void
show_row (AppBodyPanel *self, WorkspaceRow *row, guint position)
{
  g_autofree char *title = app_message_dup_title (row != NULL ? workspace_row_get (row, "name")
                                                              : NULL,
                                                  position);

  self->position = position;
  g_set_object (&self->shown, row);
  gtk_label_set_text (self->title, title);
  if (row != NULL)
    set_format (self, app_message_find_format (workspace_row_get (row, "format")));
  app_message_editor_set_row (self->editor, row);
  app_message_editor_refresh (self->editor);
}

/* Finds what is to be shown, after any change. */
static void
update (AppBodyPanel *self, WorkspaceNode *node)
{
  GListModel *rows = get_rows (node);
  guint n = count_rows (rows);
  guint position = MIN (self->position, n > 0 ? n - 1 : 0);
  g_autoptr (WorkspaceRow) row = NULL;

  if (self->shown != NULL)
    find_row (rows, self->shown, &position);
  row = n > 0 ? g_list_model_get_item (rows, position) : NULL;
  show_row (self, row, position);
  if (node != NULL)
    remember_position (self, node, position);
  if (gtk_widget_get_visible (GTK_WIDGET (self->list)))
    app_message_list_update (self->list, rows, self->shown);
}

static void
on_messages_changed (WorkspaceNode *node, AppBodyPanel *self)
{
  update (self, node);
}

static void
on_list_shown (AppBodyPanel *self)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);

  app_message_list_update (self->list, get_rows (node), self->shown);
}

static WorkspaceRow *
insert_message (WorkspaceNode *node, guint position, const char *name, const char *const *rest)
{
  const char *const columns[] = { "name", name, rest[0], rest[1], rest[2], rest[3], NULL };

  return workspace_node_insert_row (node, MESSAGES, position, name != NULL ? columns : columns + 2);
}

static void
on_started (AppBodyPanel *self, const char *text)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  const char *const rest[] = { "format", self->format->id, "content", text };

  if (node != NULL)
    insert_message (node, 0, NULL, rest);
}

static void
show_position (AppBodyPanel *self, WorkspaceNode *node, guint position)
{
  app_message_editor_flush (self->editor);
  g_clear_object (&self->shown);
  self->position = position;
  update (self, node);
}

static void
on_show (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);

  show_position (self, node, g_variant_get_uint32 (parameter));
}

static void
on_add (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  const char *const rest[] = { "format", self->format->id, "content", "" };
  guint n = count_rows (get_rows (node));

  if (node == NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self->list));
  app_message_editor_flush (self->editor);
  insert_message (node, n, NULL, rest);
  show_position (self, node, n);
  gtk_widget_child_focus (GTK_WIDGET (self->editor), GTK_DIR_TAB_FORWARD);
}

static WorkspaceRow *
dup_row_at (WorkspaceNode *node, guint position)
{
  GListModel *rows = get_rows (node);

  return rows != NULL ? g_list_model_get_item (rows, position) : NULL;
}

static char *
dup_copy_name (WorkspaceRow *row)
{
  const char *name = workspace_row_get (row, "name");

  return name != NULL ? g_strdup_printf (_ ("%s (copy)"), name) : NULL;
}

static void
on_duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  guint position = g_variant_get_uint32 (parameter);
  g_autoptr (WorkspaceRow) row = NULL;
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;

  app_message_editor_flush (self->editor);
  row = dup_row_at (node, position);
  if (row == NULL)
    return;

  name = dup_copy_name (row);
  content = g_strdup (workspace_row_get (row, "content"));
  {
    const char *format = workspace_row_get (row, "format");
    const char *const rest[] = { "format", format != NULL ? format : "json", "content",
                                 content != NULL ? content : "" };

    insert_message (node, position + 1, name, rest);
  }
  show_position (self, node, position + 1);
}

/* What a deleted message needs to come back. */
typedef struct
{
  WorkspaceNode *node;
  guint position;
  char *name;
  char *format;
  char *content;
} Deleted;

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_object_unref (deleted->node);
  g_free (deleted->name);
  g_free (deleted->format);
  g_free (deleted->content);
  g_free (deleted);
}

static void
bring_back (gpointer data)
{
  const Deleted *deleted = data;
  const char *const rest[] = { "format", deleted->format, "content", deleted->content };
  guint n = count_rows (get_rows (deleted->node));

  insert_message (deleted->node, MIN (deleted->position, n), deleted->name, rest);
}

static Deleted *
deleted_new (WorkspaceNode *node, WorkspaceRow *row, guint position)
{
  Deleted *deleted = g_new (Deleted, 1);
  const char *format = workspace_row_get (row, "format");
  const char *content = workspace_row_get (row, "content");

  deleted->node = g_object_ref (node);
  deleted->position = position;
  deleted->name = g_strdup (workspace_row_get (row, "name"));
  deleted->format = g_strdup (format != NULL ? format : "json");
  deleted->content = g_strdup (content != NULL ? content : "");

  return deleted;
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  guint position = g_variant_get_uint32 (parameter);
  g_autoptr (WorkspaceRow) row = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  Deleted *deleted;

  app_message_editor_flush (self->editor);
  row = dup_row_at (node, position);
  if (row == NULL)
    return;

  title = app_message_dup_title (workspace_row_get (row, "name"), position);
  text = g_strdup_printf (_ ("“%s” deleted"), title);
  deleted = deleted_new (node, row, position);
  workspace_node_remove_row (node, MESSAGES, position);
  app_toast_show_undo (GTK_WIDGET (self), text, bring_back, deleted, deleted_free);
}

static void
on_move (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  guint n = count_rows (get_rows (node));
  guint from;
  guint to;

  g_variant_get (parameter, "(uu)", &from, &to);
  if (from < n && to < n)
    workspace_node_move_row (node, MESSAGES, from, to);
}

static void
on_format (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  const AppMessageFormat *format = app_message_find_format (g_variant_get_string (parameter, NULL));

  if (self->shown != NULL)
    workspace_row_set (self->shown, "format", format->id);
  set_format (self, format);
  app_message_editor_refresh (self->editor);
}

static void
beautify_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *text = app_json_beautify (data, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_beautified (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *now = NULL;

  if (self->editor == NULL)
    return;

  /* another message, or edited meanwhile */
  now = app_message_editor_dup_text (self->editor);
  if (!g_str_equal (now, g_task_get_task_data (G_TASK (result))))
    return;

  if (text != NULL)
    app_message_editor_replace (self->editor, text);
  else
    app_toast_show (GTK_WIDGET (self), error->message);
}

static void
on_beautify (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppBodyPanel *self = user_data;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_beautified, NULL);

  g_task_set_task_data (task, app_message_editor_dup_text (self->editor), g_free);
  g_task_run_in_thread (task, beautify_in_thread);
}

static const GActionEntry action_entries[] = {
  { .name = "show", .activate = on_show, .parameter_type = "u" },
  { .name = "add", .activate = on_add },
  { .name = "duplicate", .activate = on_duplicate, .parameter_type = "u" },
  { .name = "delete", .activate = on_delete, .parameter_type = "u" },
  { .name = "move", .activate = on_move, .parameter_type = "(uu)" },
  { .name = "format", .activate = on_format, .parameter_type = "s", .state = "'json'" },
  { .name = "beautify", .activate = on_beautify },
};

static void
set_node (AppBodyPanel *self, WorkspaceNode *node)
{
  g_autoptr (WorkspaceNode) old = g_signal_group_dup_target (self->node);

  if (old == node)
    return;

  app_message_editor_flush (self->editor);
  g_signal_group_set_target (self->node, node);
  g_clear_object (&self->shown);
  open_state (self, node != NULL ? workspace_node_get_workspace (node) : NULL);
  self->position = node != NULL ? recall_position (self, node) : 0;
  set_format (self, app_message_find_format (NULL));
  update (self, node);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
app_body_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_take_object (value, g_signal_group_dup_target (self->node));
      break;
    case PROP_FORMAT_TITLE:
      g_value_set_string (value, _ (self->format->title));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_body_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NODE:
      set_node (APP_BODY_PANEL (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_body_panel_dispose (GObject *object)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

  if (self->editor != NULL)
    app_message_editor_flush (self->editor);
  g_signal_group_set_target (self->node, NULL);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_BODY_PANEL);
  self->editor = NULL;

  G_OBJECT_CLASS (app_body_panel_parent_class)->dispose (object);
}

static void
app_body_panel_finalize (GObject *object)
{
  AppBodyPanel *self = APP_BODY_PANEL (object);

  g_object_unref (self->node);
  g_object_unref (self->actions);
  g_clear_pointer (&self->state, workspace_state_free);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (app_body_panel_parent_class)->finalize (object);
}

static void
app_body_panel_class_init (AppBodyPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_body_panel_dispose;
  object_class->finalize = app_body_panel_finalize;
  object_class->get_property = app_body_panel_get_property;
  object_class->set_property = app_body_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE,
                                               flags | G_PARAM_READWRITE);
  properties[PROP_FORMAT_TITLE] = g_param_spec_string ("format-title", NULL, NULL, NULL,
                                                       flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/body-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppBodyPanel, editor);
  gtk_widget_class_bind_template_child (widget_class, AppBodyPanel, list);
  gtk_widget_class_bind_template_child (widget_class, AppBodyPanel, title);
  gtk_widget_class_bind_template_callback (widget_class, on_started);
}

static void
app_body_panel_init (AppBodyPanel *self)
{
  self->node = g_signal_group_new (WORKSPACE_TYPE_NODE);
  self->format = app_message_find_format (NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "message", G_ACTION_GROUP (self->actions));

  g_type_ensure (APP_TYPE_MESSAGE_EDITOR);
  g_type_ensure (APP_TYPE_MESSAGE_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_group_connect (self->node, "changed::messages", G_CALLBACK (on_messages_changed), self);
  g_signal_connect_object (self->list, "show", G_CALLBACK (on_list_shown), self, G_CONNECT_SWAPPED);
  update (self, NULL);
}

GActionGroup *
app_body_panel_get_actions (AppBodyPanel *self)
{
  g_return_val_if_fail (APP_IS_BODY_PANEL (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

GBytes *
app_body_panel_dup_message (AppBodyPanel *self, ExchangeOpcode *opcode, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (APP_IS_BODY_PANEL (self), NULL);

  text = app_message_editor_dup_text (self->editor);
  *opcode = self->format->opcode;

  return app_message_dup_bytes (self->format, text, error);
}
