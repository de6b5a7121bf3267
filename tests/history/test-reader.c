/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/reader.h"

#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEAD_LEN   64
#define RECORD_LEN 32

static int
open_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_RDWR);

  g_assert_no_errno (fd);

  return fd;
}

static void
set_size (const char *folder, const char *name, off_t size)
{
  int fd = open_file (folder, name);

  g_assert_no_errno (ftruncate (fd, size));
  close (fd);
}

static off_t
get_size (const char *folder, const char *name)
{
  int fd = open_file (folder, name);
  struct stat status;

  g_assert_no_errno (fstat (fd, &status));
  close (fd);

  return status.st_size;
}

/* A finished log of four events with ten bytes each. */
static char *
make_log (void)
{
  char *folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);

  for (int i = 0; i < 4; i++)
    scratch_append (writer, "0123456789");

  return folder;
}

static void
assert_missing (HistoryReader *reader, guint64 number)
{
  g_autoptr (GError) error = NULL;
  HistoryEvent event;

  g_assert_false (history_reader_get (reader, number, 10, &event, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (history_reader_read_data (reader, number, 0, 1, NULL));
}

static void
test_refused (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (history_reader_open (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_no_errno (g_mkdir (folder, 0700));
  g_assert_null (history_reader_open (folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, folder));
}

/* What a writer that was killed, or a machine without power, may leave behind. */
static const struct
{
  const char *name;
  off_t index_size, data_size; /* from HEAD_LEN on; -1: as it was */
  guint64 last;
} torn_cases[] = {
  { "whole", -1, -1, 4 },
  { "data-without-record", -1, 55, 4 },
  { "half-record", 3 * RECORD_LEN + 17, -1, 3 },
  { "one-byte-of-a-record", 3 * RECORD_LEN + 1, 40, 3 },
  { "half-data", -1, 35, 3 },
  { "no-data", -1, 0, 0 },
  { "zeros", 9 * RECORD_LEN, -1, 4 },
  { "zeros-and-half", 9 * RECORD_LEN + 5, 25, 2 },
  { "no-records", 0, -1, 0 },
};

static void
test_torn (gconstpointer data)
{
  gsize i = GPOINTER_TO_UINT (data);
  g_autoptr (Scratch) folder = make_log ();
  gboolean is_torn = torn_cases[i].index_size % RECORD_LEN > 0 ||
                     torn_cases[i].index_size > 4 * RECORD_LEN ||
                     (torn_cases[i].data_size >= 0 && torn_cases[i].data_size < 40);

  if (torn_cases[i].index_size >= 0)
    set_size (folder, "0001.idx", HEAD_LEN + torn_cases[i].index_size);
  if (torn_cases[i].data_size >= 0)
    set_size (folder, "0001.dat", torn_cases[i].data_size);

  /* the first cuts and says so, the second finds nothing to say */
  for (int round = 0; round < 2; round++)
    {
      g_autoptr (HistoryReader) reader = scratch_reader (folder);

      g_assert_cmpint (history_reader_get_note (reader) != NULL, ==, is_torn && round == 0);
      g_assert_cmpuint (history_reader_get_last (reader), ==, torn_cases[i].last);
      g_assert_cmpint (get_size (folder, "0001.idx"), ==,
                       HEAD_LEN + RECORD_LEN * (off_t)torn_cases[i].last);
      for (guint64 number = 1; number <= torn_cases[i].last; number++)
        scratch_assert_text (reader, number, "0123456789");
      assert_missing (reader, torn_cases[i].last + 1);
      assert_missing (reader, 0);
    }
}

/* While a writer holds the log nobody cuts; half a record is not counted. */
static void
test_live (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;

  scratch_append (writer, "0123456789");
  history_writer_flush (writer);
  set_size (folder, "0001.idx", HEAD_LEN + RECORD_LEN + 7);

  reader = scratch_reader (folder);
  g_assert_true (history_reader_is_live (reader));
  g_assert_null (history_reader_get_note (reader));
  g_assert_cmpuint (history_reader_get_last (reader), ==, 1);
  g_assert_cmpint (get_size (folder, "0001.idx"), ==, HEAD_LEN + RECORD_LEN + 7);

  history_writer_free (writer);
  g_assert_false (history_reader_is_live (reader));
}

/* A file that is cut or gone while we read is an error and nothing worse. */
static void
test_cut_under_us (void)
{
  g_autoptr (Scratch) folder = make_log ();
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autofree char *data = g_build_filename (folder, "0001.dat", NULL);
  g_autoptr (GError) error = NULL;
  HistoryEvent event;

  set_size (folder, "0001.dat", 15);
  scratch_assert_text (reader, 1, "0123456789");
  g_assert_false (history_reader_get (reader, 2, 10, &event, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
  g_assert_null (event.data);
  g_assert_cmpuint (event.len, ==, 10);
  g_assert_true (history_reader_get (reader, 2, 5, &event, NULL));
  g_assert_cmpmem (event.data, 5, "01234", 5);

  g_assert_no_errno (g_unlink (data));
  g_clear_pointer (&reader, history_reader_free);
  reader = scratch_reader (folder);
  assert_missing (reader, 1);
}

static void
test_parts_of_data (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *large = g_strnfill (5 * 1024 * 1024, 'x');
  HistoryEvent event;

  memcpy (large + 1000000, "here", 4);
  scratch_append (writer, "small");
  scratch_append (writer, large);
  scratch_append (writer, "");
  history_writer_free (writer);
  reader = scratch_reader (folder);

  g_assert_true (history_reader_get (reader, 2, 0, &event, NULL));
  g_assert_null (event.data);
  g_assert_cmpuint (event.len, ==, strlen (large));
  g_assert_true (history_reader_get (reader, 2, 1000004, &event, NULL));
  g_assert_cmpmem (event.data, 1000004, large, 1000004);
  scratch_assert_text (reader, 2, large);
  scratch_assert_text (reader, 1, "small");
  scratch_assert_text (reader, 3, "");

  {
    g_autoptr (GBytes) part = history_reader_read_data (reader, 2, 1000000, 4, NULL);
    g_autoptr (GBytes) end = history_reader_read_data (reader, 2, strlen (large) - 1, 10, NULL);
    g_autoptr (GBytes) beyond = history_reader_read_data (reader, 2, G_MAXUINT64, 10, NULL);

    g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part), "here", 4);
    g_assert_cmpmem (g_bytes_get_data (end, NULL), g_bytes_get_size (end), "x", 1);
    g_assert_cmpuint (g_bytes_get_size (beyond), ==, 0);
  }
}

/* Many segments, read forwards, backwards and anywhere. */
static void
test_orders (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer;
  g_autoptr (HistoryReader) reader = NULL;
  guint64 n_events = 3000;

  limits.segment_events = 250;
  writer = scratch_writer (folder, &limits);
  for (guint64 seed = 1; seed <= n_events; seed++)
    scratch_append_seed (writer, seed);
  history_writer_free (writer);
  reader = scratch_reader (folder);

  for (guint64 number = 1; number <= n_events; number++)
    {
      scratch_assert_seed (reader, number);
      scratch_assert_seed (reader, n_events + 1 - number);
      scratch_assert_seed (reader, (guint64)g_test_rand_int_range (1, (gint32)n_events + 1));
      g_assert_cmpuint (scratch_get (reader, number).time, ==, number);
    }
}

/* So many events that anything which grows with them would be seen. */
static void
test_many (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  guint64 n_events = 2000000;

  for (guint64 i = 1; i <= n_events; i++)
    {
      HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                             .time = i,
                             .len = 4,
                             .data = (guint8 *)"data" };

      history_writer_append (writer, &event, NULL, 0);
    }
  history_writer_free (writer);

  reader = scratch_reader (folder);
  g_assert_cmpuint (history_reader_get_last (reader), ==, n_events);
  for (int i = 0; i < 10000; i++)
    {
      guint64 number = (guint64)g_test_rand_int_range (1, (gint32)n_events + 1);

      g_assert_cmpuint (scratch_get (reader, number).time, ==, number);
    }
}

static void
test_secrets_lost (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *path = g_build_filename (folder, "0001.sec", NULL);
  HistoryRange range = { 2, 2 };
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST, .len = 5, .data = (guint8 *)"hello" };
  g_autoptr (GArray) found = NULL;

  history_writer_append (writer, &event, &range, 1);
  history_writer_free (writer);
  g_assert_no_errno (g_unlink (path));
  reader = scratch_reader (folder);
  found = history_reader_dup_secrets (reader, 1);

  /* all of it is a secret, then */
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 0).offset, ==, 0);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 0).len, ==, 5);
}

