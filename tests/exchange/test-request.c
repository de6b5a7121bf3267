/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/error.h"
#include "exchange/request.h"

#include <json-glib/json-glib.h>

static void
test_header_line (void)
{
  static const struct
  {
    const char *line;
    const char *name; /* NULL: refused */
    const char *value;
  } cases[] = {
    { "X-Client: noctule", "X-Client", "noctule" },
    { "X-Client:noctule", "X-Client", "noctule" },
    { "x-CASE:  a: b;c  ", "x-CASE", "a: b;c" },
    { "User-Agent:", "User-Agent", NULL },
    { "User-Agent: ", "User-Agent", NULL },
    { "X-Empty;", "X-Empty", "" },
    { "no header", NULL, NULL },
    { ": value", NULL, NULL },
    { "X; y", NULL, NULL },
    { "", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ExchangeRequest) request = exchange_request_new ("ws://x/");
      g_autoptr (GError) error = NULL;
      const ExchangeHeader *header;

      g_test_message ("%s", cases[i].line);
      if (cases[i].name == NULL)
        {
          g_assert_false (exchange_request_add_header_line (request, cases[i].line, &error));
          g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
          g_assert_cmpuint (request->headers->len, ==, 0);
          continue;
        }

      g_assert_true (exchange_request_add_header_line (request, cases[i].line, &error));
      header = request->headers->pdata[0];
      g_assert_cmpstr (header->name, ==, cases[i].name);
      g_assert_cmpstr (header->value, ==, cases[i].value);
    }
}

static void
test_copy (void)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new ("ws://x/");
  g_autoptr (ExchangeRequest) copy = NULL;
  const ExchangeHeader *header;

  request->id = g_strdup ("req_1");
  request->user = g_strdup ("me");
  request->secret_header = g_strdup ("X-Key");
  request->secret_param = g_strdup ("key");
  request->stores_cookies = TRUE;
  request->dial->proxy = g_strdup ("http://p:1");
  request->ping_interval = 7;
  request->compression = FALSE;
  exchange_request_add_header (request, "A", "1");
  exchange_request_add_header (request, "A", NULL);
  g_ptr_array_add (request->subprotocols, g_strdup ("chat"));

  copy = exchange_request_copy (request);
  g_clear_pointer (&request, exchange_request_free);

  g_assert_cmpstr (copy->id, ==, "req_1");
  g_assert_cmpstr (copy->user, ==, "me");
  g_assert_cmpstr (copy->secret_header, ==, "X-Key");
  g_assert_cmpstr (copy->secret_param, ==, "key");
  g_assert_false (copy->sends_cookies);
  g_assert_true (copy->stores_cookies);
  g_assert_cmpstr (copy->dial->proxy, ==, "http://p:1");
  g_assert_cmpuint (copy->ping_interval, ==, 7);
  g_assert_false (copy->compression);
  g_assert_cmpuint (copy->headers->len, ==, 2);
  header = copy->headers->pdata[1];
  g_assert_null (header->value);
  g_assert_cmpstr (copy->subprotocols->pdata[0], ==, "chat");
}

static void
test_about (void)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new (
    "wss://me:secret@example.com/a?b=\"c\"");
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *about = NULL;
  JsonObject *object;
  JsonArray *headers;

  exchange_request_add_header (request, "X-\"Odd", "va\\lue");
  exchange_request_add_header (request, "authorization", "Bearer secret");
  exchange_request_add_header (request, "Host", NULL);
  g_ptr_array_add (request->subprotocols, g_strdup ("v2"));

  about = exchange_request_dup_about (request);
  g_assert_null (g_strstr_len (about, -1, "secret"));

  node = json_from_string (about, NULL);
  object = json_node_get_object (node);
  headers = json_object_get_array_member (object, "headers");
  g_assert_cmpuint (json_array_get_length (headers), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (headers, 0),
                                                  "value"),
                   ==, "va\\lue");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (headers, 1),
                                                  "value"),
                   ==, "***");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object,
                                                                                "subprotocols"),
                                                  0),
                   ==, "v2");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/request/header-line", test_header_line);
  g_test_add_func ("/exchange/request/copy", test_copy);
  g_test_add_func ("/exchange/request/about", test_about);

  return g_test_run ();
}
