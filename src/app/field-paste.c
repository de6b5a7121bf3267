/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-text.h"

#include <string.h>

/* Options of curl that are a header field. */
static const struct
{
  const char *flag;
  const char *long_flag;
  const char *name; /* NULL: the argument is the whole line */
} curl_options[] = {
  { "-H", "--header", NULL },
  { "-A", "--user-agent", "User-Agent" },
  { "-b", "--cookie", "Cookie" },
  { "-e", "--referer", "Referer" },
};

static GPtrArray *
fields_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)app_field_free);
}

/* Takes "Name: value" as other programs show it: blanks around the value do not belong to it.
 * Returns: whether it was one. */
static gboolean
add_header_line (GPtrArray *fields, const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  char *colon;

  /* ":authority" and its like, as browsers show HTTP/2, are no fields */
  if (line[0] == ':')
    return TRUE;
  colon = strchr (line, ':');
  if (colon == NULL)
    return FALSE;

  *colon = '\0';
  if (app_field_check_header_name (g_strchomp (line)) != NULL)
    return FALSE;
  g_ptr_array_add (fields, app_field_new (line, g_strstrip (colon + 1), TRUE));

  return TRUE;
}

static gboolean
match_curl_option (const char *arg, gsize i, const char **attached)
{
  const gsize n = strlen (curl_options[i].flag);

  *attached = NULL;
  if (g_str_equal (arg, curl_options[i].flag) || g_str_equal (arg, curl_options[i].long_flag))
    return TRUE;
  if (strncmp (arg, curl_options[i].flag, n) != 0)
    return FALSE;
  *attached = arg + n;

  return TRUE;
}

static void
add_curl_option (GPtrArray *fields, gsize i, const char *value)
{
  if (curl_options[i].name != NULL)
    g_ptr_array_add (fields, app_field_new (curl_options[i].name, value, TRUE));
  else
    add_header_line (fields, value);
}

/* Returns: (nullable) */
static GPtrArray *
parse_curl (const char *text)
{
  g_autoptr (GPtrArray) fields = fields_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GString) plain = g_string_new (text);

  if (strstr (text, "-H") == NULL && strstr (text, "--header") == NULL)
    return NULL;

  /* $'...' of bash is read as '...': what differs are escapes that no header needs */
  g_string_replace (plain, " $'", " '", 0);
  g_string_replace (plain, "\r\n", "\n", 0);
  if (!g_shell_parse_argv (plain->str, NULL, &argv, NULL))
    return NULL;

  for (guint a = 0; argv[a] != NULL; a++)
    for (gsize i = 0; i < G_N_ELEMENTS (curl_options); i++)
      {
        const char *attached;

        if (!match_curl_option (argv[a], i, &attached))
          continue;
        if (attached == NULL && argv[a + 1] == NULL)
          break;
        add_curl_option (fields, i, attached != NULL ? attached : argv[++a]);
        break;
      }

  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

/* Returns: (nullable) */
static GPtrArray *
parse_header_lines (const char *text)
{
  g_autoptr (GPtrArray) fields = fields_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      /* the request or status line above a copied head */
      if (*lines[i] == '\0' || (fields->len == 0 && strstr (lines[i], "HTTP/") != NULL))
        continue;
      if (!add_header_line (fields, lines[i]))
        return NULL;
    }

  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

static gboolean
has_escape (const char *text)
{
  for (; (text = strchr (text, '%')) != NULL; text++)
    if (g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full): decoded where that gives UTF-8 without NUL that is encoded again as it
 * was: what looks like an escape stays one on its way out (exchange/resolve.h). */
static char *
dup_decoded (const char *text, gsize len)
{
  g_autofree char *plain = g_strndup (text, len);
  g_autofree char *decoded = NULL;

  g_strdelimit (plain, "+", ' ');
  decoded = g_uri_unescape_string (plain, NULL);
  if (decoded != NULL && g_utf8_validate (decoded, -1, NULL) && !has_escape (decoded))
    return g_steal_pointer (&decoded);

  return g_steal_pointer (&plain);
}

static void
add_pair (GPtrArray *fields, const char *pair)
{
  const char *equals = strchr (pair, '=');
  const gsize name_len = equals != NULL ? (gsize)(equals - pair) : strlen (pair);
  g_autofree char *name = dup_decoded (pair, name_len);
  g_autofree char *value = equals != NULL ? dup_decoded (equals + 1, strlen (equals + 1)) : NULL;

  if (*pair != '\0')
    g_ptr_array_add (fields, app_field_new (name, value, TRUE));
}

GPtrArray *
app_field_text_parse_query (const char *query)
{
  GPtrArray *fields = fields_new ();
  g_autofree char *pairs_text = g_strndup (query, strcspn (query, "#"));
  g_auto (GStrv) pairs = g_strsplit (pairs_text, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    add_pair (fields, pairs[i]);

  return fields;
}

/* A query, alone or behind the ? of an address. Returns: (nullable) */
static GPtrArray *
parse_query (const char *text)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  const char *start = strchr (line, '?');
  g_autoptr (GPtrArray) fields = NULL;

  if (strpbrk (line, " \t\n") != NULL || strchr (line, '=') == NULL)
    return NULL;

  fields = app_field_text_parse_query (start != NULL ? start + 1 : line);

  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

/* "a=b" a line, or "Name: value" a line; the blank tells the latter from an address.
 * Returns: (nullable) */
static GPtrArray *
parse_param_lines (const char *text)
{
  g_autoptr (GPtrArray) fields = fields_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      const char *colon = strstr (line, ": ");
      g_autofree char *name = colon != NULL ? g_strndup (line, (gsize)(colon - line)) : NULL;

      if (*line == '\0')
        continue;
      if (name != NULL && strchr (name, '=') == NULL)
        g_ptr_array_add (fields,
                         app_field_new (name, g_strchug (lines[i] + (colon + 1 - line)), TRUE));
      else if (strchr (line, '=') != NULL)
        add_pair (fields, line);
      else
        return NULL;
    }

  return fields->len > 0 ? g_steal_pointer (&fields) : NULL;
}

static GPtrArray *
parse_text_lines (const char *text)
{
  g_autoptr (GPtrArray) fields = fields_new ();
  g_auto (GStrv) lines = g_strsplit_set (text, ",\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (fields, app_field_new ("", lines[i], TRUE));

  return fields->len > 1 ? g_steal_pointer (&fields) : NULL;
}

GPtrArray *
app_field_text_parse_paste (const char *text, AppFieldKind kind)
{
  GPtrArray *fields;

  if (strlen (text) > APP_FIELD_TEXT_MAX)
    return NULL;

  switch (kind)
    {
    case APP_FIELD_HEADER:
      fields = parse_curl (text);
      return fields != NULL ? fields : parse_header_lines (text);

    case APP_FIELD_PARAM:
      fields = parse_query (text);
      return fields != NULL ? fields : parse_param_lines (text);

    case APP_FIELD_TEXT:
      return parse_text_lines (text);

    default:
      return NULL;
    }
}
