/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export.h"

#include "history/json-private.h"

#include <string.h>

#define TIME G_GUINT64_CONSTANT (1795435200123456789) /* 2026-11-23T12:00:00.123456789Z */

typedef struct
{
  const char *name;
  HistoryEvent event;   /* number 7 and TIME are added, and the length when it is 0 */
  HistoryRange range;   /* of no length: none */
  const char *expected; /* behind "time" */
} LineCase;

#define DATA(text) .data = (const guint8 *)(text), .len = sizeof (text) - 1

static const LineCase line_cases[] = {
  { "text",
    { .kind = HISTORY_KIND_MESSAGE, .wire_len = 48, .frames = 1, DATA ("{\"a\":1}\n") },
    { 0 },
    "\"type\":\"message\",\"dir\":\"in\",\"opcode\":\"text\",\"size\":8,\"wire\":48,\"frames\":1,"
    "\"data\":\"{\\\"a\\\":1}\\n\"" },
  { "sent-compressed",
    { .kind = HISTORY_KIND_MESSAGE,
      .flags = HISTORY_FLAG_OUT | HISTORY_FLAG_COMPRESSED,
      .wire_len = G_MAXUINT32,
      .frames = 4294967295,
      DATA ("") },
    { 0 },
    "\"type\":\"message\",\"dir\":\"out\",\"opcode\":\"text\",\"size\":0,\"wire\":4294967295,"
    "\"frames\":4294967295,\"compressed\":true,\"data\":\"\"" },
  { "binary",
    { .kind = HISTORY_KIND_MESSAGE, .flags = HISTORY_FLAG_BINARY, .frames = 1, DATA ("abc") },
    { 0 },
    "\"type\":\"message\",\"dir\":\"in\",\"opcode\":\"binary\",\"size\":3,\"wire\":0,\"frames\":1,"
    "\"base64\":\"YWJj\"" },
  { "ill-formed",
    { .kind = HISTORY_KIND_MESSAGE, DATA ("\xff") },
    { 0 },
    "\"type\":\"message\",\"dir\":\"in\",\"opcode\":\"text\",\"size\":1,\"wire\":0,\"frames\":0,"
    "\"base64\":\"/w==\"" },
  { "nul",
    { .kind = HISTORY_KIND_NOTE, DATA ("a\0b") },
    { 0 },
    "\"type\":\"note\",\"data\":\"a\\u0000b\"" },
  { "not-read", { .kind = HISTORY_KIND_NOTE, .len = 10 }, { 0 }, "\"type\":\"note\"" },
  { "secret",
    { .kind = HISTORY_KIND_REQUEST,
      .flags = HISTORY_FLAG_OUT | HISTORY_FLAG_SECRETS,
      .wire_len = 20,
      DATA ("Cookie: s3cret\r\n\r\n") },
    { 8, 6 },
    "\"type\":\"request\",\"dir\":\"out\",\"size\":18,\"wire\":20,"
    "\"data\":\"Cookie: ***\\r\\n\\r\\n\"" },
  { "secret-half-of-a-character",
    { .kind = HISTORY_KIND_NOTE, DATA ("caf\xc3\xa9") },
    { 4, 1 },
    "\"type\":\"note\",\"base64\":\"Y2FmwyoqKg==\"" },
  { "response",
    { .kind = HISTORY_KIND_RESPONSE, .code = 101, DATA ("HTTP/1.1 101\r\n\r\n") },
    { 0 },
    "\"type\":\"response\",\"dir\":\"in\",\"size\":16,\"wire\":0,\"status\":101,"
    "\"data\":\"HTTP/1.1 101\\r\\n\\r\\n\"" },
  { "body",
    { .kind = HISTORY_KIND_BODY, .code = 403, DATA ("no") },
    { 0 },
    "\"type\":\"body\",\"dir\":\"in\",\"size\":2,\"wire\":0,\"status\":403,\"data\":\"no\"" },
  { "ping",
    { .kind = HISTORY_KIND_PING, .wire_len = 4, DATA ("hi") },
    { 0 },
    "\"type\":\"ping\",\"dir\":\"in\",\"size\":2,\"wire\":4,\"data\":\"hi\"" },
  { "pong",
    { .kind = HISTORY_KIND_PONG, .frames = 12034, DATA ("") },
    { 0 },
    "\"type\":\"pong\",\"dir\":\"in\",\"size\":0,\"wire\":0,\"rtt\":12.034,\"data\":\"\"" },
  { "pong-unasked",
    { .kind = HISTORY_KIND_PONG, DATA ("") },
    { 0 },
    "\"type\":\"pong\",\"dir\":\"in\",\"size\":0,\"wire\":0,\"data\":\"\"" },
  { "close",
    { .kind = HISTORY_KIND_CLOSE, .flags = HISTORY_FLAG_OUT, .code = 1000, DATA ("bye") },
    { 0 },
    "\"type\":\"close\",\"dir\":\"out\",\"size\":3,\"wire\":0,\"code\":1000,\"clean\":false,"
    "\"reason\":\"bye\"" },
  { "closed",
    { .kind = HISTORY_KIND_CLOSED, .flags = HISTORY_FLAG_CLEAN, .code = 1005, DATA ("") },
    { 0 },
    "\"type\":\"closed\",\"code\":1005,\"clean\":true,\"reason\":\"\"" },
  { "open",
    { .kind = HISTORY_KIND_OPEN,
      DATA ("{\"text\":\"Connected\",\"status\":101,\"headers\":[{\"name\":\"A\",\"value\":\"b\"}],"
            "\"timings\":{\"open\":1.5},\"n\":99,\"type\":\"x\"}") },
    { 0 },
    "\"type\":\"open\",\"text\":\"Connected\",\"status\":101,"
    "\"headers\":[{\"name\":\"A\",\"value\":\"b\"}],\"timings\":{\"open\":1.5}" },
  { "open-broken",
    { .kind = HISTORY_KIND_OPEN, DATA ("{\"text\":") },
    { 0 },
    "\"type\":\"open\",\"data\":\"{\\\"text\\\":\"" },
  { "newer-kind",
    { .kind = 77, .flags = HISTORY_FLAG_OUT, .code = 3, DATA ("?") },
    { 0 },
    "\"type\":\"unknown\",\"kind\":77,\"data\":\"?\"" },
  { "no-kind", { .kind = 0, DATA ("?") }, { 0 }, "\"type\":\"unknown\",\"kind\":0,\"data\":\"?\"" },
};

