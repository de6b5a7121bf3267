/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first-frame.h"

#include <stdio.h>
#include <unistd.h>

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  static gboolean is_reported;
  double began = g_ascii_strtod (g_getenv ("BENCH_BEGAN"), NULL) / 1e6;
  double now = (double)g_get_monotonic_time () / 1e3;

  if (is_reported)
    return;
  is_reported = TRUE;
  (void)printf ("%.1f\n", now - began);
  (void)fflush (stdout);
  /* what the end of the program costs belongs to no figure */
  if (g_getenv ("BENCH_STAY") == NULL)
    _exit (0);
}

static void
on_map (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint),
                    NULL);
}

static void
on_window_added (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "map", G_CALLBACK (on_map), NULL);
}

int
first_frame_run (GApplication *application)
{
  int status;

  if (g_getenv ("BENCH_BEGAN") == NULL)
    {
      (void)fprintf (stderr, "BENCH_BEGAN is not set\n");
      return 2;
    }
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  status = g_application_run (application, 0, NULL);
  g_object_unref (application);
  return status;
}
