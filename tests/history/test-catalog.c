/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/catalog-private.h"

#include "history/file-private.h"
#include "history/record-private.h"

#include "scratch.h"

#include <fcntl.h>
#include <unistd.h>

/* Writes an index of @n_events, whose head says @first. */
static void
put_index (int dir, guint32 id, guint64 first, guint64 n_events)
{
  HistoryHead head = { .segment = id, .first = first };
  guint8 bytes[HISTORY_HEAD_LEN];
  int fd = history_file_open (dir, id, HISTORY_FILE_INDEX, O_RDWR | O_CREAT);

  history_head_write (bytes, &head);
  g_assert_cmpuint (history_file_write (fd, 0, bytes, sizeof bytes), ==, sizeof bytes);
  g_assert_no_errno (ftruncate (fd, (off_t)(HISTORY_HEAD_LEN + n_events * HISTORY_RECORD_LEN)));
  close (fd);
}

static void
put_text (int dir, guint32 id, const char *text)
{
  int fd = history_file_open (dir, id, HISTORY_FILE_INDEX, O_RDWR | O_CREAT);

  g_assert_cmpuint (history_file_write (fd, 0, text, strlen (text)), ==, strlen (text));
  close (fd);
}

typedef struct
{
  const char *name;
  struct
  {
    guint32 id;
    guint64 first;
    guint64 n_events; /* or one of the two words below */
  } indexes[4];
  guint64 first, last; /* what there is */
  gboolean has_note;
} RunCase;

#define BROKEN     G_MAXUINT64
#define UNFINISHED (G_MAXUINT64 - 1)

static const RunCase run_cases[] = {
  { "one", { { 1, 1, 5 } }, 1, 5, FALSE },
  { "none", { { 1, 1, 0 } }, 0, 0, FALSE },
  { "three", { { 1, 1, 5 }, { 2, 6, 5 }, { 3, 11, 1 } }, 1, 11, FALSE },
  { "beginning-dropped", { { 7, 600, 5 }, { 8, 605, 5 } }, 600, 609, FALSE },
  { "new-one-empty", { { 1, 1, 5 }, { 2, 6, 0 } }, 1, 5, FALSE },
  { "first-one-empty", { { 1, 1, 0 }, { 2, 1, 3 } }, 1, 3, FALSE },
  { "empty-between", { { 1, 1, 2 }, { 2, 3, 0 }, { 3, 3, 3 } }, 1, 5, FALSE },
  { "being-begun", { { 1, 1, 5 }, { 2, 0, UNFINISHED } }, 1, 5, FALSE },
  { "hole", { { 1, 1, 5 }, { 2, 7, 5 } }, 7, 11, TRUE },
  { "file-missing", { { 1, 1, 5 }, { 3, 11, 5 } }, 11, 15, TRUE },
  { "broken-between", { { 1, 1, 5 }, { 2, 0, BROKEN }, { 3, 11, 5 } }, 11, 15, TRUE },
  { "broken-last", { { 1, 1, 5 }, { 2, 0, BROKEN } }, 1, 5, TRUE },
  { "too-many-records", { { 1, 1, 50 }, { 2, 6, 5 } }, 1, 10, FALSE },
  { "backwards", { { 1, 100, 5 }, { 2, 1, 5 } }, 1, 5, TRUE },
  { "enormous",
    { { 1, HISTORY_NUMBER_MAX, 5 } },
    HISTORY_NUMBER_MAX,
    HISTORY_NUMBER_MAX + 4,
    FALSE },
};

