/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

#include <gio/gio.h>

/* Which segments a log has and which events they hold. The events are always one unbroken run of
 * numbers: what lies before a segment that is missing or broken is left out, with a note. */
typedef struct
{
  guint32 id;
  guint64 first;
  guint64 n_events;
} HistoryPart;

typedef struct
{
  GArray *parts; /* (element-type HistoryPart): in order; empty ones only at the end */
  char *note;    /* nullable: what is broken, as a sentence */
  /* borrowed */
  int dir;
} HistoryCatalog;

/* Returns: FALSE with @error: no log, or one of a newer version. */
gboolean history_catalog_init (HistoryCatalog *catalog, int dir, GError **error);

void history_catalog_clear (HistoryCatalog *catalog);

/* Looks for events that came and segments that went. */
void history_catalog_refresh (HistoryCatalog *catalog);

/* Returns: the numbers of the oldest and the newest event; 0 for none. */
guint64 history_catalog_get_first (const HistoryCatalog *catalog);
guint64 history_catalog_get_last (const HistoryCatalog *catalog);

/* Returns: (nullable): borrowed until the next refresh: the segment that holds event @number. */
const HistoryPart *history_catalog_find (const HistoryCatalog *catalog, guint64 number);

/* Cuts the newest segment at the first record whose data is not whole. @on_disk: the file, too;
 * only for those who hold the lock. Returns: whether there was a torn tail. */
gboolean history_catalog_cut (HistoryCatalog *catalog, gboolean on_disk);
