/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/poller.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <unistd.h>

/* How many ready descriptors one turn of the loop serves: enough to make the system call cheap, few
 * enough that timers and other sources of the loop get their turn. */
#define BATCH_MAX 64

G_STATIC_ASSERT (EPOLLIN == (guint)G_IO_IN && EPOLLOUT == (guint)G_IO_OUT &&
                 EPOLLERR == (guint)G_IO_ERR && EPOLLHUP == (guint)G_IO_HUP);

typedef struct
{
  GSource source;
  int epoll_fd;
  guint n_watches;

  /* borrowed: the events that are being dispatched, so that freeing a watch can strike its own */
  struct epoll_event *batch;
  int n_batch;
} NetPoller;

struct _NetWatch
{
  GSource *source; /* of its own, when epoll would not take the descriptor; else NULL */
  NetWatchFunc func;
  GIOCondition condition;
  int fd;

  /* borrowed */
  GMainContext *context;
  NetPoller *poller;
  gpointer user_data;
};

static gboolean
poller_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  NetPoller *self = (NetPoller *)source;
  struct epoll_event batch[BATCH_MAX];

  self->n_batch = epoll_wait (self->epoll_fd, batch, BATCH_MAX, 0);
  self->batch = batch;

  for (int i = 0; i < self->n_batch; i++)
    {
      NetWatch *watch = batch[i].data.ptr;

      if (watch != NULL)
        watch->func (watch->fd, (GIOCondition)(batch[i].events & ~EPOLLET), watch->user_data);
    }

  self->batch = NULL;
  self->n_batch = 0;

  return G_SOURCE_CONTINUE;
}

static void
poller_finalize (GSource *source)
{
  NetPoller *self = (NetPoller *)source;

  if (self->epoll_fd >= 0)
    close (self->epoll_fd);
}

static GSourceFuncs poller_funcs = {
  .dispatch = poller_dispatch,
  .finalize = poller_finalize,
};

static NetPoller *
poller_new (GMainContext *context)
{
  GSource *source = g_source_new (&poller_funcs, sizeof (NetPoller));
  NetPoller *self = (NetPoller *)source;

  self->epoll_fd = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll_fd >= 0)
    g_source_add_unix_fd (source, self->epoll_fd, G_IO_IN);

  /* no callback is needed, but without one poller_get() could not find the source */
  g_source_set_callback (source, NULL, NULL, NULL);
  g_source_set_static_name (source, "net-poller");
  g_source_attach (source, context);
  g_source_unref (source);

  return self;
}

static NetPoller *
poller_get (GMainContext *context)
{
  GSource *source = g_main_context_find_source_by_funcs_user_data (context, &poller_funcs, NULL);

  return source != NULL ? (NetPoller *)source : poller_new (context);
}

static void
poller_strike (NetPoller *self, NetWatch *watch)
{
  for (int i = 0; i < self->n_batch; i++)
    if (self->batch[i].data.ptr == watch)
      self->batch[i].data.ptr = NULL;
}

static gboolean
watch_dispatch (int fd, GIOCondition condition, gpointer user_data)
{
  NetWatch *self = user_data;

  self->func (fd, condition, self->user_data);

  return G_SOURCE_CONTINUE;
}

/* Without epoll (no descriptor left for one, or a kind of file that it does not take) the loop
 * polls the descriptor itself. */
static void
watch_poll_alone (NetWatch *self)
{
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }

  self->source = g_unix_fd_source_new (self->fd, self->condition | G_IO_ERR | G_IO_HUP);
  g_source_set_callback (self->source, G_SOURCE_FUNC (watch_dispatch), self, NULL);
  g_source_attach (self->source, self->context);
}

static gboolean
watch_control (NetWatch *self, int operation)
{
  /* A connection that is not being read may hang up; told again at every turn that would be a busy
   * loop, so a watch of nothing hears of it once. */
  guint32 once = self->condition == 0 ? EPOLLET : 0;
  struct epoll_event event = { .events = (guint32)self->condition | once, .data.ptr = self };

  return epoll_ctl (self->poller->epoll_fd, operation, self->fd, &event) == 0;
}

NetWatch *
net_watch_new (GMainContext *context,
               int fd,
               GIOCondition condition,
               NetWatchFunc func,
               gpointer user_data)
{
  NetWatch *self;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (NetWatch, 1);
  self->context = context != NULL ? context : g_main_context_get_thread_default ();
  self->poller = poller_get (self->context);
  self->poller->n_watches++;
  self->fd = fd;
  self->condition = condition;
  self->func = func;
  self->user_data = user_data;

  if (!watch_control (self, EPOLL_CTL_ADD))
    watch_poll_alone (self);

  return self;
}

void
net_watch_set_condition (NetWatch *watch, GIOCondition condition)
{
  g_return_if_fail (watch != NULL);

  if (watch->condition == condition)
    return;

  watch->condition = condition;
  if (watch->source != NULL || !watch_control (watch, EPOLL_CTL_MOD))
    watch_poll_alone (watch);
}

void
net_watch_free (NetWatch *watch)
{
  if (watch == NULL)
    return;

  if (watch->source != NULL)
    {
      g_source_destroy (watch->source);
      g_source_unref (watch->source);
    }
  else
    {
      (void)epoll_ctl (watch->poller->epoll_fd, EPOLL_CTL_DEL, watch->fd, NULL);
    }

  poller_strike (watch->poller, watch);
  if (--watch->poller->n_watches == 0)
    g_source_destroy (&watch->poller->source);
  g_free (watch);
}
