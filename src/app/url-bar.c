/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/url-bar.h"

#include "app/close-popover.h"
#include "app/sessions.h"
#include "exchange/resolve.h"
#include "exchange/session.h"
#include "workspace/node.h"

#include <glib/gi18n.h>
#include <string.h>

/* A person who types is told what is wrong when they pause. */
#define CHECK_DELAY_MS 600

struct _AppUrlBar
{
  AdwBin parent_instance;

  GSignalGroup *node;
  GSignalGroup *session;
  char *problem;
  GtkWidget *close_popover; /* nullable: made when it is asked for */
  guint check_timeout;
  gboolean is_loading; /* the text comes from the node, not from a person */

  /* borrowed */
  GtkWidget *address;
  GtkEntry *entry;
  GtkWidget *status_box;
  GtkSpinner *spinner;
  GtkWidget *dot;
  GtkLabel *status;
  GtkStack *buttons;
  GtkWidget *disconnect_button;
  GtkRevealer *note_revealer;
  GtkLabel *note;
};

G_DEFINE_FINAL_TYPE (AppUrlBar, app_url_bar, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_SESSION,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* How the bar looks in a state. */
typedef struct
{
  const char *page; /* of the buttons */
  const char *css;  /* of the status */
  gboolean is_busy;
} Look;

static const Look looks[] = {
  [EXCHANGE_STATE_IDLE] = { "connect", "dim-label", FALSE },
  [EXCHANGE_STATE_RESOLVING] = { "cancel", "dim-label", TRUE },
  [EXCHANGE_STATE_CONNECTING] = { "cancel", "dim-label", TRUE },
  [EXCHANGE_STATE_HANDSHAKING] = { "cancel", "dim-label", TRUE },
  [EXCHANGE_STATE_OPEN] = { "disconnect", "connected", FALSE },
  [EXCHANGE_STATE_CLOSING] = { "closing", "dim-label", TRUE },
  [EXCHANGE_STATE_CLOSED] = { "connect", "dim-label", FALSE },
  [EXCHANGE_STATE_FAILED] = { "connect", "error", FALSE },
};

/* The host as typed; what is no URL yet gives what there is. */
static char *
dup_host (const char *url)
{
  const char *scheme = strstr (url, "://");
  const char *begin = scheme != NULL ? scheme + 3 : url;
  g_autofree char *authority = g_strndup (begin, strcspn (begin, "/?#"));
  const char *user = strrchr (authority, '@');

  return g_strdup (user != NULL ? user + 1 : authority);
}

static char *
dup_connecting (AppUrlBar *self, ExchangeSession *session)
{
  const char *step = exchange_session_get_step (session);

  if (exchange_session_get_state (session) == EXCHANGE_STATE_RESOLVING)
    {
      g_autofree char *host = dup_host (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

      return g_strdup_printf (_ ("Looking up %s…"), host);
    }
  if (exchange_session_get_state (session) == EXCHANGE_STATE_HANDSHAKING)
    return g_strdup (_ ("Waiting for the server’s answer…"));

  return g_strdup (step[0] != '\0' ? step : _ ("Connecting…"));
}

static char *
dup_closed (ExchangeSession *session)
{
  guint16 code = exchange_session_get_facts (session)->code;

  /* 1005: the Close frame had no code */
  if (code == 0 || code == 1005)
    return g_strdup (_ ("Closed"));

  return g_strdup_printf (_ ("Closed %u"), code);
}

static char *
dup_failed (ExchangeSession *session)
{
  guint16 status = exchange_session_get_facts (session)->status;

  switch (exchange_session_get_problem_code (session))
    {
    case EXCHANGE_ERROR_REFUSED:
      return g_strdup_printf (_ ("Refused %u"), status);
    case EXCHANGE_ERROR_CANCELLED:
      return g_strdup (_ ("Cancelled"));
    case EXCHANGE_ERROR_TIMED_OUT:
      return g_strdup (_ ("Timed out"));
    case EXCHANGE_ERROR_USAGE:
    case EXCHANGE_ERROR_CONNECT:
    case EXCHANGE_ERROR_TLS:
    case EXCHANGE_ERROR_PROTOCOL:
    case EXCHANGE_ERROR_ABNORMAL:
    default:
      return g_strdup (_ ("Failed"));
    }
}

static char *
dup_status (AppUrlBar *self, ExchangeSession *session)
{
  switch (exchange_session_get_state (session))
    {
    case EXCHANGE_STATE_RESOLVING:
    case EXCHANGE_STATE_CONNECTING:
    case EXCHANGE_STATE_HANDSHAKING:
      return dup_connecting (self, session);
    case EXCHANGE_STATE_OPEN:
      return g_strdup (_ ("CONNECTED"));
    case EXCHANGE_STATE_CLOSING:
      return g_strdup (_ ("Closing…"));
    case EXCHANGE_STATE_CLOSED:
      return dup_closed (session);
    case EXCHANGE_STATE_FAILED:
      return dup_failed (session);
    case EXCHANGE_STATE_IDLE:
    default:
      return g_strdup ("");
    }
}

/* A connection that broke, or was given up by a person, is not what "closed" and "failed" say. */
static const char *
get_status_css (ExchangeSession *session, const Look *look)
{
  if (exchange_session_get_problem (session)[0] == '\0')
    return look->css;

  return exchange_session_get_problem_code (session) == EXCHANGE_ERROR_CANCELLED ? "dim-label"
                                                                                 : "error";
}

static void
set_css (gpointer widget, const char *css)
{
  const char *const classes[] = { css, NULL };

  gtk_widget_set_css_classes (widget, (const char **)classes);
}

static void
show_status (AppUrlBar *self, ExchangeSession *session)
{
  const Look *look = &looks[exchange_session_get_state (session)];
  const char *problem = exchange_session_get_problem (session);
  g_autofree char *text = dup_status (self, session);

  gtk_stack_set_visible_child_name (self->buttons, look->page);
  gtk_label_set_text (self->status, text);
  /* a step may be long, what it came to is short and always shown */
  gtk_label_set_ellipsize (self->status,
                           look->is_busy ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  set_css (self->status, get_status_css (session, look));
  gtk_widget_set_tooltip_text (self->status_box, problem[0] != '\0' ? problem : NULL);
  gtk_spinner_set_spinning (self->spinner, look->is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), look->is_busy);
  gtk_widget_set_visible (self->dot, exchange_session_get_state (session) == EXCHANGE_STATE_OPEN);
  gtk_widget_set_visible (self->status_box, text[0] != '\0');
}

static void
show_note (AppUrlBar *self, const char *text, const char *css)
{
  const char *const classes[] = { "caption", "note", css, NULL };

  if (text != NULL)
    {
      gtk_label_set_text (self->note, text);
      gtk_widget_set_css_classes (GTK_WIDGET (self->note), (const char **)classes);
    }
  gtk_revealer_set_reveal_child (self->note_revealer, text != NULL);
}

static void
update_note (AppUrlBar *self)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);
  g_autofree char *warning = NULL;

  if (session != NULL)
    g_object_get (session, "warning", &warning, NULL);

  if (self->problem != NULL)
    show_note (self, self->problem, "error");
  else if (warning != NULL && warning[0] != '\0')
    show_note (self, warning, "warning");
  else if (node != NULL && session != NULL && exchange_session_is_live (session) &&
           app_sessions_has_edits (app_sessions_get_default (), node))
    show_note (self, _ ("Changes hold for the next connection"), "dim-label");
  else
    show_note (self, NULL, NULL);
}

