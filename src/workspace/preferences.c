/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/preferences.h"

#include "base/file.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define GROUP "preferences"

/* Long enough for a value that is typed, short enough that a crash costs nothing that was seen. */
#define SAVE_DELAY_MS 500

/* Where a file goes that is no key file. */
#define BROKEN_SUFFIX ".broken"

struct _WorkspacePreferences
{
  GObject parent_instance;

  char *folder;
  char *path;
  GHashTable *values;  /* key -> text: the file's, with what is pending over them */
  GHashTable *pending; /* key -> text, nullable: not in the file yet */
  GFileMonitor *monitor;
  guint save_id;
  guint watch_id;
};

G_DEFINE_FINAL_TYPE (WorkspacePreferences, workspace_preferences, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SAVE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Returns: (transfer full): empty when there is no file. @is_broken: there is one that cannot be
 * read. */
static GKeyFile *
load_file (const char *path, gboolean *is_broken)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  *is_broken = FALSE;
  if (g_key_file_load_from_file (file, path,
                                 G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &error))
    return g_steal_pointer (&file);

  *is_broken = !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);

  return g_key_file_new ();
}

static GHashTable *
values_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
read_values (WorkspacePreferences *preferences, GKeyFile *file)
{
  GHashTable *values = values_new ();
  g_auto (GStrv) keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
  GHashTableIter iter;
  gpointer key, text;

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      char *value = g_key_file_get_string (file, GROUP, keys[i], NULL);

      if (value != NULL)
        g_hash_table_insert (values, g_strdup (keys[i]), value);
    }

  g_hash_table_iter_init (&iter, preferences->pending);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      if (text != NULL)
        g_hash_table_insert (values, g_strdup (key), g_strdup (text));
      else
        g_hash_table_remove (values, key);
    }

  return values;
}

static void
emit_changed (WorkspacePreferences *preferences, const char *key)
{
  g_signal_emit (preferences, signals[SIGNAL_CHANGED], g_quark_from_string (key));
}

/* Adds each key of @from whose value in @other is another one, or is missing. */
static void
collect_differences (GPtrArray *keys, GHashTable *from, GHashTable *other, gboolean only_missing)
{
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const char *before = g_hash_table_lookup (other, key);

      if (before == NULL || (!only_missing && g_strcmp0 (before, text) != 0))
        g_ptr_array_add (keys, g_strdup (key));
    }
}

static void
take_over (WorkspacePreferences *preferences, GKeyFile *file)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&preferences->values);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  preferences->values = read_values (preferences, file);
  collect_differences (keys, preferences->values, before, FALSE);
  collect_differences (keys, before, preferences->values, TRUE);

  /* whoever hears of one may set another, or let go of us */
  g_object_ref (preferences);
  for (guint i = 0; i < keys->len; i++)
    emit_changed (preferences, keys->pdata[i]);
  g_object_unref (preferences);
}

static void
on_file_changed (WorkspacePreferences *preferences)
{
  gboolean is_broken;
  g_autoptr (GKeyFile) file = load_file (preferences->path, &is_broken);

  /* somebody is not done with editing it */
  if (!is_broken)
    take_over (preferences, file);
}

/* A monitor costs a thread: a program that asks once and goes on never gets here. */
static gboolean
on_watch_due (gpointer user_data)
{
  WorkspacePreferences *preferences = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (preferences->path);

  preferences->watch_id = 0;
  /* a folder that is not there would be looked for again and again */
  if (g_mkdir_with_parents (preferences->folder, 0700) != 0)
    return G_SOURCE_REMOVE;

  preferences->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (preferences->monitor != NULL)
    g_signal_connect_object (preferences->monitor, "changed", G_CALLBACK (on_file_changed),
                             preferences, G_CONNECT_SWAPPED);
  /* what has changed between the first look and now */
  on_file_changed (preferences);

  return G_SOURCE_REMOVE;
}

static void
apply_pending (WorkspacePreferences *preferences, GKeyFile *file)
{
  GHashTableIter iter;
  gpointer key, text;

  g_hash_table_iter_init (&iter, preferences->pending);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      if (text != NULL)
        g_key_file_set_string (file, GROUP, key, text);
      else
        (void)g_key_file_remove_key (file, GROUP, key, NULL);
    }
}

