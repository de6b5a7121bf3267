/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#define REQUEST "id: r\ntype: websocket\nname: A\nurl: ws://x # where\n"

static Workspace *
open_with (const char *folder, const char *text)
{
  scratch_write (folder, "noctule.yaml", "format: 1\n");
  scratch_write (folder, "requests/a.yaml", text);

  return scratch_open (folder);
}

static guint
count_files (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_autosave (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");

  workspace_node_set (node, "url", "ws://y");
  g_assert_true (workspace_node_is_edited (node));
  scratch_assert_file (folder, "requests/a.yaml", REQUEST);
  while (workspace_node_is_edited (node))
    g_main_context_iteration (NULL, TRUE);
  scratch_assert_file (folder, "requests/a.yaml",
                       "id: r\ntype: websocket\nname: A\nurl: ws://y # where\n");
  g_assert_cmpuint (count_files (folder, "requests"), ==, 1);
}

/* Edits go on while the file is on its way to the disk. */
static void
test_meanwhile (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder,
                                               REQUEST "headers:\n- name: A\n- name: B # b\n");
  WorkspaceNode *node = scratch_find (workspace, "a");
  const char *columns[] = { "name", "New", NULL };

  for (guint i = 0; i < 20; i++)
    {
      workspace_node_set (node, "url", "ws://y");
      workspace_node_set (node, "docs", "d");
      workspace_node_insert_row (node, "headers", 1, columns);
      while (node->save == NULL)
        g_main_context_iteration (NULL, TRUE);
      workspace_node_set (node, "url", "ws://x");
      workspace_node_set (node, "docs", NULL);
      workspace_node_remove_row (node, "headers", 1);
      if (i % 2 == 0)
        while (workspace_node_is_edited (node))
          g_main_context_iteration (NULL, TRUE);
      scratch_flush (workspace);
      scratch_assert_file (folder, "requests/a.yaml",
                           REQUEST "headers:\n- name: A\n- name: B # b\n");
    }
}

/* What is taken back before it was saved is not written at all. */
static void
test_nothing (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *node = scratch_find (workspace, "a");
  WorkspaceStamp stamp = node->stamp;

  workspace_node_set (node, "url", "ws://y");
  workspace_undo (workspace);
  g_assert_false (workspace_node_is_edited (node));
  scratch_flush (workspace);
  g_assert_true (workspace_stamp_equal (&stamp, &node->stamp));
  scratch_assert_file (folder, "requests/a.yaml", REQUEST);
}

