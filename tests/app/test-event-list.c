/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-list.h"

#include "app/kit.h"
#include "app/log-kit.h"

#include <math.h>
#include <unistd.h>

/* A list on a log that grows, in a window. */
typedef struct
{
  char *folder;
  HistoryWriter *writer;
  HistoryView *view;
  /* borrowed */
  GtkWindow *window;
  AppEventList *list;
  GtkAdjustment *adjustment;
} Fixture;

static void
set_up_sized (Fixture *fixture, guint n_events, int height)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture->folder = scratch_new ();
  fixture->writer = scratch_writer (fixture->folder, NULL);
  log_kit_append_many (fixture->writer, n_events);
  fixture->view = history_view_new ();
  history_view_set_folder (fixture->view, fixture->folder);
  fixture->list = g_object_new (APP_TYPE_EVENT_LIST, "view", fixture->view, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture->list));
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  fixture->window = kit_present (scrolled, 600, height);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_sized (fixture, GPOINTER_TO_UINT (data), 400);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_close (fixture->window);
  g_assert_finalize_object (fixture->view);
  history_writer_free (fixture->writer);
  scratch_free (fixture->folder);
}

static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  --*(gint64 *)user_data;

  return G_SOURCE_CONTINUE;
}

static gboolean
is_counted (gpointer user_data)
{
  return *(gint64 *)user_data <= 0;
}

/* Waits until what was asked for is drawn. */
static void
draw (Fixture *fixture)
{
  gint64 left = 4;
  guint tick = gtk_widget_add_tick_callback (GTK_WIDGET (fixture->window), on_frame, &left, NULL);

  kit_wait (is_counted, &left);
  gtk_widget_remove_tick_callback (GTK_WIDGET (fixture->window), tick);
}

static void
grow (Fixture *fixture, guint n_events)
{
  log_kit_append_many (fixture->writer, n_events);
  app_event_list_refresh (fixture->list);
  draw (fixture);
}

/* The rows that are seen are those of the view from @first on, one below the other without a gap,
 * and they fill the list. */
static void
assert_rows (Fixture *fixture, guint64 first)
{
  GtkWidget *list = GTK_WIDGET (fixture->list);
  g_autoptr (GPtrArray) rows = log_kit_list_rows (list);
  int row_height = rows->len == 0 ? 0 : gtk_widget_get_height (rows->pdata[0]);
  double bottom = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint64 number = history_view_get_number (fixture->view, first + i);
      HistoryEvent event = scratch_get (history_view_get_reader (fixture->view), number);
      g_autofree char *data = g_strndup ((const char *)event.data, event.len);

      g_assert_cmpuint (app_event_row_get_number (rows->pdata[i]), ==, number);
      g_assert_nonnull (strstr (log_kit_get_text (rows, i), data));
      g_assert_cmpfloat (log_kit_get_y (list, rows->pdata[i]), ==,
                         log_kit_get_y (list, rows->pdata[0]) + (double)i * row_height);
      bottom = log_kit_get_y (list, rows->pdata[i]) + row_height;
    }

  if (first + rows->len < history_view_get_n_rows (fixture->view))
    g_assert_cmpfloat (bottom, >=, gtk_widget_get_height (list));
}

static guint64
get_n_new (Fixture *fixture)
{
  guint64 n_new;

  g_object_get (fixture->list, "n-new", &n_new, NULL);

  return n_new;
}

static guint64
get_top_number (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));

  g_assert_cmpuint (rows->len, >, 0);

  return app_event_row_get_number (rows->pdata[0]);
}

static guint
count_children (GtkWidget *list)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

