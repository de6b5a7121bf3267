/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/slug-private.h"

#include <string.h>

/* Names that mean devices on Windows, with any extension. */
static gboolean
is_reserved (const char *slug)
{
  static const char *const names[] = { "con",  "prn",  "aux",  "nul",  "com1", "com2",
                                       "com3", "com4", "com5", "com6", "com7", "com8",
                                       "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
                                       "lpt6", "lpt7", "lpt8", "lpt9" };
  gsize stem = strcspn (slug, ".");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == stem && g_ascii_strncasecmp (names[i], slug, stem) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_kept (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_' || c == '.' || c == '~';
}

static void
append_char (GString *out, gunichar c, gboolean is_folder)
{
  if (is_kept (c) && (c != '.' || out->len > 0))
    g_string_append_unichar (out, is_folder ? c : g_unichar_tolower (c));
  else if (out->len > 0 && out->str[out->len - 1] != '-')
    g_string_append_c (out, '-');
}

char *
workspace_slug_new (const char *name, gboolean is_folder)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *end = normal == NULL ? "" : normal;

  for (; *end != '\0' && out->len + 6 <= WORKSPACE_SLUG_MAX; end = g_utf8_next_char (end))
    append_char (out, g_utf8_get_char (end), is_folder);
  while (out->len > 0 && strchr ("-.", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);

  if (out->len == 0)
    g_string_append (out, is_folder ? "Folder" : "request");
  /* folder.yaml is the folder's own */
  if (is_reserved (out->str) || (!is_folder && strcmp (out->str, "folder") == 0))
    g_string_append (out, "-1");

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Returns: (transfer full): the names in @folder, case folded. */
static GHashTable *
list_names (const char *folder, const char *except)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_strcmp0 (name, except) != 0 && g_utf8_validate (name, -1, NULL))
      g_hash_table_add (names, g_utf8_casefold (name, -1));

  return names;
}

char *
workspace_slug_make_unique (const char *folder,
                            const char *slug,
                            const char *suffix,
                            const char *except)
{
  g_autoptr (GHashTable) names = list_names (folder, except);

  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (slug, suffix, NULL)
                                     : g_strdup_printf ("%s-%u%s", slug, i, suffix);
      g_autofree char *folded = g_utf8_casefold (name, -1);

      if (!g_hash_table_contains (names, folded))
        return g_steal_pointer (&name);
    }
}
