/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"

/* Exit statuses of noctule that servers can cause. */
enum
{
  OWN_DONE = 0,
  OWN_NOT_CONNECTED = 3,
  OWN_REFUSED = 5,
  OWN_PROTOCOL = 6,
  OWN_ABNORMAL = 7,
  OWN_TIMED_OUT = 28,
};

/* Adds @n of @cases; where one says nothing about how it ends, what @fallback says holds. */
void own_add (GArray *list, const Case *cases, gsize n, const Case *fallback);

void case_add_answer (GArray *list);  /* x.1 */
void case_add_hostile (GArray *list); /* x.2 to x.4 */
