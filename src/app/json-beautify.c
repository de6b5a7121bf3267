/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/json-beautify.h"

#include "app/json-lint.h"
#include "base/json-format.h"

#include <glib/gi18n.h>
#include <string.h>

/* The formatter knows no templates. Each is handed to it as a string that no text has, the number
 * of what it stands for between two control characters, and put back behind it. */
#define MARK_BEGIN '\x02'
#define MARK_END   '\x03'

typedef struct
{
  const char *text;
  gsize len;
  gboolean is_bare; /* in the place of a string, not inside of one */
} Kept;

typedef struct
{
  GString *out;
  GArray *kept; /* Kept */

  /* borrowed */
  const char *at;
} Hide;

static gboolean
looks_at (const char *at, const char *mark)
{
  return strncmp (at, mark, 2) == 0;
}

/* Returns: what follows the template at @at. The text was checked: it is closed. */
static const char *
skip_template (const char *at)
{
  const char *end = strstr (at, "}}");

  return end != NULL ? end + 2 : at + strlen (at);
}

static void
keep (Hide *hide, const char *end, gboolean is_bare)
{
  const Kept kept = { hide->at, (gsize)(end - hide->at), is_bare };
  const char *quote = is_bare ? "\"" : "";

  g_string_append_printf (hide->out, "%s%c%u%c%s", quote, MARK_BEGIN, hide->kept->len, MARK_END,
                          quote);
  g_array_append_val (hide->kept, kept);
  hide->at = end;
}

static void
copy (Hide *hide, const char *end)
{
  g_string_append_len (hide->out, hide->at, end - hide->at);
  hide->at = end;
}

static void
hide_in_string (Hide *hide)
{
  copy (hide, hide->at + 1);
  while (*hide->at != '\0' && *hide->at != '"')
    {
      if (looks_at (hide->at, "{{") && strstr (hide->at, "}}") != NULL)
        keep (hide, skip_template (hide->at), FALSE);
      else
        copy (hide, hide->at + (hide->at[0] == '\\' && hide->at[1] != '\0' ? 2 : 1));
    }
  if (*hide->at == '"')
    copy (hide, hide->at + 1);
}

/* A word, and the templates that touch it: 1{{ x }}. */
static void
hide_word (Hide *hide)
{
  const char *end = hide->at;
  gboolean has_template = FALSE;

  while (looks_at (end, "{{") || strchr (" \t\r\n,:[]{}\"", *end) == NULL)
    {
      gboolean is_template = looks_at (end, "{{");

      end = is_template ? skip_template (end) : end + 1;
      has_template = has_template || is_template;
    }
  if (has_template)
    keep (hide, end, TRUE);
  else
    copy (hide, MAX (end, hide->at + 1));
}

static void
hide_all (Hide *hide)
{
  while (*hide->at != '\0')
    if (*hide->at == '"')
      hide_in_string (hide);
    else
      hide_word (hide);
}

static char *
put_back (const char *text, GArray *kept)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *mark = strchr (text, MARK_BEGIN);
      const Kept *back;
      char *end;

      if (mark == NULL)
        break;

      back = &g_array_index (kept, Kept, strtoul (mark + 1, &end, 10));
      g_string_append_len (out, text, mark - text - (back->is_bare ? 1 : 0));
      g_string_append_len (out, back->text, (gssize)back->len);
      text = end + 1 + (back->is_bare ? 1 : 0);
    }
  g_string_append (out, text);

  return g_string_free (out, FALSE);
}

static gboolean
check (const char *text, GError **error)
{
  AppJsonProblem problem;
  guint line = 1;

  if (!app_json_lint (text, strlen (text), &problem))
    {
      for (gsize i = 0; i < problem.offset; i++)
        line += text[i] == '\n' ? 1 : 0;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u: %s"), line,
                   _ (problem.message));
      return FALSE;
    }
  if (strchr (text, MARK_BEGIN) == NULL)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("The text has a control character"));

  return FALSE;
}

char *
app_json_beautify (const char *text, GError **error)
{
  g_autoptr (GString) hidden = NULL;
  g_autoptr (GString) laid_out = NULL;
  g_autoptr (GArray) kept = NULL;
  g_autoptr (BaseJsonFormat) format = NULL;
  Hide hide = { .at = text };

  if (!check (text, error))
    return NULL;
  /* the formatter finds that to be no JSON; there is nothing to lay out */
  if (text[strspn (text, " \t\r\n")] == '\0')
    return g_strdup (text);

  hidden = hide.out = g_string_new (NULL);
  kept = hide.kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  hide_all (&hide);

  laid_out = g_string_new (NULL);
  format = base_json_format_new (base_json_append_part, laid_out);
  if (!base_json_format_feed (format, hidden->str, hidden->len) || !base_json_format_end (format))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           strstr (text, "{%") != NULL || strstr (text, "{#") != NULL
                             ? _ ("Text with template tags cannot be laid out")
                             : _ (base_json_format_get_problem (format)));
      return NULL;
    }

  return put_back (laid_out->str, kept);
}