/* The file's place is taken by a folder: nothing can be written, whoever we are. */
static void
test_failure (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = open_with (folder, REQUEST);
  WorkspaceNode *chat = scratch_add (workspace, WORKSPACE_KIND_FOLDER, NULL, "Chat");
  g_autofree char *path = g_build_filename (folder, "requests", "Chat", "folder.yaml", NULL);
  g_autoptr (GError) error = NULL;
  guint n_failed = 0;

  g_signal_connect_swapped (workspace, "save-failed", G_CALLBACK (scratch_count), &n_failed);
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_mkdir (path, 0777));
  chat->stamp = (WorkspaceStamp){ 0 };
  workspace_stamp_take (path, &chat->stamp);
  workspace_node_set (chat, "docs", "x");
  g_assert_false (workspace_flush (workspace, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_cmpstr (workspace_node_get (chat, "docs"), ==, "x");
  g_assert_cmpuint (count_files (folder, "requests/Chat"), ==, 1);

  /* the way is free again: the next edit saves all of it */
  g_assert_no_errno (g_rmdir (path));
  workspace_node_set (chat, "name", "Talk");
  scratch_flush (workspace);
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_false (workspace_node_is_edited (chat));
  g_assert_true (scratch_exists (folder, "requests/Talk/folder.yaml"));
}

/* What a killed program left is not taken for a request, and goes when it is old. */
static void
test_leftover (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  g_autofree char *path = g_build_filename (folder, "requests", ".noctule-00000001.tmp", NULL);
  struct utimbuf old = { 1000000, 1000000 };

  scratch_write (folder, "requests/.noctule-00000001.tmp", "id: half");
  scratch_write (folder, "requests/.noctule-00000002.tmp", "id: half");
  g_assert_no_errno (g_utime (path, &old));
  workspace = open_with (folder, REQUEST);
  scratch_assert_tree (workspace, "a");
  g_assert_false (scratch_exists (folder, "requests/.noctule-00000001.tmp"));
  g_assert_true (scratch_exists (folder, "requests/.noctule-00000002.tmp"));
}

static void
test_mode_and_links (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (ScratchFolder) other = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  g_autofree char *real = g_build_filename (folder, "shared.yaml", NULL);
  g_autofree char *outside = g_build_filename (other, "secret.yaml", NULL);
  g_autofree char *inside_link = g_build_filename (folder, "requests", "in.yaml", NULL);
  g_autofree char *outside_link = g_build_filename (folder, "requests", "out.yaml", NULL);
  g_autofree char *folder_link = g_build_filename (folder, "requests", "loop", NULL);
  GStatBuf info;

  scratch_write (folder, "shared.yaml", REQUEST);
  scratch_write (other, "secret.yaml", REQUEST);
  scratch_write (folder, "requests/a.yaml", REQUEST);
  g_assert_no_errno (g_chmod (real, 0640));
  g_assert_no_errno (symlink (real, inside_link));
  g_assert_no_errno (symlink (outside, outside_link));
  g_assert_no_errno (symlink ("..", folder_link));

  workspace = open_with (folder, REQUEST);
  scratch_assert_tree (workspace, "a in out");
  g_assert_cmpint (workspace_node_get_kind (scratch_find (workspace, "out")), ==,
                   WORKSPACE_KIND_BROKEN);
  workspace_node_set (scratch_find (workspace, "in"), "docs", "x");
  scratch_flush (workspace);
  g_assert_no_errno (g_lstat (inside_link, &info));
  g_assert_true (S_ISLNK (info.st_mode));
  g_assert_no_errno (g_stat (real, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
}

/* An id that is there twice, or not at all, is told apart, and written with the next edit. */
static void
test_ids (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) workspace = NULL;
  WorkspaceNode *copy, *none;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  scratch_write (folder, "requests/b.yaml", REQUEST);
  scratch_write (folder, "requests/c.yaml", "type: websocket\n");
  workspace = open_with (folder, REQUEST);
  copy = scratch_find (workspace, "b");
  none = scratch_find (workspace, "c");
  g_assert_cmpstr (workspace_node_get_id (copy), !=,
                   workspace_node_get_id (scratch_find (workspace, "a")));
  id = g_strdup (workspace_node_get_id (none));
  workspace_node_set (none, "url", "ws://x");
  scratch_flush (workspace);
  text = g_strdup_printf ("id: %s\ntype: websocket\nurl: ws://x\n", id);
  scratch_assert_file (folder, "requests/c.yaml", text);
  g_assert_cmpstr (workspace_node_get_id (none), ==, id);
}

/* Two programs, the same file, different keys, edit by edit: nothing is lost. */
static void
test_two_writers (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autoptr (Workspace) first = open_with (folder, REQUEST);
  g_autoptr (Workspace) second = scratch_open (folder);
  WorkspaceNode *here = scratch_find (first, "a");
  WorkspaceNode *there = scratch_find (second, "a");

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u x", i);

      workspace_node_set (here, "url", text);
      workspace_node_set (there, "docs", text);
      scratch_flush (first);
      scratch_flush (second);
      g_assert_cmpstr (workspace_node_get (there, "url"), ==, text);
    }
  scratch_assert_file (folder, "requests/a.yaml",
                       "id: r\ntype: websocket\nname: A\nurl: 19 x # where\ndocs: 19 x\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/save/autosave", test_autosave);
  g_test_add_func ("/workspace/save/meanwhile", test_meanwhile);
  g_test_add_func ("/workspace/save/nothing", test_nothing);
  g_test_add_func ("/workspace/save/failure", test_failure);
  g_test_add_func ("/workspace/save/leftover", test_leftover);
  g_test_add_func ("/workspace/save/mode-and-links", test_mode_and_links);
  g_test_add_func ("/workspace/save/ids", test_ids);
  g_test_add_func ("/workspace/save/two-writers", test_two_writers);

  return g_test_run ();
}
