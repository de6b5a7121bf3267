/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A set of event numbers, one bit each, in chunks that exist only where there may be members; made
 * for counting from the top: "the 17th highest member". Numbers begin at 1. */

#define HISTORY_MARKS_CHUNK ((guint64)65536) /* numbers a chunk: 8 KiB */

typedef struct
{
  GPtrArray *chunks; /* of Chunk, nullable */
  guint64 count;
} HistoryMarks;

void history_marks_init (HistoryMarks *marks);
void history_marks_clear (HistoryMarks *marks); /* may be used again after an init */

void history_marks_add (HistoryMarks *marks, guint64 number);

/* Moves the members of @other over; @other is empty then. */
void history_marks_take (HistoryMarks *marks, HistoryMarks *other);

/* Takes every member below @number out. */
void history_marks_remove_below (HistoryMarks *marks, guint64 number);

/* Returns: the member with @rank members above it; 0 when there are not so many. */
guint64 history_marks_get (const HistoryMarks *marks, guint64 rank);

/* Finds @number, or the next lower member. Returns: FALSE when there is none; @rank: how many
 * members are above it. */
gboolean history_marks_find (const HistoryMarks *marks, guint64 number, guint64 *rank);
