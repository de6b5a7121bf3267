/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/timer-private.h"

#include "base/time.h"

struct _ServeTimers
{
  GPtrArray *heap; /* of borrowed ServeTimer, the earliest first */
  GSource *source;
  guint64 now; /* while timers are called, else 0 */
};

typedef struct
{
  GSource base;
  ServeTimers *timers; /* borrowed */
} TimerSource;

static ServeTimer *
get_timer (ServeTimers *timers, guint index)
{
  return g_ptr_array_index (timers->heap, index);
}

static void
put_timer (ServeTimers *timers, guint index, ServeTimer *timer)
{
  timers->heap->pdata[index] = timer;
  timer->index = index;
}

static void
sift_up (ServeTimers *timers, ServeTimer *timer)
{
  guint index = timer->index;

  while (index > 0)
    {
      ServeTimer *parent = get_timer (timers, (index - 1) / 2);

      if (parent->when <= timer->when)
        break;
      put_timer (timers, index, parent);
      index = (index - 1) / 2;
    }
  put_timer (timers, index, timer);
}

static void
sift_down (ServeTimers *timers, ServeTimer *timer)
{
  guint index = timer->index;

  for (;;)
    {
      guint child = 2 * index + 1;

      if (child >= timers->heap->len)
        break;
      if (child + 1 < timers->heap->len &&
          get_timer (timers, child + 1)->when < get_timer (timers, child)->when)
        child++;
      if (timer->when <= get_timer (timers, child)->when)
        break;
      put_timer (timers, index, get_timer (timers, child));
      index = child;
    }
  put_timer (timers, index, timer);
}

static void
remove_timer (ServeTimers *timers, ServeTimer *timer)
{
  ServeTimer *last = get_timer (timers, timers->heap->len - 1);

  g_ptr_array_set_size (timers->heap, (gint)timers->heap->len - 1);
  timer->when = 0;
  if (last == timer)
    return;
  put_timer (timers, timer->index, last);
  sift_up (timers, last);
  sift_down (timers, last);
}

static void
arm_source (ServeTimers *timers)
{
  gint64 ready = -1;

  if (timers->heap->len > 0)
    ready = (gint64)((get_timer (timers, 0)->when + 999) / 1000);
  if (g_source_get_ready_time (timers->source) != ready)
    g_source_set_ready_time (timers->source, ready);
}

static gboolean
on_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  ServeTimers *timers = ((TimerSource *)source)->timers;

  timers->now = base_time_monotonic ();
  while (timers->heap->len > 0 && get_timer (timers, 0)->when <= timers->now)
    {
      ServeTimer *timer = get_timer (timers, 0);

      remove_timer (timers, timer);
      timer->func (timers->now, timer->user_data);
    }
  timers->now = 0;
  arm_source (timers);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs timer_source_funcs = { .dispatch = on_dispatch };

ServeTimers *
serve_timers_new (GMainContext *context)
{
  ServeTimers *timers = g_new0 (ServeTimers, 1);

  timers->heap = g_ptr_array_new ();
  timers->source = g_source_new (&timer_source_funcs, sizeof (TimerSource));
  ((TimerSource *)timers->source)->timers = timers;
  g_source_set_static_name (timers->source, "serve timers");
  g_source_attach (timers->source, context);

  return timers;
}

void
serve_timers_free (ServeTimers *timers)
{
  g_source_destroy (timers->source);
  g_source_unref (timers->source);
  g_ptr_array_unref (timers->heap);
  g_free (timers);
}

void
serve_timers_set (ServeTimers *timers, ServeTimer *timer, guint64 when)
{
  if (timer->when == when)
    return;

  /* a time that has passed waits for the next turn, or one timer could hold the loop for ever */
  if (when != 0)
    when = MAX (when, timers->now + 1);
  if (timer->when != 0)
    remove_timer (timers, timer);
  if (when != 0)
    {
      timer->when = when;
      timer->index = timers->heap->len;
      g_ptr_array_add (timers->heap, timer);
      sift_up (timers, timer);
    }
  arm_source (timers);
}
