/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Cuts a stream of bytes into lines, however the stream comes in pieces. A line is never split: one
 * that is longer than the limit is an error. */
typedef struct
{
  GString *bytes; /* what was added and not yet taken */
  gsize start;    /* of the next line */
  gsize scanned;  /* up to where no newline was found */
  gsize max_len;  /* of a line without its newline */
  gboolean is_ended;
} CliLines;

typedef enum
{
  CLI_LINES_LINE,
  CLI_LINES_MORE,     /* no whole line is there */
  CLI_LINES_END,      /* and none will come */
  CLI_LINES_TOO_LONG, /* stays so */
} CliLinesStatus;

void cli_lines_init (CliLines *lines, gsize max_len);
void cli_lines_clear (CliLines *lines);

/* Makes room for @len bytes. Returns: where they go; tell with cli_lines_commit() how many came. */
char *cli_lines_reserve (CliLines *lines, gsize len);
void cli_lines_commit (CliLines *lines, gsize reserved, gsize len);

/* No more bytes come: what stands behind the last newline is a line too. */
void cli_lines_end (CliLines *lines);

/* Takes the next line, without its newline. @data is borrowed until the next reserve. */
CliLinesStatus cli_lines_next (CliLines *lines, const char **data, gsize *len);
