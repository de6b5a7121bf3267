/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/store.h"

#include "history/file-private.h"
#include "history/json-private.h"
#include "history/lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* connection.json is a page of text; a foreign one may be anything. */
#define SUMMARY_MAX (1024UL * 1024)

#define LAST "last"

void
history_retention_init (HistoryRetention *retention)
{
  retention->keep_per_request = 20;
  retention->max_bytes = G_GUINT64_CONSTANT (10) << 30;
}

void
history_entry_free (HistoryEntry *entry)
{
  if (entry == NULL)
    return;

  g_free (entry->id);
  g_free (entry->folder);
  g_free (entry->summary);
  g_free (entry);
}

char *
history_store_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "noctule", "history", NULL);
}

char *
history_store_dup_new_folder (void)
{
  g_autofree char *store = history_store_dup_folder ();

  for (;;)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autofree char *second = g_date_time_format (now, "%Y%m%dT%H%M%S");
      g_autofree char *id = g_strdup_printf ("%s.%06d-%06x", second,
                                             g_date_time_get_microsecond (now),
                                             g_random_int () & 0xffffff);
      g_autofree char *folder = g_build_filename (store, id, NULL);

      if (!g_file_test (folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&folder);
    }
}

static int
open_folder (int parent, const char *path)
{
  return openat (parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* Adds up the files of a log. Returns: FALSE when the folder holds none. */
static gboolean
measure (int dir, HistoryEntry *entry)
{
  g_autoptr (GPtrArray) names = history_file_list (dir, NULL);
  gboolean is_log = FALSE;

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      struct stat status;

      if (history_file_parse_name (name, HISTORY_FILE_INDEX) != 0)
        is_log = TRUE;
      if (strcmp (name, HISTORY_FILE_PINNED) == 0)
        entry->is_pinned = TRUE;
      if (fstatat (dir, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (status.st_mode))
        entry->bytes += (guint64)status.st_size;
    }

  return is_log;
}

static HistoryEntry *
read_entry (const char *store, int store_dir, const char *id)
{
  HistoryEntry entry = { 0 };
  int dir = open_folder (store_dir, id);

  if (dir < 0)
    return NULL;

  if (measure (dir, &entry))
    {
      entry.id = g_strdup (id);
      entry.folder = g_build_filename (store, id, NULL);
      entry.summary = history_file_dup_text (dir, HISTORY_FILE_SUMMARY, SUMMARY_MAX);
      entry.is_live = history_lock_is_held (dir);
    }
  close (dir);

  return entry.id == NULL ? NULL : g_memdup2 (&entry, sizeof entry);
}

/* The newest first. */
static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  const HistoryEntry *left = *(HistoryEntry *const *)a, *right = *(HistoryEntry *const *)b;

  return strcmp (right->id, left->id);
}

/* Returns: the names in the store, none when there is no store yet; NULL with @error. */
static GPtrArray *
list_names (const char *store, int *store_dir, GError **error)
{
  *store_dir = open (store, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*store_dir >= 0)
    return history_file_list (*store_dir, error);
  if (errno == ENOENT)
    return g_ptr_array_new ();

  history_file_fail (error, "“%s” cannot be opened", store);

  return NULL;
}

GPtrArray *
history_store_list (GError **error)
{
  g_autofree char *store = history_store_dup_folder ();
  int dir;
  g_autoptr (GPtrArray) names = list_names (store, &dir, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (names != NULL)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify)history_entry_free);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      HistoryEntry *entry = read_entry (store, dir, g_ptr_array_index (names, i));

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  if (entries != NULL)
    g_ptr_array_sort (entries, compare_entries);
  if (dir >= 0)
    close (dir);

  return g_steal_pointer (&entries);
}

static char *
find_by_id (const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = history_store_list (error);
  const HistoryEntry *found = NULL;

  if (entries == NULL)
    return NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const HistoryEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (id, LAST) == 0 || strcmp (id, entry->id) == 0)
        return g_strdup (entry->folder);
      if (!g_str_has_prefix (entry->id, id))
        continue;
      if (found != NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "“%s” is the beginning of more than one log: %s, %s.", id, found->id,
                       entry->id);
          return NULL;
        }
      found = entry;
    }

  if (found == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no log “%s”.", id);

  return found == NULL ? NULL : g_strdup (found->folder);
}

static gboolean
is_log_folder (const char *folder)
{
  HistoryEntry entry = { 0 };
  int dir = open_folder (AT_FDCWD, folder);
  gboolean is_log = dir >= 0 && measure (dir, &entry);

  if (dir >= 0)
    close (dir);

  return is_log;
}

