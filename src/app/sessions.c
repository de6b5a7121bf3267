/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sessions.h"

#include "exchange/recording.h"
#include "exchange/resolve.h"
#include "history/store.h"

/* What is kept for a request. */
typedef struct
{
  ExchangeSession *session;
  GSignalGroup *node; /* while and after it was connected */
  gboolean has_edits;
  /* borrowed */
  AppSessions *sessions;
} Entry;

struct _AppSessions
{
  GObject parent_instance;

  WorkspacePreferences *preferences;
  GHashTable *entries; /* key of a request -> Entry */
  GHashTable *jars;    /* folder of a workspace -> ExchangeCookieJar */
  GHashTable *live;    /* ExchangeSession, borrowed: a set */
  gboolean is_pruning;
  gboolean is_pruning_due;
};

G_DEFINE_FINAL_TYPE (AppSessions, app_sessions, G_TYPE_OBJECT)

enum
{
  PROP_N_LIVE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_UNSENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_group_set_target (entry->node, NULL);
  g_object_unref (entry->node);
  g_signal_handlers_disconnect_by_data (entry->session, entry);
  g_object_unref (entry->session);
  g_free (entry);
}

static void
on_node_changed (WorkspaceNode *node, Entry *entry)
{
  static const char *const harmless[] = { "name", "docs", "messages", "sort", NULL };
  GSignalInvocationHint *hint = g_signal_get_invocation_hint (node);
  const char *key = hint != NULL ? g_quark_to_string (hint->detail) : NULL;

  if (key == NULL || !g_strv_contains (harmless, key))
    entry->has_edits = TRUE;
}

static void
on_unsent (ExchangeSession *session, const char *why, guint opcode, GBytes *data, Entry *entry)
{
  g_autoptr (WorkspaceNode) node = g_signal_group_dup_target (entry->node);

  if (node != NULL)
    g_signal_emit (entry->sessions, signals[SIGNAL_UNSENT], 0, node, why);
}

static Entry *
entry_new (AppSessions *sessions)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->sessions = sessions;
  entry->session = exchange_session_new ();
  g_signal_connect (entry->session, "unsent", G_CALLBACK (on_unsent), entry);
  entry->node = g_signal_group_new (WORKSPACE_TYPE_NODE);
  g_signal_group_connect (entry->node, "changed", G_CALLBACK (on_node_changed), entry);

  return entry;
}

static char *
dup_key (WorkspaceNode *node)
{
  const char *folder = workspace_get_folder (workspace_node_get_workspace (node));

  return g_strconcat (folder, "\n", workspace_node_get_id (node), NULL);
}

static void
prune_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  history_store_apply_retention (data);
  g_task_return_boolean (task, TRUE);
}

static void prune (AppSessions *self);

static void
on_pruned (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AppSessions *self = APP_SESSIONS (object);

  self->is_pruning = FALSE;
  if (self->is_pruning_due)
    prune (self);
}

/* At most one walk over the store at a time: a thousand connections that end together ask for two.
 */
static void
prune (AppSessions *self)
{
  g_autoptr (GTask) task = NULL;
  HistoryRetention *retention;

  self->is_pruning_due = self->is_pruning;
  if (self->is_pruning)
    return;

  self->is_pruning = TRUE;
  retention = g_new (HistoryRetention, 1);
  exchange_recording_read_retention (self->preferences, retention);
  task = g_task_new (self, NULL, on_pruned, NULL);
  g_task_set_task_data (task, retention, g_free);
  g_task_run_in_thread (task, prune_in_thread);
}

static void
on_state (ExchangeSession *session, GParamSpec *pspec, AppSessions *self)
{
  gboolean is_live = exchange_session_is_live (session);

  if (is_live == g_hash_table_contains (self->live, session))
    return;

  if (is_live)
    g_hash_table_add (self->live, session);
  else
    g_hash_table_remove (self->live, session);
  if (!is_live)
    prune (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LIVE]);
}

static void
app_sessions_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSessions *self = APP_SESSIONS (object);

  switch (prop_id)
    {
    case PROP_N_LIVE:
      g_value_set_uint (value, g_hash_table_size (self->live));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_sessions_finalize (GObject *object)
{
  AppSessions *self = APP_SESSIONS (object);

  g_hash_table_unref (self->live);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->jars);
  g_object_unref (self->preferences);

  G_OBJECT_CLASS (app_sessions_parent_class)->finalize (object);
}

