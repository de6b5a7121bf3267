/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever comes in, the layout changes nothing but white space outside of strings, does not depend
 * on how the text is cut, and laid out text stays as it is. The first byte says how it is cut.
 */
#include "base/json-format.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Returns: whether all of it is JSON. */
static gboolean
lay_out (GString *out, const char *text, gsize len, gsize piece)
{
  g_autoptr (BaseJsonFormat) format = base_json_format_new (base_json_append_part, out);

  for (gsize i = 0; i < len; i += piece)
    base_json_format_feed (format, text + i, MIN (piece, len - i));

  return base_json_format_end (format);
}

static GString *
without_space (const char *text, gsize len)
{
  GString *out = g_string_new (NULL);
  gboolean is_string = FALSE;

  for (gsize i = 0; i < len; i++)
    {
      if (!is_string && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r'))
        continue;
      g_string_append_c (out, text[i]);
      if (text[i] == '"')
        is_string = !is_string;
      else if (is_string && text[i] == '\\' && i + 1 < len)
        g_string_append_c (out, text[++i]);
    }

  return out;
}

static gboolean
is_same (const GString *a, const GString *b)
{
  return g_string_equal (a, b);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) cut = g_string_new (NULL);
  g_autoptr (GString) again = g_string_new (NULL);
  g_autoptr (GString) before = NULL;
  g_autoptr (GString) after = NULL;
  const char *text = (const char *)data + 1;
  gboolean is_json;

  if (size < 1)
    return 0;

  is_json = lay_out (whole, text, size - 1, size);
  if (lay_out (cut, text, size - 1, data[0] % 7 + 1) != is_json || !is_same (whole, cut))
    abort ();
  if (!is_json)
    return 0;

  before = without_space (text, size - 1);
  after = without_space (whole->str, whole->len);
  if (!is_same (before, after))
    abort ();
  if (!lay_out (again, whole->str, whole->len, whole->len) || !is_same (whole, again))
    abort ();

  return 0;
}
