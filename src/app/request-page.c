/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/request-page.h"

#include "app/auth-panel.h"
#include "app/body-panel.h"
#include "app/docs-panel.h"
#include "app/headers-panel.h"
#include "app/lazy.h"
#include "app/message.h"
#include "app/params-panel.h"
#include "app/response-pane.h"
#include "app/sessions.h"
#include "app/settings-panel.h"
#include "app/split.h"
#include "app/tab-button.h"
#include "app/toast.h"
#include "app/url-bar.h"
#include "workspace/state.h"

#include <glib/gi18n.h>

struct _AppRequestPage
{
  AdwBin parent_instance;

  GSignalGroup *node;
  GSignalGroup *session;
  GSimpleActionGroup *actions;
  WorkspaceState *state; /* of the application: how a person has laid the page out */

  /* borrowed */
  AppUrlBar *url_bar;
  AppSplit *split;
  GtkStack *stack;
  AppBodyPanel *body_panel;
  AppTabButton *params_tab;
  AppTabButton *auth_tab;
  AppTabButton *headers_tab;
  AppTabButton *docs_tab;
};

G_DEFINE_FINAL_TYPE (AppRequestPage, app_request_page, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
enable (AppRequestPage *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static guint
get_n_live (void)
{
  guint n;

  g_object_get (app_sessions_get_default (), "n-live", &n, NULL);

  return n;
}

static void
update_actions (AppRequestPage *self)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);
  gboolean is_request = node != NULL && workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET;
  ExchangeState state = session != NULL ? exchange_session_get_state (session)
                                        : EXCHANGE_STATE_IDLE;
  gboolean is_live = session != NULL && exchange_session_is_live (session);

  enable (self, "connect", is_request && !is_live);
  enable (self, "cancel", is_live && state < EXCHANGE_STATE_OPEN);
  enable (self, "disconnect", state == EXCHANGE_STATE_OPEN);
  enable (self, "close", state == EXCHANGE_STATE_OPEN);
  enable (self, "abort", state == EXCHANGE_STATE_OPEN || state == EXCHANGE_STATE_CLOSING);
  enable (self, "disconnect-all", get_n_live () > 0);
  enable (self, "send", is_request);
  enable (self, "send-message", is_request);
}

static guint64
count_enabled (WorkspaceNode *node, const char *key)
{
  GListModel *rows = workspace_node_get_rows (node, key);
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;
  guint64 count = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      count += workspace_row_is_enabled (row) ? 1 : 0;
    }

  return count;
}

static gboolean
is_set (WorkspaceNode *node, const char *key)
{
  const char *value = workspace_node_get (node, key);

  return value != NULL && value[0] != '\0';
}

static gboolean
has_auth (WorkspaceNode *node)
{
  const char *type = workspace_node_get (node, "auth.type");

  return type != NULL && g_strcmp0 (type, "none") != 0 && g_strcmp0 (type, "inherit") != 0;
}

static void
update_tabs (AppRequestPage *self, WorkspaceNode *node)
{
  g_object_set (self->params_tab, "count",
                count_enabled (node, "params") + count_enabled (node, "path-params"), NULL);
  g_object_set (self->headers_tab, "count", count_enabled (node, "headers"), NULL);
  g_object_set (self->auth_tab, "has-dot", has_auth (node), NULL);
  g_object_set (self->docs_tab, "has-dot", is_set (node, "docs"), NULL);
}

static void
on_node_changed (WorkspaceNode *node, AppRequestPage *self)
{
  update_tabs (self, node);
}

static void
on_unsent (AppRequestPage *self, WorkspaceNode *node, const char *why)
{
  g_autoptr (WorkspaceNode) shown = g_signal_group_dup_target (self->node);
  g_autofree char *text = NULL;

  /* of a workspace that another window shows */
  if (shown == NULL || workspace_node_get_workspace (shown) != workspace_node_get_workspace (node))
    return;

  if (node == shown)
    text = g_strdup_printf (_ ("Not sent: %s"), why);
  else
    text = g_strdup_printf (_ ("Not sent by “%s”: %s"), workspace_node_get_name (node), why);
  app_toast_show (GTK_WIDGET (self), text);
}