static void
test_run (gconstpointer data)
{
  const RunCase *c = data;
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (GError) error = NULL;
  int dir = scratch_open_dir (folder);
  HistoryCatalog catalog;

  for (gsize i = 0; i < G_N_ELEMENTS (c->indexes) && c->indexes[i].id != 0; i++)
    {
      if (c->indexes[i].n_events == UNFINISHED)
        put_text (dir, c->indexes[i].id, "Noct");
      else if (c->indexes[i].n_events == BROKEN)
        put_text (dir, c->indexes[i].id,
                  "this is no index but it is at least as long as the head of one is");
      else
        put_index (dir, c->indexes[i].id, c->indexes[i].first, c->indexes[i].n_events);
    }

  g_assert_true (history_catalog_init (&catalog, dir, &error));
  g_assert_no_error (error);
  /* looking again changes nothing */
  for (int i = 0; i < 2; i++)
    {
      g_assert_cmpuint (history_catalog_get_first (&catalog), ==, c->first);
      g_assert_cmpuint (history_catalog_get_last (&catalog), ==, c->last);
      g_assert_cmpint (catalog.note != NULL, ==, c->has_note);
      g_assert_null (history_catalog_find (&catalog, 0));
      g_assert_null (history_catalog_find (&catalog, c->last + 1));
      if (c->first > 1)
        g_assert_null (history_catalog_find (&catalog, c->first - 1));
      for (guint64 n = c->first; n <= c->last && n > 0; n++)
        {
          const HistoryPart *part = history_catalog_find (&catalog, n);

          g_assert_true (part->first <= n && n - part->first < part->n_events);
        }
      history_catalog_refresh (&catalog);
    }

  history_catalog_clear (&catalog);
  close (dir);
}

static void
assert_refused (int dir, GIOErrorEnum code)
{
  g_autoptr (GError) error = NULL;
  HistoryCatalog catalog;

  g_assert_false (history_catalog_init (&catalog, dir, &error));
  g_assert_error (error, G_IO_ERROR, (gint)code);
  history_catalog_clear (&catalog);
}

static void
test_refused (void)
{
  static const char newer[] = "Noctulog\2\0\0\0 and so on, up to the length of the head, and more";
  g_autoptr (Scratch) folder = scratch_new ();
  int dir = scratch_open_dir (folder);
  int fd;

  assert_refused (dir, G_IO_ERROR_NOT_FOUND);
  put_text (dir, 1, "no index, but long enough to be taken for one by those who only look at that");
  assert_refused (dir, G_IO_ERROR_NOT_FOUND);

  put_index (dir, 2, 1, 5);
  fd = history_file_open (dir, 3, HISTORY_FILE_INDEX, O_RDWR | O_CREAT);
  g_assert_cmpuint (history_file_write (fd, 0, newer, sizeof newer), ==, sizeof newer);
  g_assert_no_errno (ftruncate (fd, 64));
  close (fd);
  assert_refused (dir, G_IO_ERROR_NOT_SUPPORTED);
  close (dir);
}

/* A writer goes on while we look: new segments, dropped ones, and all of them new at once. */
static void
test_refresh (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  int dir = scratch_open_dir (folder);
  HistoryCatalog catalog;

  put_index (dir, 1, 1, 5);
  g_assert_true (history_catalog_init (&catalog, dir, NULL));

  put_index (dir, 1, 1, 10);
  put_index (dir, 2, 11, 10);
  put_index (dir, 3, 21, 1);
  history_catalog_refresh (&catalog);
  g_assert_cmpuint (history_catalog_get_first (&catalog), ==, 1);
  g_assert_cmpuint (history_catalog_get_last (&catalog), ==, 21);

  history_file_remove (dir, 1, HISTORY_FILE_INDEX);
  put_index (dir, 3, 21, 4);
  history_catalog_refresh (&catalog);
  g_assert_cmpuint (history_catalog_get_first (&catalog), ==, 11);
  g_assert_cmpuint (history_catalog_get_last (&catalog), ==, 24);

  history_file_remove (dir, 2, HISTORY_FILE_INDEX);
  history_file_remove (dir, 3, HISTORY_FILE_INDEX);
  put_index (dir, 9, 90, 3);
  history_catalog_refresh (&catalog);
  g_assert_cmpuint (history_catalog_get_first (&catalog), ==, 90);
  g_assert_cmpuint (history_catalog_get_last (&catalog), ==, 92);
  g_assert_null (catalog.note);

  history_file_remove (dir, 9, HISTORY_FILE_INDEX);
  history_catalog_refresh (&catalog);
  g_assert_cmpuint (history_catalog_get_last (&catalog), ==, 0);

  history_catalog_clear (&catalog);
  close (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (run_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/history/catalog/run/", run_cases[i].name, NULL);

      g_test_add_data_func (name, &run_cases[i], test_run);
    }
  g_test_add_func ("/history/catalog/refused", test_refused);
  g_test_add_func ("/history/catalog/refresh", test_refresh);

  return g_test_run ();
}