/* It may be of a header or a setting as well. */
static gboolean
is_of_address (AppUrlBar *self, const char *problem)
{
  return g_str_has_prefix (problem, "The URL") ||
         gtk_editable_get_text (GTK_EDITABLE (self->entry))[0] == '\0';
}

static void
mark_address (AppUrlBar *self, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (self->address, "error");
  else
    gtk_widget_remove_css_class (self->address, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE
                                        : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
set_problem (AppUrlBar *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;

  g_free (self->problem);
  self->problem = g_strdup (problem);
  mark_address (self, problem != NULL && is_of_address (self, problem));
  update_note (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
update_session (AppUrlBar *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);

  if (session != NULL)
    {
      if (exchange_session_is_live (session))
        set_problem (self, NULL);
      show_status (self, session);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->buttons, "connect");
      gtk_widget_set_visible (self->status_box, FALSE);
    }
  update_note (self);
}

/* Keeps the cursor of a person who types while the file changes. */
static void
load_url (AppUrlBar *self, WorkspaceNode *node)
{
  const char *url = workspace_node_get (node, "url");
  GtkEditable *editable = GTK_EDITABLE (self->entry);
  int position = gtk_editable_get_position (editable);

  if (g_strcmp0 (gtk_editable_get_text (editable), url != NULL ? url : "") == 0)
    return;

  self->is_loading = TRUE;
  gtk_editable_set_text (editable, url != NULL ? url : "");
  gtk_editable_set_position (editable, position);
  self->is_loading = FALSE;
}

static void
on_node_changed (WorkspaceNode *node, AppUrlBar *self)
{
  load_url (self, node);
  set_problem (self, NULL);
  update_note (self);
}

static void
on_node_bound (AppUrlBar *self, WorkspaceNode *node)
{
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  set_problem (self, NULL);
  load_url (self, node);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry),
                            workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET);
}

