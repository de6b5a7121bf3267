/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/store.h"

#include "scratch.h"

#include <sys/wait.h>
#include <unistd.h>

/* Each test has a store of its own: $XDG_DATA_HOME is set for all, what is in it is removed. */
static void
clear_store (void)
{
  g_autofree char *store = history_store_dup_folder ();

  scratch_remove (store);
}

/* Makes a finished log called @id with one message of @size bytes. */
static void
put_log (const char *id, const char *summary, gsize size)
{
  g_autofree char *store = history_store_dup_folder ();
  g_autofree char *folder = g_build_filename (store, id, NULL);
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autofree char *text = g_strnfill (size, 'x');

  scratch_append (writer, text);
  g_assert_true (history_writer_set_summary (writer, summary, NULL));
}

static char *
dup_path (const char *id)
{
  g_autofree char *store = history_store_dup_folder ();

  return g_build_filename (store, id, NULL);
}

/* Returns: the ids in the store, the newest first, with a blank behind each. */
static char *
list_ids (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = history_store_list (&error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (ids, "%s ", ((HistoryEntry *)g_ptr_array_index (entries, i))->id);

  return g_string_free (ids, FALSE);
}

static void
assert_ids (const char *expected)
{
  g_autofree char *ids = list_ids ();

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_new_folder (void)
{
  g_autofree char *store = history_store_dup_folder ();
  g_autofree char *first = history_store_dup_new_folder ();
  g_autofree char *second = history_store_dup_new_folder ();
  g_autofree char *parent = g_path_get_dirname (first);
  g_autofree char *id = g_path_get_basename (first);

  g_assert_cmpstr (parent, ==, store);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_regex_match_simple ("^\\d{8}T\\d{6}\\.\\d{6}-[0-9a-f]{6}$", id, 0, 0));
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
}

static void
test_list (void)
{
  g_autofree char *empty = dup_path ("20260101T000000.000000-empty0");
  g_autofree char *link = dup_path ("20260102T000000.000000-link00");
  g_autofree char *live = dup_path ("20260103T000000.000000-live00");
  g_autofree char *pinned = dup_path ("20260101T000000.000000-aaaaaa");
  HistoryWriter *writer;
  g_autoptr (GPtrArray) entries = NULL;
  const HistoryEntry *entry;

  assert_ids ("");
  put_log ("20260101T000000.000000-aaaaaa", "{\"url\":\"ws://a\"}", 100);
  put_log ("20260102T000000.000000-bbbbbb", "\xff", 100);
  g_assert_true (history_store_set_pinned (pinned, TRUE, NULL));
  g_assert_no_errno (g_mkdir (empty, 0700));
  g_assert_no_errno (symlink ("20260102T000000.000000-bbbbbb", link));
  writer = scratch_writer (live, NULL);

  entries = history_store_list (NULL);
  g_assert_cmpuint (entries->len, ==, 3);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->folder, ==, live);
  g_assert_true (entry->is_live && !entry->is_pinned);
  entry = g_ptr_array_index (entries, 1);
  g_assert_null (entry->summary);
  g_assert_false (entry->is_live || entry->is_pinned);
  entry = g_ptr_array_index (entries, 2);
  g_assert_cmpstr (entry->id, ==, "20260101T000000.000000-aaaaaa");
  g_assert_cmpstr (entry->summary, ==, "{\"url\":\"ws://a\"}");
  g_assert_cmpuint (entry->bytes, ==, 64 + 32 + 100 + 16);
  g_assert_true (entry->is_pinned && !entry->is_live);

  history_writer_free (writer);
  clear_store ();
}

static void
assert_found (const char *what, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = history_store_find (what, &error);
  g_autofree char *expected = id == NULL ? NULL : dup_path (id);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpint (error == NULL, ==, id != NULL);
}

static void
test_find (void)
{
  g_autofree char *folder = dup_path ("20260101T000000.000000-aaaaaa");

  assert_found ("last", NULL);
  put_log ("20260101T000000.000000-aaaaaa", "{}", 1);
  put_log ("20260102T000000.000000-bbbbbb", "{}", 1);
  put_log ("20260102T000000.000000-bbbbbbb", "{}", 1);

  assert_found ("last", "20260102T000000.000000-bbbbbbb");
  assert_found ("20260101", "20260101T000000.000000-aaaaaa");
  assert_found ("20260102", NULL);
  assert_found ("20260102T000000.000000-bbbbbb", "20260102T000000.000000-bbbbbb");
  assert_found (folder, "20260101T000000.000000-aaaaaa");
  assert_found ("2027", NULL);
  assert_found ("", NULL);
  assert_found ("../x", NULL);
  assert_found ("/nowhere", NULL);
  clear_store ();
}

