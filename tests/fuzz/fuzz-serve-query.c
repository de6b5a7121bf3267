/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever is asked for, what a path is given is within the bounds of its table, and a refusal says
 * why. */
static void
check (const ServeParam *params, const char *query)
{
  g_autoptr (GError) error = NULL;
  ServeValue *values = serve_query_parse (query, params, &error);

  if ((values == NULL) != (error != NULL))
    abort ();
  for (gsize i = 0; values != NULL && params[i].name != NULL; i++)
    {
      if (values[i].number < params[i].min || values[i].number > params[i].max)
        abort ();
      if (params[i].kind == SERVE_PARAM_TEXT && !g_utf8_validate (values[i].text, -1, NULL))
        abort ();
    }
  serve_values_free (values, params);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *target = g_strndup ((const char *)data, size);
  const char *query = NULL;
  const ServePath *path = serve_paths_find (target, &query);

  if (path == NULL || path->params == NULL)
    {
      path = &serve_path_close;
      query = target;
    }
  check (path->params, query);

  return 0;
}
