/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Runs @func once on the I/O thread, which is started by the first call and lives as long as the
 * program. Calls keep their order. */
void exchange_io_thread_invoke (void (*func) (gpointer data), gpointer data);
