/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-list EVENTS RATE SECONDS FOLDER: what the list of events costs a frame. It fills a log in
 * FOLDER (which must not be there) with EVENTS events, shows it, and lets a thread append RATE
 * events a second to it, as a connection does, while one thing after another is done with the list,
 * each for SECONDS. A line of JSON a thing:
 *   {"what", "fps", "p50", "p95", "max", "cpu_p95", "cpu", "rss", "rows"}
 * a frame from before-paint to after-paint in milliseconds, of the clock and of CPU time, the main
 * thread in percent of a core, the memory of the whole process in MiB; what happens once is
 * {"what", "ms"}. */
#include "app/event-list.h"

#include "base/time.h"
#include "history/writer.h"

#include <adwaita.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WIDTH  900
#define HEIGHT 800

/* A connection flushes at the end of each turn of its loop. */
#define TURN_US 1000

/* What is measured begins when the first frames, which make the rows, are over. */
#define FRAMES_BEFORE 5

typedef struct
{
  HistoryWriter *writer;
  HistoryView *view;
  GArray *frames; /* of double: milliseconds */
  GArray *costs;  /* the same of CPU time, which other programs do not touch */
  GRand *random;
  GThread *thread;
  atomic_bool is_over;
  atomic_bool has_told;
  guint64 n_events, rate;
  double seconds;
  gsize phase;
  gint64 phase_began, frame_began, frame_cpu_began, cpu_began;
  guint n_frames;
  int status;
  /* borrowed */
  AppEventList *list;
  GtkWidget *window;
  GtkAdjustment *adjustment;
} Bench;

/* What is done with the list: once at the beginning, and before each frame. */
typedef struct
{
  const char *name;
  HistoryQuery query;
  double begin_at; /* of the whole height; -1: at the top, which it follows */
  void (*step) (Bench *bench);
} Phase;

static void
scroll_a_little (Bench *bench)
{
  gtk_adjustment_set_value (bench->adjustment, gtk_adjustment_get_value (bench->adjustment) + 60);
}

static void
scroll_a_page (Bench *bench)
{
  gtk_adjustment_set_value (bench->adjustment,
                            gtk_adjustment_get_value (bench->adjustment) + HEIGHT);
}

static void
jump (Bench *bench)
{
  guint64 n_events = history_view_get_n_events (bench->view);

  app_event_list_select (bench->list,
                         1 + (guint64)(g_rand_double (bench->random) * (double)(n_events - 1)));
}

static const Phase phases[] = {
  { "at the top, following", { 0 }, -1, NULL },
  { "scrolled away, standing still", { 0 }, 0.5, NULL },
  { "scrolling 60 pixels a frame", { 0 }, 0.2, scroll_a_little },
  { "scrolling a page a frame", { 0 }, 0.2, scroll_a_page },
  { "jumping to any event each frame", { 0 }, 0, jump },
  { "messages received only, following",
    { .kinds = 1 << HISTORY_KIND_MESSAGE, .only_in = TRUE },
    -1,
    NULL },
  { "a text that one in ten has, following", { .text = "\"side\":\"7\"" }, -1, NULL },
};

static void
append (HistoryWriter *writer, guint64 n)
{
  char text[128];
  int len = g_snprintf (text, sizeof text,
                        "{\"type\":\"trade\",\"seq\":%" G_GUINT64_FORMAT
                        ",\"px\":%u.%02u,\"side\":\"%u\"}",
                        n, (guint)(n * 7919 % 90000), (guint)(n * 31 % 100), (guint)(n * 7 % 10));
  HistoryEvent event = { .kind = n % 50 == 0 ? HISTORY_KIND_PING : HISTORY_KIND_MESSAGE,
                         .flags = n % 8 == 0 ? HISTORY_FLAG_OUT : 0,
                         .time = base_time_now (),
                         .wire_len = (guint32)len + 2,
                         .frames = 1,
                         .len = (guint32)len,
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);
}

static gboolean
tell (gpointer user_data)
{
  Bench *bench = user_data;

  atomic_store (&bench->has_told, FALSE);
  if (!atomic_load (&bench->is_over))
    app_event_list_refresh (bench->list);

  return G_SOURCE_REMOVE;
}

