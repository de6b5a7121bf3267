/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/writer.h"

#include "scratch.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

static guint
get_mode (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat status;

  g_assert_no_errno (stat (path, &status));

  return status.st_mode & 0777;
}

static gboolean
has_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static guint64
count_bytes (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint64 n_bytes = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct stat status;

      g_assert_no_errno (stat (path, &status));
      n_bytes += (guint64)status.st_size;
    }

  return n_bytes;
}

static void
test_folder (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (GError) error = NULL;
  HistoryLimits limits = scratch_limits ();
  g_autoptr (HistoryWriter) writer = history_writer_new (folder, &limits,
                                                         "{\"url\":\"ws://localhost\"}", &error);
  g_autofree char *path = g_build_filename (folder, "connection.json", NULL);
  g_autofree char *summary = NULL;
  HistoryRange range = { 0, 2 };
  HistoryEvent event = { .kind = HISTORY_KIND_NOTE, .len = 2, .data = (const guint8 *)"ab" };

  g_assert_no_error (error);
  history_writer_append (writer, &event, &range, 1);
  history_writer_flush (writer);

  g_assert_cmpstr (history_writer_get_folder (writer), ==, folder);
  g_assert_cmphex (get_mode (folder, "."), ==, 0700);
  g_assert_cmphex (get_mode (folder, "0001.idx"), ==, 0600);
  g_assert_cmphex (get_mode (folder, "0001.dat"), ==, 0600);
  g_assert_cmphex (get_mode (folder, "0001.sec"), ==, 0600);
  g_assert_cmphex (get_mode (folder, "lock"), ==, 0600);
  g_assert_cmphex (get_mode (folder, "connection.json"), ==, 0600);

  g_assert_true (g_file_get_contents (path, &summary, NULL, NULL));
  g_assert_cmpstr (summary, ==, "{\"url\":\"ws://localhost\"}");
}

static void
test_summary (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autofree char *before = history_reader_dup_summary (reader);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "{}");
  g_assert_true (history_writer_set_summary (writer, "{\"a\":1}", NULL));
  after = history_reader_dup_summary (reader);
  g_assert_cmpstr (after, ==, "{\"a\":1}");
  g_assert_false (has_file (folder, "connection.json.new"));
}

static void
assert_refused (const char *folder, GIOErrorEnum code)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (GError) error = NULL;

  g_assert_null (history_writer_new (folder, &limits, "{}", &error));
  g_assert_error (error, G_IO_ERROR, (gint)code);
}

static void
test_refused (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autofree char *inside = g_build_filename (folder, "connection.json", "log", NULL);
  HistoryWriter *writer = scratch_writer (folder, NULL);

  assert_refused (folder, G_IO_ERROR_EXISTS);
  assert_refused (inside, G_IO_ERROR_NOT_DIRECTORY);
  history_writer_free (writer);
  assert_refused (folder, G_IO_ERROR_EXISTS);
}

/* A folder in which no log can be begun is left as it was. */
static void
test_nothing_left (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  struct rlimit before, none;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  none = before;
  none.rlim_cur = 0;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &none));
  assert_refused (folder, G_IO_ERROR_FAILED);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

