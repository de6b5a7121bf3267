/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/answer.h"

#include "../history/scratch.h"

static void
append (HistoryWriter *writer, HistoryKind kind, const char *text, HistoryRange *secret)
{
  HistoryEvent event = { .kind = (guint8)kind,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, secret, secret != NULL ? 1 : 0);
}

static AppAnswer *
load (const char *folder)
{
  g_autoptr (GError) error = NULL;
  AppAnswer *answer = app_answer_load (folder, NULL, &error);

  g_assert_no_error (error);

  return answer;
}

static void
test_open (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  HistoryRange secret = { 24, 3 };
  g_autoptr (AppAnswer) answer = NULL;

  append (writer, HISTORY_KIND_CERTIFICATE, "{}", NULL);
  append (writer, HISTORY_KIND_REQUEST, "GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n", &secret);
  append (writer, HISTORY_KIND_RESPONSE, "HTTP/1.1 101 Yes\r\nA: b\r\n\r\n", NULL);
  append (writer, HISTORY_KIND_OPEN, "{\"timings\":{\"open\":12.5}}", NULL);
  append (writer, HISTORY_KIND_RESPONSE, "HTTP/1.1 500 No\r\n\r\n", NULL);
  history_writer_flush (writer);

  answer = load (folder);
  g_assert_cmpstr (answer->head->start, ==, "HTTP/1.1 101 Yes");
  g_assert_cmpstr (answer->request->str, ==, "GET / HTTP/1.1\nCookie: ***\n\n");
  g_assert_cmpint (answer->open_us, ==, 12500);
  g_assert_cmpuint (answer->body, ==, 0);
  g_assert_true (answer->has_certificate);
  g_assert_true (answer->is_live);
  g_assert_cmpstr (answer->summary, ==, "{}");
  history_writer_free (writer);
}

/* After a redirect only the last answer counts. */
static void
test_redirect (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (AppAnswer) answer = NULL;

  append (writer, HISTORY_KIND_REQUEST, "GET /a HTTP/1.1\r\n\r\n", NULL);
  append (writer, HISTORY_KIND_RESPONSE, "HTTP/1.1 302 Elsewhere\r\n\r\n", NULL);
  append (writer, HISTORY_KIND_BODY, "there", NULL);
  append (writer, HISTORY_KIND_REQUEST, "GET /b HTTP/1.1\r\n\r\n", NULL);
  append (writer, HISTORY_KIND_RESPONSE, "HTTP/1.1 403 No\r\n\r\n", NULL);
  append (writer, HISTORY_KIND_BODY, "no", NULL);
  history_writer_free (writer);

  answer = load (folder);
  g_assert_cmpuint (answer->head->status, ==, 403);
  g_assert_cmpstr (answer->request->str, ==, "GET /b HTTP/1.1\n\n");
  g_assert_cmpuint (answer->body, ==, 6);
  g_assert_false (answer->is_live);
}

static void
test_odd (void)
{
  static const char *const opens[] = { "", "[]", "{\"timings\":1}", "{\"timings\":{\"open\":{}}}",
                                       "{\"timings\":{\"open\":\"x\"}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (opens); i++)
    {
      g_autoptr (Scratch) folder = scratch_new ();
      HistoryWriter *writer = scratch_writer (folder, NULL);
      g_autoptr (AppAnswer) answer = NULL;

      append (writer, HISTORY_KIND_OPEN, opens[i], NULL);
      history_writer_free (writer);
      answer = load (folder);
      g_assert_cmpint (answer->open_us, ==, 0);
      g_assert_null (answer->head);
    }
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (app_answer_load ("/nowhere", NULL, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/answer/open", test_open);
  g_test_add_func ("/app/answer/redirect", test_redirect);
  g_test_add_func ("/app/answer/odd", test_odd);
  g_test_add_func ("/app/answer/missing", test_missing);

  return g_test_run ();
}