/* Where the fault is, by how exchange_resolve_request() begins its sentence. */
static void
show_fault (AppRequestPage *self, const char *message)
{
  static const struct
  {
    const char *begin;
    const char *tab;
  } places[] = {
    { "Auth,", "auth" },         { "Headers,", "headers" },   { "Path parameters,", "params" },
    { "Parameters,", "params" }, { "Settings,", "settings" }, { "Subprotocols,", "headers" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_has_prefix (message, places[i].begin))
      gtk_stack_set_visible_child_name (self->stack, places[i].tab);
}

static gboolean
connect_node (AppRequestPage *self, WorkspaceNode *node)
{
  g_autoptr (GError) error = NULL;

  if (!is_set (node, "url"))
    {
      g_object_set (self->url_bar, "problem", _ ("Type the address of a server first"), NULL);
      app_url_bar_focus_address (self->url_bar);
      return FALSE;
    }
  if (app_sessions_connect (app_sessions_get_default (), node, &error))
    return TRUE;

  g_object_set (self->url_bar, "problem", error->message, NULL);
  show_fault (self, error->message);

  return FALSE;
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);

  connect_node (self, node);
}

/* Also "cancel": the session knows what is not open yet. */
static void
on_disconnect (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  exchange_session_close (session, 1000, NULL);
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);
  const char *reason;
  guint16 code;

  g_variant_get (parameter, "(q&s)", &code, &reason);
  exchange_session_close (session, code, reason);
}

static void
on_abort (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  exchange_session_abort (session);
}

static void
on_disconnect_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_sessions_close_all (app_sessions_get_default ());
}

/* Not connected yet: the session keeps it until it is. */
static void
send_bytes (AppRequestPage *self, ExchangeOpcode opcode, GBytes *bytes)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  if (exchange_session_is_live (session) || connect_node (self, node))
    exchange_session_send (session, opcode, bytes);
}

static void
on_send (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (GError) error = NULL;
  ExchangeOpcode opcode;
  g_autoptr (GBytes) bytes = app_body_panel_dup_message (self->body_panel, &opcode, &error);

  if (bytes != NULL)
    send_bytes (self, opcode, bytes);
  else
    app_toast_show (GTK_WIDGET (self), error->message);
}

static WorkspaceRow *
dup_message_called (WorkspaceNode *node, const char *name)
{
  GListModel *rows = workspace_node_get_rows (node, "messages");
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      g_autofree char *title = app_message_dup_title (workspace_row_get (row, "name"), i);

      if (g_str_equal (title, name))
        return g_steal_pointer (&row);
    }

  return NULL;
}

static void
on_send_message (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  g_autoptr (WorkspaceRow) row = dup_message_called (node, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const AppMessageFormat *format;
  const char *content;

  if (row == NULL)
    return;

  format = app_message_find_format (workspace_row_get (row, "format"));
  content = workspace_row_get (row, "content");
  bytes = app_message_dup_bytes (format, content != NULL ? content : "", &error);
  if (bytes != NULL)
    send_bytes (self, format->opcode, bytes);
  else
    app_toast_show (GTK_WIDGET (self), error->message);
}

static const GActionEntry action_entries[] = {
  { .name = "connect", .activate = on_connect },
  { .name = "cancel", .activate = on_disconnect },
  { .name = "disconnect", .activate = on_disconnect },
  { .name = "close", .activate = on_close, .parameter_type = "(qs)" },
  { .name = "abort", .activate = on_abort },
  { .name = "disconnect-all", .activate = on_disconnect_all },
  { .name = "send", .activate = on_send },
  { .name = "send-message", .activate = on_send_message, .parameter_type = "s" },
};

static void
show_tab (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppRequestPage *self = APP_REQUEST_PAGE (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  if (gtk_stack_get_child_by_name (self->stack, page) != NULL)
    gtk_stack_set_visible_child_name (self->stack, page);
}

static void
focus_address (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_request_page_focus_address (APP_REQUEST_PAGE (widget));
}

/* What is kept from one start to the next. */
#define STATE_GROUP "request-page"

static void
save_share (AppRequestPage *self, GParamSpec *pspec)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double share;

  g_object_get (self->split, pspec->name, &share, NULL);
  g_ascii_formatd (text, sizeof text, "%.4f", share);
  workspace_state_set (self->state, STATE_GROUP, pspec->name, text);
}

static void
load_share (AppRequestPage *self, const char *name)
{
  g_autofree char *text = workspace_state_dup (self->state, STATE_GROUP, name);
  double share = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  if (share > 0 && share < 1)
    g_object_set (self->split, name, share, NULL);
}

static void
save_tab (AppRequestPage *self)
{
  workspace_state_set (self->state, STATE_GROUP, "tab",
                       gtk_stack_get_visible_child_name (self->stack));
}

static void
load_tab (AppRequestPage *self)
{
  g_autofree char *tab = workspace_state_dup (self->state, STATE_GROUP, "tab");

  if (tab != NULL && gtk_stack_get_child_by_name (self->stack, tab) != NULL)
    gtk_stack_set_visible_child_name (self->stack, tab);
}

static void
set_node (AppRequestPage *self, WorkspaceNode *node)
{
  g_autoptr (WorkspaceNode) old = g_signal_group_dup_target (self->node);

  if (old == node)
    return;

  g_signal_group_set_target (self->node, node);
  g_signal_group_set_target (self->session, node != NULL
                                              ? app_sessions_get (app_sessions_get_default (), node)
                                              : NULL);
  if (node != NULL)
    update_tabs (self, node);
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
app_request_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_take_object (value, g_signal_group_dup_target (self->node));
      break;
    case PROP_SESSION:
      g_value_take_object (value, g_signal_group_dup_target (self->session));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_request_page_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_NODE:
      set_node (APP_REQUEST_PAGE (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_request_page_dispose (GObject *object)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

  g_signal_group_set_target (self->node, NULL);
  g_signal_group_set_target (self->session, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_REQUEST_PAGE);

  G_OBJECT_CLASS (app_request_page_parent_class)->dispose (object);
}

static void
app_request_page_finalize (GObject *object)
{
  AppRequestPage *self = APP_REQUEST_PAGE (object);

  g_object_unref (self->node);
  g_object_unref (self->session);
  g_object_unref (self->actions);
  workspace_state_free (self->state);

  G_OBJECT_CLASS (app_request_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/request-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, url_bar);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, split);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, body_panel);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, params_tab);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, auth_tab);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, headers_tab);
  gtk_widget_class_bind_template_child (widget_class, AppRequestPage, docs_tab);
}

