/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-own.h"

GArray *
case_list_all (void)
{
  GArray *cases = g_array_new (FALSE, TRUE, sizeof (Case));

  case_add_framing (cases);
  case_add_utf8 (cases);
  case_add_close (cases);
  case_add_bulk (cases);
  case_add_answer (cases);
  case_add_hostile (cases);

  return cases;
}

gboolean
case_is_numbered (const Case *c)
{
  return c->number[0] != 'x';
}
