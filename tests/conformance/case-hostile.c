/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

void
case_add_hostile (GArray *list)
{
  (void)list;
}
