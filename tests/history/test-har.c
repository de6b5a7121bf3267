/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export.h"

#include "history/json-private.h"

#include "scratch.h"

typedef struct
{
  guint8 kind;
  guint8 flags;
  const char *data;
} Step;

/* Writes the steps as a log and reads its export. Returns: the entries. */
static JsonArray *
export_steps (const Step *steps, gsize n_steps, const char *summary)
{
  g_autoptr (Scratch) folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *log;

  for (gsize i = 0; i < n_steps; i++)
    {
      HistoryEvent event = { .kind = steps[i].kind,
                             .flags = steps[i].flags,
                             .time = (i + 1) * 1000000,
                             .len = (guint32)strlen (steps[i].data),
                             .data = (const guint8 *)steps[i].data };

      history_writer_append (writer, &event, NULL, 0);
    }
  history_writer_flush (writer);
  g_assert_true (history_writer_set_summary (writer, summary, NULL));

  reader = scratch_reader (folder);
  g_assert_true (history_export_har (reader, FALSE, scratch_collect, out, NULL, &error));
  g_assert_no_error (error);
  json_parser_load_from_data (parser, out->str, (gssize)out->len, &error);
  g_assert_no_error (error);

  log = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "log");
  g_assert_cmpstr (json_object_get_string_member (log, "version"), ==, "1.2");

  return json_array_ref (json_object_get_array_member (log, "entries"));
}

static JsonArray *
get_messages (JsonArray *entries, guint i)
{
  return json_object_get_array_member (json_array_get_object_element (entries, i),
                                       "_webSocketMessages");
}

static const char *
get_url (JsonArray *entries, guint i)
{
  JsonObject *entry = json_array_get_object_element (entries, i);

  return json_object_get_string_member (json_object_get_object_member (entry, "request"), "url");
}

static void
test_session (void)
{
  static const Step steps[] = {
    { HISTORY_KIND_RESOLVE, 0, "{}" },
    { HISTORY_KIND_CONNECT, 0, "{\"address\":\"192.0.2.1\"}" },
    { HISTORY_KIND_REQUEST, HISTORY_FLAG_OUT, "GET /old HTTP/1.1\r\nHost: a.example\r\n\r\n" },
    { HISTORY_KIND_RESPONSE, 0, "HTTP/1.1 302 Found\r\nLocation: wss://b.example/new\r\n\r\n" },
    { HISTORY_KIND_BODY, 0, "moved" },
    { HISTORY_KIND_CONNECT, 0, "{\"address\":\"192.0.2.2\"}" },
    { HISTORY_KIND_TLS, 0, "{}" },
    { HISTORY_KIND_REQUEST, HISTORY_FLAG_OUT, "GET /new HTTP/1.1\r\nHost: b.example\r\n\r\n" },
    { HISTORY_KIND_RESPONSE, 0, "HTTP/1.1 101 Switching Protocols\r\n\r\n" },
    { HISTORY_KIND_OPEN, 0, "{\"timings\":{\"resolved\":1,\"connected\":2}}" },
    { HISTORY_KIND_MESSAGE, HISTORY_FLAG_OUT, "hello" },
    { HISTORY_KIND_PING, 0, "not a message" },
    { HISTORY_KIND_MESSAGE, HISTORY_FLAG_BINARY, "abc" },
    { HISTORY_KIND_MESSAGE, 0, "ill-formed \xff" },
    { HISTORY_KIND_ERROR, 0, "The connection was cut." },
  };
  static const struct
  {
    const char *type;
    gint64 opcode;
    const char *data;
  } expected[] = {
    { "send", 1, "hello" },
    { "receive", 2, "YWJj" },
    { "receive", 1, "ill-formed \xef\xbf\xbd" },
    { "error", -1, "The connection was cut." },
  };
  g_autoptr (JsonArray) entries = export_steps (steps, G_N_ELEMENTS (steps), "{}");
  JsonArray *messages;

  g_assert_cmpuint (json_array_get_length (entries), ==, 2);
  g_assert_cmpstr (get_url (entries, 0), ==, "ws://a.example/old");
  g_assert_cmpstr (get_url (entries, 1), ==, "wss://b.example/new");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (entries, 1),
                                                  "serverIPAddress"),
                   ==, "192.0.2.2");
  g_assert_cmpuint (json_array_get_length (get_messages (entries, 0)), ==, 0);

  messages = get_messages (entries, 1);
  g_assert_cmpuint (json_array_get_length (messages), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);

      g_assert_cmpstr (json_object_get_string_member (message, "type"), ==, expected[i].type);
      g_assert_cmpint (json_object_get_int_member (message, "opcode"), ==, expected[i].opcode);
      g_assert_cmpstr (json_object_get_string_member (message, "data"), ==, expected[i].data);
    }
  g_assert_cmpfloat (json_object_get_double_member (json_array_get_object_element (messages, 0),
                                                    "time"),
                     ==, 0.011);
}

/* The first segments were dropped, and the request with them. */
static void
test_no_request (void)
{
  static const Step steps[] = { { HISTORY_KIND_MESSAGE, 0, "late" } };
  g_autoptr (JsonArray) entries = export_steps (steps, G_N_ELEMENTS (steps),
                                                "{\"url\":\"ws://c.example/\"}");

  g_assert_cmpuint (json_array_get_length (entries), ==, 1);
  g_assert_cmpstr (get_url (entries, 0), ==, "ws://c.example/");
  g_assert_cmpuint (json_array_get_length (get_messages (entries, 0)), ==, 1);
}

static void
test_nothing (void)
{
  g_autoptr (JsonArray) entries = export_steps (NULL, 0, "not json");

  g_assert_cmpuint (json_array_get_length (entries), ==, 0);
}

/* So many messages that they are written in pieces. */
static void
test_long (void)
{
  g_autofree Step *steps = g_new0 (Step, 5000);
  g_autoptr (JsonArray) entries = NULL;

  for (gsize i = 0; i < 5000; i++)
    steps[i] = (Step){ i % 1000 == 0 ? HISTORY_KIND_REQUEST : HISTORY_KIND_MESSAGE, 0,
                       "GET / HTTP/1.1\r\nHost: d.example\r\n\r\n" };
  entries = export_steps (steps, 5000, "{}");

  g_assert_cmpuint (json_array_get_length (entries), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (json_array_get_length (get_messages (entries, i)), ==, 999);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/har/session", test_session);
  g_test_add_func ("/history/har/no-request", test_no_request);
  g_test_add_func ("/history/har/nothing", test_nothing);
  g_test_add_func ("/history/har/long", test_long);

  return g_test_run ();
}