/* The thread of the connection: what came in a turn, then word of it, at most once a turn of the
 * main loop. */
static gpointer
write_on (gpointer user_data)
{
  Bench *bench = user_data;
  gint64 begin = g_get_monotonic_time ();
  guint64 n = 0;

  while (!atomic_load (&bench->is_over))
    {
      guint64 due = (guint64)(g_get_monotonic_time () - begin) * bench->rate / G_USEC_PER_SEC;

      while (n < due)
        append (bench->writer, bench->n_events + n++);
      history_writer_flush (bench->writer);
      if (!atomic_exchange (&bench->has_told, TRUE))
        g_idle_add_full (G_PRIORITY_DEFAULT, tell, bench, NULL);
      g_usleep (TURN_US);
    }

  return NULL;
}

static gint64
read_cpu_us (void)
{
  struct timespec used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used);

  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static double
read_rss_mib (void)
{
  g_autofree char *text = NULL;
  const char *field;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) ||
      (field = strstr (text, "VmRSS:")) == NULL)
    return 0;

  return g_ascii_strtod (field + strlen ("VmRSS:"), NULL) / 1024;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double left = *(const double *)a, right = *(const double *)b;

  return left < right ? -1 : left > right;
}

static double
get_share (GArray *frames, double share)
{
  return g_array_index (frames, double, (guint)(share * (frames->len - 1)));
}

static void
tell_once (const char *what, gint64 began)
{
  (void)printf ("{\"what\": \"%s\", \"ms\": %.1f}\n", what,
                (double)(g_get_monotonic_time () - began) / 1000);
  (void)fflush (stdout);
}

static void
report_phase (Bench *bench)
{
  double elapsed = (double)(g_get_monotonic_time () - bench->phase_began) / 1e6;
  double cpu = (double)(read_cpu_us () - bench->cpu_began) / 1e6;

  if (bench->frames->len == 0)
    {
      (void)fprintf (stderr, "no frame was drawn: %s\n", phases[bench->phase].name);
      bench->status = 1;
      return;
    }

  g_array_sort (bench->frames, compare);
  g_array_sort (bench->costs, compare);
  (void)printf ("{\"what\": \"%s\", \"fps\": %.1f, \"p50\": %.2f, \"p95\": %.2f, \"max\": %.2f, "
                "\"cpu_p95\": %.2f, \"cpu\": %.0f, \"rss\": %.1f, \"rows\": %" G_GUINT64_FORMAT
                "}\n",
                phases[bench->phase].name, bench->frames->len / elapsed,
                get_share (bench->frames, 0.5), get_share (bench->frames, 0.95),
                get_share (bench->frames, 1), get_share (bench->costs, 0.95), cpu / elapsed * 100,
                read_rss_mib (), history_view_get_n_rows (bench->view));
  (void)fflush (stdout);
}

static void
begin_phase (Bench *bench)
{
  const Phase *phase = &phases[bench->phase];

  history_view_set_query (bench->view, &phase->query);
  app_event_list_select (bench->list, 0);
  if (phase->begin_at < 0)
    app_event_list_go_to_newest (bench->list);
  else
    gtk_adjustment_set_value (bench->adjustment,
                              phase->begin_at * gtk_adjustment_get_upper (bench->adjustment));
  bench->n_frames = 0;
}

static gboolean
on_phase_over (gpointer user_data)
{
  Bench *bench = user_data;

  report_phase (bench);
  bench->phase++;
  if (bench->phase < G_N_ELEMENTS (phases))
    {
      begin_phase (bench);
      return G_SOURCE_CONTINUE;
    }

  atomic_store (&bench->is_over, TRUE);
  g_thread_join (bench->thread);
  gtk_window_destroy (GTK_WINDOW (bench->window));

  return G_SOURCE_REMOVE;
}

