/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/response-facts.h"

#include <gio/gio.h>

/* A recorded connection as a row of a list. Properties, notified: "is-pinned" (boolean). */
#define APP_TYPE_HISTORY_ITEM (app_history_item_get_type ())
G_DECLARE_FINAL_TYPE (AppHistoryItem, app_history_item, APP, HISTORY_ITEM, GObject)

const char *app_history_item_get_folder (AppHistoryItem *item);
const AppResponseFacts *app_history_item_get_facts (AppHistoryItem *item);
gboolean app_history_item_is_live (AppHistoryItem *item);
gboolean app_history_item_is_pinned (AppHistoryItem *item);

/* Writes it, too. Returns: FALSE with @error. */
gboolean app_history_item_set_pinned (AppHistoryItem *item, gboolean is_pinned, GError **error);

/* Returns: (transfer full): when it was begun: "22 Nov, 14:03", today "14:03:12"; with the year
 * when that is another one. */
char *app_history_item_dup_when (AppHistoryItem *item);

/* Returns: (transfer full): what came of it: "Closed 1000 · 12 s · 1204 messages · 3.4 MiB". */
char *app_history_item_dup_line (AppHistoryItem *item);

/* Lists the recorded connections of the request @id, the newest first: in a thread.
 * _finish: (transfer full) (element-type AppHistoryItem): NULL with @error. */
void app_history_items_load_async (const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *app_history_items_load_finish (GAsyncResult *result, GError **error);

/* Returns: (transfer full): the same for a time, ns since the epoch, beside @now. */
char *app_history_dup_when (guint64 ns, guint64 now);

/* Returns: when the log in @folder was begun, ns since the epoch, from its name; 0: unknown. */
guint64 app_history_get_began (const char *folder);
