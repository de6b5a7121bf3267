/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace.h"

#include "workspace/load-private.h"
#include "workspace/splice-private.h"
#include "workspace/structure-private.h"
#include "workspace/watch-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* What this version writes and reads; a higher one is of a newer Noctule. */
#define FORMAT 1

G_DEFINE_QUARK (workspace - error - quark, workspace_error)

G_DEFINE_FINAL_TYPE (Workspace, workspace, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS
};

enum
{
  SIGNAL_CONFLICT,
  SIGNAL_SAVE_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  Workspace *self = WORKSPACE_WORKSPACE (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, workspace_get_name (self));
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, workspace_undo_get_undo_label (self->undo) != NULL);
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, workspace_undo_get_redo_label (self->undo) != NULL);
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, workspace_undo_get_undo_label (self->undo));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, workspace_undo_get_redo_label (self->undo));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
workspace_dispose (GObject *object)
{
  Workspace *self = WORKSPACE_WORKSPACE (object);

  if (self->root != NULL)
    workspace_save_all (self, NULL);
  g_clear_handle_id (&self->save_timeout, g_source_remove);
  g_clear_pointer (&self->watch, workspace_watch_free);
  g_clear_pointer (&self->undo, workspace_undo_free);
  g_clear_pointer (&self->edited, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  /* nodes that somebody still holds must not reach for us */
  if (self->root != NULL)
    workspace_node_set_workspace (self->root, NULL);
  if (self->meta != NULL)
    workspace_node_set_workspace (self->meta, NULL);
  g_clear_object (&self->root);
  g_clear_object (&self->meta);

  G_OBJECT_CLASS (workspace_parent_class)->dispose (object);
}

static void
workspace_finalize (GObject *object)
{
  Workspace *self = WORKSPACE_WORKSPACE (object);

  g_free (self->folder);

  G_OBJECT_CLASS (workspace_parent_class)->finalize (object);
}

static void
workspace_class_init (WorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = workspace_get_property;
  object_class->dispose = workspace_dispose;
  object_class->finalize = workspace_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CONFLICT] = g_signal_new ("conflict", WORKSPACE_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 3, WORKSPACE_TYPE_NODE,
                                           G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SAVE_FAILED] = g_signal_new ("save-failed", WORKSPACE_TYPE_WORKSPACE,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              2, WORKSPACE_TYPE_NODE, G_TYPE_STRING);
}

static void
workspace_init (Workspace *self)
{
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->edited = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->undo = workspace_undo_new (workspace_undo_apply, self);
}

void
workspace_notify_undo (Workspace *workspace)
{
  for (int i = PROP_CAN_UNDO; i <= PROP_REDO_LABEL; i++)
    g_object_notify_by_pspec (G_OBJECT (workspace), properties[i]);
}

void
workspace_emit_save_failed (Workspace *workspace, WorkspaceNode *node, const char *message)
{
  g_signal_emit (workspace, signals[SIGNAL_SAVE_FAILED], 0, node, message);
}

void
workspace_emit_conflict (Workspace *workspace,
                         WorkspaceNode *node,
                         const char *key,
                         const char *theirs)
{
  g_signal_emit (workspace, signals[SIGNAL_CONFLICT], 0, node, key, theirs);
}

/* Returns: (transfer full): @folder without links; NULL with @error when it is no folder. */
static char *
resolve (const char *folder, GError **error)
{
  char *real = realpath (folder, NULL);
  char *result;

  if (real == NULL)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code),
                   "“%s” cannot be opened: %s.", folder, g_strerror (code));
      return NULL;
    }
  result = g_strdup (real);
  free (real); /* NOLINT: of realpath(), not of GLib */

  return result;
}

static gboolean
check_format (WorkspaceNode *meta, GError **error)
{
  const char *format = workspace_node_get (meta, "format");
  gint64 number = format == NULL ? FORMAT : g_ascii_strtoll (format, NULL, 10);

  if (meta->problem != NULL)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT, "“%s” is broken: %s.",
                 WORKSPACE_META, meta->problem);
  else if (number > FORMAT)
    g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_FORMAT,
                 "The workspace has format %s, this Noctule knows formats up to %d.", format,
                 FORMAT);

  return meta->problem == NULL && number <= FORMAT;
}

static void
on_meta_changed (WorkspaceNode *meta, GParamSpec *pspec, gpointer user_data)
{
  g_object_notify_by_pspec (user_data, properties[PROP_NAME]);
}

static gboolean
load_meta (Workspace *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, WORKSPACE_META, NULL);
  WorkspaceContent content = { .name = g_strdup (WORKSPACE_META) };

  workspace_content_read (&content, self->folder, path);
  if (content.yaml == NULL && content.problem == NULL)
    {
      g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND,
                   "“%s” is not a workspace: it has no %s.", self->folder, WORKSPACE_META);
      workspace_content_clear (&content);
      return FALSE;
    }

  self->meta = workspace_node_new (self, NULL, TRUE, &content);
  g_signal_connect_object (self->meta, "notify::name", G_CALLBACK (on_meta_changed), self, 0);

  return check_format (self->meta, error);
}

static void
load_requests (Workspace *self)
{
  g_autofree char *path = g_build_filename (self->folder, WORKSPACE_REQUESTS, NULL);
  g_autoptr (WorkspaceEntry) entry = workspace_load_entry (self->folder, path);

  self->root = workspace_node_new (self, NULL, TRUE, &entry->content);
  workspace_load_children (self->root, entry);
  workspace_index_add (self, self->root);
}