static void
app_request_page_class_init (AppRequestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_request_page_dispose;
  object_class->finalize = app_request_page_finalize;
  object_class->get_property = app_request_page_get_property;
  object_class->set_property = app_request_page_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE,
                                               flags | G_PARAM_READWRITE);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, EXCHANGE_TYPE_SESSION,
                                                  flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.show-tab", "s", show_tab);
  gtk_widget_class_install_action (widget_class, "page.focus-address", NULL, focus_address);
}

static void
ensure_types (void)
{
  g_type_ensure (APP_TYPE_AUTH_PANEL);
  g_type_ensure (APP_TYPE_BODY_PANEL);
  g_type_ensure (APP_TYPE_DOCS_PANEL);
  g_type_ensure (APP_TYPE_HEADERS_PANEL);
  g_type_ensure (APP_TYPE_LAZY);
  g_type_ensure (APP_TYPE_PARAMS_PANEL);
  g_type_ensure (APP_TYPE_RESPONSE_PANE);
  g_type_ensure (APP_TYPE_SETTINGS_PANEL);
  g_type_ensure (APP_TYPE_SPLIT);
  g_type_ensure (APP_TYPE_TAB_BUTTON);
  g_type_ensure (APP_TYPE_URL_BAR);
}

static void
watch (AppRequestPage *self)
{
  g_signal_group_connect (self->node, "changed", G_CALLBACK (on_node_changed), self);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update_actions),
                                  self);
  g_signal_connect_object (app_sessions_get_default (), "unsent", G_CALLBACK (on_unsent), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (app_sessions_get_default (), "notify::n-live",
                           G_CALLBACK (update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::wide-share", G_CALLBACK (save_share), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->split, "notify::tall-share", G_CALLBACK (save_share), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (save_tab), self,
                           G_CONNECT_SWAPPED);
}

static void
app_request_page_init (AppRequestPage *self)
{
  self->node = g_signal_group_new (WORKSPACE_TYPE_NODE);
  self->session = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  self->state = workspace_state_open (NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "exchange", G_ACTION_GROUP (self->actions));

  ensure_types ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "message",
                                  app_body_panel_get_actions (self->body_panel));
  load_share (self, "wide-share");
  load_share (self, "tall-share");
  load_tab (self);
  watch (self);
  update_actions (self);
}

void
app_request_page_focus_address (AppRequestPage *self)
{
  g_return_if_fail (APP_IS_REQUEST_PAGE (self));

  app_url_bar_focus_address (self->url_bar);
}
