/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/io-thread-private.h"

typedef struct
{
  void (*func) (gpointer data);
  gpointer data;
} Call;

static gpointer
run (gpointer data)
{
  GMainContext *context = data;
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);

  g_main_context_push_thread_default (context);
  g_main_loop_run (loop);

  return NULL;
}

static GMainContext *
get_context (void)
{
  static gsize once = 0;
  static GMainContext *context = NULL;

  if (g_once_init_enter (&once))
    {
      context = g_main_context_new ();
      g_thread_unref (g_thread_new ("noctule-io", run, context));
      g_once_init_leave (&once, 1);
    }

  return context;
}

static gboolean
on_call (gpointer data)
{
  Call *call = data;

  call->func (call->data);

  return G_SOURCE_REMOVE;
}

void
exchange_io_thread_invoke (void (*func) (gpointer data), gpointer data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Call *call = g_new (Call, 1);

  call->func = func;
  call->data = data;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_call, call, g_free);
  g_source_attach (source, get_context ());
}