static void
test_secrets_many (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;

  for (guint32 i = 0; i < 1000; i++)
    {
      HistoryRange ranges[2] = { { 0, 1 }, { i % 4 + 1, 1 } };
      HistoryEvent event = { .kind = HISTORY_KIND_NOTE, .len = 5, .data = (guint8 *)"hello" };

      history_writer_append (writer, &event, ranges, i % 3);
    }
  history_writer_free (writer);

  reader = scratch_reader (folder);
  for (guint32 i = 0; i < 1000; i++)
    {
      g_autoptr (GArray) found = history_reader_dup_secrets (reader, i + 1);

      g_assert_cmpuint (found->len, ==, i % 3);
      if (found->len == 2)
        g_assert_cmpuint (g_array_index (found, HistoryRange, 1).offset, ==, i % 4 + 1);
    }
}

/* Appends for ever, in small segments; the child of the test that kills it. */
static G_GNUC_NORETURN void
write_until_killed (const char *folder, const HistoryLimits *limits, guint turn)
{
  HistoryWriter *writer = history_writer_new (folder, limits, "{}", NULL);

  if (writer == NULL)
    _exit (1);
  for (guint64 seed = 1;; seed++)
    {
      scratch_append_seed (writer, seed);
      if (seed % turn == 0)
        history_writer_flush (writer);
    }
}

