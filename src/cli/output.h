/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A bounded queue before a descriptor that other programs may share: writing never blocks, and
 * O_NONBLOCK is never set on the descriptor itself, because it would be set for the shell and for
 * every other holder of the same pipe or terminal too. */
typedef struct _CliOutput CliOutput;

/* Above HIGH it is full; drained is told when it falls below LOW. */
#define CLI_OUTPUT_HIGH ((gsize)1024 * 1024)
#define CLI_OUTPUT_LOW  ((gsize)256 * 1024)

/* From here on a copy into the queue costs more than a system call. */
#define CLI_OUTPUT_DIRECT ((gsize)64 * 1024)

/* Opens what -o names, anew; NULL and "-" are stdout. Returns: a descriptor; -1 with @error of
 * CLI_ERROR_USAGE. */
int cli_output_open (const char *path, GError **error);

/* Closes what cli_output_open() has opened. */
void cli_output_close (int fd);

/* @fd stays the caller's. @on_drained (nullable): called from the thread's main context when a
 * flush that had to wait has brought the queue below its low mark, and when it is empty or
 * broken. */
CliOutput *cli_output_new (int fd, GSourceFunc on_drained, gpointer user_data);

/* Returns: where to append what is to be written: borrowed, only ever appended to. */
GString *cli_output_get_queue (CliOutput *output);

/* Appends @data; a piece of CLI_OUTPUT_DIRECT or more goes to the descriptor at once when nothing
 * waits before it. */
void cli_output_write (CliOutput *output, const void *data, gsize len);

/* Writes what can be written now; the rest follows from the main loop. */
void cli_output_flush (CliOutput *output);

/* Writes everything, waiting for the reader. */
void cli_output_drain (CliOutput *output);

gboolean cli_output_is_empty (CliOutput *output);
gboolean cli_output_is_full (CliOutput *output);

/* Returns: an errno: EPIPE when the reader is gone; 0 when all is well. What is appended to a
 * broken queue is dropped. */
int cli_output_get_error (CliOutput *output);

void cli_output_free (CliOutput *output);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOutput, cli_output_free)
