/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/head.h"

/* A walk over the elements of a comma list (RFC 9110 section 5.6.1) that may be spread over several
 * fields of one name. Commas inside quoted strings do not separate; empty elements are passed over.
 * Start it as { .head = head, .name = name }. */
typedef struct
{
  /* borrowed */
  const WsHead *head;
  const char *name;
  const char *rest; /* of the field at hand */
  size_t next_field;
} WsListWalk;

/* Returns: false at the end; otherwise @item (borrowed from the head, @len bytes, no blanks at its
 * sides). */
bool ws_list_next (WsListWalk *walk, const char **item, size_t *len);

/* Returns: whether the @len bytes at @item are @text, case and all. */
bool ws_list_item_is (const char *item, size_t len, const char *text);

/* Returns: whether two names of fields are the same; case does not matter, in no locale. */
bool ws_list_is_name (const char *a, const char *b);
