/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/file-private.h"
#include "workspace/node.h"
#include "workspace/rows-private.h"
#include "workspace/yaml-private.h"

typedef struct _WorkspaceSave WorkspaceSave;

/* Where nodes that say nothing else stand: behind all that do. */
#define WORKSPACE_SORT_NONE G_MAXDOUBLE

/* A file as it was read, before anything is made of it. */
typedef struct
{
  char *name; /* of the file or folder */
  WorkspaceYaml *yaml;
  char *problem;
  WorkspaceStamp stamp;
} WorkspaceContent;

void workspace_content_clear (WorkspaceContent *content);

/* Reads @path; a missing file has neither yaml nor problem. May be used from any thread. */
void workspace_content_read (WorkspaceContent *content, const char *root, const char *path);

struct _WorkspaceNode
{
  GObject parent_instance;

  char
    *file_name; /* "echo.yaml", "Chat"; "requests" of the root, "noctule.yaml" of the workspace */
  char *id;
  char *type_name;
  char *name;
  char *problem;
  WorkspaceYaml *yaml;   /* the version last loaded or saved; NULL: there is none */
  GHashTable *values;    /* key -> text or NULL: all that was ever asked for, and all edits */
  GHashTable *edited;    /* keys of values that are not what yaml has -> in which order */
  GHashTable *lists;     /* key -> WorkspaceRows: all that were ever asked for */
  GHashTable *conflicts; /* keys whose values were edited here and on disk */
  GListStore *children;  /* of a folder */
  GHashTable *by_name;   /* of a folder: file name -> child, borrowed both */
  GFileMonitor *monitor; /* of a folder that is watched */
  WorkspaceSave *save;   /* on its way to the disk in a thread */
  WorkspaceStamp stamp;
  WorkspaceKind kind;
  double sort;
  guint n_edits;
  gboolean has_given_id; /* id is not what the file says: it says nothing, or what another has */

  /* borrowed */
  Workspace *workspace;  /* NULL: closed */
  WorkspaceNode *parent; /* NULL: the root, or removed */
};

/* @workspace, @parent: borrowed. @content: (transfer full, its members): what the file has; the
 * name is that of the file or folder. */
WorkspaceNode *workspace_node_new (Workspace *workspace,
                                   WorkspaceNode *parent,
                                   gboolean is_folder,
                                   WorkspaceContent *content);

/* Returns: (transfer full): the path of the file or, of a folder, of its directory. */
char *workspace_node_dup_place (WorkspaceNode *node);

/* Returns: (transfer full): the file with its values, whether it is there or not. */
char *workspace_node_dup_file_path (WorkspaceNode *node);

gboolean workspace_node_is_folder (WorkspaceNode *node);

/* Whether the node has values that may be changed. */
gboolean workspace_node_is_editable (WorkspaceNode *node);

/* Whether it has something that is not on disk. */
gboolean workspace_node_is_edited (WorkspaceNode *node);

/* Sets a value without a step of undo. */
void workspace_node_apply (WorkspaceNode *node, const char *key, const char *value);

/* Returns: (nullable): the rows under @key if they were asked for. */
WorkspaceRows *workspace_node_peek_rows (WorkspaceNode *node, const char *key);

/* Returns: the rows under @key. */
WorkspaceRows *workspace_node_ensure_rows (WorkspaceNode *node, const char *key);

/* Takes over a version of the file that has no conflict with what is edited here: everything that
 * is not edited. Emits what changed. */
void workspace_node_take_version (WorkspaceNode *node, WorkspaceYaml *yaml);

/* Derives kind, name, id and problem again from the values and notifies. */
void workspace_node_update (WorkspaceNode *node);

/* @problem: (transfer full) (nullable) */
void workspace_node_set_problem (WorkspaceNode *node, char *problem);

/* Says that the value or the rows under @key changed. */
void workspace_node_emit_changed (WorkspaceNode *node, const char *key);

/* In which order two nodes of a folder stand; a GCompareDataFunc. */
int workspace_node_compare (gconstpointer a, gconstpointer b, gpointer unused);

/* Returns: (nullable): the child of the folder @node whose file or folder is called @file_name. */
WorkspaceNode *workspace_node_find_child (WorkspaceNode *node, const char *file_name);

/* The file of @node is called otherwise. */
void workspace_node_set_file_name (WorkspaceNode *node, const char *file_name);

/* For who puts nodes among the children otherwise than by workspace_node_attach(). */
void workspace_node_enter_name (WorkspaceNode *node);

/* Of @node and all below it; NULL: they are removed. */
void workspace_node_set_workspace (WorkspaceNode *node, Workspace *workspace);

/* Puts @node into the children of @parent at its place, or takes it out. */
void workspace_node_attach (WorkspaceNode *node, WorkspaceNode *parent);
void workspace_node_detach (WorkspaceNode *node);

/* Puts @node to the place among its neighbours that its sort says. */
void workspace_node_resort (WorkspaceNode *node);

/* Returns: (transfer full): an id that is new: "req_4b7c2f". */
char *workspace_node_new_id (gboolean is_folder);
