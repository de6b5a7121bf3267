/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/list-private.h"

#include <string.h>

static char
fold_case (char c)
{
  if (c >= 'A' && c <= 'Z')
    c = (char)(c - 'A' + 'a');

  return c;
}

bool
ws_list_is_name (const char *a, const char *b)
{
  while (*a != '\0' && fold_case (*a) == fold_case (*b))
    a++, b++;

  return *a == *b;
}

bool
ws_list_item_is (const char *item, size_t len, const char *text)
{
  return strlen (text) == len && memcmp (item, text, len) == 0;
}

/* Returns: the length of the element at @text, to a comma outside quotes or to the end. */
static size_t
element_len (const char *text)
{
  bool is_quoted = false;
  size_t n = 0;

  for (; text[n] != '\0' && (is_quoted || text[n] != ','); n++)
    {
      if (text[n] == '"')
        is_quoted = !is_quoted;
      else if (is_quoted && text[n] == '\\' && text[n + 1] != '\0')
        n++;
    }

  return n;
}

static bool
next_element (WsListWalk *walk, const char **item, size_t *len)
{
  while (walk->rest != NULL)
    {
      const char *text = walk->rest + strspn (walk->rest, " \t");
      size_t n = element_len (text);

      walk->rest = text[n] == ',' ? text + n + 1 : NULL;
      while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;

      *item = text;
      *len = n;
      if (n > 0)
        return true;
    }

  return false;
}

bool
ws_list_next (WsListWalk *walk, const char **item, size_t *len)
{
  while (!next_element (walk, item, len))
    {
      const WsHeader *header;

      if (walk->next_field == walk->head->n_headers)
        return false;

      header = &walk->head->headers[walk->next_field++];
      if (ws_list_is_name (header->name, walk->name))
        walk->rest = header->value;
    }

  return true;
}
