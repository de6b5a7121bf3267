/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/query-private.h"

HistoryQuery *
history_query_dup (const HistoryQuery *query)
{
  HistoryQuery *copy = g_memdup2 (query, sizeof *query);

  copy->text = g_strdup (query->text);
  copy->regex = g_strdup (query->regex);

  return copy;
}

void
history_query_free (HistoryQuery *query)
{
  if (query == NULL)
    return;

  g_free ((char *)query->text);
  g_free ((char *)query->regex);
  g_free (query);
}

gboolean
history_query_equal (const HistoryQuery *a, const HistoryQuery *b)
{
  return g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->regex, b->regex) == 0 &&
         !a->ignore_case == !b->ignore_case && a->kinds == b->kinds && !a->only_in == !b->only_in &&
         !a->only_out == !b->only_out && a->from == b->from && a->to == b->to;
}

gboolean
history_query_asks_for (const HistoryQuery *query, guint8 kind, guint8 flags)
{
  gboolean is_out = (flags & HISTORY_FLAG_OUT) != 0;

  if ((query->only_in && is_out) || (query->only_out && !is_out))
    return FALSE;

  return query->kinds == 0 || (kind < 32 && ((query->kinds >> kind) & 1) != 0);
}

gboolean
history_query_is_quick (const HistoryQuery *query)
{
  return query->regex == NULL && (query->text == NULL || *query->text == '\0');
}

gboolean
history_query_is_empty (const HistoryQuery *query)
{
  return history_query_is_quick (query) && query->kinds == 0 && !query->only_in && !query->only_out;
}

GRegex *
history_query_compile (const char *pattern, gboolean ignore_case, GError **error)
{
  GRegexCompileFlags flags = G_REGEX_OPTIMIZE;

  if (!g_utf8_validate (pattern, -1, NULL))
    {
      g_set_error_literal (error, G_REGEX_ERROR, G_REGEX_ERROR_COMPILE,
                           "The regular expression is not valid UTF-8.");
      return NULL;
    }
  if (ignore_case)
    flags |= G_REGEX_CASELESS;

  return g_regex_new (pattern, flags, 0, error);
}

gboolean
history_query_check (const HistoryQuery *query, GError **error)
{
  g_autoptr (GRegex) regex = NULL;

  if (query->regex == NULL)
    return TRUE;

  regex = history_query_compile (query->regex, query->ignore_case, error);

  return regex != NULL;
}
