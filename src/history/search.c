/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/search.h"

#include "history/file-private.h"
#include "history/needle-private.h"
#include "history/query-private.h"
#include "history/reader-private.h"
#include "history/record-private.h"
#include "history/text-private.h"
#include "history/walk-private.h"

#include <string.h>

/* Data is looked through in pieces of at most this size, which the second cache holds... */
#define PIECE_BYTES (128UL * 1024)

/* ...which hold what no one asked for, too, if it is less than this: two reads cost more. */
#define GAP_BYTES 4096

/* An event that may match. */
typedef struct
{
  guint64 number;
  guint64 offset;
  guint32 len;
  gboolean has_secrets;
} Candidate;

typedef struct
{
  HistoryWalk walk;
  HistoryNeedle needle; /* of no length: none */
  GRegex *folded;       /* nullable: in place of a needle with letters that are not ASCII */
  GRegex *regex;        /* nullable */
  guint8 *piece;
  gsize piece_size;
  Candidate candidates[HISTORY_RUN_MAX];
  gboolean is_stopped;
  /* borrowed */
  const HistoryQuery *query;
  HistoryMatchFunc on_match;   /* or... */
  HistoryNumberFunc on_number; /* ...this one */
  gpointer user_data;
  GCancellable *cancellable;
} Search;

/* Takes the query apart. Returns: FALSE with @error. */
static gboolean
search_init_query (Search *search, const HistoryQuery *query, GError **error)
{
  const char *text = query->text != NULL && *query->text != '\0' ? query->text : NULL;
  gboolean has_letters = text != NULL && !g_str_is_ascii (text) && g_utf8_validate (text, -1, NULL);

  if (query->regex != NULL)
    {
      search->regex = history_query_compile (query->regex, query->ignore_case, error);
      if (search->regex == NULL)
        return FALSE;
    }

  if (has_letters && query->ignore_case)
    {
      g_autofree char *pattern = g_regex_escape_string (text, -1);

      search->folded = history_query_compile (pattern, TRUE, error);
      return search->folded != NULL;
    }

  if (text != NULL)
    history_needle_init (&search->needle, text, query->ignore_case);

  return TRUE;
}

static gboolean
search_init (Search *search, HistoryReader *reader, const HistoryQuery *query, GError **error)
{
  if (!search_init_query (search, query, error))
    return FALSE;

  search->query = query;
  history_walk_init (&search->walk, reader);
  search->walk.next = MAX (search->walk.next, query->from);
  if (query->to > 0)
    search->walk.last = MIN (search->walk.last, query->to);

  /* a needle that lies across two pieces of a large event is in the second one as a whole */
  search->piece_size = MAX (PIECE_BYTES, 2 * search->needle.len);

  return TRUE;
}

static void
search_free (Search *search)
{
  history_needle_clear (&search->needle);
  g_free (search->piece);
  g_clear_pointer (&search->folded, g_regex_unref);
  g_clear_pointer (&search->regex, g_regex_unref);
  g_free (search);
}

static gboolean
match_regex (GRegex *regex,
             const HistoryEvent *event,
             const guint8 *data,
             gsize len,
             GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean is_match = g_regex_match_full (regex, (const char *)data, (gssize)len, 0, 0, NULL,
                                          &problem);

  if (problem != NULL)
    {
      g_set_error (error, G_REGEX_ERROR, G_REGEX_ERROR_MATCH,
                   "The regular expression gave up at event %" G_GUINT64_FORMAT ": %s.",
                   event->number, problem->message);
      return FALSE;
    }

  return is_match;
}

/* Returns: whether @data, as it is shown, is what is looked for; FALSE with @error, too. */
static gboolean
match_data (Search *search,
            const HistoryEvent *event,
            const guint8 *data,
            gsize len,
            GError **error)
{
  if (search->needle.len > 0 && history_needle_find (&search->needle, data, len) == NULL)
    return FALSE;

  if (search->folded == NULL && search->regex == NULL)
    return TRUE;
  if (!history_text_is_valid (data, len))
    return FALSE;
  if (search->folded != NULL && !match_regex (search->folded, event, data, len, error))
    return FALSE;

  return search->regex == NULL || match_regex (search->regex, event, data, len, error);
}

