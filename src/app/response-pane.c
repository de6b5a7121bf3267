/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-pane-private.h"

#include "app/history-deletion.h"
#include "app/history-item.h"
#include "app/toast.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AppResponsePane, app_response_pane, ADW_TYPE_BIN)

/* Counts and times change no faster than they can be read: each change lays the pane out anew. */
#define UPDATE_MS 100

enum
{
  PROP_NODE = 1,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

gboolean
app_response_pane_is_now (AppResponsePane *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  return session != NULL && self->folder != NULL &&
         g_strcmp0 (exchange_session_get_folder (session), self->folder) == 0;
}

static void
update_facts (AppResponsePane *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  if (app_response_pane_is_now (self))
    app_response_facts_set_session (&self->facts, session);
  else if (self->answer != NULL)
    app_response_facts_set_summary (&self->facts, self->answer->summary, self->answer->is_live);
  else
    app_response_facts_clear (&self->facts);
  app_response_pane_show_facts (self);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  AppAnswer *answer = app_answer_load (data, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify)app_answer_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);
  g_autoptr (GError) error = NULL;
  AppAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* a log that cannot be read: the events say why */
  g_clear_object (&self->reading);
  g_clear_pointer (&self->answer, app_answer_free);
  self->answer = answer;
  update_facts (self);
  app_response_pane_show_answer (self);
}

static void
read_answer (AppResponsePane *self)
{
  g_autoptr (GTask) task = NULL;

  stop (&self->reading);
  if (self->folder == NULL)
    return;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, on_read, NULL);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
show_folder (AppResponsePane *self, const char *folder, gboolean is_past)
{
  stop (&self->finding);
  self->is_past = is_past;
  if (g_strcmp0 (self->folder, folder) != 0)
    {
      g_free (self->folder);
      self->folder = g_strdup (folder);
      g_clear_pointer (&self->answer, app_answer_free);
      history_view_set_folder (self->view, folder);
      app_events_panel_refresh (self->events);
      app_timeline_panel_set_folder (self->timeline, folder);
    }
  update_facts (self);
  app_response_pane_show_answer (self);
  read_answer (self);
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppResponsePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = app_history_items_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->finding);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *folder = app_history_item_get_folder (g_ptr_array_index (items, i));

      if (app_history_is_doomed (folder))
        continue;
      show_folder (self, folder, FALSE);
      return;
    }
}

/* Not connected since the program was started: what the last connection left is shown. */
static void
find_last (AppResponsePane *self)
{
  if (self->node == NULL)
    return;

  self->finding = g_cancellable_new ();
  app_history_items_load_async (workspace_node_get_id (self->node), self->finding, on_found,
                                g_object_ref (self));
}

static void
show_now (AppResponsePane *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);
  const char *folder = session != NULL ? exchange_session_get_folder (session) : NULL;

  if (folder != NULL && app_history_is_doomed (folder))
    folder = NULL;
  show_folder (self, folder, FALSE);
  if (folder == NULL)
    find_last (self);
}

static gboolean
on_settled (gpointer user_data)
{
  AppResponsePane *self = user_data;

  self->update_timeout = 0;
  if (!app_response_pane_is_now (self))
    return G_SOURCE_REMOVE;

  app_timeline_panel_refresh (self->timeline);
  update_facts (self);

  return G_SOURCE_REMOVE;
}

/* The events follow in the next frame; numbers that people read, a few times a second. Nothing
 * happens while nothing comes. */
static void
on_grew (AppResponsePane *self)
{
  if (app_response_pane_is_now (self))
    app_events_panel_refresh (self->events);
  if (self->update_timeout == 0)
    self->update_timeout = g_timeout_add (UPDATE_MS, on_settled, self);
}

/* An answer may have come. */
static void
on_state (AppResponsePane *self)
{
  if (!app_response_pane_is_now (self))
    return;

  on_grew (self);
  update_facts (self);
  if (self->facts.state >= EXCHANGE_STATE_OPEN)
    read_answer (self);
}

static void
on_chosen (AppResponsePane *self, const char *folder)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  if (session != NULL && g_strcmp0 (exchange_session_get_folder (session), folder) == 0)
    show_now (self);
  else
    show_folder (self, folder, TRUE);
}

static void
on_gone (AppResponsePane *self, const char *folder)
{
  if (g_strcmp0 (self->folder, folder) == 0)
    show_now (self);
}

static void
activate_now (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_now (user_data);
}

static void
activate_certificate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppResponsePane *self = user_data;

  gtk_stack_set_visible_child_name (self->tabs, "timeline");
  app_timeline_panel_show_certificate (self->timeline);
}

