/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-load.h"

#include "../history/scratch.h"

typedef struct
{
  HistoryEvent event;
  AppPreviewMode mode;
  const char *data;
  const char *text; /* NULL: hex */
  const char *note;
} Case;

#define TEXT                     \
  {                              \
    .kind = HISTORY_KIND_MESSAGE \
  }
#define BINARY                                                 \
  {                                                            \
    .kind = HISTORY_KIND_MESSAGE, .flags = HISTORY_FLAG_BINARY \
  }

static const Case cases[] = {
  { TEXT, APP_PREVIEW_PRETTY, "{\"a\":[1.0,1.0]}", "{\n  \"a\": [\n    1.0,\n    1.0\n  ]\n}",
    NULL },
  { TEXT, APP_PREVIEW_RAW, "{\"a\":1}", "{\"a\":1}", NULL },
  { TEXT, APP_PREVIEW_HEX, "{\"a\":1}", NULL, NULL },
  { TEXT, APP_PREVIEW_PRETTY, "hello", "hello", NULL },
  { TEXT, APP_PREVIEW_PRETTY, "", "", NULL },
  { TEXT, APP_PREVIEW_PRETTY, "{\"a\":1,\n\"\xc3\xa4\" 2}", "{\"a\":1,\n\"\xc3\xa4\" 2}",
    "Not valid JSON: A colon is expected after the name (line 2, column 5)" },
  { BINARY, APP_PREVIEW_PRETTY, "[1]", "[\n  1\n]", NULL },
  { BINARY, APP_PREVIEW_PRETTY, "\xff\xfe", NULL, NULL },
  { BINARY, APP_PREVIEW_RAW, "\xff\xfe", "\xff\xfe", NULL },
  { { .kind = HISTORY_KIND_RESPONSE },
    APP_PREVIEW_PRETTY,
    "HTTP/1.1 101 A\r\nB: c\r\n\r\n",
    "HTTP/1.1 101 A\nB: c",
    NULL },
  { { .kind = HISTORY_KIND_RESPONSE },
    APP_PREVIEW_RAW,
    "HTTP/1.1 101 A\r\n\r\n",
    "HTTP/1.1 101 A\r\n\r\n",
    NULL },
  { { .kind = HISTORY_KIND_CLOSE, .code = 1001 },
    APP_PREVIEW_PRETTY,
    "bye",
    "1001 going away\nOne side goes away: a server that shuts down, or a page that is left.\n\n"
    "Reason: bye",
    NULL },
  { { .kind = HISTORY_KIND_TLS },
    APP_PREVIEW_PRETTY,
    "{\"text\":\"x\"}",
    "{\n  \"text\": \"x\"\n}",
    NULL },
};

static AppPreviewContent *
load (const char *folder, guint64 number, AppPreviewMode mode, gsize limit)
{
  g_autoptr (AppPreviewJob) job = app_preview_job_new (folder, number, mode);
  g_autoptr (GError) error = NULL;
  AppPreviewContent *content;

  job->limit = limit;
  job->columns = 40;
  content = app_preview_load (job, NULL, &error);
  g_assert_no_error (error);

  return content;
}

static void
assert_text (const AppPreviewContent *content, const char *text)
{
  gsize len;
  const char *found;

  if (text == NULL)
    {
      g_assert_null (content->text);
      return;
    }

  g_assert_nonnull (content->text);
  found = g_bytes_get_data (content->text, &len);
  g_assert_cmpmem (found, len, text, strlen (text));
}

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Scratch) folder = scratch_new ();
      HistoryWriter *writer = scratch_writer (folder, NULL);
      HistoryEvent event = cases[i].event;
      g_autoptr (AppPreviewContent) content = NULL;

      event.data = (const guint8 *)cases[i].data;
      event.len = (guint32)strlen (cases[i].data);
      history_writer_append (writer, &event, NULL, 0);
      history_writer_free (writer);

      content = load (folder, 1, cases[i].mode, APP_PREVIEW_FIRST);
      assert_text (content, cases[i].text);
      g_assert_cmpstr (content->note, ==, cases[i].note);
      g_assert_cmpuint (content->shown, ==, event.len);
    }
}

static void
test_secrets (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  static const char text[] = "GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n";
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST,
                         .len = sizeof text - 1,
                         .data = (const guint8 *)text };
  HistoryRange range = { 24, 3 };
  g_autoptr (AppPreviewJob) job = app_preview_job_new (folder, 1, APP_PREVIEW_PRETTY);
  g_autoptr (AppPreviewContent) masked = NULL;
  g_autoptr (AppPreviewContent) revealed = NULL;

  history_writer_append (writer, &event, &range, 1);
  history_writer_free (writer);

  masked = app_preview_load (job, NULL, NULL);
  assert_text (masked, "GET / HTTP/1.1\nCookie: ***");
  g_assert_cmpuint (masked->secrets->len, ==, 1);
  job->is_revealed = TRUE;
  revealed = app_preview_load (job, NULL, NULL);
  assert_text (revealed, "GET / HTTP/1.1\nCookie: a=b");
}

/* Only the beginning, laid out as far as it goes, and no complaint that the rest is missing. */
static void
test_limit (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (AppPreviewContent) content = NULL;

  while (json->len < 100000)
    g_string_append (json, "\"\xc3\xa4\",");
  g_string_append (json, "1]");
  scratch_append (writer, json->str);
  history_writer_free (writer);

  content = load (folder, 1, APP_PREVIEW_PRETTY, 1000);
  g_assert_cmpint (content->syntax, ==, APP_TEXT_SYNTAX_JSON);
  g_assert_null (content->note);
  g_assert_cmpuint (content->shown, ==, 1000);
  g_assert_cmpuint (g_bytes_get_size (content->text), >, 1000);
}

/* What is mostly indentation ends before it fills the memory. */
static void
test_growth (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (GString) json = g_string_new ("");
  g_autoptr (AppPreviewContent) content = NULL;
  gsize limit = 2UL * 1024 * 1024;

  for (guint i = 0; i < 999; i++)
    g_string_append (json, "[");
  while (json->len < limit)
    g_string_append (json, "0,");
  scratch_append (writer, json->str);
  history_writer_free (writer);

  content = load (folder, 1, APP_PREVIEW_PRETTY, limit);
  g_assert_cmpuint (content->shown, <, limit);
  g_assert_cmpuint (g_bytes_get_size (content->text), <, limit * (APP_PREVIEW_GROWTH + 10));
}

static void
test_cancel (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (AppPreviewJob) job = app_preview_job_new (folder, 1, APP_PREVIEW_PRETTY);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  scratch_append (writer, "[]");
  history_writer_free (writer);
  g_cancellable_cancel (cancellable);
  g_assert_null (app_preview_load (job, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_missing (void)
{
  g_autoptr (AppPreviewJob) job = app_preview_job_new ("/nowhere", 1, APP_PREVIEW_PRETTY);
  g_autoptr (GError) error = NULL;

  g_assert_null (app_preview_load (job, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/preview-load/cases", test_cases);
  g_test_add_func ("/app/preview-load/secrets", test_secrets);
  g_test_add_func ("/app/preview-load/limit", test_limit);
  g_test_add_func ("/app/preview-load/growth", test_growth);
  g_test_add_func ("/app/preview-load/cancel", test_cancel);
  g_test_add_func ("/app/preview-load/missing", test_missing);

  return g_test_run ();
}
