/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/scalar-private.h"

#include <string.h>

/* What YAML 1.2 section 5.1 lets stand unescaped; narrower where readers differ. */
static gboolean
is_printable (gunichar c)
{
  if (c < 0x20 || (c >= 0x7f && c <= 0xa0))
    return FALSE;
  if (c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff)
    return FALSE;

  return TRUE;
}

/* @extra: control characters that may be there, too. */
static gboolean
is_all_printable (const char *text, const char *extra)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_printable (g_utf8_get_char (p)) && strchr (extra, *p) == NULL)
      return FALSE;

  return TRUE;
}

/* Words that readers of YAML 1.1 or 1.2 take for something else than text. */
static gboolean
is_word (const char *text)
{
  static const char *const words[] = { "null", "true", "false", "yes", "no", "on",
                                       "off",  "y",    "n",     "~",   "=",  "<<" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;

  return FALSE;
}

/* Numbers of any YAML, base 60 and dates with them; rather too many than too few. */
static gboolean
is_number (const char *text)
{
  if (!g_ascii_isdigit (text[0]) && strchr ("+-.", text[0]) == NULL)
    return FALSE;
  if (text[0] == '.')
    return TRUE;

  /* a date may have a time behind a space */
  if (strlen (text) > 10 && text[4] == '-' && text[7] == '-')
    return strspn (text, "0123456789.:+-tTzZ ") == strlen (text);

  return strspn (text, "0123456789abcdefABCDEFxXoO_.:+-") == strlen (text);
}

static gboolean
is_bare_number (const char *text)
{
  const char *digits = text[0] == '-' ? text + 1 : text;
  gsize n = strspn (digits, "0123456789");

  if (n == 0 || (n > 1 && digits[0] == '0'))
    return FALSE;
  if (digits[n] == '.')
    return digits[n + 1] != '\0' &&
           strspn (digits + n + 1, "0123456789") == strlen (digits + n + 1);

  return digits[n] == '\0';
}

static gboolean
is_bare (const char *text)
{
  return strcmp (text, "true") == 0 || strcmp (text, "false") == 0 || is_bare_number (text);
}

static gboolean
is_plain_shape (const char *text, gboolean is_flow)
{
  gsize len = strlen (text);

  if (len == 0 || strchr ("-?:,[]{}#&*!|>'\"%@` \t", text[0]) != NULL)
    return FALSE;
  if (strchr (" \t:", text[len - 1]) != NULL)
    return FALSE;
  if (strstr (text, ": ") != NULL || strstr (text, " #") != NULL)
    return FALSE;
  if (is_flow && strpbrk (text, ",[]{}") != NULL)
    return FALSE;

  return is_all_printable (text, "");
}

static gboolean
is_plain (const char *text, const WorkspaceScalarContext *context)
{
  if (context->is_bare && is_bare (text))
    return TRUE;

  return is_plain_shape (text, context->is_flow) && !is_word (text) && !is_number (text);
}

/* Blocks keep everything but what cannot be printed; one of white space alone confuses readers. */
static gboolean
is_block (const char *text)
{
  const char *first = text + strspn (text, " \t\n");

  return *first != '\0' && strchr (text, '\n') != NULL && is_all_printable (text, "\t\n");
}

void
workspace_scalar_append_double (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", (char)c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else if (c == '\r')
        g_string_append (out, "\\r");
      else if (is_printable (c))
        g_string_append_unichar (out, c);
      else
        g_string_append_printf (out, c < 0x100 ? "\\x%02x" : "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}

static void
append_single (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');
}

/* YAML 1.2 section 8.1: the indicators say what the last line breaks mean, and how deep the block
 * is where its first line begins with a space. */
static void
append_block (GString *out, const char *text, const WorkspaceScalarContext *context)
{
  gsize len = strlen (text);
  const char *line = text;

  g_string_append_c (out, '|');
  if (text[0] == ' ' || text[0] == '\n' || text[0] == '\t')
    g_string_append_c (out, '2');
  if (text[len - 1] != '\n')
    g_string_append_c (out, '-');
  else if (text[len - 2] == '\n')
    g_string_append_c (out, '+');

  while (line != NULL)
    {
      const char *end = strchr (line, '\n');
      gsize n = end == NULL ? strlen (line) : (gsize)(end - line);

      g_string_append (out, context->newline);
      if (n > 0)
        {
          for (guint i = 0; i < context->indent; i++)
            g_string_append_c (out, ' ');
          g_string_append_len (out, line, (gssize)n);
        }
      /* what follows the last line break of the text is the break that ends the block */
      line = end == NULL || end[1] == '\0' ? NULL : end + 1;
    }
}

void
workspace_scalar_append (GString *out, const char *text, const WorkspaceScalarContext *context)
{
  if (!context->is_flow && is_block (text))
    append_block (out, text, context);
  else if (context->style == WORKSPACE_YAML_SINGLE && is_all_printable (text, ""))
    append_single (out, text);
  else if (context->style != WORKSPACE_YAML_DOUBLE && is_plain (text, context))
    g_string_append (out, text);
  else
    workspace_scalar_append_double (out, text);
}

void
workspace_scalar_append_key (GString *out, const char *text)
{
  WorkspaceScalarContext context = { .is_flow = TRUE, .newline = "\n" };

  workspace_scalar_append (out, text, &context);
}
