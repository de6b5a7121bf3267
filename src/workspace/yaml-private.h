/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* One YAML file (YAML 1.2), read once and immutable: its bytes, and a tree that knows where in them
 * everything stands. Nothing is converted: scalars are text, aliases point at what they name. May
 * be used from any thread. */
typedef struct _WorkspaceYaml WorkspaceYaml;
typedef struct _WorkspaceYamlNode WorkspaceYamlNode;

/* A file of hand-written requests has a few kB; the largest have long messages. */
#define WORKSPACE_YAML_MAX_SIZE ((gsize)16 * 1024 * 1024)

/* The recursions over a tree are this deep at most. */
#define WORKSPACE_YAML_MAX_DEPTH 64

/* Of a hostile file; each costs 72 bytes. */
#define WORKSPACE_YAML_MAX_NODES 200000

typedef enum
{
  WORKSPACE_YAML_SCALAR,
  WORKSPACE_YAML_MAPPING,
  WORKSPACE_YAML_SEQUENCE,
  WORKSPACE_YAML_ALIAS,
} WorkspaceYamlKind;

typedef enum
{
  WORKSPACE_YAML_PLAIN,  /* scalar without quotes */
  WORKSPACE_YAML_SINGLE, /* 'it''s' */
  WORKSPACE_YAML_DOUBLE, /* "a\n" */
  WORKSPACE_YAML_BLOCK,  /* | or > */
  WORKSPACE_YAML_INDENT, /* collection by indentation */
  WORKSPACE_YAML_FLOW,   /* collection in brackets */
} WorkspaceYamlStyle;

/* There may be a million of them in memory. */
struct _WorkspaceYamlNode
{
  const char *text; /* of a scalar, NUL-terminated; NULL for null (~, null, nothing) */

  /* borrowed from the tree */
  WorkspaceYamlNode *key;    /* of a value in a mapping */
  WorkspaceYamlNode *parent; /* of keys, too */
  WorkspaceYamlNode *next;
  WorkspaceYamlNode *children;
  WorkspaceYamlNode *target; /* of an alias: never an alias */

  /* Offsets into the bytes. [props, start) is the anchor and the tag, [start, end) the node with
   * its quotes, brackets or block header. */
  guint32 props;
  guint32 start;
  guint32 end;
  guint32 n_children;
  WorkspaceYamlKind kind : 8;
  WorkspaceYamlStyle style : 8;
};

/* Reads @bytes. Returns: (transfer full): NULL with @error of WORKSPACE_ERROR_FORMAT, "line 3,
 * column 1: ...": not YAML, more than one document, a key that is there twice, an alias that names
 * nothing or what it lies in, or beyond the limits above. */
WorkspaceYaml *workspace_yaml_parse (GBytes *bytes, GError **error);

WorkspaceYaml *workspace_yaml_ref (WorkspaceYaml *yaml);
void workspace_yaml_unref (WorkspaceYaml *yaml);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WorkspaceYaml, workspace_yaml_unref)

GBytes *workspace_yaml_get_bytes (WorkspaceYaml *yaml);

/* Returns: (nullable): NULL: the file has nothing but white space and comments. */
WorkspaceYamlNode *workspace_yaml_get_root (WorkspaceYaml *yaml);

/* Where @node begins, both counted from 1. */
void
workspace_yaml_locate (WorkspaceYaml *yaml, WorkspaceYamlNode *node, guint *line, guint *column);

/* Returns: the alias' target, everything else itself; NULL for NULL. */
WorkspaceYamlNode *workspace_yaml_follow (WorkspaceYamlNode *node);

/* Returns: (nullable): the value under @key of the mapping @node, as it stands there (it may be an
 * alias). Not a mapping: NULL. */
WorkspaceYamlNode *workspace_yaml_member (WorkspaceYamlNode *node, const char *key);

/* Returns: (nullable): the value under a path as "auth.type", aliases followed on the way. */
WorkspaceYamlNode *workspace_yaml_find (WorkspaceYaml *yaml, const char *path);

/* Returns: (nullable): the text under the path; NULL: nothing, null, or no scalar. */
const char *workspace_yaml_get (WorkspaceYaml *yaml, const char *path);

/* Returns: (nullable): the item of the sequence @node (an alias is followed). */
WorkspaceYamlNode *workspace_yaml_item (WorkspaceYamlNode *node, guint index);

/* Whether both have the same kinds, keys and texts; aliases count as what they name. @budget: how
 * many pairs are looked at, then TRUE: a few aliases can name a billion values. */
gboolean workspace_yaml_equal (WorkspaceYamlNode *a, WorkspaceYamlNode *b, guint *budget);

/* Calls @func for every node, keys too, parents first. */
typedef void (*WorkspaceYamlFunc) (WorkspaceYamlNode *node, gpointer user_data);
void workspace_yaml_foreach (WorkspaceYaml *yaml, WorkspaceYamlFunc func, gpointer user_data);