/* As many widgets as can be seen and hardly more, the newest event on top, which is followed. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  draw (fixture);
  assert_rows (fixture, 0);
  g_assert_cmpuint (get_top_number (fixture), ==, 1000);
  g_assert_cmpuint (count_children (GTK_WIDGET (fixture->list)), <, 30);

  for (int i = 0; i < 5; i++)
    {
      grow (fixture, i % 2 == 0 ? 1 : 5000);
      assert_rows (fixture, 0);
      g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==, 0);
      g_assert_cmpuint (get_n_new (fixture), ==, 0);
    }
  g_assert_cmpuint (count_children (GTK_WIDGET (fixture->list)), <, 30);
}

/* What was asked for before there was a first layout holds after it. */
static void
test_before_first_frame (void)
{
  Fixture fixture = { 0 };
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  fixture.folder = scratch_new ();
  fixture.writer = scratch_writer (fixture.folder, NULL);
  log_kit_append_many (fixture.writer, 1000);
  fixture.view = history_view_new ();
  history_view_set_folder (fixture.view, fixture.folder);
  fixture.list = g_object_new (APP_TYPE_EVENT_LIST, "view", fixture.view, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture.list));
  fixture.adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  app_event_list_go_to_newest (fixture.list);
  fixture.window = kit_present (scrolled, 600, 400);
  draw (&fixture);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture.adjustment), ==, 0);
  grow (&fixture, 10);
  g_assert_cmpuint (get_top_number (&fixture), ==, 1010);
  tear_down (&fixture, NULL);
}

/* Away from the top it stands still, to the pixel, and counts; back at the top it follows. */
static void
test_stand_still (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = GTK_WIDGET (fixture->list);
  guint64 number, first;
  double y;

  draw (fixture);
  gtk_adjustment_set_value (fixture->adjustment, 1234);
  draw (fixture);
  number = get_top_number (fixture);
  g_assert_true (history_view_find_row (fixture->view, number, &first));
  assert_rows (fixture, first);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (list);

    y = log_kit_get_y (list, rows->pdata[0]);
  }

  for (guint i = 1; i <= 4; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;

      grow (fixture, 700);
      rows = log_kit_list_rows (list);
      g_assert_cmpuint (app_event_row_get_number (rows->pdata[0]), ==, number);
      g_assert_cmpfloat (log_kit_get_y (list, rows->pdata[0]), ==, y);
      g_assert_cmpuint (get_n_new (fixture), ==, 700 * i);
      assert_rows (fixture, first + 700 * i);
    }

  app_event_list_go_to_newest (fixture->list);
  draw (fixture);
  g_assert_cmpuint (get_n_new (fixture), ==, 0);
  assert_rows (fixture, 0);
  grow (fixture, 3);
  assert_rows (fixture, 0);

  app_event_list_go_to_oldest (fixture->list);
  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (list);

    g_assert_cmpuint (app_event_row_get_number (rows->pdata[rows->len - 1]), ==, 1);
  }
}

/* Every place that can be scrolled to has the right rows. */
static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  draw (fixture);
  for (int i = 0; i < 40; i++)
    {
      double upper = gtk_adjustment_get_upper (fixture->adjustment);
      double value = floor (g_test_rand_double_range (0, upper));
      int row_height = 1;
      g_autoptr (GPtrArray) rows = NULL;

      gtk_adjustment_set_value (fixture->adjustment, value);
      draw (fixture);
      rows = log_kit_list_rows (GTK_WIDGET (fixture->list));
      row_height = gtk_widget_get_height (rows->pdata[0]);
      assert_rows (fixture, (guint64)(gtk_adjustment_get_value (fixture->adjustment) / row_height));
    }
}