/* Looks at one event as a whole. */
static gboolean
match_event (Search *search, const HistoryEvent *event, GError **error)
{
  g_autoptr (GArray) secrets = NULL;
  g_autoptr (GString) masked = NULL;

  if ((event->flags & HISTORY_FLAG_SECRETS) == 0)
    return match_data (search, event, event->data, event->len, error);

  secrets = history_reader_dup_secrets (search->walk.reader, event->number);
  masked = g_string_sized_new (event->len);
  history_event_append_masked (masked, event->data, event->len,
                               (const HistoryRange *)(gpointer)secrets->data, secrets->len);

  return match_data (search, event, (const guint8 *)masked->str, masked->len, error);
}

/* Tells about a candidate. @is_match: it is known to match. Returns: FALSE with @error. */
static gboolean
report (Search *search, const Candidate *candidate, gboolean is_match, GError **error)
{
  g_autoptr (GError) problem = NULL;
  HistoryEvent event;

  if (is_match && search->on_number != NULL)
    {
      search->is_stopped = !search->on_number (candidate->number, search->user_data);
      return TRUE;
    }

  if (!history_reader_get (search->walk.reader, candidate->number, G_MAXSIZE, &event, &problem))
    {
      /* dropped in this moment, or damaged: it has no data that could match */
      if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
          g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  if (!is_match && !match_event (search, &event, &problem))
    {
      if (problem == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  search->is_stopped = search->on_number != NULL
                         ? !search->on_number (event.number, search->user_data)
                         : !search->on_match (&event, search->user_data);

  return TRUE;
}

/* Reads a piece of the data of @candidate's segment. Returns: what there is of it; -1 with @error.
 */
static gssize
read_piece (Search *search, const Candidate *candidate, guint64 offset, gsize len, GError **error)
{
  HistoryRun run;
  gssize n;

  if (search->piece == NULL)
    search->piece = g_malloc (search->piece_size);

  /* the one who is told of matches may have moved the reader */
  if (!history_reader_get_run (search->walk.reader, candidate->number, &run, error))
    return -1;

  n = history_file_read (history_reader_get_data_file (search->walk.reader), offset, search->piece,
                         len);
  if (n < 0)
    history_file_fail (error, "The data of the log cannot be read");

  return n;
}

/* Looks through the data of neighbours, read at once. */
static gboolean
look_through_piece (Search *search, const Candidate *first, gsize n_candidates, GError **error)
{
  const Candidate *end = first + n_candidates;
  guint64 base = first->offset;
  gsize at = 0, len = (gsize)(end[-1].offset + end[-1].len - base);
  gssize n_read = read_piece (search, first, base, len, error);
  const guint8 *hit;

  if (n_read < 0)
    return FALSE;

  while (at < (gsize)n_read && !search->is_stopped &&
         (hit = history_needle_find (&search->needle, search->piece + at, (gsize)n_read - at)) !=
           NULL)
    {
      gsize begin = (gsize)(hit - search->piece), candidate_begin, candidate_end;

      while (first < end && first->offset + first->len - base <= begin)
        first++;
      if (first == end)
        break;

      candidate_begin = (gsize)(first->offset - base);
      candidate_end = candidate_begin + first->len;
      if (begin < candidate_begin)
        {
          /* in what no one asked for */
          at = candidate_begin;
          continue;
        }
      if (begin + search->needle.len <= candidate_end &&
          !report (search, first, !first->has_secrets, error))
        return FALSE;
      at = candidate_end;
    }

  return TRUE;
}

/* Looks through data that is too large to be read at once. */
static gboolean
look_through_large (Search *search, const Candidate *candidate, GError **error)
{
  guint64 done = 0;

  while (done < candidate->len)
    {
      gsize len = (gsize)MIN (search->piece_size, candidate->len - done);
      gssize n_read = read_piece (search, candidate, candidate->offset + done, len, error);

      if (n_read < 0)
        return FALSE;
      if ((gsize)n_read < search->needle.len)
        return TRUE;
      if (history_needle_find (&search->needle, search->piece, (gsize)n_read) != NULL)
        return report (search, candidate, !candidate->has_secrets, error);

      done += (gsize)n_read - search->needle.len + 1;
    }

  return TRUE;
}

/* Returns: how many of the candidates lie so close together that they are read at once. */
static gsize
count_neighbours (const Search *search, const Candidate *candidates, gsize n_candidates)
{
  gsize n = 1;

  while (n < n_candidates)
    {
      guint64 end = candidates[n - 1].offset + candidates[n - 1].len;

      if (candidates[n].offset < end || candidates[n].offset - end > GAP_BYTES ||
          candidates[n].offset + candidates[n].len - candidates[0].offset > search->piece_size)
        break;
      n++;
    }

  return n;
}

static gboolean
look_for_needle (Search *search, gsize n_candidates, GError **error)
{
  gsize n;

  for (gsize i = 0; i < n_candidates && !search->is_stopped; i += n)
    {
      const Candidate *first = &search->candidates[i];
      gboolean is_done;

      n = 1;
      if (first->len > search->piece_size)
        is_done = look_through_large (search, first, error);
      else
        {
          n = count_neighbours (search, first, n_candidates - i);
          is_done = look_through_piece (search, first, n, error);
        }
      if (!is_done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
look_at_each (Search *search, gsize n_candidates, GError **error)
{
  gboolean matches_all = search->needle.len == 0 && search->folded == NULL && search->regex == NULL;

  for (gsize i = 0; i < n_candidates && !search->is_stopped; i++)
    if (g_cancellable_set_error_if_cancelled (search->cancellable, error) ||
        !report (search, &search->candidates[i], matches_all, error))
      return FALSE;

  return TRUE;
}

/* Picks what the index lets through of a run. Returns: how many. */
static gsize
pick_candidates (Search *search, const HistoryRun *run, gsize n_events)
{
  gsize n = 0;

  for (gsize i = 0; i < n_events; i++)
    {
      HistoryEvent event;
      guint64 offset = history_record_read (run->records + i * HISTORY_RECORD_LEN, &event);

      /* an offset that no file can have would not survive the arithmetic */
      if (!history_query_asks_for (search->query, event.kind, event.flags) || offset > G_MAXINT64)
        continue;

      search->candidates[n++] = (Candidate){ run->first + i, offset, event.len,
                                             (event.flags & HISTORY_FLAG_SECRETS) != 0 };
    }

  return n;
}

/* Looks through the next run of the log. Returns: FALSE with @error. */
static gboolean
search_run (Search *search, GError **error)
{
  HistoryWalk *walk = &search->walk;
  HistoryRun run;
  gsize n_events, n;

  if (!history_reader_get_run (walk->reader, walk->next, &run, error))
    return FALSE;

  n_events = (gsize)MIN (run.n_events, walk->last - walk->next + 1);
  n = pick_candidates (search, &run, n_events);
  if (!(search->needle.len > 0 && search->regex == NULL ? look_for_needle (search, n, error)
                                                        : look_at_each (search, n, error)))
    return FALSE;

  walk->next += n_events;

  return TRUE;
}

static gboolean
search_all (Search *search, GError **error)
{
  HistoryWalk *walk = &search->walk;

  while (walk->next <= walk->last && !search->is_stopped)
    {
      g_autoptr (GError) problem = NULL;

      if (g_cancellable_set_error_if_cancelled (search->cancellable, error))
        return FALSE;

      /* a run lies in one segment: when that was dropped, all of the run was */
      if (!search_run (search, &problem) && !history_walk_skip_dropped (walk, problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }

  return TRUE;
}

/* Takes @search. */
static gboolean
search_take (Search *search, HistoryReader *reader, const HistoryQuery *query, GError **error)
{
  gboolean is_done = search_init (search, reader, query, error) && search_all (search, error);

  search_free (search);

  return is_done;
}

gboolean
history_search (HistoryReader *reader,
                const HistoryQuery *query,
                HistoryMatchFunc on_match,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  Search *search;

  g_return_val_if_fail (reader != NULL && query != NULL && on_match != NULL, FALSE);

  search = g_new0 (Search, 1);
  search->on_match = on_match;
  search->user_data = user_data;
  search->cancellable = cancellable;

  return search_take (search, reader, query, error);
}

gboolean
history_search_numbers (HistoryReader *reader,
                        const HistoryQuery *query,
                        HistoryNumberFunc on_number,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  Search *search;

  g_return_val_if_fail (reader != NULL && query != NULL && on_number != NULL, FALSE);

  search = g_new0 (Search, 1);
  search->on_number = on_number;
  search->user_data = user_data;
  search->cancellable = cancellable;

  return search_take (search, reader, query, error);
}