char *
history_store_find (const char *id_or_folder, GError **error)
{
  g_return_val_if_fail (id_or_folder != NULL, NULL);

  if (is_log_folder (id_or_folder))
    return g_strdup (id_or_folder);

  if (*id_or_folder == '\0' || strchr (id_or_folder, '/') != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no log in “%s”.",
                   id_or_folder);
      return NULL;
    }

  return find_by_id (id_or_folder, error);
}

gboolean
history_store_set_pinned (const char *folder, gboolean is_pinned, GError **error)
{
  g_autofree char *path = NULL;
  int fd;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_build_filename (folder, HISTORY_FILE_PINNED, NULL);
  if (!is_pinned)
    return unlink (path) == 0 || errno == ENOENT ||
           history_file_fail (error, "“%s” cannot be unpinned", folder);

  fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return history_file_fail (error, "“%s” cannot be pinned", folder);
  close (fd);

  return TRUE;
}

/* Removes the files of a log. The indexes come late: when we are interrupted, what is left is still
 * listed as a log, and deleted some day. */
static void
remove_files (int dir, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (history_file_is_ours (name) && strcmp (name, HISTORY_FILE_LOCK) != 0 &&
          history_file_parse_name (name, HISTORY_FILE_INDEX) == 0)
        unlinkat (dir, name, 0);
    }

  for (guint i = 0; i < names->len; i++)
    if (history_file_parse_name (g_ptr_array_index (names, i), HISTORY_FILE_INDEX) != 0)
      unlinkat (dir, g_ptr_array_index (names, i), 0);
}

/* Empties the folder of a log, under its lock if it has one. */
static gboolean
empty_folder (int dir, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  int lock = history_lock_take (dir);

  if (lock < 0 && history_lock_is_held (dir))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "“%s” is being recorded.", folder);
      return FALSE;
    }

  names = history_file_list (dir, error);
  if (names != NULL)
    {
      remove_files (dir, names);
      unlinkat (dir, HISTORY_FILE_LOCK, 0);
    }
  if (lock >= 0)
    close (lock);

  return names != NULL;
}

gboolean
history_store_delete (const char *folder, GError **error)
{
  gboolean is_empty;
  int dir;

  g_return_val_if_fail (folder != NULL, FALSE);

  /* not there, or gone in the end: another process may have been faster */
  dir = open_folder (AT_FDCWD, folder);
  if (dir < 0)
    return errno == ENOENT || history_file_fail (error, "“%s” cannot be opened", folder);

  is_empty = empty_folder (dir, folder, error);
  close (dir);

  return is_empty && (rmdir (folder) == 0 || errno == ENOENT ||
                      history_file_fail (error, "“%s” cannot be removed", folder));
}

/* Returns: (transfer full): what the connections of one request have in common. */
static char *
dup_request_key (const HistoryEntry *entry)
{
  g_autoptr (JsonObject) summary = entry->summary == NULL
                                     ? NULL
                                     : history_json_parse (entry->summary, strlen (entry->summary));
  const char *id = summary == NULL ? NULL : history_json_get_string (summary, "request-id");
  const char *url = summary == NULL ? NULL : history_json_get_string (summary, "url");

  /* a request that was never saved is what its address is */
  return id != NULL ? g_strconcat ("id ", id, NULL)
                    : g_strconcat ("url ", url != NULL ? url : "", NULL);
}

static gboolean
may_delete (const HistoryEntry *entry)
{
  return !entry->is_live && !entry->is_pinned;
}

/* Deletes what is too much of each request. */
static void
apply_keep (GPtrArray *entries, guint keep)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      HistoryEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *key = NULL;
      guint n;

      if (!may_delete (entry))
        continue;

      key = dup_request_key (entry);
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      if (n > keep && history_store_delete (entry->folder, NULL))
        g_ptr_array_remove_index (entries, i--);
      else
        g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (n));
    }
}

/* Deletes the oldest of all until the rest is small enough. */
static void
apply_max_bytes (GPtrArray *entries, guint64 max_bytes)
{
  guint64 n_bytes = 0;

  for (guint i = 0; i < entries->len; i++)
    n_bytes += ((HistoryEntry *)g_ptr_array_index (entries, i))->bytes;

  for (guint i = entries->len; i > 0 && n_bytes > max_bytes; i--)
    {
      const HistoryEntry *entry = g_ptr_array_index (entries, i - 1);

      if (may_delete (entry) && history_store_delete (entry->folder, NULL))
        n_bytes -= entry->bytes;
    }
}

void
history_store_apply_retention (const HistoryRetention *retention)
{
  g_autoptr (GPtrArray) entries = history_store_list (NULL);

  g_return_if_fail (retention != NULL);

  if (entries == NULL)
    return;

  if (retention->keep_per_request > 0)
    apply_keep (entries, retention->keep_per_request);
  if (retention->max_bytes > 0)
    apply_max_bytes (entries, retention->max_bytes);
}