Workspace *
workspace_open (const char *folder, GError **error)
{
  g_autoptr (Workspace) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (WORKSPACE_TYPE_WORKSPACE, NULL);
  self->folder = resolve (folder, error);
  if (self->folder == NULL || !load_meta (self, error))
    return NULL;
  load_requests (self);
  workspace_place_empty_trash (self);
  self->watch = workspace_watch_new (self);

  return g_steal_pointer (&self);
}

static gboolean
write_new (const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const WorkspaceStamp none = { 0 };
  WorkspaceStamp stamp;

  return workspace_file_write (path, bytes, &none, &stamp, error);
}

static gboolean
write_meta (const char *folder, const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *format = g_strdup_printf ("format: %d\n", FORMAT);
  g_autoptr (GBytes) bytes = g_bytes_new (format, strlen (format));
  g_autoptr (WorkspaceYaml) yaml = workspace_yaml_parse (bytes, error);
  g_autoptr (WorkspaceYaml) named = NULL;

  named = yaml == NULL ? NULL : workspace_splice_set (yaml, "name", valid, error);

  return named != NULL &&
         write_new (folder, WORKSPACE_META, workspace_yaml_get_bytes (named), error);
}

/* A .gitignore that is there already is somebody's: ours is added where it is missing. */
static gboolean
write_ignore (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, ".gitignore", NULL);
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &old, NULL, NULL))
    old = g_strdup ("");
  if (strstr (old, "*.private.yaml") != NULL)
    return TRUE;

  text = g_strconcat (old, *old == '\0' || g_str_has_suffix (old, "\n") ? "" : "\n",
                      "*.private.yaml\n", NULL);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

static gboolean
make_folder (const char *path, GError **error)
{
  int code;

  if (g_mkdir_with_parents (path, 0777) == 0)
    return TRUE;
  code = errno;
  g_set_error (error, G_IO_ERROR, (int)g_io_error_from_errno (code), "“%s” cannot be made: %s.",
               path, g_strerror (code));

  return FALSE;
}

Workspace *
workspace_create (const char *folder, const char *name, GError **error)
{
  g_autofree char *requests = NULL;
  g_autofree char *meta = NULL;

  g_return_val_if_fail (folder != NULL && name != NULL, NULL);

  requests = g_build_filename (folder, WORKSPACE_REQUESTS, NULL);
  meta = g_build_filename (folder, WORKSPACE_META, NULL);
  if (g_file_test (meta, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "“%s” is a workspace already.", folder);
      return NULL;
    }
  if (!make_folder (folder, error) || !make_folder (requests, error) ||
      !write_ignore (folder, error) || !write_meta (folder, name, error))
    return NULL;

  return workspace_open (folder, error);
}

char *
workspace_find_folder (const char *folder, GError **error)
{
  g_autofree char *at = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  at = resolve (folder, error);
  while (at != NULL)
    {
      g_autofree char *meta = g_build_filename (at, WORKSPACE_META, NULL);
      char *up;

      if (g_file_test (meta, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&at);
      if (strcmp (at, "/") == 0)
        {
          g_set_error (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND,
                       "“%s” is not in a workspace: no folder around it has a %s.", folder,
                       WORKSPACE_META);
          return NULL;
        }
      up = g_path_get_dirname (at);
      g_free (at);
      at = up;
    }

  return NULL;
}

const char *
workspace_get_folder (Workspace *workspace)
{
  return workspace->folder;
}

/* Without a name it is called as its folder. */
const char *
workspace_get_name (Workspace *workspace)
{
  const char *name = workspace->meta == NULL ? NULL : workspace_node_get (workspace->meta, "name");

  return name != NULL && *name != '\0' ? name : strrchr (workspace->folder, '/') + 1;
}

void
workspace_set_name (Workspace *workspace, const char *name)
{
  g_return_if_fail (WORKSPACE_IS_WORKSPACE (workspace) && name != NULL);

  workspace_node_set (workspace->meta, "name", name);
}

WorkspaceNode *
workspace_get_root (Workspace *workspace)
{
  return workspace->root;
}

static void
finish_undo (Workspace *self)
{
  if (self->has_moved_files)
    workspace_save_all (self, NULL);
  self->has_moved_files = FALSE;
  workspace_notify_undo (self);
}

void
workspace_undo (Workspace *workspace)
{
  g_return_if_fail (WORKSPACE_IS_WORKSPACE (workspace));

  workspace_undo_step_back (workspace->undo, NULL);
  finish_undo (workspace);
}

void
workspace_redo (Workspace *workspace)
{
  g_return_if_fail (WORKSPACE_IS_WORKSPACE (workspace));

  workspace_undo_step_forward (workspace->undo, NULL);
  finish_undo (workspace);
}

gboolean
workspace_flush (Workspace *workspace, GError **error)
{
  g_return_val_if_fail (WORKSPACE_IS_WORKSPACE (workspace), FALSE);

  return workspace_save_all (workspace, error);
}

void
workspace_reload (Workspace *workspace)
{
  g_return_if_fail (WORKSPACE_IS_WORKSPACE (workspace));

  workspace_watch_queue_all (workspace->watch);
}
