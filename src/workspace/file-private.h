/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Reading and writing files that others write, too. May be used from any thread. */

/* How a file was when it was read or written: another one means that somebody wrote it. All 0:
 * there is no file. */
typedef struct
{
  guint64 inode;
  guint64 size;
  gint64 modified; /* ns since the epoch */
  gint64 changed;  /* of the inode; ns since the epoch */
} WorkspaceStamp;

gboolean workspace_stamp_equal (const WorkspaceStamp *a, const WorkspaceStamp *b);
gboolean workspace_stamp_is_set (const WorkspaceStamp *stamp);

/* Looks at @path; no file gives a stamp that is not set. */
void workspace_stamp_take (const char *path, WorkspaceStamp *stamp);

/* Whether a folder or file called @name is for us: not hidden, not a left-over. */
gboolean workspace_file_is_visible (const char *name);

/* Whether @path, a link perhaps, lies in the folder @root, which has no links in it. */
gboolean workspace_file_is_inside (const char *root, const char *path);

/* Reads a regular file of at most WORKSPACE_YAML_MAX_SIZE. Returns: (transfer full): NULL with
 * @error of G_IO_ERROR. @stamp: of what was read. */
GBytes *workspace_file_read (const char *path, WorkspaceStamp *stamp, GError **error);

/* Replaces @path by @bytes: a new file beside it, brought to the disk, renamed into place; after a
 * kill or a power cut there is the old or the new file. Keeps the mode; a link stays one.
 * @expected: the file as it must still be. @stamp: of the new file. Returns: FALSE with @error of
 * G_IO_ERROR; G_IO_ERROR_WRONG_ETAG: somebody else wrote it meanwhile, nothing was done. */
gboolean workspace_file_write (const char *path,
                               GBytes *bytes,
                               const WorkspaceStamp *expected,
                               WorkspaceStamp *stamp,
                               GError **error);

/* Renames a file or folder; never onto another one. */
gboolean workspace_file_move (const char *from, const char *to, GError **error);

/* Removes the file @name in @folder if a killed program left it and it is so old that it belongs to
 * nobody. */
void workspace_file_clean (const char *folder, const char *name);

/* Removes a folder with all that is in it, or a file. Links are removed, not followed. */
void workspace_file_remove_tree (const char *path);

/* Takes turns with the other programs that write to the workspace in @root. Returns: what
 * workspace_file_unlock() takes; never waits for long. */
int workspace_file_lock (const char *root);
void workspace_file_unlock (int lock);