/* The selection is an event, not a place. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  const HistoryQuery pings = { .kinds = 1 << HISTORY_KIND_PING }, all = { 0 };
  guint64 row;

  draw (fixture);
  app_event_list_select (fixture->list, 500);
  draw (fixture);
  g_assert_true (history_view_find_row (fixture->view, 500, &row));
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));
    gboolean is_seen = FALSE;

    for (guint i = 0; i < rows->len; i++)
      {
        gboolean is_it = app_event_row_get_number (rows->pdata[i]) == 500;

        is_seen = is_seen || is_it;
        g_assert_cmpint ((gtk_widget_get_state_flags (rows->pdata[i]) & GTK_STATE_FLAG_SELECTED) !=
                           0,
                         ==, is_it);
      }
    g_assert_true (is_seen);
  }

  grow (fixture, 2000);
  g_assert_cmpuint (app_event_list_get_selected (fixture->list), ==, 500);
  app_event_list_select (fixture->list, 501);
  history_view_set_query (fixture->view, &pings);
  draw (fixture);
  g_assert_cmpuint (app_event_list_get_selected (fixture->list), ==, 501);
  history_view_set_query (fixture->view, &all);
  draw (fixture);
  g_assert_cmpuint (app_event_list_get_selected (fixture->list), ==, 501);
}

/* What is picked stays in sight when something else takes the lower part of the list. */
static void
test_shrink (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_window_get_child (fixture->window), *paned;
  guint64 number;

  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));

    number = app_event_row_get_number (rows->pdata[rows->len - 1]);
  }
  app_event_list_select (fixture->list, number);
  draw (fixture);

  paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  g_object_ref (scrolled);
  gtk_window_set_child (fixture->window, paned);
  gtk_paned_set_start_child (GTK_PANED (paned), scrolled);
  gtk_paned_set_position (GTK_PANED (paned), 380);
  gtk_paned_set_end_child (GTK_PANED (paned), gtk_label_new ("below"));
  g_object_unref (scrolled);
  draw (fixture);
  gtk_paned_set_position (GTK_PANED (paned), 150);
  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));
    gboolean is_seen = FALSE;

    for (guint i = 0; i < rows->len; i++)
      is_seen = is_seen || app_event_row_get_number (rows->pdata[i]) == number;
    g_assert_true (is_seen);
  }
}

static void
press (Fixture *fixture, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->list));
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &is_handled);
    }
  g_assert_true (is_handled);
  draw (fixture);
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    guint64 selected;
  } steps[] = {
    { GDK_KEY_Down, 1000 }, { GDK_KEY_Down, 999 },  { GDK_KEY_Down, 998 },
    { GDK_KEY_Up, 999 },    { GDK_KEY_End, 1 },     { GDK_KEY_Down, 1 },
    { GDK_KEY_Up, 2 },      { GDK_KEY_Home, 1000 }, { GDK_KEY_Up, 1000 },
  };
  guint64 selected;

  draw (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GPtrArray) rows = NULL;
      gboolean is_seen = FALSE;

      press (fixture, steps[i].key);
      selected = app_event_list_get_selected (fixture->list);
      g_assert_cmpuint (selected, ==, steps[i].selected);
      rows = log_kit_list_rows (GTK_WIDGET (fixture->list));
      for (guint j = 0; j < rows->len; j++)
        is_seen = is_seen || app_event_row_get_number (rows->pdata[j]) == selected;
      g_assert_true (is_seen);
    }

  press (fixture, GDK_KEY_Page_Down);
  selected = app_event_list_get_selected (fixture->list);
  g_assert_cmpuint (selected, <, 995);
  g_assert_cmpuint (selected, >, 970);
  press (fixture, GDK_KEY_Page_Up);
  g_assert_cmpuint (app_event_list_get_selected (fixture->list), ==, 1000);
}

/* The same numbers of another log are other events. */
static void
test_other_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Scratch) other = scratch_new ();
  HistoryWriter *writer = scratch_writer (other, NULL);

  draw (fixture);
  for (int i = 0; i < 1000; i++)
    log_kit_append (writer, HISTORY_KIND_MESSAGE, 0, "of another log");
  history_writer_free (writer);
  history_view_set_folder (fixture->view, other);
  draw (fixture);
  assert_rows (fixture, 0);
  history_view_set_folder (fixture->view, NULL);
  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));

    g_assert_cmpuint (rows->len, ==, 0);
  }
}

/* Whoever cannot see hears the rows that can be seen, from the top, and no others. */
static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  const HistoryQuery few = { .text = "event 99" };
  GtkWidget *list = GTK_WIDGET (fixture->list);

  draw (fixture);
  for (int round = 0; round < 4; round++)
    {
      double before = -G_MAXDOUBLE;

      if (round < 3)
        gtk_adjustment_set_value (fixture->adjustment, 700 * round + 13);
      else
        history_view_set_query (fixture->view, &few);
      draw (fixture);
      for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        {
          if (!APP_IS_EVENT_ROW (child))
            continue;
          if (!gtk_widget_get_child_visible (child))
            {
              g_assert_null (gtk_test_accessible_check_state (GTK_ACCESSIBLE (child),
                                                              GTK_ACCESSIBLE_STATE_HIDDEN, TRUE));
              continue;
            }
          g_assert_cmpfloat (log_kit_get_y (list, APP_EVENT_ROW (child)), >, before);
          before = log_kit_get_y (list, APP_EVENT_ROW (child));
          g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (child),
                                                           GTK_ACCESSIBLE_PROPERTY_LABEL));
        }
    }
}

