/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-text.h"

#include <glib/gi18n.h>
#include <string.h>

AppField *
app_field_new (const char *name, const char *value, gboolean is_enabled)
{
  AppField *field = g_new (AppField, 1);

  field->name = g_strdup (name != NULL ? name : "");
  field->value = g_strdup (value != NULL ? value : "");
  field->is_enabled = is_enabled;

  return field;
}

void
app_field_free (AppField *field)
{
  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static void
append_name (GString *out, const char *name)
{
  const gsize len = strlen (name);

  for (gsize i = 0; i < len; i++)
    {
      const gboolean is_end = i == 0 || i == len - 1;

      if (name[i] == '\n')
        {
          g_string_append (out, "\\n");
          continue;
        }
      if (name[i] == ':' || name[i] == '\\' || (i == 0 && name[i] == '#') ||
          (is_end && is_blank (name[i])))
        g_string_append_c (out, '\\');
      g_string_append_c (out, name[i]);
    }
}

static void
append_value (GString *out, const char *value)
{
  for (; *value != '\0'; value++)
    {
      g_string_append_c (out, *value);
      if (*value == '\n')
        g_string_append_c (out, ' ');
    }
}

void
app_field_text_append (GString *out,
                       AppFieldKind kind,
                       const char *name,
                       const char *value,
                       gboolean is_enabled)
{
  if (kind == APP_FIELD_TEXT)
    {
      g_autofree char *line = g_strdelimit (g_strdup (value != NULL ? value : ""), "\n", ' ');

      g_string_append_printf (out, "%s\n", line);
      return;
    }

  if (!is_enabled)
    g_string_append (out, "# ");
  append_name (out, name != NULL ? name : "");
  g_string_append (out, ": ");
  append_value (out, value != NULL ? value : "");
  g_string_append_c (out, '\n');
}

/* Reads the name up to its colon. Returns: where the value begins, or the end. */
static const char *
read_name (const char *line, GString *name)
{
  gsize kept = 0; /* what a trailing space of the line must not be taken from */

  for (; *line != '\0' && *line != ':'; line++)
    {
      if (*line == '\\' && line[1] != '\0' && strchr (":\\#n \t", line[1]) != NULL)
        {
          line++;
          g_string_append_c (name, *line == 'n' ? '\n' : *line);
          kept = name->len;
        }
      else
        g_string_append_c (name, *line);
    }
  while (name->len > kept && is_blank (name->str[name->len - 1]))
    g_string_truncate (name, name->len - 1);

  return *line == ':' ? line + 1 : line;
}

static AppField *
parse_line (const char *line, AppFieldKind kind)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const gboolean is_off = kind != APP_FIELD_TEXT && *line == '#';

  if (kind == APP_FIELD_TEXT)
    {
      g_autofree char *value = g_strstrip (g_strdup (line));

      return app_field_new ("", value, TRUE);
    }

  if (is_off)
    line++;
  while (is_blank (*line))
    line++;
  line = read_name (line, name);
  if (*line == ' ')
    line++;

  return app_field_new (name->str, line, !is_off);
}

static void
add_line_to_value (AppField *field, const char *line)
{
  char *joined = g_strconcat (field->value, "\n", line + 1, NULL);

  g_free (field->value);
  field->value = joined;
}

GPtrArray *
app_field_text_parse (const char *text, AppFieldKind kind)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)app_field_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (kind != APP_FIELD_TEXT && is_blank (lines[i][0]) && fields->len > 0)
        add_line_to_value (fields->pdata[fields->len - 1], lines[i]);
      else if (lines[i][0] != '\0')
        g_ptr_array_add (fields, parse_line (lines[i], kind));
    }

  return fields;
}

static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!is_token_char (*text))
      return FALSE;

  return TRUE;
}

const char *
app_field_check_header_name (const char *name)
{
  if (*name == '\0')
    return _ ("A header needs a name; this row is not sent.");
  if (!is_token (name))
    return _ ("A header name is made of letters, digits and !#$%&'*+-.^_`|~");

  return NULL;
}

const char *
app_field_check_header_value (const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '\n' || *c == '\r')
        return _ ("A header value cannot have a line break.");
      if ((g_ascii_iscntrl (*c) && *c != '\t'))
        return _ ("A header value cannot have a control character.");
    }

  return NULL;
}

const char *
app_field_check_subprotocol (const char *value)
{
  if (!is_token (value))
    return _ ("A subprotocol is made of letters, digits and !#$%&'*+-.^_`|~");

  return NULL;
}
