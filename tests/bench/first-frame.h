/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Runs @application (consumed) and prints one line when its first window has been drawn: the
 * milliseconds since the CLOCK_MONOTONIC time in the variable BENCH_BEGAN (ns), which whoever
 * started the program took just before. Then it ends, or stays with BENCH_STAY in the environment.
 * Returns: the exit status. */
int first_frame_run (GApplication *application);