/* More rows than an int has pixels for. */
static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *index = g_build_filename (fixture->folder, "0001.idx", NULL);
  const guint64 n_events = 400000000;

  draw (fixture);
  /* a hole in the file: records of a kind that no version has */
  g_assert_no_errno (truncate (index, (off_t)(64 + 32 * n_events)));
  app_event_list_refresh (fixture->list);
  draw (fixture);
  g_assert_cmpuint (history_view_get_n_rows (fixture->view), ==, n_events);
  g_assert_cmpuint (get_top_number (fixture), ==, n_events);

  app_event_list_select (fixture->list, 500);
  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));
    gboolean is_seen = FALSE;

    for (guint i = 0; i < rows->len; i++)
      if (app_event_row_get_number (rows->pdata[i]) == 500)
        {
          is_seen = TRUE;
          g_assert_nonnull (strstr (log_kit_get_text (rows, i), "event 500"));
        }
    g_assert_true (is_seen);
  }
  app_event_list_go_to_oldest (fixture->list);
  draw (fixture);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture->list));

    g_assert_cmpuint (app_event_row_get_number (rows->pdata[rows->len - 1]), ==, 1);
  }
}

static gboolean
on_rested (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* While nothing grows nothing is drawn. */
static void
test_idle (Fixture *fixture, gconstpointer data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  gboolean is_rested = FALSE;
  gint64 counter;

  draw (fixture);
  g_timeout_add (100, on_rested, &is_rested);
  while (!is_rested)
    g_main_context_iteration (NULL, TRUE);

  counter = gdk_frame_clock_get_frame_counter (clock);
  is_rested = FALSE;
  g_timeout_add (200, on_rested, &is_rested);
  while (!is_rested)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (clock), ==, counter);
}

/* The log drops its oldest events while they are looked at. */
static void
test_dropped (void)
{
  HistoryLimits limits = scratch_limits ();
  Fixture fixture = { 0 };

  set_up_sized (&fixture, 10, 400);
  draw (&fixture);
  history_writer_free (fixture.writer);
  scratch_free (fixture.folder);

  limits.max_bytes = 100000;
  fixture.folder = scratch_new ();
  fixture.writer = scratch_writer (fixture.folder, &limits);
  log_kit_append_many (fixture.writer, 1000);
  history_view_set_folder (fixture.view, fixture.folder);
  draw (&fixture);
  app_event_list_go_to_oldest (fixture.list);
  draw (&fixture);
  for (int i = 0; i < 10; i++)
    grow (&fixture, 1000);
  {
    g_autoptr (GPtrArray) rows = log_kit_list_rows (GTK_WIDGET (fixture.list));
    guint64 first = history_reader_get_first (history_view_get_reader (fixture.view));

    g_assert_cmpuint (rows->len, >, 0);
    g_assert_cmpuint (app_event_row_get_number (rows->pdata[rows->len - 1]), >=, first);
  }
  tear_down (&fixture, NULL);
}

static void
add (const char *name, guint n_events, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app/event-list/", name, NULL);

  g_test_add (path, Fixture, GUINT_TO_POINTER (n_events), set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  add ("follow", 1000, test_follow);
  add ("stand-still", 1000, test_stand_still);
  add ("scroll", 3000, test_scroll);
  add ("selection", 1000, test_selection);
  add ("shrink", 1000, test_shrink);
  add ("keyboard", 1000, test_keyboard);
  add ("other-log", 1000, test_other_log);
  add ("accessible", 1000, test_accessible);
  add ("huge", 1000, test_huge);
  add ("idle", 1000, test_idle);
  g_test_add_func ("/app/event-list/before-first-frame", test_before_first_frame);
  g_test_add_func ("/app/event-list/dropped", test_dropped);

  return g_test_run ();
}