static void
test_round_trip (void)
{
  static const HistoryEvent events[] = {
    { .kind = HISTORY_KIND_NOTE, .time = 1, .len = 5, .data = (const guint8 *)"hello" },
    { .kind = HISTORY_KIND_MESSAGE, .flags = HISTORY_FLAG_OUT, .time = G_MAXUINT64 },
    { .kind = HISTORY_KIND_MESSAGE,
      .flags = HISTORY_FLAG_BINARY | HISTORY_FLAG_COMPRESSED,
      .time = 3,
      .wire_len = G_MAXUINT32,
      .frames = G_MAXUINT32,
      .len = 3,
      .data = (const guint8 *)"\0\xff\n" },
    { .kind = HISTORY_KIND_CLOSED, .flags = HISTORY_FLAG_CLEAN, .code = G_MAXUINT16 },
    { .kind = 200, .flags = 0xe0, .len = 1, .data = (const guint8 *)"?" },
  };
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      HistoryEvent event = events[i];

      history_writer_append (writer, &event, NULL, 0);
      g_assert_cmpuint (event.number, ==, i + 1);
    }
  g_assert_cmpuint (history_writer_get_count (writer), ==, G_N_ELEMENTS (events));
  history_writer_free (writer);

  reader = scratch_reader (folder);
  g_assert_null (history_reader_get_note (reader));
  g_assert_false (history_reader_is_live (reader));
  g_assert_cmpuint (history_reader_get_last (reader), ==, G_N_ELEMENTS (events));
  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    {
      HistoryEvent event = scratch_get (reader, i + 1);

      g_assert_cmpuint (event.kind, ==, events[i].kind);
      g_assert_cmpuint (event.flags, ==, events[i].flags);
      g_assert_cmpuint (event.time, ==, events[i].time);
      g_assert_cmpuint (event.wire_len, ==, events[i].wire_len);
      g_assert_cmpuint (event.frames, ==, events[i].frames);
      g_assert_cmpuint (event.code, ==, events[i].code);
      g_assert_cmpmem (event.data, event.len, events[i].data, events[i].len);
    }
}

/* Nothing is seen before it is flushed, except what did not fit into memory. */
static void
test_flush (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  guint64 n_seen;

  g_assert_cmpuint (scratch_append (writer, "one"), ==, 1);
  g_assert_cmpuint (history_reader_refresh (reader), ==, 0);
  history_writer_flush (writer);
  g_assert_cmpuint (history_reader_refresh (reader), ==, 1);
  scratch_assert_text (reader, 1, "one");

  for (guint64 seed = 2; seed <= 20000; seed++)
    scratch_append_seed (writer, seed);
  n_seen = history_reader_refresh (reader);
  g_assert_cmpuint (n_seen, >, 1);
  for (guint64 number = 2; number <= n_seen; number++)
    scratch_assert_seed (reader, number);

  history_writer_flush (writer);
  g_assert_cmpuint (history_reader_refresh (reader), ==, 20000);
  for (guint64 number = n_seen; number <= 20000; number++)
    scratch_assert_seed (reader, number);
}

static void
test_segments (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryReader) reader = NULL;

  limits.segment_bytes = 10;
  limits.segment_events = 3;
  writer = scratch_writer (folder, &limits);
  /* three events fill the first, ten bytes the second; a larger one has a segment of its own */
  for (gsize i = 0; i < 3; i++)
    scratch_append (writer, "");
  scratch_append (writer, "12345");
  scratch_append (writer, "12345");
  scratch_append (writer, "more than ten");
  scratch_append (writer, "x");
  history_writer_flush (writer);

  g_assert_true (has_file (folder, "0004.idx"));
  g_assert_false (has_file (folder, "0005.idx"));
  reader = scratch_reader (folder);
  g_assert_cmpuint (history_reader_get_last (reader), ==, 7);
  scratch_assert_text (reader, 3, "");
  scratch_assert_text (reader, 4, "12345");
  scratch_assert_text (reader, 6, "more than ten");
  scratch_assert_text (reader, 7, "x");
}

/* Finds out what the events that tell of drops say. Returns: the first event that is left. */
static guint64
read_gaps (HistoryReader *reader)
{
  guint64 expected = 1;
  guint64 last = history_reader_get_last (reader);

  for (guint64 number = history_reader_get_first (reader); number <= last; number++)
    {
      HistoryEvent event = scratch_get (reader, number);
      g_autofree char *text = g_strndup ((const char *)event.data, event.len);
      unsigned long from, to;

      if (event.kind != HISTORY_KIND_GAP)
        continue;
      g_assert_cmpint (sscanf (text, "Events %lu to %lu were dropped", &from, &to), ==, 2);
      g_assert_true (strstr (text, "limited to 1 MiB") != NULL);
      if (expected != 1) /* events of earlier drops may have been dropped themselves */
        g_assert_cmpuint (from, ==, expected);
      expected = to + 1;
    }

  return expected;
}

