/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-item.h"

#include "../history/scratch.h"
#include "history/store.h"

static guint64
ns_of (int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (year, month, day, hour, minute, 0);

  return (guint64)g_date_time_to_unix (time) * 1000000000;
}

static void
test_when (void)
{
  guint64 now = ns_of (2026, 11, 23, 15, 0);
  g_autofree char *today = app_history_dup_when (ns_of (2026, 11, 23, 14, 3), now);
  g_autofree char *before = app_history_dup_when (ns_of (2026, 11, 22, 14, 3), now);
  g_autofree char *long_ago = app_history_dup_when (ns_of (2025, 11, 23, 14, 3), now);

  g_assert_cmpstr (today, ==, "14:03:00");
  g_assert_cmpstr (before, ==, "22 Nov, 14:03");
  g_assert_cmpstr (long_ago, ==, "23 Nov 2025, 14:03");
}

static void
test_began (void)
{
  g_assert_cmpuint (app_history_get_began ("/a/20261123T140300.000500-4b7c2f"), ==,
                    ns_of (2026, 11, 23, 14, 3) + 500000);
  g_assert_cmpuint (app_history_get_began ("/a/my-log"), ==, 0);
  g_assert_cmpuint (app_history_get_began ("/a/20261399T999999.000500-4b7c2f"), ==, 0);
}

static void
record (const char *id)
{
  g_autofree char *folder = history_store_dup_new_folder ();
  g_autofree char *summary = g_strdup_printf ("{\"request-id\":\"%s\",\"code\":1000,"
                                              "\"opened\":\"2026-11-23T12:00:00Z\","
                                              "\"ended\":\"2026-11-23T12:00:02Z\"}",
                                              id);
  HistoryLimits limits;
  HistoryWriter *writer;
  g_autoptr (GError) error = NULL;

  history_limits_init (&limits);
  limits.min_free = 0;
  writer = history_writer_new (folder, &limits, summary, &error);
  g_assert_no_error (error);
  history_writer_free (writer);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **)user_data = app_history_items_load_finish (result, NULL);
}

/* Only those of the request, the newest first. */
static void
test_load (void)
{
  g_autoptr (GPtrArray) items = NULL;
  AppHistoryItem *item;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  record ("req_1");
  record ("req_2");
  record ("req_1");
  app_history_items_load_async ("req_1", NULL, on_loaded, &items);
  while (items == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (items->len, ==, 2);
  item = g_ptr_array_index (items, 0);
  g_assert_cmpstr (app_history_item_get_folder (item), >,
                   app_history_item_get_folder (g_ptr_array_index (items, 1)));
  line = app_history_item_dup_line (item);
  g_assert_true (g_str_has_prefix (line, "Closed 1000 · 2.0 s · 0 messages · "));

  g_assert_true (app_history_item_set_pinned (item, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (app_history_item_is_pinned (item));
}

int
main (int argc, char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("noctule-item-XXXXXX", NULL);
  int result;

  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/history-item/when", test_when);
  g_test_add_func ("/app/history-item/began", test_began);
  g_test_add_func ("/app/history-item/load", test_load);

  result = g_test_run ();
  scratch_remove (home);

  return result;
}
