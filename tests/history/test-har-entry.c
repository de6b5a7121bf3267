/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/har-private.h"

#include <string.h>

#define SECOND G_GUINT64_CONSTANT (1000000000)

static const char timings[] = "{\"resolved\":1.5,\"connected\":4,\"secured\":10.25,\"open\":12}";

/* Returns: what the entry says, without white space that would not matter. */
static char *
write_entry (const HistoryHarEntry *entry, const char *url)
{
  g_autoptr (GString) out = g_string_new ("{");
  g_autoptr (JsonObject) object = NULL;

  history_har_entry_append (out, entry, url);
  g_string_append_c (out, '}');
  object = history_json_parse (out->str, out->len);
  g_assert_nonnull (object);

  return g_strdup (out->str);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_message ("%s\n  is not in\n%s", part, text);
  g_assert_true (strstr (text, part) != NULL);
}

static void
test_whole (void)
{
  HistoryHarEntry entry = {
    .started = SECOND,
    .requested = 2 * SECOND,
    .responded = 2 * SECOND + 2500000,
    .is_secure = TRUE,
    .address = g_strdup ("192.0.2.1"),
    .request = g_strdup ("GET /a?x=1&y=a%20b&z HTTP/1.1\r\nHost: example.com\r\n"
                         "cookie: a=b; token=***\r\n\r\n"),
    .response = g_strdup ("HTTP/1.1 302 Found Here\r\nLocation: /b\r\nContent-Type: text/plain\r\n"
                          "Set-Cookie: id=7; Path=/; Domain=example.com; HttpOnly; Secure; "
                          "Max-Age=3\r\nset-cookie: plain\r\n\r\n"),
    .body = g_bytes_new ("gone \"there\"", 12),
    .timings = history_json_parse (timings, strlen (timings)),
  };
  g_autofree char *text = write_entry (&entry, "ws://not.used");

  assert_has (text, "{\"startedDateTime\":\"1970-01-01T00:00:01.000000Z\",\"time\":12.750,");
  assert_has (text, "\"timings\":{\"blocked\":-1,\"dns\":1.500,\"connect\":8.750,\"ssl\":6.250,"
                    "\"send\":0.000,\"wait\":2.500,\"receive\":0.000}");
  assert_has (text, "\"request\":{\"method\":\"GET\","
                    "\"url\":\"wss://example.com/a?x=1&y=a%20b&z\",\"httpVersion\":\"HTTP/1.1\","
                    "\"cookies\":[{\"name\":\"a\",\"value\":\"b\"},"
                    "{\"name\":\"token\",\"value\":\"***\"}],"
                    "\"headers\":[{\"name\":\"Host\",\"value\":\"example.com\"},"
                    "{\"name\":\"cookie\",\"value\":\"a=b; token=***\"}],"
                    "\"queryString\":[{\"name\":\"x\",\"value\":\"1\"},"
                    "{\"name\":\"y\",\"value\":\"a b\"},{\"name\":\"z\",\"value\":\"\"}],"
                    "\"headersSize\":76,\"bodySize\":0}");
  assert_has (text, "\"response\":{\"status\":302,\"statusText\":\"Found Here\","
                    "\"httpVersion\":\"HTTP/1.1\",\"cookies\":[{\"name\":\"id\",\"value\":\"7\","
                    "\"path\":\"/\",\"domain\":\"example.com\",\"httpOnly\":true,\"secure\":true},"
                    "{\"name\":\"plain\",\"value\":\"\"}]");
  assert_has (text, "\"content\":{\"size\":12,\"mimeType\":\"text/plain\","
                    "\"text\":\"gone \\\"there\\\"\"},\"redirectURL\":\"/b\"");
  assert_has (text, "\"serverIPAddress\":\"192.0.2.1\",\"_resourceType\":\"websocket\"");
  history_har_entry_clear (&entry);
}

/* What a connection that failed leaves is an entry, too. */
static void
test_empty (void)
{
  HistoryHarEntry entry = { .started = SECOND };
  g_autofree char *text = write_entry (&entry, "wss://example.com/?q=%zz");
  g_autofree char *nothing = write_entry (&entry, NULL);

  assert_has (text, "\"method\":\"GET\",\"url\":\"wss://example.com/?q=%zz\"");
  assert_has (text, "\"queryString\":[{\"name\":\"q\",\"value\":\"%zz\"}]");
  assert_has (text, "\"response\":{\"status\":0,\"statusText\":\"\"");
  assert_has (text, "\"dns\":-1,\"connect\":-1,\"ssl\":-1");
  assert_has (text, "\"headersSize\":-1,\"bodySize\":-1}");
  assert_has (nothing, "\"url\":\"\"");
  history_har_entry_clear (&entry);
}

/* A server says what it likes. */
static void
test_hostile (void)
{
  static const char *const heads[] = {
    "",
    "\n",
    "\r\n\r\n",
    "HTTP/1.1",
    ":",
    "\n:\n::\n",
    "a b\nSet-Cookie:;;=;=\nCookie:;=;",
    "x \xff y\n\xff: \xfe\nHost: \x80\nSet-Cookie: \xff=\xff; path=\xff\nCookie: \xff",
    "GET ?&&=&=%00&%ff HTTP/1.1\nHost: h",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      HistoryHarEntry entry = { .request = g_strdup (heads[i]),
                                .response = g_strdup (heads[i]),
                                .address = g_strdup ("\xff"),
                                .body = g_bytes_new ("\xff\0", 2) };
      g_autofree char *text = write_entry (&entry, "\xff");

      assert_has (text, "\"text\":\"/wA=\",\"encoding\":\"base64\"");
      history_har_entry_clear (&entry);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/har-entry/whole", test_whole);
  g_test_add_func ("/history/har-entry/empty", test_empty);
  g_test_add_func ("/history/har-entry/hostile", test_hostile);

  return g_test_run ();
}