static void
test_max_bytes (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryReader) reader = NULL;

  limits.max_bytes = 1024 * 1024;
  writer = scratch_writer (folder, &limits);
  reader = scratch_reader (folder);
  for (guint64 seed = 1; seed < 20000; seed++)
    {
      if (seed % 97 == 0)
        continue; /* none that fills the log alone */
      scratch_append_seed (writer, seed);
      if (seed % 100 == 0)
        {
          history_writer_flush (writer);
          g_assert_cmpuint (count_bytes (folder), <=, limits.max_bytes + 4);
          history_reader_refresh (reader);
          scratch_assert_seed (reader, history_reader_get_first (reader));
          scratch_assert_seed (reader, history_reader_get_last (reader));
        }
    }
  history_writer_flush (writer);
  history_reader_refresh (reader);

  g_assert_cmpuint (history_reader_get_first (reader), >, 1000);
  g_assert_cmpuint (read_gaps (reader), ==, history_reader_get_first (reader));
  g_assert_cmpuint (history_reader_get_last (reader), >, history_writer_get_count (writer));
  for (guint64 n = history_reader_get_first (reader); n <= history_reader_get_last (reader); n++)
    scratch_assert_seed (reader, n);
}

static void
set_file_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  limit.rlim_cur = bytes;
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

/* The disk is full in the middle of @data-file, index, or secrets; then there is room again. */
static void
test_full_disk (gconstpointer data)
{
  rlim_t limit = GPOINTER_TO_UINT (data);
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  const char *problem;
  guint64 n_recorded, n_gaps = 0;

  set_file_limit (limit);
  for (guint64 seed = 1; seed <= 3000; seed++)
    {
      static guint8 bytes[SCRATCH_FILL_MAX];
      HistoryRange range = { 0, 1 };
      HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                             .time = seed,
                             .len = (guint32)scratch_fill (bytes, seed),
                             .data = bytes };

      history_writer_append (writer, &event, &range, seed % 4 == 0 ? 1 : 0);
      if (seed % 50 == 0)
        history_writer_flush (writer);
      if (seed % 500 == 0)
        history_writer_sync (writer);
    }
  /* larger than any of the limits: it stops whatever went on in a new segment */
  scratch_append_seed (writer, 485);
  set_file_limit (RLIM_INFINITY);

  problem = history_writer_get_problem (writer);
  g_assert_nonnull (problem);
  g_assert_cmpuint (history_writer_get_count (writer), ==, 3001);
  g_assert_cmpuint (scratch_append (writer, "lost"), ==, 0);

  n_recorded = history_reader_refresh (reader);
  history_writer_sync (writer);
  g_assert_null (history_writer_get_problem (writer));
  g_assert_cmpuint (history_reader_refresh (reader), ==, n_recorded + 1);
  g_assert_cmpuint (scratch_append (writer, "kept"), ==, n_recorded + 2);
  history_writer_flush (writer);
  history_reader_refresh (reader);
  scratch_assert_text (reader, n_recorded + 2, "kept");

  for (guint64 number = 1; number <= n_recorded + 1; number++)
    {
      n_gaps += scratch_get (reader, number).kind == HISTORY_KIND_GAP;
      scratch_assert_seed (reader, number);
    }
  g_assert_cmpuint (n_gaps, >=, 1);
  g_assert_cmpint (scratch_get (reader, n_recorded + 1).kind, ==, HISTORY_KIND_GAP);
}

/* How much is missing is told to the event. */
static void
test_lost_count (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  HistoryEvent event;
  g_autofree char *text = NULL;

  scratch_append (writer, "one");
  history_writer_flush (writer);
  set_file_limit (70);
  scratch_append (writer, "two");
  scratch_append (writer, "three");
  history_writer_flush (writer);
  history_writer_sync (writer); /* tries in vain */
  scratch_append (writer, "four");
  set_file_limit (RLIM_INFINITY);
  history_writer_free (writer); /* tries again */

  reader = scratch_reader (folder);
  g_assert_cmpuint (history_reader_get_last (reader), ==, 2);
  event = scratch_get (reader, 2);
  text = g_strndup ((const char *)event.data, event.len);
  g_assert_cmpint (event.kind, ==, HISTORY_KIND_GAP);
  g_assert_true (strstr (text, "missing: 3.") != NULL);
  g_assert_true (strstr (text, "File too large") != NULL);
}

