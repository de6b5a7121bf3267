/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/yaml-private.h"

/* Writing one scalar of YAML so that every reader gets the same text back. */

typedef struct
{
  WorkspaceYamlStyle style; /* the one to keep to where the text allows it */
  gboolean is_flow;         /* between brackets: no block, no commas without quotes */
  gboolean is_bare;         /* numbers and booleans are meant as such: no quotes round them */
  guint indent;             /* spaces before the lines of a block */
  const char *newline;      /* "\n" or "\r\n" */
} WorkspaceScalarContext;

/* Appends @text. Text of several lines becomes a block where one can be. @text is valid UTF-8. */
void
workspace_scalar_append (GString *out, const char *text, const WorkspaceScalarContext *context);

/* Appends @text in double quotes with escapes: right everywhere. */
void workspace_scalar_append_double (GString *out, const char *text);

/* Appends @text as a key of a mapping. */
void workspace_scalar_append_key (GString *out, const char *text);
