/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/event.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[] = {
  [HISTORY_KIND_NOTE] = "note",
  [HISTORY_KIND_RESOLVE] = "resolve",
  [HISTORY_KIND_CONNECT] = "connect",
  [HISTORY_KIND_TLS] = "tls",
  [HISTORY_KIND_CERTIFICATE] = "certificate",
  [HISTORY_KIND_REQUEST] = "request",
  [HISTORY_KIND_RESPONSE] = "response",
  [HISTORY_KIND_BODY] = "body",
  [HISTORY_KIND_OPEN] = "open",
  [HISTORY_KIND_MESSAGE] = "message",
  [HISTORY_KIND_PING] = "ping",
  [HISTORY_KIND_PONG] = "pong",
  [HISTORY_KIND_CLOSE] = "close",
  [HISTORY_KIND_CLOSED] = "closed",
  [HISTORY_KIND_ERROR] = "error",
  [HISTORY_KIND_GAP] = "gap",
};

const char *
history_kind_get_name (guint8 kind)
{
  if (kind >= G_N_ELEMENTS (kind_names) || kind_names[kind] == NULL)
    return "unknown";

  return kind_names[kind];
}

guint8
history_kind_from_name (const char *name)
{
  for (gsize kind = 1; kind < G_N_ELEMENTS (kind_names); kind++)
    if (strcmp (kind_names[kind], name) == 0)
      return (guint8)kind;

  return 0;
}

static gint
compare_ranges (gconstpointer a, gconstpointer b)
{
  const HistoryRange *left = a, *right = b;

  return left->offset < right->offset ? -1 : left->offset > right->offset;
}

void
history_event_append_masked (GString *out,
                             const guint8 *data,
                             gsize len,
                             const HistoryRange *ranges,
                             gsize n_ranges)
{
  g_autofree HistoryRange *sorted = g_memdup2 (ranges, n_ranges * sizeof *ranges);
  gsize done = 0;

  if (n_ranges > 1)
    qsort (sorted, n_ranges, sizeof *sorted, compare_ranges);

  for (gsize i = 0; i < n_ranges; i++)
    {
      gsize begin = MIN (sorted[i].offset, len);
      gsize end = begin + MIN (sorted[i].len, len - begin);

      if (begin == end || end <= done)
        continue;
      /* one that begins inside the range before it only makes that longer */
      if (begin >= done)
        {
          g_string_append_len (out, (const char *)data + done, (gssize)(begin - done));
          g_string_append (out, "***");
        }
      done = end;
    }
  g_string_append_len (out, (const char *)data + done, (gssize)(len - done));
}
