/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/json-private.h"

#include <string.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean is_object;
  } cases[] = {
    { "{}", TRUE },
    { "{\"a\":{\"b\":[1,\"x\"]}}", TRUE },
    { "{\"a\":\"[[[[[[[[[[\"}", TRUE },
    { "", FALSE },
    { "[]", FALSE },
    { "7", FALSE },
    { "{\"a\":", FALSE },
    { "{\"a\":\"\xff\"}", FALSE },
    { "not json", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = history_json_parse (cases[i].text, strlen (cases[i].text));

      g_assert_cmpint (object != NULL, ==, cases[i].is_object);
    }
}

/* A parser that recurses must not be given this. */
static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");
  g_autofree char *opening = g_strnfill (500000, '[');
  g_autofree char *closing = g_strnfill (500000, ']');

  g_string_append (text, opening);
  g_string_append (text, closing);
  g_string_append (text, "}");
  g_assert_null (history_json_parse (text->str, text->len));
}

static void
test_get (void)
{
  static const char text[] = "{\"s\":\"x\",\"n\":1.5,\"i\":3,\"o\":{\"k\":\"v\"},\"z\":null}";
  g_autoptr (JsonObject) object = history_json_parse (text, strlen (text));

  g_assert_cmpstr (history_json_get_string (object, "s"), ==, "x");
  g_assert_null (history_json_get_string (object, "n"));
  g_assert_null (history_json_get_string (object, "o"));
  g_assert_null (history_json_get_string (object, "z"));
  g_assert_null (history_json_get_string (object, "missing"));
  g_assert_cmpfloat (history_json_get_number (object, "n"), ==, 1.5);
  g_assert_cmpfloat (history_json_get_number (object, "i"), ==, 3);
  g_assert_cmpfloat (history_json_get_number (object, "o"), ==, 0);
  g_assert_cmpstr (history_json_get_string (history_json_get_object (object, "o"), "k"), ==, "v");
  g_assert_null (history_json_get_object (object, "s"));
}

static void
test_append (void)
{
  static const struct
  {
    const char *text;
    const char *expected; /* NULL: the same */
  } cases[] = {
    { "{}", NULL },
    { "{\"b\":[],\"a\":[1,-2,[{}]],\"c\":{\"d\":\"e\\n\"}}", NULL },
    { "{\"t\":true,\"f\":false,\"n\":null}", NULL },
    { "{\"a\":3.443,\"b\":0.1,\"c\":0.30000000000000004,\"d\":1e+300}", NULL },
    { "{\"big\":1e999}", "{\"big\":null}" },
    { " {\n\"a\" :\t1 } ", "{\"a\":1}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = history_json_parse (cases[i].text, strlen (cases[i].text));
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
      g_autoptr (GString) out = g_string_new (NULL);

      history_json_append (out, node);
      g_assert_cmpstr (out->str, ==, cases[i].expected != NULL ? cases[i].expected : cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/json/parse", test_parse);
  g_test_add_func ("/history/json/deep", test_deep);
  g_test_add_func ("/history/json/get", test_get);
  g_test_add_func ("/history/json/append", test_append);

  return g_test_run ();
}
