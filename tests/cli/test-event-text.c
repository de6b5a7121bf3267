/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/event-text.h"

#include <string.h>

#define WIDE 4096

static HistoryEvent
make (HistoryKind kind, guint flags, guint16 code, const char *data)
{
  return (HistoryEvent){
    .number = 3,
    .kind = (guint8)kind,
    .flags = (guint8)flags,
    .code = code,
    .frames = 1,
    .wire_len = 9,
    .len = (guint32)strlen (data),
    .data = (const guint8 *)data,
  };
}

static void
test_kinds (void)
{
  static const struct
  {
    HistoryKind kind;
    guint flags;
    guint16 code;
    const char *data;
    const char *shown;
  } cases[] = {
    { HISTORY_KIND_NOTE, 0, 0, "a note", "* a note\n" },
    { HISTORY_KIND_RESOLVE, 0, 0, "{\"text\":\"Found x\",\"host\":\"x\"}", "* Found x\n" },
    { HISTORY_KIND_TLS, 0, 0, "{\"cipher\":1}", "* {\"cipher\":1}\n" },
    { HISTORY_KIND_OPEN, 0, 0, "[1]", "* [1]\n" },
    { HISTORY_KIND_REQUEST, HISTORY_FLAG_OUT, 0, "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
      "> GET / HTTP/1.1\n> Host: x\n" },
    { HISTORY_KIND_BODY, 0, 403, "no\033[2J\n", "< no\\e[2J\n" },
    { HISTORY_KIND_MESSAGE, 0, 0, "hi", "< hi\n" },
    { HISTORY_KIND_MESSAGE, HISTORY_FLAG_OUT, 0, "hi", "> hi\n" },
    { HISTORY_KIND_MESSAGE, 0, 0, "a\nb\x9b", "< a\n  b\\x9b\n" },
    { HISTORY_KIND_MESSAGE, 0, 0, "{\"a\":1}", "< {\"a\":1}\n" },
    { HISTORY_KIND_MESSAGE, HISTORY_FLAG_BINARY, 0, "hi",
      "< binary, 2 B\n"
      "  00000000  68 69                                             |hi|\n" },
    { HISTORY_KIND_PING, 0, 0, "", "< ping\n" },
    { HISTORY_KIND_PING, HISTORY_FLAG_OUT, 0, "x\n", "> ping x\\n\n" },
    { HISTORY_KIND_PONG, 0, 0, "", "< pong after 1 µs\n" },
    { HISTORY_KIND_CLOSE, 0, 1001, "bye", "< close 1001 bye\n" },
    { HISTORY_KIND_CLOSED, HISTORY_FLAG_CLEAN, 1000, "", "* Closed with 1000\n" },
    { HISTORY_KIND_CLOSED, 0, 1006, "", "* Closed with 1006 (without a closing handshake)\n" },
    { HISTORY_KIND_ERROR, 0, 0, "wrong", "! wrong\n" },
    { (HistoryKind)99, 0, 0, "of tomorrow", "* of tomorrow\n" },
  };
  const CliEventView view = {
    .has_payload = TRUE,
    .max_payload = WIDE,
    .style = { .width = WIDE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HistoryEvent event = make (cases[i].kind, cases[i].flags, cases[i].code, cases[i].data);
      g_autoptr (GString) out = g_string_new (NULL);

      cli_event_append_text (out, &view, &event, NULL, 0);
      g_assert_cmpstr (out->str, ==, cases[i].shown);
    }
}

static void
test_secrets (void)
{
  static const char head[] = "GET / HTTP/1.1\r\nAuthorization: abc\r\nCookie: d\r\n\r\n";
  const HistoryRange ranges[] = { { 31, 3 }, { 44, 1 }, { 4000000, 1 }, { 48, 4000000 } };
  const CliEventView view = { .max_payload = WIDE, .style = { .width = WIDE } };
  HistoryEvent event = make (HISTORY_KIND_REQUEST, HISTORY_FLAG_OUT, 0, head);
  g_autoptr (GString) out = g_string_new (NULL);

  cli_event_append_text (out, &view, &event, ranges, 2);
  g_assert_cmpstr (out->str, ==, "> GET / HTTP/1.1\n> Authorization: ***\n> Cookie: ***\n");

  /* ranges that are nonsense do no harm */
  cli_event_append_text (out, &view, &event, ranges, 4);
}

static void
test_views (void)
{
  static const struct
  {
    CliEventView view;
    guint flags;
    const char *data;
    const char *shown;
  } cases[] = {
    { { .has_numbers = TRUE, .is_one_line = TRUE, .has_payload = TRUE, .max_payload = WIDE },
      0,
      "a\nb",
      "     3 < a\\nb\n" },
    { { .is_one_line = TRUE, .has_payload = TRUE, .max_payload = WIDE },
      HISTORY_FLAG_BINARY,
      "0123456789abcdefg",
      "< binary, 17 B: 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 …\n" },
    { { .has_payload = TRUE, .max_payload = 2 }, 0, "abcd", "< ab… and 2 B more\n" },
    { { .has_payload = FALSE }, 0, "abcd", "< text, 4 B\n" },
    { { .has_payload = FALSE }, HISTORY_FLAG_COMPRESSED, "abcd", "< text, 4 B, 9 B deflated\n" },
    { { .has_payload = TRUE, .max_payload = WIDE, .style = { .width = 20 } },
      0,
      "{\"a\":1}",
      "< {\n    \"a\": 1\n  }\n" },
    { { .has_payload = TRUE, .max_payload = WIDE, .style = { .has_arrows = TRUE } },
      HISTORY_FLAG_OUT,
      "a",
      "→ a\n" },
    { { .has_payload = TRUE, .max_payload = WIDE, .style = { .has_colours = TRUE } },
      0,
      "a",
      "\033[32m<\033[0m a\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HistoryEvent event = make (HISTORY_KIND_MESSAGE, cases[i].flags, 0, cases[i].data);
      g_autoptr (GString) out = g_string_new (NULL);

      cli_event_append_text (out, &cases[i].view, &event, NULL, 0);
      g_assert_cmpstr (out->str, ==, cases[i].shown);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/event-text/kinds", test_kinds);
  g_test_add_func ("/cli/event-text/secrets", test_secrets);
  g_test_add_func ("/cli/event-text/views", test_views);

  return g_test_run ();
}
