/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *text;
  guint n_steps;
  Step last; /* without its payload */
  const char *payload;
} ScriptCase;

static const ScriptCase cases[] = {
  { "/conformance/script/empty", "", 0 },
  { "/conformance/script/word", "ping", 1, { .opcode = 9 }, "" },
  { "/conformance/script/literal", "text 'a;b /c'", 1, { .opcode = 1 }, "a;b /c" },
  { "/conformance/script/hex", "binary <61 62>", 1, { .opcode = 2 }, "ab" },
  { "/conformance/script/parts", "text 'a' <62> 'c'", 1, { .opcode = 1 }, "abc" },
  { "/conformance/script/repeat", "text 'abc'*7 'd'", 1, { .opcode = 1 }, "abcabcad" },
  { "/conformance/script/cut", "text 'abc' /2", 1, { .opcode = 1, .cut = 2 }, "abc" },
  { "/conformance/script/flags",
    "cont more rsv=5 masked deflate 'a'",
    1,
    { .rsv = 5, .is_more = TRUE, .is_masked = TRUE, .is_deflated = TRUE },
    "a" },
  { "/conformance/script/close", "close 25186 'c'", 1, { .opcode = 8, .number = 25186 }, "bbc" },
  { "/conformance/script/opcode", "frame 11 'a'", 1, { .opcode = 11, .number = 11 }, "a" },
  { "/conformance/script/steps",
    "chop 1; sync; wait 1000",
    3,
    { .kind = STEP_WAIT, .number = 1000 },
    "" },
  { "/conformance/script/last-separator", "raw 'a';", 1, { .kind = STEP_RAW }, "a" },
};

static void
test_parse (gconstpointer data)
{
  const ScriptCase *c = data;
  g_autoptr (GArray) steps = script_parse (c->text);
  const Step *last;

  g_assert_cmpuint (steps->len, ==, c->n_steps);
  if (c->n_steps == 0)
    return;

  last = &g_array_index (steps, Step, steps->len - 1);
  g_assert_cmpint (last->kind, ==, c->last.kind);
  g_assert_cmpuint (last->opcode, ==, c->last.opcode);
  g_assert_cmpuint (last->rsv, ==, c->last.rsv);
  g_assert_cmpint (last->is_more, ==, c->last.is_more);
  g_assert_cmpint (last->is_masked, ==, c->last.is_masked);
  g_assert_cmpint (last->is_deflated, ==, c->last.is_deflated);
  g_assert_cmpuint (last->number, ==, c->last.number);
  g_assert_cmpuint (last->cut, ==, c->last.cut);
  g_assert_cmpmem (last->payload->data, last->payload->len, c->payload, strlen (c->payload));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].name, &cases[i], test_parse);

  return g_test_run ();
}
