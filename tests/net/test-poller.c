/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/poller.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define PAIRS 100 /* more than one batch of the poller */

typedef struct
{
  NetWatch *watches[PAIRS];
  int fds[PAIRS][2];
  guint n_calls;
  guint n_pairs;
  GIOCondition last;
  guint free_at; /* free all watches in this call */
} Fixture;

static void
free_watches (Fixture *f)
{
  for (guint i = 0; i < f->n_pairs; i++)
    g_clear_pointer (&f->watches[i], net_watch_free);
}

static void
on_ready (int fd, GIOCondition condition, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_calls++;
  f->last = condition;
  if (f->n_calls == f->free_at)
    free_watches (f);
}

static void
set_up (Fixture *f, guint n_pairs, GIOCondition condition)
{
  f->n_pairs = n_pairs;
  for (guint i = 0; i < n_pairs; i++)
    {
      g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, f->fds[i]), ==, 0);
      f->watches[i] = net_watch_new (NULL, f->fds[i][0], condition, on_ready, f);
    }
}

static void
clear (Fixture *f)
{
  free_watches (f);
  for (guint i = 0; i < f->n_pairs; i++)
    {
      close (f->fds[i][0]);
      if (f->fds[i][1] >= 0)
        close (f->fds[i][1]);
    }
}

static void
hang_up (Fixture *f, guint i)
{
  close (f->fds[i][1]);
  f->fds[i][1] = -1;
}

static void
turn (void)
{
  g_main_context_iteration (NULL, FALSE);
}

static void
test_levels (void)
{
  Fixture f = { 0 };
  char byte = 'x';

  set_up (&f, 1, G_IO_IN);
  turn ();
  g_assert_cmpuint (f.n_calls, ==, 0);

  g_assert_cmpint (write (f.fds[0][1], &byte, 1), ==, 1);
  turn ();
  turn ();
  g_assert_cmpuint (f.n_calls, ==, 2);
  g_assert_cmpint (f.last, ==, G_IO_IN);

  net_watch_set_condition (f.watches[0], G_IO_OUT);
  turn ();
  g_assert_cmpint (f.last, ==, G_IO_OUT);

  net_watch_set_condition (f.watches[0], 0);
  turn ();
  g_assert_cmpuint (f.n_calls, ==, 3);

  net_watch_set_condition (f.watches[0], G_IO_IN | G_IO_OUT);
  turn ();
  g_assert_cmpint (f.last, ==, G_IO_IN | G_IO_OUT);
  clear (&f);
}

static void
test_hang_up (void)
{
  Fixture f = { 0 };

  set_up (&f, 1, 0);
  hang_up (&f, 0);
  for (guint i = 0; i < 5; i++)
    turn ();
  g_assert_cmpuint (f.n_calls, ==, 1);
  g_assert_cmpint (f.last, ==, G_IO_HUP);

  net_watch_set_condition (f.watches[0], G_IO_IN);
  turn ();
  turn ();
  g_assert_cmpuint (f.n_calls, ==, 3);
  g_assert_cmpint (f.last, ==, G_IO_IN | G_IO_HUP);
  clear (&f);
}

static void
test_free_inside (void)
{
  for (guint free_at = 1; free_at <= PAIRS; free_at++)
    {
      Fixture f = { .free_at = free_at };

      set_up (&f, PAIRS, G_IO_OUT);
      turn ();
      turn ();
      g_assert_cmpuint (f.n_calls, ==, free_at);
      clear (&f);
    }
}

static void
test_one_descriptor (void)
{
  GMainContext *context = g_main_context_default ();
  Fixture f = { 0 };
  GPollFD fds[16];
  int timeout;
  int priority;
  int n;

  set_up (&f, PAIRS, G_IO_IN);
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  n = g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_check (context, priority, fds, n);
  g_main_context_release (context);
  g_assert_cmpint (n, <=, 2); /* the poller's and the context's own */
  clear (&f);
}

static void
test_other_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Fixture f = { 0 };
  NetWatch *watch;

  set_up (&f, 1, G_IO_IN);
  net_watch_set_condition (f.watches[0], 0);
  watch = net_watch_new (context, f.fds[0][1], G_IO_OUT, on_ready, &f);
  turn ();
  g_assert_cmpuint (f.n_calls, ==, 0);
  g_main_context_iteration (context, FALSE);
  g_assert_cmpuint (f.n_calls, ==, 1);
  net_watch_free (watch);
  clear (&f);
}

static void
test_without_epoll (void)
{
  Fixture f = { 0 };
  struct rlimit limit;
  struct rlimit tight;

  f.n_pairs = 1;
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, f.fds[0]), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  tight = limit;
  tight.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &tight), ==, 0);
  f.watches[0] = net_watch_new (NULL, f.fds[0][0], G_IO_IN, on_ready, &f);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);

  turn ();
  g_assert_cmpuint (f.n_calls, ==, 0);
  net_watch_set_condition (f.watches[0], G_IO_OUT);
  turn ();
  g_assert_cmpint (f.last, ==, G_IO_OUT);
  clear (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/poller/levels", test_levels);
  g_test_add_func ("/net/poller/hang-up", test_hang_up);
  g_test_add_func ("/net/poller/free-inside", test_free_inside);
  g_test_add_func ("/net/poller/one-descriptor", test_one_descriptor);
  g_test_add_func ("/net/poller/other-context", test_other_context);
  g_test_add_func ("/net/poller/without-epoll", test_without_epoll);
  return g_test_run ();
}
