/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/timer-private.h"

#include "base/time.h"

#define N_TIMERS 200

typedef struct
{
  ServeTimers *timers;
  GMainContext *context;
  ServeTimer timer[N_TIMERS];
  guint64 last;
  guint n_calls;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->context = g_main_context_new ();
  f->timers = serve_timers_new (f->context);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  serve_timers_free (f->timers);
  g_main_context_unref (f->context);
}

typedef struct
{
  Fixture *fixture;
  guint64 when;
} Call;

static void
on_call (guint64 now, gpointer user_data)
{
  Call *call = user_data;

  g_assert_cmpuint (call->when, <=, now);
  g_assert_cmpuint (call->when, >=, call->fixture->last);
  call->fixture->last = call->when;
  call->fixture->n_calls++;
}

static void
test_order (Fixture *f, gconstpointer data)
{
  static Call calls[N_TIMERS];
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint64 base = base_time_monotonic () - 1000000;
  guint n_stopped = 0;

  for (guint i = 0; i < N_TIMERS; i++)
    {
      calls[i] = (Call){ f, base + g_rand_int_range (rand, 0, 1000000) };
      f->timer[i] = (ServeTimer){ .func = on_call, .user_data = &calls[i] };
      serve_timers_set (f->timers, &f->timer[i], calls[i].when);
    }
  /* some move, some stop */
  for (guint i = 0; i < N_TIMERS; i += 3)
    {
      calls[i].when = base + g_rand_int_range (rand, 0, 1000000);
      serve_timers_set (f->timers, &f->timer[i], calls[i].when);
    }
  for (guint i = 0; i < N_TIMERS; i += 7, n_stopped++)
    serve_timers_set (f->timers, &f->timer[i], 0);

  while (f->n_calls < N_TIMERS - n_stopped)
    g_main_context_iteration (f->context, TRUE);
  g_assert_false (g_main_context_iteration (f->context, FALSE));
  g_assert_cmpuint (f->n_calls, ==, N_TIMERS - n_stopped);
}

static void
on_again (guint64 now, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_calls++;
  serve_timers_set (f->timers, &f->timer[0], 1); /* long ago */
}

/* A timer that sets itself to the past does not hold the loop. */
static void
test_again (Fixture *f, gconstpointer data)
{
  f->timer[0] = (ServeTimer){ .func = on_again, .user_data = f };
  serve_timers_set (f->timers, &f->timer[0], base_time_monotonic ());
  while (f->n_calls == 0)
    g_main_context_iteration (f->context, TRUE);
  g_assert_cmpuint (f->n_calls, ==, 1);
  while (f->n_calls == 1)
    g_main_context_iteration (f->context, TRUE);
  g_assert_cmpuint (f->n_calls, ==, 2);
}

static void
on_stop_other (guint64 now, gpointer user_data)
{
  Fixture *f = user_data;

  f->n_calls++;
  serve_timers_set (f->timers, &f->timer[0], 0);
  serve_timers_set (f->timers, &f->timer[1], 0);
}

static void
test_stop_inside (Fixture *f, gconstpointer data)
{
  guint64 past = base_time_monotonic () - 1000;

  for (guint i = 0; i < 2; i++)
    {
      f->timer[i] = (ServeTimer){ .func = on_stop_other, .user_data = f };
      serve_timers_set (f->timers, &f->timer[i], past);
    }
  g_main_context_iteration (f->context, TRUE);
  g_assert_false (g_main_context_iteration (f->context, FALSE));
  g_assert_cmpuint (f->n_calls, ==, 1);
}

/* Not before its time: the loop sleeps in whole milliseconds, the timer counts in nanoseconds. */
static void
test_not_early (Fixture *f, gconstpointer data)
{
  Call call = { f, base_time_monotonic () + 1500000 };

  f->timer[0] = (ServeTimer){ .func = on_call, .user_data = &call };
  serve_timers_set (f->timers, &f->timer[0], call.when);
  while (f->n_calls == 0)
    g_main_context_iteration (f->context, TRUE);
  g_assert_cmpuint (base_time_monotonic (), >=, call.when);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/serve/timer/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/serve/timer/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/serve/timer/stop-inside", Fixture, NULL, set_up, test_stop_inside, tear_down);
  g_test_add ("/serve/timer/not-early", Fixture, NULL, set_up, test_not_early, tear_down);

  return g_test_run ();
}
