/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the window can be told to do without pointing at anything: the keys, and what the palette
 * lists. */

typedef struct
{
  const char
    *action; /* "win.new-request", with its target as g_action_parse_detailed_name() has it */
  const char *title;    /* for the palette, in English: translate it; NULL: not listed there */
  const char *accel;    /* as gtk_accelerator_parse() has it; NULL: none */
  gboolean is_yielding; /* the key is for what has the focus first: a text has its own undo */
} AppCommand;

/* Returns: all of them, in the order of the palette; static. */
const AppCommand *app_commands_list (gsize *n);
