/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial-private.h"

#include "net/stream-private.h"

static void resolve_next (NetDial *self);

void
net_dial_set_state (NetDial *self, NetDialState state)
{
  self->state = MAX (self->state, state);
}

void
net_dial_tell (NetDial *self, NetStep step, const char *text, const char *json)
{
  if (self->on_step != NULL && self->state != NET_DIAL_DONE)
    self->on_step (step, text, json, self->step_data);
}

static char *
dup_place (const NetUrl *url)
{
  return g_strdup_printf ("%s port %u", url->host, url->port);
}

char *
net_dial_dup_server (NetDial *self)
{
  return self->options->unix_socket != NULL ? g_strdup (self->options->unix_socket)
                                            : dup_place (self->url);
}

char *
net_dial_dup_proxy (NetDial *self)
{
  return self->proxy->address != NULL ? dup_place (self->proxy->address) : g_strdup ("");
}

static void
destroy_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
dial_free (gpointer data)
{
  NetDial *self = data;

  net_transfer_free (self->transfer);
  curl_slist_free_all (self->resolved);
  net_chain_free (self->chain);
  net_chain_free (self->proxy_chain);
  net_credentials_free (self->credentials);
  net_proxy_free (self->proxy);
  net_dial_options_free (self->options);
  net_url_free (self->url);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_object (&self->lookup);
  g_free (self->proxy_answer);
  g_free (self->tls_refusal);
  g_free (self);
}

static void
tell_chains (NetDial *self)
{
  NetStepFunc on_step = self->on_step;

  if (on_step == NULL)
    return;
  if (self->proxy_chain != NULL)
    net_chain_tell (self->proxy_chain, on_step, self->step_data);
  if (self->chain != NULL)
    net_chain_tell (self->chain, on_step, self->step_data);
}

/* The one end of every dial: @stream or @error. A lookup that is still running holds the task, and
 * finds the state. */
static void
finish (NetDial *self, NetStream *stream, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  net_dial_set_state (self, NET_DIAL_DONE);
  g_clear_pointer (&self->timeout, destroy_source);
  g_clear_pointer (&self->cancelled, destroy_source);
  g_clear_pointer (&self->transfer, net_transfer_free);
  g_cancellable_cancel (self->lookup);

  if (stream != NULL)
    g_task_return_pointer (task, stream, (GDestroyNotify)net_stream_free);
  else
    g_task_return_error (task, error);
}

static NetStream *
make_stream (NetDial *self)
{
  NetChain *chain = self->chain != NULL ? self->chain : self->proxy_chain;
  gboolean is_nested = self->chain != NULL && self->proxy_chain != NULL;

  if (chain == NULL)
    return net_stream_new_plain (net_transfer_steal_fd (self->transfer), &self->timings);

  net_transfer_settle (self->transfer);
  return net_stream_new_tls (g_steal_pointer (&self->transfer), net_chain_get_ssl (chain),
                             is_nested, &self->timings);
}

static void
transfer_done (CURLcode result, gpointer user_data)
{
  NetDial *self = user_data;
  GError *error = NULL;

  if (result != CURLE_OK)
    {
      tell_chains (self);
      net_dial_set_error (self, result, &error);
      finish (self, NULL, error);
      return;
    }

  if (self->chain != NULL)
    {
      self->timings.secured = g_get_monotonic_time () - self->start;
      net_dial_note_tls (self);
    }
  tell_chains (self);
  finish (self, make_stream (self), NULL);
}

static void
transfer_attempt (int fd, const struct curl_sockaddr *address, gpointer user_data)
{
  net_dial_note_attempt (user_data, fd, address);
}

static void
transfer_closed (int fd, gpointer user_data)
{
  net_dial_note_closed (user_data, fd);
}

static void
transfer_debug (curl_infotype type, const char *data, gsize len, gpointer user_data)
{
  net_dial_note_debug (user_data, type, data, len);
}

static void
transfer_progress (gpointer user_data)
{
  net_dial_note_connected (user_data);
}

static const NetTransferFuncs transfer_funcs = {
  .on_attempt = transfer_attempt,
  .on_closed = transfer_closed,
  .on_debug = transfer_debug,
  .on_progress = transfer_progress,
  .on_done = transfer_done,
};

static void
lookup_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  NetDial *self = g_task_get_task_data (task);
  g_autoptr (GError) cause = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (object), result, &cause);
  GError *error = NULL;

  if (self->state != NET_DIAL_DONE)
    {
      if (net_dial_take_addresses (self, addresses, cause, &error))
        resolve_next (self);
      else
        finish (self, NULL, error);
    }

  g_resolver_free_addresses (addresses);
}

static void
resolve_next (NetDial *self)
{
  g_autoptr (GResolver) resolver = NULL;
  const NetUrl *name;

  if (self->names->len == 0)
    {
      self->timings.resolved = self->resolved != NULL ? g_get_monotonic_time () - self->start : 0;
      net_dial_set_state (self, NET_DIAL_CONNECTING);
      net_dial_set_up (self, &transfer_funcs);
      net_transfer_start (self->transfer);
      return;
    }

  name = g_ptr_array_index (self->names, 0);
  resolver = g_resolver_get_default ();
  g_resolver_lookup_by_name_async (resolver, name->host, self->lookup, lookup_done,
                                   g_object_ref (self->task));
}

static gboolean
time_over (gpointer user_data)
{
  NetDial *self = user_data;
  GError *error = NULL;

  tell_chains (self);
  net_dial_set_timed_out (self, &error);
  finish (self, NULL, error);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled (GCancellable *cancellable, gpointer user_data)
{
  GError *error = NULL;

  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The connection was cancelled.");
  finish (user_data, NULL, error);

  return G_SOURCE_REMOVE;
}

static GSource *
attach (NetDial *self, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, g_task_get_context (self->task));

  return source;
}

/* Whatever can be refused before anything goes over the network. */
static gboolean
prepare (NetDial *self, GError **error)
{
  const char *typed = self->options->unix_socket != NULL ? "" : self->options->proxy;

  self->proxy = net_proxy_choose (self->url, typed, error);
  if (self->proxy == NULL)
    return FALSE;

  if (!self->url->is_secure && self->proxy->kind != NET_PROXY_HTTPS)
    return TRUE;

  self->credentials = net_credentials_load (self->options, error);
  return self->credentials != NULL;
}

void
net_dial_async (const NetUrl *url,
                const NetDialOptions *options,
                GCancellable *cancellable,
                NetStepFunc on_step,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  NetDial *self = g_new0 (NetDial, 1);
  GError *error = NULL;

  self->start = g_get_monotonic_time ();
  self->url = net_url_copy (url);
  self->options = net_dial_options_copy (options);
  self->on_step = on_step;
  self->step_data = user_data;
  self->lookup = g_cancellable_new ();
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify)net_attempt_free);
  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_task_data (self->task, self, dial_free);

  if (!prepare (self, &error))
    {
      finish (self, NULL, error);
      return;
    }

  if (cancellable != NULL)
    self->cancelled = attach (self, g_cancellable_source_new (cancellable),
                              G_SOURCE_FUNC (cancelled));
  if (options->timeout_ms > 0)
    self->timeout = attach (self, g_timeout_source_new (options->timeout_ms), time_over);

  net_dial_plan_names (self);
  resolve_next (self);
}

NetStream *
net_dial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
