/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-facts.h"

static void
test_titles (void)
{
  static const struct
  {
    HistoryEvent event;
    const char *title;
  } cases[] = {
    { { .kind = HISTORY_KIND_MESSAGE }, "Text message received" },
    { { .kind = HISTORY_KIND_MESSAGE, .flags = HISTORY_FLAG_OUT | HISTORY_FLAG_BINARY },
      "Binary message sent" },
    { { .kind = HISTORY_KIND_CLOSE, .code = 1001 }, "Close frame received: 1001 going away" },
    { { .kind = HISTORY_KIND_CLOSED, .code = 4000 }, "Closed with 4000" },
    { { .kind = HISTORY_KIND_PING, .flags = HISTORY_FLAG_OUT }, "Ping sent" },
    { { .kind = 99 }, "An event of a newer version of Noctule" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = app_preview_dup_title (&cases[i].event);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

static void
test_facts (void)
{
  static const struct
  {
    HistoryEvent event;
    const char *facts;
  } cases[] = {
    { { .number = 7, .kind = HISTORY_KIND_MESSAGE, .len = 61, .wire_len = 63, .frames = 1 },
      "61 B · 63 B on the wire · 1 frame · 1 Jan 1970, 00:00:01.500 · #7" },
    { { .number = 8,
        .kind = HISTORY_KIND_MESSAGE,
        .flags = HISTORY_FLAG_COMPRESSED,
        .len = 4096,
        .wire_len = 48,
        .frames = 3 },
      "4 KiB · 48 B on the wire, compressed · 3 frames · 1 Jan 1970, 00:00:01.500 · #8" },
    { { .number = 9, .kind = HISTORY_KIND_PONG, .len = 0, .wire_len = 2, .frames = 1500 },
      "0 B · 2 B on the wire · 2 ms after the ping · 1 Jan 1970, 00:00:01.500 · #9" },
    { { .number = 10, .kind = HISTORY_KIND_NOTE, .len = 5 }, "1 Jan 1970, 00:00:01.500 · #10" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HistoryEvent event = cases[i].event;
      g_autofree char *facts = NULL;

      event.time = 1500000000;
      facts = app_preview_dup_facts (&event);
      g_assert_cmpstr (facts, ==, cases[i].facts);
    }
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/preview-facts/titles", test_titles);
  g_test_add_func ("/app/preview-facts/facts", test_facts);

  return g_test_run ();
}
