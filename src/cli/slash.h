/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a line typed at the prompt of `connect` asks for. */
typedef enum
{
  CLI_SLASH_MESSAGE, /* @argument is to be sent */
  CLI_SLASH_PING,
  CLI_SLASH_PONG,
  CLI_SLASH_CLOSE, /* @code, 0: none was given; @argument: the reason */
  CLI_SLASH_BINARY,
  CLI_SLASH_FILE,
  CLI_SLASH_HELP,
} CliSlashKind;

typedef struct
{
  CliSlashKind kind;
  guint16 code;
  const char *argument; /* borrowed from the line; may be "" */
} CliSlash;

/* The lines of /help; static. */
extern const char cli_slash_help[];

/* Reads @line: "/ping DATA" is a command, "//text" a message that begins with a slash, all else a
 * message. Returns: FALSE with @error of CLI_ERROR_USAGE. */
gboolean cli_slash_parse (const char *line, CliSlash *slash, GError **error);
