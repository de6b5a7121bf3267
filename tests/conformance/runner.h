/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "judge.h"

#include <glib.h>

/* Called once for each case, in the order in which they end, one at a time. */
typedef void (*RunnerDone) (const Case *c, const Result *result, gpointer user_data);

typedef struct
{
  const char *const *command;
  guint jobs; /* cases at a time that keep a processor busy; others may run beside them */
  RunnerDone done;
  gpointer user_data;
} Runner;

/* Runs @cases, each with a server and a client process of its own. @results: one for each. */
void runner_run (const Runner *runner, GArray *cases, Result *results);
