/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The files of a log's folder, by their names: NNNN.idx, NNNN.dat, NNNN.sec, lock, pinned,
 * connection.json. The folder is an open descriptor, so that renaming it changes nothing. */

typedef enum
{
  HISTORY_FILE_INDEX,
  HISTORY_FILE_DATA,
  HISTORY_FILE_SECRETS,
} HistoryFileKind;

#define HISTORY_FILE_LOCK     "lock"
#define HISTORY_FILE_PINNED   "pinned"
#define HISTORY_FILE_SUMMARY  "connection.json"
#define HISTORY_FILE_NAME_MAX 16

/* Writes e.g. "0001.idx" to @out, HISTORY_FILE_NAME_MAX bytes. */
void history_file_write_name (char *out, guint32 segment, HistoryFileKind kind);

/* Returns: the segment of which @name is the file of @kind, 0: none. */
guint32 history_file_parse_name (const char *name, HistoryFileKind kind);

/* Returns: whether a log's folder may hold a file called @name. */
gboolean history_file_is_ours (const char *name);

/* Returns: the names in the folder @dir but "." and ".." (element-type char*); NULL with @error. */
GPtrArray *history_file_list (int dir, GError **error);

/* Opens a file of a segment with the @flags of open(), mode 0600. Returns: -1 with errno. */
int history_file_open (int dir, guint32 segment, HistoryFileKind kind, int flags);

/* Removes a file of a segment; one that is not there is removed. Returns: FALSE with errno. */
gboolean history_file_remove (int dir, guint32 segment, HistoryFileKind kind);

/* Reads up to @len bytes at @offset. Returns: fewer only at the end of the file; -1 with errno. */
gssize history_file_read (int fd, guint64 offset, void *data, gsize len);

/* Writes @len bytes at @offset. Returns: how many were written; errno says why not all. */
gsize history_file_write (int fd, guint64 offset, const void *data, gsize len);

/* Replaces the file @name with @text in one step: nobody sees half of it. */
gboolean history_file_replace (int dir, const char *name, const char *text, GError **error);

/* Returns: (transfer full) (nullable): the UTF-8 text of a file; NULL when there is none, or more
 * than @max_len bytes of it, or something else. */
char *history_file_dup_text (int dir, const char *name, gsize max_len);

/* Sets @error from errno with a sentence. Returns: FALSE. */
gboolean history_file_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
