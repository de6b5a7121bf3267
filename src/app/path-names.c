/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/path-names.h"

#include <string.h>

/* Returns: where the path of @url begins, or its end. */
static const char *
find_path (const char *url)
{
  const char *scheme = strstr (url, "://");
  const gsize authority = strcspn (url, "/?#");

  /* a "://" behind the first slash is not the scheme's */
  if (scheme != NULL && (gsize)(scheme + 1 - url) == authority)
    url = scheme + 3;

  return url + strcspn (url, "/?#");
}

char **
app_path_names_find (const char *url)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *at = find_path (url);

  while (*at == '/')
    {
      const gsize len = strcspn (at + 1, "/?#");
      g_autofree char *name = len > 1 && at[1] == ':' ? g_strndup (at + 2, len - 1) : NULL;

      at += 1 + len;
      if (name == NULL || g_hash_table_contains (seen, name))
        continue;
      g_strv_builder_add (builder, name);
      g_hash_table_add (seen, g_steal_pointer (&name));
    }

  return g_strv_builder_end (builder);
}

const char *
app_path_names_find_query (const char *url)
{
  const gsize len = strcspn (url, "?#");

  return url[len] == '?' ? url + len + 1 : NULL;
}
