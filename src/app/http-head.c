/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/http-head.h"

#include <string.h>

AppPair *
app_pair_new (const char *name, const char *value, const char *detail)
{
  AppPair *pair = g_new (AppPair, 1);

  *pair = (AppPair){ g_strdup (name), g_strdup (value), g_strdup (detail) };

  return pair;
}

void
app_pair_free (AppPair *pair)
{
  g_free (pair->name);
  g_free (pair->value);
  g_free (pair->detail);
  g_free (pair);
}

GPtrArray *
app_pairs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)app_pair_free);
}

/* "HTTP/1.1 101 Switching Protocols" */
static void
parse_start (AppHttpHead *head)
{
  const char *p = strchr (head->start, ' ');

  if (!g_str_has_prefix (head->start, "HTTP/") || p == NULL)
    return;

  head->status = (guint)g_ascii_strtoull (p + 1, NULL, 10);
  p = strchr (p + 1, ' ');
  if (p != NULL)
    {
      g_free (head->reason);
      head->reason = g_strstrip (g_strdup (p + 1));
    }
}

/* RFC 9112 section 5.2: a line that begins with white space goes on with the one before. */
static void
continue_field (AppHttpHead *head, char *line)
{
  AppPair *pair;
  char *value;

  if (head->fields->len == 0)
    return;

  pair = g_ptr_array_index (head->fields, head->fields->len - 1);
  value = g_strconcat (pair->value, " ", g_strstrip (line), NULL);
  g_free (pair->value);
  pair->value = value;
}

static void
parse_field (AppHttpHead *head, char *line)
{
  char *colon = strchr (line, ':');

  if (*line == ' ' || *line == '\t')
    {
      continue_field (head, line);
      return;
    }
  if (colon != NULL)
    *colon = '\0';
  g_ptr_array_add (head->fields, app_pair_new (g_strstrip (line),
                                               colon != NULL ? g_strstrip (colon + 1) : "", NULL));
}

AppHttpHead *
app_http_head_parse (const char *data, gsize len)
{
  AppHttpHead *head = g_new0 (AppHttpHead, 1);
  g_autofree char *text = g_utf8_make_valid (data, (gssize)len);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  head->fields = app_pairs_new ();
  head->reason = g_strdup ("");
  head->start = g_strstrip (g_strdup (lines[0] != NULL ? lines[0] : ""));
  parse_start (head);
  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (*lines[i] == '\0')
        break;
      parse_field (head, lines[i]);
    }

  return head;
}

void
app_http_head_free (AppHttpHead *head)
{
  g_free (head->start);
  g_free (head->reason);
  g_ptr_array_unref (head->fields);
  g_free (head);
}

const char *
app_http_head_get (const AppHttpHead *head, const char *name)
{
  for (guint i = 0; i < head->fields->len; i++)
    {
      const AppPair *pair = g_ptr_array_index (head->fields, i);

      if (g_ascii_strcasecmp (pair->name, name) == 0)
        return pair->value;
    }

  return NULL;
}

/* RFC 6265 section 5.2, without judging. */
static AppPair *
parse_cookie (const char *value)
{
  const char *semicolon = strchr (value, ';');
  g_autofree char *pair = semicolon != NULL ? g_strndup (value, (gsize)(semicolon - value))
                                            : g_strdup (value);
  char *equals = strchr (pair, '=');
  g_autofree char *detail = semicolon != NULL ? g_strstrip (g_strdup (semicolon + 1)) : NULL;

  if (equals != NULL)
    *equals = '\0';

  return app_pair_new (equals != NULL ? g_strstrip (pair) : "",
                       equals != NULL ? g_strstrip (equals + 1) : g_strstrip (pair), detail);
}

GPtrArray *
app_http_head_dup_cookies (const AppHttpHead *head)
{
  GPtrArray *cookies = app_pairs_new ();

  for (guint i = 0; i < head->fields->len; i++)
    {
      const AppPair *pair = g_ptr_array_index (head->fields, i);

      if (g_ascii_strcasecmp (pair->name, "Set-Cookie") == 0)
        g_ptr_array_add (cookies, parse_cookie (pair->value));
    }

  return cookies;
}