static void
activate_answer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppResponsePane *self = user_data;
  gboolean has_body = gtk_widget_get_visible (GTK_WIDGET (self->answer_tab));

  gtk_stack_set_visible_child_name (self->tabs, has_body ? "answer" : "headers");
}

static void
activate_history (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_history_menu_popup (APP_RESPONSE_PANE (user_data)->history);
}

static void
activate_copy_headers (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppResponsePane *self = user_data;
  g_autofree char *text = app_pair_list_dup_text (self->headers);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  app_toast_show (GTK_WIDGET (self), _ ("Copied"));
}

static void
set_session (AppResponsePane *self, ExchangeSession *session)
{
  g_autoptr (ExchangeSession) old = g_signal_group_dup_target (self->session);

  if (old == session)
    return;

  g_signal_group_set_target (self->session, session);
  show_now (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_node (AppResponsePane *self, WorkspaceNode *node)
{
  if (!g_set_object (&self->node, node))
    return;

  g_object_set (self->history, "request-id", node != NULL ? workspace_node_get_id (node) : NULL,
                NULL);
  show_now (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
app_response_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;
    case PROP_SESSION:
      g_value_take_object (value, g_signal_group_dup_target (self->session));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_response_pane_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      set_node (self, g_value_get_object (value));
      break;
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_response_pane_dispose (GObject *object)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  stop (&self->reading);
  stop (&self->finding);
  g_clear_handle_id (&self->update_timeout, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_response_pane_parent_class)->dispose (object);
}

static void
app_response_pane_finalize (GObject *object)
{
  AppResponsePane *self = APP_RESPONSE_PANE (object);

  g_object_unref (self->view);
  g_object_unref (self->actions);
  g_object_unref (self->sent);
  g_clear_pointer (&self->answer, app_answer_free);
  app_response_facts_clear (&self->facts);
  g_free (self->folder);

  G_OBJECT_CLASS (app_response_pane_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, answer_tab);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, badge);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, body);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, cookies);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, cookies_tab);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, end);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, end_bar);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, end_icon);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, events);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, events_tab);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, headers);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, headers_tab);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, history);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, in);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, next);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, out);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, past);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, past_bar);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, request);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, request_tab);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, short_badge);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, stack);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, state);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, tabs);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, time);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, timeline);
  gtk_widget_class_bind_template_child (widget_class, AppResponsePane, warning);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_gone);
}

static void
app_response_pane_class_init (AppResponsePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_response_pane_dispose;
  object_class->finalize = app_response_pane_finalize;
  object_class->get_property = app_response_pane_get_property;
  object_class->set_property = app_response_pane_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, EXCHANGE_TYPE_SESSION,
                                                  flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_EVENTS_PANEL);
  g_type_ensure (APP_TYPE_HISTORY_MENU);
  g_type_ensure (APP_TYPE_PAIR_LIST);
  g_type_ensure (APP_TYPE_PREVIEW);
  g_type_ensure (APP_TYPE_RESPONSE_EMPTY);
  g_type_ensure (APP_TYPE_TAB_BUTTON);
  g_type_ensure (APP_TYPE_TEXT_VIEW);
  g_type_ensure (APP_TYPE_TIMELINE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/response-pane.ui");
  bind_children (widget_class);
}

/* As many as the list has rows: the steps are the timeline's. */
static void
show_count (AppResponsePane *self)
{
  g_object_set (self->events_tab, "count", history_view_get_n_rows (self->view), NULL);
}

static void
watch_session (AppResponsePane *self)
{
  self->session = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session, "notify::folder", G_CALLBACK (show_now), self);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (on_state), self);
  g_signal_group_connect_swapped (self->session, "notify::warning", G_CALLBACK (on_grew), self);
  g_signal_group_connect_swapped (self->session, "grew", G_CALLBACK (on_grew), self);
}

static void
app_response_pane_init (AppResponsePane *self)
{
  static const GActionEntry entries[] = {
    { .name = "now", .activate = activate_now },
    { .name = "certificate", .activate = activate_certificate },
    { .name = "answer", .activate = activate_answer },
    { .name = "history", .activate = activate_history },
    { .name = "copy-headers", .activate = activate_copy_headers },
  };

  self->view = history_view_new ();
  self->sent = app_text_lines_new (APP_TEXT_SYNTAX_HEAD);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "response", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  app_text_view_set_source (self->request, APP_TEXT_SOURCE (self->sent));
  g_object_set (self->events, "view", self->view, NULL);
  g_signal_connect_object (self->view, "added", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "changed", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  watch_session (self);
  update_facts (self);
  app_response_pane_show_answer (self);
}