/* The lock is held. Returns: (transfer full) (nullable): what is in the file now. */
static GKeyFile *
write_pending (WorkspacePreferences *preferences, GError **error)
{
  gboolean is_broken;
  g_autoptr (GKeyFile) file = load_file (preferences->path, &is_broken);
  g_autofree char *text = NULL;
  gsize len;

  if (is_broken)
    {
      g_autofree char *aside = g_strconcat (preferences->path, BROKEN_SUFFIX, NULL);

      (void)g_rename (preferences->path, aside);
    }
  apply_pending (preferences, file);
  text = g_key_file_to_data (file, &len, NULL);
  if (!base_file_replace (preferences->path, text, len, error))
    return NULL;

  return g_steal_pointer (&file);
}

gboolean
workspace_preferences_flush (WorkspacePreferences *preferences, GError **error)
{
  g_autoptr (GKeyFile) file = NULL;
  int lock;

  g_return_val_if_fail (WORKSPACE_IS_PREFERENCES (preferences), FALSE);

  g_clear_handle_id (&preferences->save_id, g_source_remove);
  if (g_hash_table_size (preferences->pending) == 0)
    return TRUE;

  lock = base_file_lock_folder (preferences->folder, error);
  if (lock < 0)
    return FALSE;
  file = write_pending (preferences, error);
  (void)close (lock);
  if (file == NULL)
    return FALSE;

  g_hash_table_remove_all (preferences->pending);
  take_over (preferences, file);

  return TRUE;
}

static gboolean
on_save_due (gpointer user_data)
{
  WorkspacePreferences *preferences = user_data;
  g_autoptr (GError) error = NULL;

  preferences->save_id = 0;
  if (!workspace_preferences_flush (preferences, &error))
    g_signal_emit (preferences, signals[SIGNAL_SAVE_FAILED], 0, error->message);

  return G_SOURCE_REMOVE;
}

static void
workspace_preferences_dispose (GObject *object)
{
  WorkspacePreferences *preferences = WORKSPACE_PREFERENCES (object);

  g_clear_handle_id (&preferences->watch_id, g_source_remove);
  g_clear_object (&preferences->monitor);
  (void)workspace_preferences_flush (preferences, NULL);

  G_OBJECT_CLASS (workspace_preferences_parent_class)->dispose (object);
}

static void
workspace_preferences_finalize (GObject *object)
{
  WorkspacePreferences *preferences = WORKSPACE_PREFERENCES (object);

  g_free (preferences->folder);
  g_free (preferences->path);
  g_hash_table_unref (preferences->values);
  g_hash_table_unref (preferences->pending);

  G_OBJECT_CLASS (workspace_preferences_parent_class)->finalize (object);
}

static void
workspace_preferences_class_init (WorkspacePreferencesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = workspace_preferences_dispose;
  object_class->finalize = workspace_preferences_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", WORKSPACE_TYPE_PREFERENCES,
                                          G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE_FAILED] = g_signal_new ("save-failed", WORKSPACE_TYPE_PREFERENCES,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              1, G_TYPE_STRING);
}

static void
workspace_preferences_init (WorkspacePreferences *preferences)
{
  g_autoptr (GKeyFile) file = NULL;
  gboolean is_broken;

  preferences->folder = g_build_filename (g_get_user_config_dir (), "noctule", NULL);
  preferences->path = g_build_filename (preferences->folder, "preferences.ini", NULL);
  preferences->pending = values_new ();
  file = load_file (preferences->path, &is_broken);
  preferences->values = read_values (preferences, file);
  preferences->watch_id = g_idle_add (on_watch_due, preferences);
}

WorkspacePreferences *
workspace_preferences_new (void)
{
  return g_object_new (WORKSPACE_TYPE_PREFERENCES, NULL);
}

const char *
workspace_preferences_get (WorkspacePreferences *preferences, const char *key)
{
  g_return_val_if_fail (WORKSPACE_IS_PREFERENCES (preferences), NULL);

  return g_hash_table_lookup (preferences->values, key);
}

void
workspace_preferences_set (WorkspacePreferences *preferences, const char *key, const char *value)
{
  g_return_if_fail (WORKSPACE_IS_PREFERENCES (preferences));

  if (g_strcmp0 (workspace_preferences_get (preferences, key), value) == 0)
    return;

  g_hash_table_replace (preferences->pending, g_strdup (key), g_strdup (value));
  if (value != NULL)
    g_hash_table_replace (preferences->values, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (preferences->values, key);
  if (preferences->save_id == 0)
    preferences->save_id = g_timeout_add (SAVE_DELAY_MS, on_save_due, preferences);
  emit_changed (preferences, key);
}
