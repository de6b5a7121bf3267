/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/server.h"

#include "serve/server.h"

#define HOST "127.0.0.1"

/* How many ports behind the wanted one are tried before any will do: near ones are easier to
 * remember. */
#define PORTS_TRIED 10

struct _AppServer
{
  GObject parent_instance;

  GThread *thread; /* NULL while it does not run */
  GMainLoop *loop;
  ServeServer *server; /* belongs to the thread while that runs */
  guint16 port;
};

G_DEFINE_FINAL_TYPE (AppServer, app_server, G_TYPE_OBJECT)

enum
{
  PROP_IS_RUNNING = 1,
  PROP_PORT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static ServeServer *
listen_on (guint16 port, GError **error)
{
  char host[] = HOST;
  ServeOptions options = { .host = host, .port = port };
  g_autoptr (ServeServer) server = serve_server_new (&options, NULL, NULL);

  if (!serve_server_start (server, error))
    return NULL;

  return g_steal_pointer (&server);
}

static ServeServer *
listen_near (guint16 wanted, GError **error)
{
  for (guint i = 0; i < PORTS_TRIED && wanted + i <= G_MAXUINT16; i++)
    {
      ServeServer *server = listen_on ((guint16)(wanted + i), NULL);

      if (server != NULL)
        return server;
    }

  return listen_on (0, error);
}

static gpointer
run (gpointer user_data)
{
  GMainLoop *loop = user_data;
  GMainContext *context = g_main_loop_get_context (loop);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);

  return NULL;
}

static void
notify (AppServer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT]);
}

static void
app_server_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppServer *self = APP_SERVER (object);

  switch (prop_id)
    {
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->thread != NULL);
      break;

    case PROP_PORT:
      g_value_set_uint (value, self->port);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_server_dispose (GObject *object)
{
  app_server_stop (APP_SERVER (object));

  G_OBJECT_CLASS (app_server_parent_class)->dispose (object);
}

static void
app_server_class_init (AppServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_server_dispose;
  object_class->get_property = app_server_get_property;

  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_server_init (AppServer *self)
{
}

AppServer *
app_server_new (void)
{
  return g_object_new (APP_TYPE_SERVER, NULL);
}

gboolean
app_server_start (AppServer *self, guint16 port, GError **error)
{
  g_autoptr (GMainContext) context = NULL;

  g_return_val_if_fail (APP_IS_SERVER (self), FALSE);

  if (self->thread != NULL)
    return TRUE;

  /* it listens before the thread runs, so that the port is known and a failure can be told */
  context = g_main_context_new ();
  g_main_context_push_thread_default (context);
  self->server = listen_near (port, error);
  g_main_context_pop_thread_default (context);
  if (self->server == NULL)
    return FALSE;

  self->port = serve_server_get_port (self->server);
  self->loop = g_main_loop_new (context, FALSE);
  self->thread = g_thread_new ("built-in-server", run, self->loop);
  notify (self);

  return TRUE;
}

static gboolean
quit_loop (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

void
app_server_stop (AppServer *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (APP_IS_SERVER (self));

  if (self->thread == NULL)
    return;

  /* from inside the loop: quitting one that does not run yet would be forgotten */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_loop, self->loop, NULL);
  g_source_attach (source, g_main_loop_get_context (self->loop));
  g_thread_join (g_steal_pointer (&self->thread));

  g_clear_pointer (&self->server, serve_server_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  self->port = 0;
  notify (self);
}

gboolean
app_server_get_is_running (AppServer *self)
{
  g_return_val_if_fail (APP_IS_SERVER (self), FALSE);

  return self->thread != NULL;
}

guint16
app_server_get_port (AppServer *self)
{
  g_return_val_if_fail (APP_IS_SERVER (self), 0);

  return self->port;
}
