/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/yaml-private.h"

/* Changing a YAML file by its text: only the lines of what changes are written anew, everything
 * else stays byte for byte. Each call returns (transfer full) the file as it is then, read again
 * and compared with what was asked for; NULL with @error of WORKSPACE_ERROR_FORMAT where the text
 * has a form that cannot be changed. Texts are valid UTF-8. */

/* Sets the scalar under a path as "auth.type", mappings on the way are made; NULL removes it, and
 * the mappings that it leaves empty. */
WorkspaceYaml *
workspace_splice_set (WorkspaceYaml *yaml, const char *path, const char *text, GError **error);

/* One entry of a list as it is to be. */
typedef struct
{
  int origin;                 /* which item of the list in the file it is; -1: a new one */
  const char *const *columns; /* of a new one: name, value, ..., NULL */
} WorkspaceSpliceRow;

/* Sets one column of item @index of the list @key; NULL removes it. An item that is a plain text is
 * its column "value". */
WorkspaceYaml *workspace_splice_set_cell (WorkspaceYaml *yaml,
                                          const char *key,
                                          guint index,
                                          const char *column,
                                          const char *text,
                                          GError **error);

/* Orders, removes and adds items of the list @key, which is made when it is not there and goes with
 * its last item. Items take the comments above them along. */
WorkspaceYaml *workspace_splice_set_rows (WorkspaceYaml *yaml,
                                          const char *key,
                                          const WorkspaceSpliceRow *rows,
                                          guint n_rows,
                                          GError **error);

/* Returns: (nullable): column @column of the item @node. */
const char *workspace_splice_get_cell (WorkspaceYamlNode *node, const char *column);

/* What the files below splice*.c share. */
typedef struct
{
  WorkspaceYaml *yaml;
  const char *data;
  gsize len;
  const char *newline;
  GArray *edits;        /* of Edit, none inside another */
  gboolean is_double;   /* all that is written in double quotes */
  gboolean is_possible; /* FALSE: the text has a form that cannot be changed */
} WorkspaceSplice;

/* Replaces [start, end) by @text, which is taken. */
void workspace_splice_replace (WorkspaceSplice *splice, gsize start, gsize end, GString *text);

gsize workspace_splice_line_start (WorkspaceSplice *splice, gsize at);
/* Returns: where the line break of the line of @at is, or the end of the file. */
gsize workspace_splice_line_end (WorkspaceSplice *splice, gsize at);
/* Returns: how far @at is indented; counts what stands before it on its line. */
guint workspace_splice_column (WorkspaceSplice *splice, gsize at);
gboolean workspace_splice_is_blank (WorkspaceSplice *splice, gsize start, gsize end);
void workspace_splice_append_indent (GString *out, guint indent);

gboolean workspace_splice_is_flow (WorkspaceYamlNode *collection);

/* Where the pair of the mapping that @value is in ends, when it has no value, too. */
gsize workspace_splice_pair_end (WorkspaceSplice *splice, WorkspaceYamlNode *value);

/* Appends a scalar. @path_or_column says whether numbers and booleans are meant as such. */
void workspace_splice_append_scalar (WorkspaceSplice *splice,
                                     GString *out,
                                     const char *name,
                                     const char *text,
                                     guint indent,
                                     gboolean is_flow);

/* Sets or removes the member @name (no path) of the mapping @map. */
void workspace_splice_set_member (WorkspaceSplice *splice,
                                  WorkspaceYamlNode *map,
                                  const char *name,
                                  const char *text);

/* Replaces the scalar or collection @value. @name: what it is called. */
void workspace_splice_replace_scalar (WorkspaceSplice *splice,
                                      WorkspaceYamlNode *value,
                                      const char *name,
                                      const char *text);

/* Removes the pair of @value from its mapping. */
void workspace_splice_remove_pair (WorkspaceSplice *splice, WorkspaceYamlNode *value);

/* Inserts the lines of @pair ("key: value", without indentation on its first line, without a line
 * break at the end) into @map at the place of @name. NULL @map: at the end of the file. */
void workspace_splice_insert_pair (WorkspaceSplice *splice,
                                   WorkspaceYamlNode *map,
                                   const char *name,
                                   GString *pair);

/* The way of workspace_splice_set() and workspace_splice_set_rows() through @splice. */
void workspace_splice_edit_path (WorkspaceSplice *splice, const char *path, const char *text);
void workspace_splice_edit_rows (WorkspaceSplice *splice,
                                 const char *key,
                                 const WorkspaceSpliceRow *rows,
                                 guint n_rows);
void workspace_splice_edit_cell (WorkspaceSplice *splice,
                                 WorkspaceYamlNode *item,
                                 const char *column,
                                 const char *text);
