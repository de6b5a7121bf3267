/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
is_clean (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

/* What goes into a request line has no space and no control, and reading the written URL gives the
 * same URL. */
static void
check (const NetUrl *url)
{
  g_autofree char *text = net_url_dup_text (url);
  g_autofree char *host_field = net_url_dup_host_field (url);
  g_autoptr (NetUrl) again = net_url_parse (text, NULL);

  if (!is_clean (text) || !is_clean (host_field) || url->target[0] != '/')
    abort ();
  if (again == NULL || !net_url_is_same_origin (url, again) ||
      strcmp (url->target, again->target) != 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (NetUrl) url = net_url_parse (text, NULL);
  g_autoptr (NetUrl) base = net_url_parse ("wss://user@a.example:81/b/c?d", NULL);
  g_autoptr (NetUrl) resolved = net_url_resolve (base, text, NULL);

  if (url != NULL)
    check (url);
  if (resolved != NULL)
    check (resolved);

  return 0;
}
