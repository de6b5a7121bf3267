/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The prompt of `connect`: line editing with history (readline), on a terminal that other output
 * goes to as well. One at a time: readline's state is global. */
typedef struct _CliTerminal CliTerminal;

/* @line: what was typed; NULL for Ctrl+D on an empty line. A pasted text of several lines comes as
 * one. */
typedef void (*CliTerminalFunc) (const char *line, gpointer user_data);

/* Shows the prompt on stdout, or on stderr when stdout is no terminal. */
CliTerminal *cli_terminal_new (CliTerminalFunc on_line, gpointer user_data);

/* Takes the prompt off the screen before something else is written, and puts it back after. */
void cli_terminal_hide (CliTerminal *terminal);
void cli_terminal_show (CliTerminal *terminal);

/* Gives the terminal back as it was and keeps what was typed in the history file. */
void cli_terminal_free (CliTerminal *terminal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliTerminal, cli_terminal_free)
