/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/lines.h"

#include <string.h>

void
cli_lines_init (CliLines *lines, gsize max_len)
{
  *lines = (CliLines){ .bytes = g_string_new (NULL), .max_len = max_len };
}

void
cli_lines_clear (CliLines *lines)
{
  g_string_free (lines->bytes, TRUE);
}

char *
cli_lines_reserve (CliLines *lines, gsize len)
{
  GString *bytes = lines->bytes;

  /* what was taken goes first, so that the buffer is never longer than one line and one piece */
  if (lines->start > 0)
    {
      g_string_erase (bytes, 0, (gssize)lines->start);
      lines->scanned -= lines->start;
      lines->start = 0;
    }
  g_string_set_size (bytes, bytes->len + len);

  return bytes->str + bytes->len - len;
}

void
cli_lines_commit (CliLines *lines, gsize reserved, gsize len)
{
  g_string_truncate (lines->bytes, lines->bytes->len - reserved + len);
}

void
cli_lines_end (CliLines *lines)
{
  lines->is_ended = TRUE;
}

/* What is left when no newline follows. */
static CliLinesStatus
take_rest (CliLines *lines, const char **data, gsize *len)
{
  *data = lines->bytes->str + lines->start;
  *len = lines->bytes->len - lines->start;
  if (*len > lines->max_len)
    return CLI_LINES_TOO_LONG;
  if (!lines->is_ended)
    return CLI_LINES_MORE;
  if (*len == 0)
    return CLI_LINES_END;

  lines->start = lines->bytes->len;

  return CLI_LINES_LINE;
}

CliLinesStatus
cli_lines_next (CliLines *lines, const char **data, gsize *len)
{
  const char *bytes = lines->bytes->str;
  const char *newline = memchr (bytes + lines->scanned, '\n', lines->bytes->len - lines->scanned);
  gsize end;

  if (newline == NULL)
    {
      lines->scanned = lines->bytes->len;
      return take_rest (lines, data, len);
    }

  end = (gsize)(newline - bytes);
  *data = bytes + lines->start;
  *len = end - lines->start;
  lines->scanned = end;
  if (*len > lines->max_len)
    return CLI_LINES_TOO_LONG;

  lines->start = lines->scanned = end + 1;

  return CLI_LINES_LINE;
}
