/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/event-summary.h"

#include <string.h>

static void
test_summaries (void)
{
  static const struct
  {
    HistoryEvent event;
    const char *data;
    const char *summary;
  } cases[] = {
    { { .kind = HISTORY_KIND_MESSAGE }, "{\"a\":\n\033[2J1}", "{\"a\":\\n\\e[2J1}" },
    { { .kind = HISTORY_KIND_MESSAGE }, "", "" },
    { { .kind = HISTORY_KIND_MESSAGE, .flags = HISTORY_FLAG_BINARY }, "bat\001", "62 61 74 01" },
    { { .kind = HISTORY_KIND_REQUEST },
      "GET /?key=moth HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /?key=*** HTTP/1.1" },
    { { .kind = HISTORY_KIND_RESPONSE },
      "HTTP/1.1 101 Switching Protocols\r\n\r\n",
      "HTTP/1.1 101 Switching Protocols" },
    { { .kind = HISTORY_KIND_OPEN },
      "{\"text\":\"Connected Successfully\",\"status\":101}",
      "Connected Successfully" },
    { { .kind = HISTORY_KIND_TLS }, "{\"text\":\"TLS 1.3\\n\"}", "TLS 1.3\\n" },
    { { .kind = HISTORY_KIND_CONNECT }, "{\"text\": 7", "{\"text\": 7" },
    { { .kind = HISTORY_KIND_CONNECT }, "", "" },
    { { .kind = HISTORY_KIND_PING }, "", "Ping" },
    { { .kind = HISTORY_KIND_PING }, "here?", "Ping: here?" },
    { { .kind = HISTORY_KIND_PONG, .frames = 12000 }, "", "Pong after 12 ms" },
    { { .kind = HISTORY_KIND_CLOSE, .code = 1000 }, "", "Close: 1000 (normal closure)" },
    { { .kind = HISTORY_KIND_CLOSED, .code = 4001 }, "bye", "Disconnected: 4001 bye" },
    { { .kind = HISTORY_KIND_ERROR }, "It broke.", "It broke." },
    { { .kind = 200 }, "of a newer version", "of a newer version" },
  };
  const HistoryRange secret = { 10, 4 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      HistoryEvent event = cases[i].event;
      gsize len = strlen (cases[i].data);

      event.data = (const guint8 *)cases[i].data;
      event.len = (guint32)len;
      history_event_append_summary (out, &event, len, &secret,
                                    event.kind == HISTORY_KIND_REQUEST ? 1 : 0);
      g_assert_cmpstr (out->str, ==, cases[i].summary);
    }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (1024UL * 1024, 'x');
  g_autoptr (GString) out = g_string_new (NULL);
  HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE, .data = (const guint8 *)text };

  event.len = (guint32)strlen (text);
  history_event_append_summary (out, &event, event.len, NULL, 0);
  g_assert_cmpuint (out->len, <=, 2048);
  event.flags = HISTORY_FLAG_BINARY;
  history_event_append_summary (out, &event, event.len, NULL, 0);
  g_assert_true (g_str_has_suffix (out->str, "78 …"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/event-summary/summaries", test_summaries);
  g_test_add_func ("/history/event-summary/long", test_long);

  return g_test_run ();
}
