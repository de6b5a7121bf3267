/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-own.h"

void
own_add (GArray *list, const Case *cases, gsize n, const Case *fallback)
{
  for (gsize i = 0; i < n; i++)
    {
      Case c = cases[i];

      c.script = c.script == NULL ? "" : c.script;
      c.expect = c.expect == NULL ? "" : c.expect;
      if (c.end == CASE_CLOSED)
        c.end = fallback->end;
      if (c.exit_status == OWN_DONE)
        c.exit_status = fallback->exit_status;
      g_array_append_val (list, c);
    }
}