static void
app_sessions_class_init (AppSessionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = app_sessions_finalize;
  object_class->get_property = app_sessions_get_property;

  properties[PROP_N_LIVE] = g_param_spec_uint ("n-live", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_UNSENT] = g_signal_new ("unsent", APP_TYPE_SESSIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, WORKSPACE_TYPE_NODE,
                                         G_TYPE_STRING);
}

static void
app_sessions_init (AppSessions *self)
{
  self->preferences = workspace_preferences_new ();
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->jars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->live = g_hash_table_new (NULL, NULL);
}

AppSessions *
app_sessions_get_default (void)
{
  static AppSessions *sessions;

  if (sessions == NULL)
    sessions = g_object_new (APP_TYPE_SESSIONS, NULL);

  return sessions;
}

static Entry *
get_entry (AppSessions *self, WorkspaceNode *node)
{
  g_autofree char *key = dup_key (node);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      entry = entry_new (self);
      g_signal_connect_object (entry->session, "notify::state", G_CALLBACK (on_state), self, 0);
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
    }

  return entry;
}

ExchangeSession *
app_sessions_get (AppSessions *self, WorkspaceNode *node)
{
  g_return_val_if_fail (APP_IS_SESSIONS (self), NULL);
  g_return_val_if_fail (WORKSPACE_IS_NODE (node), NULL);

  return get_entry (self, node)->session;
}

gboolean
app_sessions_connect (AppSessions *self, WorkspaceNode *node, GError **error)
{
  g_autoptr (ExchangeRequest) request = NULL;
  ExchangeCookieJar *jar;
  HistoryLimits limits;
  Entry *entry;

  g_return_val_if_fail (APP_IS_SESSIONS (self), FALSE);
  g_return_val_if_fail (WORKSPACE_IS_NODE (node), FALSE);

  jar = app_sessions_get_cookie_jar (self, workspace_node_get_workspace (node));
  request = exchange_resolve_request (node, self->preferences, jar, error);
  if (request == NULL)
    return FALSE;

  exchange_recording_read_limits (self->preferences, &limits);
  entry = get_entry (self, node);
  entry->has_edits = FALSE;
  g_signal_group_set_target (entry->node, node);
  exchange_session_open (entry->session, request, &limits);

  return TRUE;
}

gboolean
app_sessions_has_edits (AppSessions *self, WorkspaceNode *node)
{
  g_return_val_if_fail (APP_IS_SESSIONS (self), FALSE);
  g_return_val_if_fail (WORKSPACE_IS_NODE (node), FALSE);

  return get_entry (self, node)->has_edits;
}

void
app_sessions_close_all (AppSessions *self)
{
  g_autoptr (GList) sessions = NULL;

  g_return_if_fail (APP_IS_SESSIONS (self));

  sessions = g_hash_table_get_keys (self->live);
  for (GList *l = sessions; l != NULL; l = l->next)
    exchange_session_close (l->data, 1000, NULL);
}

WorkspacePreferences *
app_sessions_get_preferences (AppSessions *self)
{
  g_return_val_if_fail (APP_IS_SESSIONS (self), NULL);

  return self->preferences;
}

ExchangeCookieJar *
app_sessions_get_cookie_jar (AppSessions *self, Workspace *workspace)
{
  const char *folder;
  ExchangeCookieJar *jar;

  g_return_val_if_fail (APP_IS_SESSIONS (self), NULL);
  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace), NULL);

  folder = workspace_get_folder (workspace);
  jar = g_hash_table_lookup (self->jars, folder);
  if (jar == NULL)
    {
      jar = exchange_cookie_jar_open (folder);
      g_hash_table_insert (self->jars, g_strdup (folder), jar);
    }

  return jar;
}

void
app_sessions_flush (AppSessions *self)
{
  GHashTableIter iter;
  gpointer jar;

  g_return_if_fail (APP_IS_SESSIONS (self));

  workspace_preferences_flush (self->preferences, NULL);
  g_hash_table_iter_init (&iter, self->jars);
  while (g_hash_table_iter_next (&iter, NULL, &jar))
    exchange_cookie_jar_flush (jar, NULL);
}
