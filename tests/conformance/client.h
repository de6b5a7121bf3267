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
  gboolean has_ended;    /* FALSE: it had to be killed */
  int status;            /* exit status, 128 + signal */
  guint mib;             /* resident, at most */
  guint ms;              /* from start to end */
  char *errors;          /* its last line on stderr, owned */
  const char *log_fault; /* nullable, static: see trace_find_fault() */
} ClientEnd;

typedef struct
{
  const char *const *command;
  const char *options; /* nullable: words to add */
  const char *url;     /* in the place of each {url}, else at the end */
  const char *log;     /* in the place of {log} */
} ClientStart;

void client_start (Client *client, const ClientStart *start);

/* Waits until @deadline (monotonic), then kills. */
void client_finish (Client *client, gint64 deadline, ClientEnd *end);

/* The helper: runs @argv, tells about its end on descriptor 3. Returns: the exit status for main().
 */
int client_measure (char **argv);
