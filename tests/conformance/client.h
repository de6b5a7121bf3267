/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* One run of the program under test. It is started by a small helper process (this program again,
 * see client_measure()), because the peak of a process counts what its parent had before exec. */
typedef struct
{
  GPid helper;
  int report; /* pipe */
  int errors; /* what it writes to stderr */
} Client;

typedef struct
{
  gboolean has_ended; /* FALSE: it had to be killed */
  int status;         /* exit status, 128 + signal */
  guint mib;          /* resident, at most */
  guint ms;           /* from start to end */
  char *errors;       /* its last line on stderr, owned */
} ClientEnd;

/* Starts @command with @options (nullable) and @url: in the place of each {url}, else at the end.
 */
void
client_start (Client *client, const char *const *command, const char *options, const char *url);

/* Waits until @deadline (monotonic), then kills. */
void client_finish (Client *client, gint64 deadline, ClientEnd *end);

/* The helper: runs @argv, tells about its end on descriptor 3. Returns: the exit status for main().
 */
int client_measure (char **argv);
