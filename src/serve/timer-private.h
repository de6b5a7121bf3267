/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Timers of thousands of connections behind one GSource: a main loop asks each of its sources in
 * every turn. */
typedef struct _ServeTimers ServeTimers;

/* Zero-initialise it and set @func; stop it before its memory goes. */
typedef struct
{
  void (*func) (guint64 now, gpointer user_data); /* the timer is stopped when it is called */
  gpointer user_data;
  guint64 when; /* private: nanoseconds of the monotonic clock, 0 while it is stopped */
  guint index;  /* private */
} ServeTimer;

ServeTimers *serve_timers_new (GMainContext *context);

void serve_timers_free (ServeTimers *timers);

/* @when: nanoseconds of base_time_monotonic(); 0 stops the timer. Any timer may be set in @func. */
void serve_timers_set (ServeTimers *timers, ServeTimer *timer, guint64 when);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServeTimers, serve_timers_free)
