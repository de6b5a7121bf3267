/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/query-private.h"

enum
{
  COUNT,
  SIZE,
  BINARY,
  TO,
};

static const ServeParam params[] = {
  [COUNT] = { "count", SERVE_PARAM_NUMBER, "5", 1, 100, "how many" },
  [SIZE] = { "size", SERVE_PARAM_SIZE, "64", 0, 1024, "bytes" },
  [BINARY] = { "binary", SERVE_PARAM_FLAG, "0", 0, 1, "or text" },
  [TO] = { "to", SERVE_PARAM_TEXT, "", 0, 8, "where" },
  { 0 },
};

typedef struct
{
  const char *name;
  const char *query;
  guint64 count, size, binary;
  const char *to;
} GoodCase;

static const GoodCase good_cases[] = {
  { "/serve/query/none", NULL, 5, 64, 0, "" },
  { "/serve/query/empty", "", 5, 64, 0, "" },
  { "/serve/query/all", "count=7&size=1&binary=1&to=x", 7, 1, 1, "x" },
  { "/serve/query/units", "size=1KiB", 5, 1024, 0, "" },
  { "/serve/query/last-wins", "count=7&count=8", 8, 64, 0, "" },
  { "/serve/query/escapes", "to=%C3%A9+%26%3D", 5, 64, 0, "\303\251 &=" },
  { "/serve/query/flag-word", "binary=true", 5, 64, 1, "" },
  { "/serve/query/flag-off", "binary=false", 5, 64, 0, "" },
  { "/serve/query/bounds", "count=100&size=0&to=12345678", 100, 0, 0, "12345678" },
};

static void
test_good (gconstpointer data)
{
  const GoodCase *c = data;
  g_autoptr (GError) error = NULL;
  ServeValue *values = serve_query_parse (c->query, params, &error);

  g_assert_no_error (error);
  g_assert_nonnull (values);
  g_assert_cmpuint (values[COUNT].number, ==, c->count);
  g_assert_cmpuint (values[SIZE].number, ==, c->size);
  g_assert_cmpuint (values[BINARY].number, ==, c->binary);
  g_assert_cmpstr (values[TO].text, ==, c->to);
  serve_values_free (values, params);
}

typedef struct
{
  const char *name;
  const char *query;
  const char *told; /* stands in the message */
} BadCase;

static const BadCase bad_cases[] = {
  { "/serve/query/unknown", "rate=1", "count, size, binary, to" },
  { "/serve/query/no-value", "count", "name=value" },
  { "/serve/query/half-escape", "to=%4", "percent-encoded" },
  { "/serve/query/not-utf8", "to=%ff", "UTF-8" },
  { "/serve/query/nul", "to=%00", "percent-encoded" },
  { "/serve/query/zero", "count=0", "count is a number from 1 to 100" },
  { "/serve/query/above", "count=101", "from 1 to 100" },
  { "/serve/query/negative", "count=-1", "from 1 to 100" },
  { "/serve/query/word", "count=many", "from 1 to 100" },
  { "/serve/query/nothing", "count=", "from 1 to 100" },
  { "/serve/query/huge", "count=99999999999999999999999999", "from 1 to 100" },
  { "/serve/query/size", "size=1MiB", "from 0 to 1024" },
  { "/serve/query/flag", "binary=maybe", "true" },
  { "/serve/query/long", "to=123456789", "at most 8 bytes" },
};

static void
test_bad (gconstpointer data)
{
  const BadCase *c = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (serve_query_parse (c->query, params, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, c->told));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (good_cases); i++)
    g_test_add_data_func (good_cases[i].name, &good_cases[i], test_good);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    g_test_add_data_func (bad_cases[i].name, &bad_cases[i], test_bad);

  return g_test_run ();
}