static void
test_line (gconstpointer data)
{
  const LineCase *c = data;
  g_autoptr (GString) out = g_string_new ("before");
  g_autofree char *expected =
    g_strconcat ("before{\"n\":7,\"time\":\"2026-11-23T12:00:00.123456Z\",", c->expected, "}\n",
                 NULL);
  HistoryEvent event = c->event;

  event.number = 7;
  event.time = TIME;
  history_event_append_json (out, &event, &c->range, c->range.len > 0 ? 1 : 0);
  g_assert_cmpstr (out->str, ==, expected);
}

/* Whatever the event, a line is one JSON object on one line. */
static void
test_any (void)
{
  for (int round = 0; round < 3000; round++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (JsonObject) object = NULL;
      guint8 data[40];
      HistoryRange ranges[3];
      HistoryEvent event = { .number = (guint64)g_test_rand_int () << 32,
                             .time = (guint64)g_test_rand_int () << (round % 33),
                             .wire_len = (guint32)g_test_rand_int (),
                             .frames = (guint32)g_test_rand_int (),
                             .code = (guint16)g_test_rand_int (),
                             .kind = (guint8)(round % 256),
                             .flags = (guint8)g_test_rand_int (),
                             .len = (guint32)g_test_rand_int_range (0, sizeof data),
                             .data = data };

      for (gsize i = 0; i < sizeof data; i++)
        data[i] = (guint8)g_test_rand_int_range (0, round % 3 == 0 ? 256 : 128);
      for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
        ranges[i] = (HistoryRange){ (guint32)g_test_rand_int_range (0, 50),
                                    (guint32)g_test_rand_int_range (0, 50) };
      history_event_append_json (out, &event, ranges, (gsize)round % 4);

      g_assert_true (strchr (out->str, '\n') == out->str + out->len - 1);
      object = history_json_parse (out->str, out->len);
      g_assert_nonnull (object);
      g_assert_cmpstr (history_json_get_string (object, "type"), ==,
                       history_kind_get_name (event.kind));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (line_cases); i++)
    {
      g_autofree char *name = g_strconcat ("/history/event-json/line/", line_cases[i].name, NULL);

      g_test_add_data_func (name, &line_cases[i], test_line);
    }
  g_test_add_func ("/history/event-json/any", test_any);

  return g_test_run ();
}
