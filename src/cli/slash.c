/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/slash.h"

#include <string.h>

#include "cli/options.h"
#include "cli/suggest.h"

const char cli_slash_help[] =
  "TEXT                  send a message (//TEXT: one that begins with /)\n"
  "/ping [DATA]          send a ping; /pong [DATA] a pong\n"
  "/binary HEX           send bytes: /binary de ad be ef\n"
  "/file PATH            send a file as one message\n"
  "/close [CODE [REASON]] close the connection; Ctrl+D does it with 1000\n";

static const char *const names[] = { "message", "ping", "pong", "close",
                                     "binary",  "file", "help", NULL };

static gboolean
read_close (CliSlash *slash, GError **error)
{
  const char *text = slash->argument;
  char *end = NULL;
  guint64 code = g_ascii_strtoull (text, &end, 10);

  if (*text == '\0')
    return TRUE;

  if (end == text || code < 1000 || code > 4999 || (*end != '\0' && *end != ' '))
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   "Write /close CODE REASON with a code from 1000 to 4999.");
      return FALSE;
    }

  slash->code = (guint16)code;
  slash->argument = end + strspn (end, " ");

  return TRUE;
}

static gboolean
refuse_unknown (const char *word, GError **error)
{
  const char *nearest = cli_suggest (word, names + 1);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf (" Did you mean /%s?", nearest) : NULL;

  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
               "There is no /%s.%s /help lists the commands; //%s is sent as it is.", word,
               hint != NULL ? hint : "", word);

  return FALSE;
}

gboolean
cli_slash_parse (const char *line, CliSlash *slash, GError **error)
{
  g_autofree char *word = NULL;
  gsize len;

  *slash = (CliSlash){ .kind = CLI_SLASH_MESSAGE, .argument = line };
  if (line[0] != '/')
    return TRUE;

  slash->argument = line + 1;
  if (line[1] == '/')
    return TRUE;

  len = strcspn (line + 1, " ");
  word = g_strndup (line + 1, len);
  slash->argument = line + 1 + len + strspn (line + 1 + len, " ");
  for (gsize i = CLI_SLASH_PING; i < G_N_ELEMENTS (names) - 1; i++)
    if (strcmp (names[i], word) == 0)
      {
        slash->kind = (CliSlashKind)i;
        return slash->kind != CLI_SLASH_CLOSE || read_close (slash, error);
      }

  return refuse_unknown (word, error);
}