static void
on_before_paint (GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  bench->frame_began = g_get_monotonic_time ();
  bench->frame_cpu_began = read_cpu_us ();
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  gint64 now = g_get_monotonic_time ();
  double took = (double)(now - bench->frame_began) / 1000;
  double cost = (double)(read_cpu_us () - bench->frame_cpu_began) / 1000;

  bench->n_frames++;
  if (bench->n_frames > FRAMES_BEFORE)
    {
      g_array_append_val (bench->frames, took);
      g_array_append_val (bench->costs, cost);
      return;
    }

  g_array_set_size (bench->frames, 0);
  g_array_set_size (bench->costs, 0);
  bench->phase_began = now;
  bench->cpu_began = read_cpu_us ();
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  if (bench->phase < G_N_ELEMENTS (phases) && phases[bench->phase].step != NULL)
    phases[bench->phase].step (bench);

  return G_SOURCE_CONTINUE;
}

static void
settle (Bench *bench)
{
  while (history_view_is_searching (bench->view))
    g_main_context_iteration (NULL, TRUE);
}

/* How long a log takes to be there, and filters to see all of it. */
static void
measure_view (Bench *bench)
{
  gint64 began = g_get_monotonic_time ();

  history_view_set_folder (bench->view, history_writer_get_folder (bench->writer));
  tell_once ("opening the log", began);

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    if (!history_query_is_empty (&phases[i].query))
      {
        g_autofree char *what = g_strdup_printf ("filter “%s”: all of the log",
                                                 history_query_is_quick (&phases[i].query)
                                                   ? "messages received"
                                                   : "a text");

        began = g_get_monotonic_time ();
        history_view_set_query (bench->view, &phases[i].query);
        settle (bench);
        tell_once (what, began);
      }
  history_view_set_query (bench->view, &phases[0].query);
}

static void
on_map (GtkWidget *window, gpointer user_data)
{
  Bench *bench = user_data;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), bench);
  gtk_widget_add_tick_callback (window, on_tick, bench, NULL);
  begin_phase (bench);
  bench->thread = g_thread_new ("writer", write_on, bench);
  g_timeout_add ((guint)(bench->seconds * 1000), on_phase_over, bench);
}

static void
on_activate (GApplication *application, gpointer user_data)
{
  Bench *bench = user_data;
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  measure_view (bench);
  bench->window = adw_application_window_new (GTK_APPLICATION (application));
  bench->list = g_object_new (APP_TYPE_EVENT_LIST, "view", bench->view, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (bench->list));
  bench->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (bench->window), WIDTH, HEIGHT);
  g_signal_connect (bench->window, "map", G_CALLBACK (on_map), bench);
  gtk_window_present (GTK_WINDOW (bench->window));
}

static void
fill (Bench *bench, const char *folder)
{
  HistoryLimits limits;
  g_autoptr (GError) error = NULL;

  history_limits_init (&limits);
  limits.max_bytes = 0;
  limits.min_free = 0;
  bench->writer = history_writer_new (folder, &limits, "{}", &error);
  if (bench->writer == NULL)
    {
      (void)fprintf (stderr, "%s\n", error->message);
      exit (2);
    }

  for (guint64 n = 0; n < bench->n_events; n++)
    append (bench->writer, n);
  history_writer_flush (bench->writer);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  Bench bench = { .random = random };

  if (argc != 5)
    {
      (void)fprintf (stderr, "usage: window-list EVENTS RATE SECONDS FOLDER\n");
      return 2;
    }

  bench.n_events = g_ascii_strtoull (argv[1], NULL, 10);
  bench.rate = g_ascii_strtoull (argv[2], NULL, 10);
  bench.seconds = g_ascii_strtod (argv[3], NULL);
  fill (&bench, argv[4]);

  bench.frames = g_array_new (FALSE, FALSE, sizeof (double));
  bench.costs = g_array_new (FALSE, FALSE, sizeof (double));
  bench.view = history_view_new ();
  application = g_object_new (ADW_TYPE_APPLICATION, "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/app/noctule/Noctule", NULL);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &bench);
  bench.status |= g_application_run (G_APPLICATION (application), 0, NULL);

  g_object_unref (bench.view);
  history_writer_free (bench.writer);
  g_array_unref (bench.frames);
  g_array_unref (bench.costs);

  return bench.status;
}
