/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-save.h"

#include "../history/scratch.h"

typedef struct
{
  char *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  HistoryWriter *writer;
  g_autofree char *text = g_strnfill (3UL * 1024 * 1024, 'a');
  HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                         .len = 3U * 1024 * 1024,
                         .data = (const guint8 *)text };
  /* the first two overlap, the last one reaches over pieces */
  HistoryRange ranges[] = { { 10, 5 }, { 12, 8 }, { 1024 * 1024 - 5, 1024 * 1024 } };
  g_autofree char *parent = NULL;
  g_autofree char *path = NULL;

  fixture->folder = scratch_new ();
  writer = scratch_writer (fixture->folder, NULL);
  history_writer_append (writer, &event, ranges, G_N_ELEMENTS (ranges));
  history_writer_free (writer);
  parent = g_path_get_dirname (fixture->folder);
  path = g_build_filename (parent, "saved", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->file);
  scratch_free (fixture->folder);
}

static gsize
get_size (Fixture *fixture, char **text)
{
  g_autoptr (GError) error = NULL;
  gsize len;

  g_file_load_contents (fixture->file, NULL, text, &len, NULL, &error);
  g_assert_no_error (error);

  return len;
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AppPreviewSave) save = app_preview_save_new (fixture->folder, 1, fixture->file);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  save->is_revealed = TRUE;
  g_assert_true (app_preview_save_run (save, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (save->permille, ==, 1000);
  g_assert_cmpuint (get_size (fixture, &text), ==, 3UL * 1024 * 1024);
  g_assert_null (strchr (text, '*'));
}

static void
test_masked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AppPreviewSave) save = app_preview_save_new (fixture->folder, 1, fixture->file);
  g_autofree char *text = NULL;

  g_assert_true (app_preview_save_run (save, NULL, NULL));
  g_assert_cmpuint (get_size (fixture, &text), ==, 2U * 1024 * 1024 - 10 + 6);
  g_assert_true (g_str_has_prefix (text, "aaaaaaaaaa***aaa"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AppPreviewSave) save = app_preview_save_new (fixture->folder, 1, fixture->file);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (app_preview_save_run (save, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_query_exists (fixture->file, NULL));
}

static void
test_names (void)
{
  HistoryEvent event = { .number = 12, .kind = HISTORY_KIND_MESSAGE };
  g_autofree char *json = app_preview_save_dup_name (&event, " {", 2);
  g_autofree char *text = app_preview_save_dup_name (&event, "hi", 2);
  g_autofree char *binary = NULL;

  event.flags = HISTORY_FLAG_BINARY;
  binary = app_preview_save_dup_name (&event, "hi", 2);
  g_assert_cmpstr (json, ==, "message-12.json");
  g_assert_cmpstr (text, ==, "message-12.txt");
  g_assert_cmpstr (binary, ==, "message-12.bin");
}

#define ADD(name, test) \
  g_test_add ("/app/preview-save/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("whole", test_whole);
  ADD ("masked", test_masked);
  ADD ("cancel", test_cancel);
  g_test_add_func ("/app/preview-save/names", test_names);

  return g_test_run ();
}
