/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  SERVE_PARAM_NUMBER,
  SERVE_PARAM_SIZE, /* a number of bytes, with units */
  SERVE_PARAM_FLAG, /* 0, 1, false, true */
  SERVE_PARAM_TEXT, /* UTF-8; min and max are lengths in bytes */
} ServeParamKind;

/* A parameter of a path's query. A table of these ends with a NULL name. */
typedef struct
{
  const char *name;
  ServeParamKind kind;
  const char *initial; /* as it would be typed */
  guint64 min;
  guint64 max;
  const char *summary;
} ServeParam;

/* One for each parameter of the table, in its order. */
typedef struct
{
  guint64 number;
  char *text;
} ServeValue;

/* Reads @query (nullable: none), the text behind the question mark.
 *
 * Returns: (transfer full): free it with serve_values_free(); NULL with @error, whose message is a
 * sentence for the client, when a parameter is unknown, ill-formed or out of its bounds. */
ServeValue *serve_query_parse (const char *query, const ServeParam *params, GError **error);

void serve_values_free (ServeValue *values, const ServeParam *params);
