/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Bytes to find in a lot of data, as fast as memory allows. */
typedef struct
{
  guint8 *bytes; /* in lower case with @ignore_case */
  gsize len;
  gboolean ignore_case; /* of ASCII letters */
  gsize rare;           /* the place in bytes of the one that data seldom has */
} HistoryNeedle;

/* @text: not empty. */
void history_needle_init (HistoryNeedle *needle, const char *text, gboolean ignore_case);

void history_needle_clear (HistoryNeedle *needle);

/* Returns: (nullable): the first place of the needle in @data. */
const guint8 *history_needle_find (const HistoryNeedle *needle, const guint8 *data, gsize len);
