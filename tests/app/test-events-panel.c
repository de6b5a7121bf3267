/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/events-panel.h"

#include "app/event-list.h"
#include "app/kit.h"
#include "app/log-kit.h"
#include "app/preview.h"

/* A panel on a log that grows, in a window. */
typedef struct
{
  char *folder;
  HistoryWriter *writer;
  HistoryView *view;
  /* borrowed */
  GtkWindow *window;
  AppEventsPanel *panel;
  GtkWidget *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fixture->writer = scratch_writer (fixture->folder, NULL);
  log_kit_append_many (fixture->writer, GPOINTER_TO_UINT (data));
  fixture->view = history_view_new ();
  history_view_set_folder (fixture->view, fixture->folder);
  fixture->panel = g_object_new (APP_TYPE_EVENTS_PANEL, "view", fixture->view, NULL);
  fixture->window = kit_present (GTK_WIDGET (fixture->panel), 700, 500);
  fixture->list = kit_find (fixture->panel, APP_TYPE_EVENT_LIST, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  kit_close (fixture->window);
  g_assert_finalize_object (fixture->view);
  history_writer_free (fixture->writer);
  scratch_free (fixture->folder);
}

/* What a person sees, waited for. */
typedef struct
{
  Fixture *fixture;
  guint n_rows;     /* that can be seen */
  const char *text; /* nullable: of the first of them */
} Sight;

static gboolean
is_seen (gpointer user_data)
{
  const Sight *sight = user_data;
  g_autoptr (GPtrArray) rows = log_kit_list_rows (sight->fixture->list);

  return (sight->n_rows == G_MAXUINT ? rows->len > 0 : rows->len == sight->n_rows) &&
         (sight->text == NULL || strstr (log_kit_get_text (rows, 0), sight->text) != NULL);
}

static void
wait_for_rows (Fixture *fixture, guint n_rows, const char *text)
{
  Sight sight = { fixture, n_rows, text };

  kit_wait (is_seen, &sight);
}

/* Any number of rows, the first of which says @text. */
static void
wait_for_first (Fixture *fixture, const char *text)
{
  wait_for_rows (fixture, G_MAXUINT, text);
}

static gboolean
is_page_mapped (gpointer user_data)
{
  const char *const *title = user_data;

  for (GList *windows = gtk_window_list_toplevels (); windows != NULL;
       windows = g_list_delete_link (windows, windows))
    {
      GtkWidget *page = kit_find (windows->data, ADW_TYPE_STATUS_PAGE, *title);

      if (page != NULL && gtk_widget_get_mapped (page))
        {
          g_list_free (windows);
          return TRUE;
        }
    }

  return FALSE;
}

static void
wait_for_page (const char *title)
{
  kit_wait (is_page_mapped, &title);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->list, action, NULL));
}

static void
type (Fixture *fixture, const char *text)
{
  GtkWidget *search = kit_find (fixture->panel, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (search), text);
}

static void
grow (Fixture *fixture, guint n_events)
{
  log_kit_append_many (fixture->writer, n_events);
  app_events_panel_refresh (fixture->panel);
}

/* Nothing yet, and then there is. */
static void
test_first_events (Fixture *fixture, gconstpointer data)
{
  wait_for_page ("No Events Yet");
  grow (fixture, 3);
  wait_for_rows (fixture, 3, "event 3");
  g_assert_nonnull (kit_find (fixture->panel, GTK_TYPE_LABEL, "3 events"));
  grow (fixture, 1);
  wait_for_rows (fixture, 4, "event 4");
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *kinds = kit_find (fixture->panel, GTK_TYPE_DROP_DOWN, NULL);

  /* pings belong to those who ask for them: 1000 is one */
  wait_for_first (fixture, "event 999");
  activate (fixture, "events.pings");
  wait_for_first (fixture, "event 1000");
  activate (fixture, "events.pings");

  type (fixture, "EVENT 12");
  wait_for_rows (fixture, 10, "event 129");
  activate (fixture, "events.match-case");
  wait_for_page ("Nothing Matches");
  activate (fixture, "events.show-all");
  wait_for_first (fixture, "event 999");
  activate (fixture, "events.match-case");

  gtk_drop_down_set_selected (kinds, 2);
  wait_for_first (fixture, "event 996");
  gtk_drop_down_set_selected (kinds, 3);
  wait_for_first (fixture, "event 999");
}

