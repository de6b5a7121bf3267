/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/state.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* Rows that are opened and selected come in bursts. */
#define SAVE_DELAY_MS 500

struct _WorkspaceState
{
  GKeyFile *keys;
  GHashTable *edited; /* "group\nkey" of what the file does not have yet */
  char *path;
  guint timeout;
};

static char *
make_path (Workspace *workspace)
{
  g_autofree char *sum = NULL;
  g_autofree char *name = NULL;

  if (workspace == NULL)
    return g_build_filename (g_get_user_state_dir (), "noctule", "state.ini", NULL);

  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, workspace_get_folder (workspace), -1);
  name = g_strdup_printf ("%.16s.ini", sum);

  return g_build_filename (g_get_user_state_dir (), "noctule", "workspaces", name, NULL);
}

WorkspaceState *
workspace_state_open (Workspace *workspace)
{
  WorkspaceState *state = g_new0 (WorkspaceState, 1);

  state->path = make_path (workspace);
  state->keys = g_key_file_new ();
  state->edited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_key_file_load_from_file (state->keys, state->path, G_KEY_FILE_NONE, NULL);
  if (workspace != NULL && !g_key_file_has_group (state->keys, "workspace"))
    workspace_state_set (state, "workspace", "folder", workspace_get_folder (workspace));

  return state;
}

/* Group and key names have rules of their own; ours come from ids and paths. */
static char *
escape (const char *name)
{
  return g_uri_escape_string (name, "/-_.~:", TRUE);
}

char *
workspace_state_dup (WorkspaceState *state, const char *group, const char *key)
{
  g_autofree char *safe_group = escape (group);
  g_autofree char *safe_key = escape (key);

  return g_key_file_get_string (state->keys, safe_group, safe_key, NULL);
}

gboolean
workspace_state_is_set (WorkspaceState *state, const char *group, const char *key)
{
  g_autofree char *value = workspace_state_dup (state, group, key);

  return value != NULL;
}

static gboolean
on_save (gpointer user_data)
{
  WorkspaceState *state = user_data;

  state->timeout = 0;
  workspace_state_flush (state);

  return G_SOURCE_REMOVE;
}

static void
set (GKeyFile *keys, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (keys, group, key, value);
  else
    g_key_file_remove_key (keys, group, key, NULL);
}

void
workspace_state_set (WorkspaceState *state, const char *group, const char *key, const char *value)
{
  g_autofree char *old = workspace_state_dup (state, group, key);
  g_autofree char *safe_group = escape (group);
  g_autofree char *safe_key = escape (key);
  g_autofree char *valid = value == NULL ? NULL : g_utf8_make_valid (value, -1);

  if (g_strcmp0 (old, valid) == 0)
    return;
  set (state->keys, safe_group, safe_key, valid);
  g_hash_table_add (state->edited, g_strconcat (safe_group, "\n", safe_key, NULL));
  if (state->timeout == 0)
    state->timeout = g_timeout_add (SAVE_DELAY_MS, on_save, state);
}

char **
workspace_state_list (WorkspaceState *state, const char *group)
{
  g_autofree char *safe_group = escape (group);
  char **keys = g_key_file_get_keys (state->keys, safe_group, NULL, NULL);

  if (keys == NULL)
    return g_new0 (char *, 1);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *plain = g_uri_unescape_string (keys[i], NULL);

      if (plain != NULL)
        {
          g_free (keys[i]);
          keys[i] = plain;
        }
    }

  return keys;
}

/* What another process wrote meanwhile stays; of the same key the last one wins. */
static GKeyFile *
merge (WorkspaceState *state)
{
  GKeyFile *keys = g_key_file_new ();
  GHashTableIter iter;
  gpointer name;

  g_key_file_load_from_file (keys, state->path, G_KEY_FILE_NONE, NULL);
  g_hash_table_iter_init (&iter, state->edited);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (name, "\n", 2);
      g_autofree char *value = g_key_file_get_string (state->keys, parts[0], parts[1], NULL);

      set (keys, parts[0], parts[1], value);
    }

  return keys;
}

void
workspace_state_flush (WorkspaceState *state)
{
  g_autofree char *folder = g_path_get_dirname (state->path);
  g_autoptr (GKeyFile) keys = NULL;
  g_autofree char *text = NULL;
  gsize len;

  g_clear_handle_id (&state->timeout, g_source_remove);
  if (g_hash_table_size (state->edited) == 0 || g_mkdir_with_parents (folder, 0700) != 0)
    return;

  keys = merge (state);
  text = g_key_file_to_data (keys, &len, NULL);
  /* not worth an error: what is selected and open is lost at worst */
  if (!g_file_set_contents_full (state->path, text, (gssize)len, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, NULL))
    return;

  g_hash_table_remove_all (state->edited);
  g_key_file_unref (state->keys);
  state->keys = g_steal_pointer (&keys);
}

void
workspace_state_free (WorkspaceState *state)
{
  workspace_state_flush (state);
  g_clear_handle_id (&state->timeout, g_source_remove);
  g_key_file_unref (state->keys);
  g_hash_table_unref (state->edited);
  g_free (state->path);
  g_free (state);
}