static void
test_min_free (void)
{
  HistoryLimits limits = scratch_limits ();
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = NULL;
  g_autoptr (HistoryReader) reader = NULL;
  const char *problem;

  limits.min_free = G_GUINT64_CONSTANT (1) << 60;
  writer = scratch_writer (folder, &limits);
  problem = history_writer_get_problem (writer);
  g_assert_true (strstr (problem, "less than 1 EiB is free") != NULL ||
                 strstr (problem, "is free") != NULL);
  g_assert_cmpuint (scratch_append (writer, "lost"), ==, 0);
  history_writer_flush (writer);
  history_writer_sync (writer);
  g_assert_cmpuint (scratch_append (writer, "lost"), ==, 0);
  g_assert_cmpuint (history_writer_get_count (writer), ==, 2);

  reader = scratch_reader (folder);
  g_assert_cmpuint (history_reader_get_last (reader), ==, 1);
  scratch_assert_text (reader, 1, problem);
  g_assert_cmpint (scratch_get (reader, 1).kind, ==, HISTORY_KIND_GAP);
}

static void
test_removed (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  const char *problem;

  scratch_append (writer, "one");
  history_writer_flush (writer);
  scratch_remove (folder);
  history_writer_sync (writer);
  problem = history_writer_get_problem (writer);
  g_assert_true (strstr (problem, "was removed") != NULL);

  g_assert_cmpuint (scratch_append (writer, "two"), ==, 0);
  history_writer_sync (writer);
  g_assert_false (history_writer_set_summary (writer, "{}", NULL));
}

static void
test_secrets (void)
{
  static const HistoryRange ranges[] = { { 3, 4 }, { 20, 100 }, { 0, 1 } };
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GArray) found = NULL;
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST,
                         .len = 26,
                         .data = (const guint8 *)"abcdefghijklmnopqrstuvwxyz" };

  scratch_append (writer, "none");
  history_writer_append (writer, &event, ranges, G_N_ELEMENTS (ranges));
  g_assert_true (event.flags & HISTORY_FLAG_SECRETS);
  history_writer_append (writer, &event, NULL, 0);
  g_assert_false (event.flags & HISTORY_FLAG_SECRETS);
  history_writer_flush (writer);
  history_reader_refresh (reader);

  found = history_reader_dup_secrets (reader, 2);
  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 0).offset, ==, 3);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 1).offset, ==, 20);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 1).len, ==, 6);
  g_assert_cmpuint (g_array_index (found, HistoryRange, 2).offset, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const guint file_limits[] = { 200, 1000, 5000, 9000, 100000, 300100 };

  g_test_init (&argc, &argv, NULL);
  /* a file that may not grow is then an error of write() */
  signal (SIGXFSZ, SIG_IGN);

  g_test_add_func ("/history/writer/folder", test_folder);
  g_test_add_func ("/history/writer/summary", test_summary);
  g_test_add_func ("/history/writer/refused", test_refused);
  g_test_add_func ("/history/writer/nothing-left", test_nothing_left);
  g_test_add_func ("/history/writer/round-trip", test_round_trip);
  g_test_add_func ("/history/writer/flush", test_flush);
  g_test_add_func ("/history/writer/segments", test_segments);
  g_test_add_func ("/history/writer/max-bytes", test_max_bytes);
  for (gsize i = 0; i < G_N_ELEMENTS (file_limits); i++)
    {
      g_autofree char *name = g_strdup_printf ("/history/writer/full-disk/%u", file_limits[i]);

      g_test_add_data_func (name, GUINT_TO_POINTER (file_limits[i]), test_full_disk);
    }
  g_test_add_func ("/history/writer/lost-count", test_lost_count);
  g_test_add_func ("/history/writer/min-free", test_min_free);
  g_test_add_func ("/history/writer/removed", test_removed);
  g_test_add_func ("/history/writer/secrets", test_secrets);

  return g_test_run ();
}