/* Templates are not known before they are rendered. */
static gboolean
may_be_checked (const char *url)
{
  return url[0] != '\0' && strstr (url, "{{") == NULL && strstr (url, "{%") == NULL;
}

static gboolean
on_check_timeout (gpointer user_data)
{
  AppUrlBar *self = user_data;
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);
  WorkspacePreferences *preferences = app_sessions_get_preferences (app_sessions_get_default ());
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  self->check_timeout = 0;
  if (node == NULL || !may_be_checked (gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return G_SOURCE_REMOVE;

  /* what is wrong elsewhere can wait for Connect */
  request = exchange_resolve_request (node, preferences, NULL, &error);
  if (request == NULL && g_str_has_prefix (error->message, "The URL"))
    set_problem (self, error->message);

  return G_SOURCE_REMOVE;
}

static void
on_entry_changed (AppUrlBar *self)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (self->node);

  if (self->is_loading || node == NULL)
    return;

  workspace_node_set (node, "url", gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_clear_handle_id (&self->check_timeout, g_source_remove);
  self->check_timeout = g_timeout_add (CHECK_DELAY_MS, on_check_timeout, self);
}

static void
on_entry_activate (AppUrlBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "exchange.connect", NULL);
}

static void
ask_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppUrlBar *self = APP_URL_BAR (widget);

  if (self->close_popover == NULL)
    {
      self->close_popover = g_object_new (APP_TYPE_CLOSE_POPOVER, NULL);
      gtk_widget_set_parent (self->close_popover, self->disconnect_button);
    }
  gtk_popover_popup (GTK_POPOVER (self->close_popover));
}

static void
app_url_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppUrlBar *self = APP_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_take_object (value, g_signal_group_dup_target (self->node));
      break;
    case PROP_SESSION:
      g_value_take_object (value, g_signal_group_dup_target (self->session));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_url_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppUrlBar *self = APP_URL_BAR (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_signal_group_set_target (self->node, g_value_get_object (value));
      update_note (self);
      break;
    case PROP_SESSION:
      g_signal_group_set_target (self->session, g_value_get_object (value));
      update_session (self);
      break;
    case PROP_PROBLEM:
      set_problem (self, g_value_get_string (value));
      return;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, pspec);
}

static void
app_url_bar_dispose (GObject *object)
{
  AppUrlBar *self = APP_URL_BAR (object);

  g_clear_handle_id (&self->check_timeout, g_source_remove);
  g_signal_group_set_target (self->node, NULL);
  g_signal_group_set_target (self->session, NULL);
  g_clear_pointer (&self->close_popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_URL_BAR);

  G_OBJECT_CLASS (app_url_bar_parent_class)->dispose (object);
}

static void
app_url_bar_finalize (GObject *object)
{
  AppUrlBar *self = APP_URL_BAR (object);

  g_object_unref (self->node);
  g_object_unref (self->session);
  g_free (self->problem);

  G_OBJECT_CLASS (app_url_bar_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/noctule/Noctule/ui/url-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, address);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, status_box);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, dot);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, status);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, disconnect_button);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, note_revealer);
  gtk_widget_class_bind_template_child (widget_class, AppUrlBar, note);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
}

static void
app_url_bar_class_init (AppUrlBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_url_bar_dispose;
  object_class->finalize = app_url_bar_finalize;
  object_class->get_property = app_url_bar_get_property;
  object_class->set_property = app_url_bar_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, EXCHANGE_TYPE_SESSION,
                                                  flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "url-bar.ask-close", NULL, ask_close);
}

static void
app_url_bar_init (AppUrlBar *self)
{
  self->node = g_signal_group_new (WORKSPACE_TYPE_NODE);
  self->session = g_signal_group_new (EXCHANGE_TYPE_SESSION);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* AdwSplitButton of libadwaita 1.2 leaves its arrow without a name */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_last_child (
                                    GTK_WIDGET (self->disconnect_button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Other ways to disconnect"),
                                  -1);

  g_signal_connect_swapped (self->node, "bind", G_CALLBACK (on_node_bound), self);
  /* after: app_sessions_has_edits() */
  g_signal_group_connect_data (self->node, "changed", G_CALLBACK (on_node_changed), self, NULL,
                               G_CONNECT_AFTER);
  g_signal_group_connect_swapped (self->session, "notify::state", G_CALLBACK (update_session),
                                  self);
  g_signal_group_connect_swapped (self->session, "notify::step", G_CALLBACK (update_session), self);
  g_signal_group_connect_swapped (self->session, "notify::problem", G_CALLBACK (update_session),
                                  self);
  g_signal_group_connect_swapped (self->session, "notify::warning", G_CALLBACK (update_note), self);
  update_session (self);
}

void
app_url_bar_focus_address (AppUrlBar *self)
{
  g_return_if_fail (APP_IS_URL_BAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
