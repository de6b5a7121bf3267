/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/address-private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *
look_up (const char *name, gpointer user_data)
{
  return *name == 'a' ? g_strdup (user_data) : NULL;
}

/* Nothing that could end a segment or a parameter. */
static void
check_escaped (const char *text)
{
  g_autofree char *escaped = exchange_address_dup_escaped (text);
  g_autofree char *again = exchange_address_dup_escaped (escaped);

  for (const char *p = escaped; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-._~%", *p) == NULL)
      abort ();
  if (strcmp (escaped, again) != 0)
    abort ();
}

/* What was typed stays: what is put in goes between what is before and behind it. */
static void
check_param (const char *typed, const char *name, const char *value)
{
  g_autoptr (GString) url = g_string_new (typed);
  gsize end = strcspn (typed, "#");

  exchange_address_append_param (url, name, value);
  if (strncmp (url->str, typed, end) != 0 || !g_str_has_suffix (url->str, typed + end) ||
      url->len < strlen (typed))
    abort ();
}

/* As many slashes as before, whatever the value is. */
static void
check_filled (const char *typed, const char *value)
{
  g_autofree char *filled = exchange_address_dup_filled (typed, look_up, (gpointer)value);
  gsize n = 0, n_filled = 0;

  for (const char *p = typed; *p != '\0'; p++)
    n += *p == '/';
  for (const char *p = filled; *p != '\0'; p++)
    n_filled += *p == '/';
  if (n != n_filled)
    abort ();
}

/* A URL, a name and a value, a line each. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  guint n = g_strv_length (lines);
  const char *name = n > 1 ? lines[1] : "name", *value = n > 2 ? lines[2] : NULL;

  if (n == 0)
    return 0;

  check_escaped (name);
  check_param (lines[0], name, value);
  check_filled (lines[0], name);

  return 0;
}
