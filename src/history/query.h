/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

#include <gio/gio.h>

/* What to look for. Zero-initialised it matches every event. */
typedef struct
{
  const char *text;  /* bytes that the data must hold; case matters unless @ignore_case */
  const char *regex; /* PCRE as GRegex knows it, over data that is valid UTF-8; and @text */
  gboolean ignore_case;
  guint32 kinds; /* bit 1 << HistoryKind; 0: all */
  gboolean only_in, only_out;
  guint64 from, to; /* the first and the last event to look at; 0: the oldest, the newest */
} HistoryQuery;

/* Returns: (transfer full): with texts of its own. */
HistoryQuery *history_query_dup (const HistoryQuery *query);

/* Frees what history_query_dup() made. */
void history_query_free (HistoryQuery *query);

/* Returns: FALSE with @error of G_REGEX_ERROR when the regular expression is wrong. */
gboolean history_query_check (const HistoryQuery *query, GError **error);

/* Returns: whether both let through the same events of the same part of a log. */
gboolean history_query_equal (const HistoryQuery *a, const HistoryQuery *b);

/* Returns: whether kind and direction of an event are among those asked for. */
gboolean history_query_asks_for (const HistoryQuery *query, guint8 kind, guint8 flags);

/* Returns: whether it says nothing about the data, so that the index alone answers. */
gboolean history_query_is_quick (const HistoryQuery *query);

/* Returns: whether it lets every event through. */
gboolean history_query_is_empty (const HistoryQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HistoryQuery, history_query_free)
