/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/transfer-private.h"

#include "net/poller.h"

#include <sys/socket.h>
#include <unistd.h>

struct _NetTransfer
{
  CURL *easy;
  CURLM *multi;
  GMainContext *context;
  GSource *timer;
  GPtrArray *watches;
  int kept_fd; /* not to be closed by libcurl; -1: none */
  char error[CURL_ERROR_SIZE];

  /* borrowed */
  const NetTransferFuncs *funcs; /* NULL: settled */
  gpointer user_data;
};

/* A loop that wakes when libcurl asked for it, and nothing else. */
static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);

  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

/* Must be the last thing that a callback of the loop does: @self may be gone after it. */
static void
act (NetTransfer *self, curl_socket_t fd, int events)
{
  int n_left;
  int n_running;
  CURLMsg *message;

  (void)curl_multi_socket_action (self->multi, fd, events, &n_running);
  self->funcs->on_progress (self->user_data);

  message = curl_multi_info_read (self->multi, &n_left);
  if (message != NULL && message->msg == CURLMSG_DONE)
    self->funcs->on_done (message->data.result, self->user_data);
}

static gboolean
on_timer (gpointer user_data)
{
  act (user_data, CURL_SOCKET_TIMEOUT, 0);

  return G_SOURCE_CONTINUE;
}

static void
on_ready (int fd, GIOCondition condition, gpointer user_data)
{
  int events = 0;

  if (condition & (G_IO_IN | G_IO_HUP))
    events |= CURL_CSELECT_IN;
  if (condition & G_IO_OUT)
    events |= CURL_CSELECT_OUT;
  if (condition & G_IO_ERR)
    events |= CURL_CSELECT_ERR;

  act (user_data, fd, events);
}

static int
multi_socket_changed (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  NetTransfer *self = user_data;
  NetWatch *watch = socket_data;
  GIOCondition condition = 0;

  if (what == CURL_POLL_REMOVE)
    {
      g_ptr_array_remove_fast (self->watches, watch);
      return 0;
    }

  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT)
    condition |= G_IO_IN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT)
    condition |= G_IO_OUT;

  if (watch != NULL)
    {
      net_watch_set_condition (watch, condition);
    }
  else
    {
      watch = net_watch_new (self->context, fd, condition, on_ready, self);
      g_ptr_array_add (self->watches, watch);
      (void)curl_multi_assign (self->multi, fd, watch);
    }

  return 0;
}

static int
multi_timer_changed (CURLM *multi, long timeout_ms, void *user_data)
{
  NetTransfer *self = user_data;
  gint64 ready = timeout_ms < 0 ? -1 : g_get_monotonic_time () + timeout_ms * 1000;

  g_source_set_ready_time (self->timer, ready);

  return 0;
}

static int
easy_debug (CURL *easy, curl_infotype type, char *data, size_t len, void *user_data)
{
  NetTransfer *self = user_data;

  if (self->funcs != NULL)
    self->funcs->on_debug (type, data, len, self->user_data);
  else if (type == CURLINFO_TEXT)
    g_strlcpy (self->error, data, MIN (len + 1, sizeof self->error));

  return 0;
}

static curl_socket_t
easy_open_socket (void *user_data, curlsocktype purpose, struct curl_sockaddr *address)
{
  NetTransfer *self = user_data;
  int fd = socket (address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

  self->funcs->on_attempt (fd, address, self->user_data);

  return fd;
}

static int
easy_close_socket (void *user_data, curl_socket_t fd)
{
  NetTransfer *self = user_data;

  if (self->funcs != NULL)
    self->funcs->on_closed (fd, self->user_data);

  return fd == self->kept_fd ? 0 : close (fd);
}

/* The callbacks that the handle has while it connects. */
static void
set_callbacks (NetTransfer *self)
{
  curl_easy_setopt (self->easy, CURLOPT_ERRORBUFFER, self->error);
  curl_easy_setopt (self->easy, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (self->easy, CURLOPT_DEBUGFUNCTION, easy_debug);
  curl_easy_setopt (self->easy, CURLOPT_DEBUGDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_OPENSOCKETFUNCTION, easy_open_socket);
  curl_easy_setopt (self->easy, CURLOPT_OPENSOCKETDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_CLOSESOCKETFUNCTION, easy_close_socket);
  curl_easy_setopt (self->easy, CURLOPT_CLOSESOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, multi_socket_changed);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, multi_timer_changed);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
}

static void
init_curl (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      (void)curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&is_done, 1);
    }
}

NetTransfer *
net_transfer_new (const NetTransferFuncs *funcs, gpointer user_data)
{
  NetTransfer *self = g_new0 (NetTransfer, 1);

  init_curl ();
  self->easy = curl_easy_init ();
  self->multi = curl_multi_init ();
  if (self->easy == NULL || self->multi == NULL)
    g_error ("There is no memory left for a connection");

  self->context = g_main_context_ref_thread_default ();
  self->watches = g_ptr_array_new_with_free_func ((GDestroyNotify)net_watch_free);
  self->kept_fd = -1;
  self->funcs = funcs;
  self->user_data = user_data;

  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_set_static_name (self->timer, "net-transfer");
  g_source_attach (self->timer, self->context);
  set_callbacks (self);

  return self;
}

CURL *
net_transfer_get_easy (NetTransfer *self)
{
  return self->easy;
}

void
net_transfer_start (NetTransfer *self)
{
  (void)curl_multi_add_handle (self->multi, self->easy);
}

static void
stop_driving (NetTransfer *self)
{
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, NULL);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, NULL);
  g_ptr_array_set_size (self->watches, 0);
  g_source_destroy (self->timer);
}

void
net_transfer_settle (NetTransfer *self)
{
  stop_driving (self);
  self->funcs = NULL;

  /* The log has a line for each read that would block. It is kept only where libcurl, which writes
   * into the buffer once, has done so for something that was no hindrance. */
  curl_easy_setopt (self->easy, CURLOPT_VERBOSE, self->error[0] != '\0' ? 1L : 0L);
  self->error[0] = '\0';
}

int
net_transfer_steal_fd (NetTransfer *self)
{
  curl_socket_t fd = CURL_SOCKET_BAD;

  (void)curl_easy_getinfo (self->easy, CURLINFO_ACTIVESOCKET, &fd);
  self->kept_fd = fd;

  return fd;
}

const char *
net_transfer_get_error (NetTransfer *self)
{
  return self->error;
}

void
net_transfer_free (NetTransfer *self)
{
  if (self == NULL)
    return;

  self->funcs = NULL;
  stop_driving (self);
  curl_easy_setopt (self->easy, CURLOPT_VERBOSE, 0L);
  (void)curl_multi_remove_handle (self->multi, self->easy);
  curl_easy_cleanup (self->easy);
  (void)curl_multi_cleanup (self->multi);

  g_ptr_array_unref (self->watches);
  g_source_unref (self->timer);
  g_main_context_unref (self->context);
  g_free (self);
}