/* Reads along with a writer. Returns: the newest event that was seen. */
static guint64
read_along (HistoryReader *reader, guint n_looks)
{
  guint64 last = 0;

  for (guint i = 0; i < n_looks || last == 0; i++)
    {
      guint64 now = history_reader_refresh (reader);

      g_assert_cmpuint (now, >=, last);
      /* it may be dropped between the two calls, the newest may not */
      if (now > last)
        scratch_assert_seed (reader, now);
      last = now;
    }

  return last;
}

/* kill -9 at any moment: what a reader has seen is there. */
static void
test_killed (gconstpointer data)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryReader) reader = NULL;
  guint64 seen, first, last;
  pid_t child;

  limits.segment_bytes = 2 * 1024 * 1024;
  limits.segment_events = 3000;
  limits.max_bytes = GPOINTER_TO_UINT (data);
  child = fork ();
  if (child == 0)
    write_until_killed (folder, &limits, (guint)g_test_rand_int_range (1, 50));
  g_assert_no_errno (child);

  while (reader == NULL)
    reader = history_reader_open (folder, NULL);
  g_assert_true (history_reader_is_live (reader));
  seen = read_along (reader, (guint)g_test_rand_int_range (1, 300));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

  g_clear_pointer (&reader, history_reader_free);
  reader = scratch_reader (folder);
  g_assert_false (history_reader_is_live (reader));
  first = history_reader_get_first (reader);
  last = history_reader_get_last (reader);
  g_assert_cmpuint (last, >=, seen);
  if (limits.max_bytes == 0)
    g_assert_cmpuint (first, ==, 1);
  for (guint64 number = first; number <= last; number++)
    scratch_assert_seed (reader, number);
}

/* Readers of another thread see nothing but whole events while segments come and go. */
typedef struct
{
  const char *folder;
  gint is_over;
  guint64 n_read;
} Follower;

static gpointer
follow (gpointer data)
{
  Follower *follower = data;
  g_autoptr (HistoryReader) reader = scratch_reader (follower->folder);
  g_autofree guint8 *expected = g_malloc (SCRATCH_FILL_MAX);
  guint64 last;

  do
    {
      gboolean was_over = g_atomic_int_get (&follower->is_over);

      last = history_reader_refresh (reader);
      for (guint64 number = history_reader_get_first (reader); number <= last && number > 0;
           number += 7)
        {
          g_autoptr (GError) error = NULL;
          HistoryEvent event;

          if (!history_reader_get (reader, number, G_MAXSIZE, &event, &error))
            {
              /* dropped meanwhile */
              g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
              break;
            }
          if (event.kind == HISTORY_KIND_MESSAGE)
            g_assert_cmpmem (event.data, event.len, expected, scratch_fill (expected, event.time));
          follower->n_read++;
        }
      if (was_over)
        return NULL;
    }
  while (TRUE);
}

static void
test_follow (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  Follower follower = { .folder = folder };
  GThread *thread;

  limits.max_bytes = 4 * 1024 * 1024;
  writer = scratch_writer (folder, &limits);
  thread = g_thread_new ("follower", follow, &follower);
  for (guint64 seed = 1; seed <= 60000; seed++)
    {
      if (seed % 97 != 0)
        {
          static guint8 data[SCRATCH_FILL_MAX];
          HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                                 .time = seed,
                                 .len = (guint32)scratch_fill (data, seed),
                                 .data = data };

          history_writer_append (writer, &event, NULL, 0);
        }
      if (seed % 20 == 0)
        history_writer_flush (writer);
    }
  history_writer_flush (writer);
  g_atomic_int_set (&follower.is_over, TRUE);
  g_thread_join (thread);
  g_assert_cmpuint (follower.n_read, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* first, while this process has no other thread: their children are forks */
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *name = g_strdup_printf ("/history/reader/killed/%u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i % 2 * 8 * 1024 * 1024), test_killed);
    }

  g_test_add_func ("/history/reader/refused", test_refused);
  for (guint i = 0; i < G_N_ELEMENTS (torn_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/history/reader/torn/", torn_cases[i].name, NULL);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_torn);
    }
  g_test_add_func ("/history/reader/live", test_live);
  g_test_add_func ("/history/reader/cut-under-us", test_cut_under_us);
  g_test_add_func ("/history/reader/parts-of-data", test_parts_of_data);
  g_test_add_func ("/history/reader/orders", test_orders);
  g_test_add_func ("/history/reader/many", test_many);
  g_test_add_func ("/history/reader/secrets-lost", test_secrets_lost);
  g_test_add_func ("/history/reader/secrets-many", test_secrets_many);
  g_test_add_func ("/history/reader/follow", test_follow);

  return g_test_run ();
}
