/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The folder of all recorded connections: $XDG_DATA_HOME/noctule/history, one folder a connection.
 * Several processes use it at the same time. */

typedef struct
{
  guint keep_per_request; /* finished connections of one request that are kept: 20; 0: all */
  guint64 max_bytes;      /* of all logs: 10 GiB; 0: no limit */
} HistoryRetention;

void history_retention_init (HistoryRetention *retention);

/* Returns: (transfer full): the store's folder; it may not exist yet. */
char *history_store_dup_folder (void);

/* Returns: (transfer full): a new folder name inside the store for a connection: sortable by its
 * time and unique ("20261123T120000.123456-4b7c2f"); nothing is created. */
char *history_store_dup_new_folder (void);

typedef struct
{
  char *id;      /* the folder's name */
  char *folder;  /* the whole path */
  char *summary; /* connection.json, nullable */
  guint64 bytes; /* on disk */
  gboolean is_pinned;
  gboolean is_live;
} HistoryEntry;

void history_entry_free (HistoryEntry *entry);

/* Lists what is recorded in the store, the newest first. Folders that hold no log are left out.
 * Returns: (transfer full) (element-type HistoryEntry). */
GPtrArray *history_store_list (GError **error);

/* Finds a log by its id, a unique beginning of it, "last", or the path of its folder.
 * Returns: (transfer full): the folder; NULL with @error. */
char *history_store_find (const char *id_or_folder, GError **error);

/* Pins or unpins; a pinned log is kept whatever the retention says. */
gboolean history_store_set_pinned (const char *folder, gboolean is_pinned, GError **error);

/* Deletes a log that is not live. */
gboolean history_store_delete (const char *folder, GError **error);

/* Deletes the oldest finished, unpinned logs until @retention holds. A live log is never touched.
 * Connections belong to the same request when "request-id" of their summaries is the same. */
void history_store_apply_retention (const HistoryRetention *retention);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HistoryEntry, history_entry_free)