static void
test_delete (void)
{
  g_autofree char *folder = dup_path ("20260101T000000.000000-aaaaaa");
  g_autofree char *live = dup_path ("20260102T000000.000000-bbbbbb");
  g_autofree char *notes = g_build_filename (folder, "notes.txt", NULL);
  HistoryWriter *writer;
  g_autoptr (GError) error = NULL;

  put_log ("20260101T000000.000000-aaaaaa", "{}", 1);
  writer = scratch_writer (live, NULL);
  g_assert_false (history_store_delete (live, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (history_store_delete (live, NULL));

  /* what is not ours stays, and so does its folder */
  g_assert_true (g_file_set_contents (notes, "mine", -1, NULL));
  g_assert_false (history_store_delete (folder, &error));
  g_clear_error (&error);
  g_assert_true (g_file_test (notes, G_FILE_TEST_EXISTS));
  assert_ids ("20260102T000000.000000-bbbbbb ");

  g_assert_no_errno (g_unlink (notes));
  g_assert_true (history_store_delete (folder, &error));
  g_assert_true (history_store_delete (folder, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  history_writer_free (writer);
  g_assert_true (history_store_delete (live, &error));
  clear_store ();
}

static void
test_pin (void)
{
  g_autofree char *folder = dup_path ("20260101T000000.000000-aaaaaa");
  g_autoptr (GError) error = NULL;

  g_assert_false (history_store_set_pinned (folder, TRUE, &error));
  g_assert_nonnull (error);
  put_log ("20260101T000000.000000-aaaaaa", "{}", 1);
  for (int i = 0; i < 2; i++)
    g_assert_true (history_store_set_pinned (folder, TRUE, NULL));
  for (int i = 0; i < 2; i++)
    g_assert_true (history_store_set_pinned (folder, FALSE, NULL));
  clear_store ();
}

/* Two requests with three logs each, two of no request; the second oldest of the first is pinned,
 * its oldest one is live. */
static const struct
{
  const char *name;
  HistoryRetention retention;
  const char *left;
} retention_cases[] = {
  { "everything", { 0, 0 }, "8 7 6 5 4 3 2 1 " },
  { "plenty", { 20, G_GUINT64_CONSTANT (1) << 40 }, "8 7 6 5 4 3 2 1 " },
  { "one-each", { 1, 0 }, "8 7 6 3 2 1 " },
  { "two-each", { 2, 0 }, "8 7 6 5 3 2 1 " },
  { "no-bytes", { 0, 1 }, "2 1 " },
  { "some-bytes", { 0, 5 * 1200 + 600 }, "8 7 6 2 1 " },
  { "both", { 1, 4 * 1200 + 600 }, "8 7 2 1 " },
};

static void
test_retention (gconstpointer data)
{
  gsize i = GPOINTER_TO_UINT (data);
  g_autofree char *live = dup_path ("1");
  g_autofree char *pinned = dup_path ("2");
  HistoryWriter *writer = scratch_writer (live, NULL);
  g_autofree char *text = g_strnfill (1000, 'x');

  scratch_append (writer, text);
  history_writer_flush (writer);
  g_assert_true (history_writer_set_summary (writer, "{\"request-id\":\"a\"}", NULL));
  put_log ("2", "{\"request-id\":\"a\",\"url\":\"ws://1\"}", 1000);
  put_log ("3", "{\"request-id\":\"a\",\"url\":\"ws://2\"}", 1000);
  put_log ("4", "{\"request-id\":\"b\",\"url\":\"ws://1\"}", 1000);
  put_log ("5", "{\"request-id\":\"b\",\"url\":\"ws://1\"}", 1000);
  put_log ("6", "{\"request-id\":\"b\",\"url\":\"ws://1\"}", 1000);
  put_log ("7", "{\"url\":\"ws://1\"}", 1000);
  put_log ("8", "{\"url\":\"ws://2\"}", 1000);
  g_assert_true (history_store_set_pinned (pinned, TRUE, NULL));

  history_store_apply_retention (&retention_cases[i].retention);
  assert_ids (retention_cases[i].left);

  history_writer_free (writer);
  clear_store ();
}

/* Two processes clean up at once while both write: neither harms the other. */
static void
test_two_processes (void)
{
  HistoryRetention retention = { 2, 0 };
  pid_t children[2];
  g_autoptr (GPtrArray) entries = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = fork ();
      g_assert_no_errno (children[i]);
      if (children[i] > 0)
        continue;
      for (int round = 0; round < 40; round++)
        {
          g_autofree char *folder = history_store_dup_new_folder ();
          g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);

          scratch_append (writer, "x");
          history_writer_flush (writer);
          history_store_apply_retention (&retention);
          if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
            _exit (1);
        }
      _exit (0);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  history_store_apply_retention (&retention);
  entries = history_store_list (NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  clear_store ();
}

int
main (int argc, char *argv[])
{
  g_autoptr (Scratch) home = scratch_new ();

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);

  /* first, while this process has no other thread: its children are forks */
  g_test_add_func ("/history/store/two-processes", test_two_processes);
  g_test_add_func ("/history/store/new-folder", test_new_folder);
  g_test_add_func ("/history/store/list", test_list);
  g_test_add_func ("/history/store/find", test_find);
  g_test_add_func ("/history/store/delete", test_delete);
  g_test_add_func ("/history/store/pin", test_pin);
  for (guint i = 0; i < G_N_ELEMENTS (retention_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/history/store/retention/", retention_cases[i].name,
                                           NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_retention);
    }

  return g_test_run ();
}
