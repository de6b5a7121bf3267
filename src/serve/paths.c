/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include <string.h>

const ServePath *const serve_paths[] = {
  &serve_path_page,     &serve_path_echo,        &serve_path_ticker,    &serve_path_flood,
  &serve_path_chat,     &serve_path_binary,      &serve_path_fragments, &serve_path_headers,
  &serve_path_cookies,  &serve_path_subprotocol, &serve_path_basic,     &serve_path_bearer,
  &serve_path_redirect, &serve_path_delay,       &serve_path_status,    &serve_path_close,
  &serve_path_drop,     &serve_path_silent,      &serve_path_bomb,      NULL,
};

/* Returns: @target without the scheme and authority that a proxy may have left in it. */
static const char *
skip_origin (const char *target)
{
  const char *authority = *target != '/' ? strstr (target, "://") : NULL;
  const char *path;

  if (authority == NULL)
    return target;
  path = strpbrk (authority + 3, "/?");

  return path != NULL ? path : "/";
}

const ServePath *
serve_paths_find (const char *target, const char **query)
{
  const char *path = skip_origin (target);
  gsize len = strcspn (path, "?");

  *query = path[len] == '?' ? path + len + 1 : NULL;
  for (const ServePath *const *p = serve_paths; *p != NULL; p++)
    {
      if (strlen ((*p)->name) == len && memcmp ((*p)->name, path, len) == 0)
        return *p;
    }

  return NULL;
}
