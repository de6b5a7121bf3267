/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline-text.h"

#include "../history/scratch.h"

typedef struct
{
  HistoryEvent event;
  const char *data;
  const char *lines;
} Case;

#define PAD "              "

static const Case cases[] = {
  { { .kind = HISTORY_KIND_NOTE }, "a\nb", "* a\n" PAD "* b" },
  { { .kind = HISTORY_KIND_CONNECT }, "{\"text\":\"Connected.\"}", "* Connected." },
  { { .kind = HISTORY_KIND_CONNECT }, "no json\x1b", "* no json\\e" },
  { { .kind = HISTORY_KIND_REQUEST },
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "> GET / HTTP/1.1\n" PAD "> Host: a\n" PAD ">" },
  { { .kind = HISTORY_KIND_RESPONSE }, "HTTP/1.1 101 A\r\n", "< HTTP/1.1 101 A" },
  { { .kind = HISTORY_KIND_BODY }, "no", "| no" },
  { { .kind = HISTORY_KIND_CERTIFICATE },
    "{\"text\":\"Certificate 1 of 1 of a: CN=a, and more\",\"subject\":\"CN=a\",\"issuer\":\"CN=b\","
    "\"not_before\":\"2026\",\"not_after\":\"2027\",\"names\":[\"a\",\"b\",1],\"sha256\":\"AA\","
    "\"error\":\"self-signed\"}",
    "* Certificate 1 of 1 of a: CN=a\n" PAD "*   issued by: CN=b\n" PAD "*   valid from: 2026\n" PAD
    "*   valid to: 2027\n" PAD "*   for: a, b\n" PAD "*   SHA-256: AA\n" PAD
    "! Not trusted: self-signed" },
  { { .kind = HISTORY_KIND_CERTIFICATE }, "[]", "* []" },
  { { .kind = HISTORY_KIND_OPEN },
    "{\"text\":\"Connected Successfully\",\"subprotocol\":\"chat\",\"extensions\":\"\"}",
    "* Connected Successfully\n" PAD "*   subprotocol: chat" },
  { { .kind = HISTORY_KIND_PING, .flags = HISTORY_FLAG_OUT }, "x", "> Ping: x" },
  { { .kind = HISTORY_KIND_PONG, .frames = 1500 }, "", "< Pong after 2 ms" },
  { { .kind = HISTORY_KIND_CLOSE, .flags = HISTORY_FLAG_OUT, .code = 1001 },
    "bye",
    "> Close 1001 going away: bye" },
  { { .kind = HISTORY_KIND_CLOSED, .code = 1006 }, "", "* Closed with 1006 no closing handshake" },
  { { .kind = HISTORY_KIND_ERROR }, "No.", "! No." },
  { { .kind = HISTORY_KIND_NOTE }, "", "*" },
};

static void
test_events (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      HistoryEvent event = cases[i].event;
      g_autofree char *wanted = g_strconcat ("     12.3 ms  ", cases[i].lines, NULL);

      event.time = 1012300000;
      event.data = (const guint8 *)cases[i].data;
      event.len = (guint32)strlen (cases[i].data);
      app_timeline_append_event (out, &event, NULL, 0, 1000000000);
      g_assert_cmpstr (out->str, ==, wanted);
    }
}

static void
append (HistoryWriter *writer, HistoryKind kind, const char *text)
{
  HistoryEvent event = { .kind = (guint8)kind,
                         .time = 5,
                         .len = (guint32)strlen (text),
                         .data = (const guint8 *)text };

  history_writer_append (writer, &event, NULL, 0);
}

static void
read_on (AppTimeline *timeline, HistoryReader *reader)
{
  g_autoptr (GError) error = NULL;

  app_timeline_read (timeline, reader, NULL, &error);
  g_assert_no_error (error);
}

/* Messages are left out; what comes later is read later, each event once. */
static void
test_growth (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GString) first = NULL;
  g_autoptr (GString) second = NULL;
  g_autoptr (GString) third = NULL;
  AppTimeline timeline;

  app_timeline_init (&timeline);
  read_on (&timeline, reader);
  append (writer, HISTORY_KIND_NOTE, "one");
  append (writer, HISTORY_KIND_MESSAGE, "message");
  history_writer_flush (writer);
  read_on (&timeline, reader);
  first = app_timeline_take (&timeline);
  g_assert_cmpstr (first->str, ==, "      0.0 ms  * one");

  append (writer, HISTORY_KIND_MESSAGE, "message");
  append (writer, HISTORY_KIND_CERTIFICATE, "{}");
  append (writer, HISTORY_KIND_ERROR, "two");
  history_writer_flush (writer);
  read_on (&timeline, reader);
  second = app_timeline_take (&timeline);
  g_assert_cmpstr (second->str, ==, "      0.0 ms  * {}\n      0.0 ms  ! two");
  g_assert_true (timeline.has_certificate);
  g_assert_cmpuint (timeline.certificate, ==, first->len + 1);

  read_on (&timeline, reader);
  third = app_timeline_take (&timeline);
  g_assert_cmpuint (third->len, ==, 0);
  app_timeline_clear (&timeline);
  history_writer_free (writer);
}

/* However many pings there are, the text is bounded, and has the end. */
static void
test_bounds (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autofree char *note = g_strnfill (100000, 'x');
  AppTimeline timeline;

  for (guint i = 0; i < 3 * APP_TIMELINE_CONTROLS_MAX; i++)
    append (writer, HISTORY_KIND_PING, "");
  for (guint i = 0; i < 50; i++)
    append (writer, HISTORY_KIND_NOTE, note);
  append (writer, HISTORY_KIND_CLOSED, "the end");
  history_writer_free (writer);

  reader = scratch_reader (folder);
  app_timeline_init (&timeline);
  read_on (&timeline, reader);
  g_assert_cmpuint (timeline.text->len, <, APP_TIMELINE_BYTES_MAX + 200000);
  g_assert_nonnull (strstr (timeline.text->str, "More pings and pongs are not shown"));
  g_assert_nonnull (strstr (timeline.text->str, "All of it is in Events."));
  g_assert_true (g_str_has_suffix (timeline.text->str, ": the end"));
  app_timeline_clear (&timeline);
}

static void
test_secrets (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  static const char head[] = "GET / HTTP/1.1\r\nCookie: a=b\r\n";
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST,
                         .len = sizeof head - 1,
                         .data = (const guint8 *)head };
  HistoryRange range = { 24, 3 };
  g_autoptr (HistoryReader) reader = NULL;
  AppTimeline timeline;

  history_writer_append (writer, &event, &range, 1);
  history_writer_free (writer);
  reader = scratch_reader (folder);
  app_timeline_init (&timeline);
  read_on (&timeline, reader);
  g_assert_nonnull (strstr (timeline.text->str, "> Cookie: ***"));
  g_assert_null (strstr (timeline.text->str, "a=b"));
  app_timeline_clear (&timeline);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/timeline-text/events", test_events);
  g_test_add_func ("/app/timeline-text/growth", test_growth);
  g_test_add_func ("/app/timeline-text/bounds", test_bounds);
  g_test_add_func ("/app/timeline-text/secrets", test_secrets);

  return g_test_run ();
}