/* A regular expression that is wrong says so and leaves what is there. */
static void
test_regex (Fixture *fixture, gconstpointer data)
{
  GtkEditable *search = kit_find (fixture->panel, GTK_TYPE_SEARCH_ENTRY, NULL);
  GtkWidget *label;
  int place = 6;

  activate (fixture, "events.regex");
  type (fixture, "event 7.$");
  wait_for_rows (fixture, 9, "event 79");
  gtk_editable_insert_text (search, "(", 1, &place);
  while (*history_view_get_problem (fixture->view) == '\0')
    g_main_context_iteration (NULL, TRUE);
  label = kit_find (fixture->panel, GTK_TYPE_LABEL, history_view_get_problem (fixture->view));
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_visible (label));
  wait_for_rows (fixture, 9, "event 79");
  place = 8;
  gtk_editable_insert_text (search, ")", 1, &place);
  while (*history_view_get_problem (fixture->view) != '\0')
    g_main_context_iteration (NULL, TRUE);
  wait_for_rows (fixture, 9, "event 79");
  g_assert_false (gtk_widget_get_visible (label));
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  GtkToggleButton *button = kit_find (fixture->panel, GTK_TYPE_TOGGLE_BUTTON,
                                      "Pause: Events Are Recorded but Not Shown");
  g_autoptr (Scratch) other = scratch_new ();
  HistoryWriter *writer = scratch_writer (other, NULL);

  wait_for_first (fixture, "event 5");
  activate (fixture, "events.pause");
  g_assert_true (gtk_toggle_button_get_active (button));
  grow (fixture, 3);
  while (history_view_get_n_events (fixture->view) < 8)
    g_main_context_iteration (NULL, TRUE);
  kit_settle ();
  wait_for_rows (fixture, 5, "event 5");
  activate (fixture, "events.pause");
  wait_for_rows (fixture, 8, "event 8");

  /* the next connection is not paused */
  activate (fixture, "events.pause");
  log_kit_append_many (writer, 2);
  history_view_set_folder (fixture->view, other);
  wait_for_rows (fixture, 2, "event 2");
  g_assert_false (gtk_toggle_button_get_active (button));
  history_writer_free (writer);
}

static void
test_clear (Fixture *fixture, gconstpointer data)
{
  wait_for_first (fixture, "event 5");
  activate (fixture, "events.clear");
  wait_for_page ("Cleared");
  grow (fixture, 2);
  wait_for_rows (fixture, 2, "event 7");
  activate (fixture, "events.clear");
  wait_for_page ("Cleared");
  activate (fixture, "events.show-all");
  wait_for_rows (fixture, 7, "event 7");
}

/* An event that is selected is shown below; when it is not any more nothing is. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  GtkWidget *preview = kit_find (fixture->panel, APP_TYPE_PREVIEW, NULL);

  wait_for_first (fixture, "event 5");
  g_assert_false (gtk_widget_get_visible (preview));
  app_events_panel_select (fixture->panel, 3);
  g_assert_true (gtk_widget_get_visible (preview));
  activate (fixture, "event.deselect");
  g_assert_false (gtk_widget_get_visible (preview));

  app_events_panel_select (fixture->panel, 3);
  history_view_set_folder (fixture->view, NULL);
  g_assert_false (gtk_widget_get_visible (preview));
  g_object_set (fixture->panel, "view", NULL, NULL);
  wait_for_page ("No Events Yet");
}

static gboolean
is_visible (gpointer user_data)
{
  return gtk_widget_get_visible (user_data);
}

/* Scrolled away, it counts what comes, and brings back. */
static void
test_news (Fixture *fixture, gconstpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_parent (fixture->list);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  GtkWidget *pill;

  wait_for_first (fixture, "event 999");
  gtk_adjustment_set_value (adjustment, 2000);
  kit_settle ();
  grow (fixture, 5);
  while ((pill = kit_find (fixture->panel, GTK_TYPE_BUTTON, "5 new")) == NULL)
    g_main_context_iteration (NULL, TRUE);
  kit_wait (is_visible, pill);
  activate (fixture, "events.newest");
  wait_for_first (fixture, "event 1005");
  g_assert_false (gtk_widget_get_visible (pill));
}

static void
add (const char *name, guint n_events, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app/events-panel/", name, NULL);

  g_test_add (path, Fixture, GUINT_TO_POINTER (n_events), set_up, test, tear_down);
}

/* Ctrl+F while another tab is shown. */
static void
test_filter_comes_forward (void)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *panel = g_object_new (APP_TYPE_EVENTS_PANEL, NULL);
  GtkWidget *other = gtk_label_new ("");
  GtkWindow *window;

  gtk_stack_add_child (GTK_STACK (stack), panel);
  gtk_stack_add_child (GTK_STACK (stack), other);
  gtk_stack_set_visible_child (GTK_STACK (stack), other);
  window = kit_present (stack, 700, 500);
  g_assert_true (gtk_widget_activate_action (panel, "events.focus-filter", NULL));
  g_assert_true (gtk_stack_get_visible_child (GTK_STACK (stack)) == panel);
  kit_close (window);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  add ("first-events", 0, test_first_events);
  add ("filter", 1000, test_filter);
  add ("regex", 100, test_regex);
  add ("pause", 5, test_pause);
  add ("clear", 5, test_clear);
  add ("preview", 5, test_preview);
  add ("news", 1000, test_news);
  g_test_add_func ("/app/events-panel/filter-comes-forward", test_filter_comes_forward);

  return g_test_run ();
}
