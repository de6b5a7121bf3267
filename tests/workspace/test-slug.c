/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/slug-private.h"

#include "scratch.h"

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    gboolean is_folder;
    const char *expected;
  } cases[] = {
    { "Join room", FALSE, "join-room" },
    { "Join room", TRUE, "Join-room" },
    { "a/b\\c", FALSE, "a-b-c" },
    { "../../etc/passwd", FALSE, "etc-passwd" },
    { ".hidden", FALSE, "hidden" },
    { "  Two   spaces ", FALSE, "two-spaces" },
    { "v1.2", FALSE, "v1.2" },
    { "dots...", FALSE, "dots" },
    { "Grüße 日本", FALSE, "grüße-日本" },
    { "CON", FALSE, "con-1" },
    { "lpt1.x", FALSE, "lpt1.x-1" },
    { "folder", FALSE, "folder-1" },
    { "a\x01\n\tb", FALSE, "a-b" },
    { "{{ _.x }}", FALSE, "_.x" },
    { "🦇", FALSE, "request" },
    { "", FALSE, "request" },
    { "///", TRUE, "Folder" },
  };
  g_autofree char *long_name = g_strnfill (500, 'x');
  g_autofree char *slug = workspace_slug_new (long_name, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = workspace_slug_new (cases[i].name, cases[i].is_folder);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
  g_assert_cmpuint (strlen (slug), <=, WORKSPACE_SLUG_MAX);
}

static void
test_unique (void)
{
  g_autoptr (ScratchFolder) folder = scratch_folder ();
  g_autofree char *free_name = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *own = NULL;

  scratch_write (folder, "A.yaml", "");
  scratch_write (folder, "a-2.YAML", "");
  free_name = workspace_slug_make_unique (folder, "b", ".yaml", NULL);
  g_assert_cmpstr (free_name, ==, "b.yaml");
  taken = workspace_slug_make_unique (folder, "a", ".yaml", NULL);
  g_assert_cmpstr (taken, ==, "a-3.yaml");
  own = workspace_slug_make_unique (folder, "a", ".yaml", "A.yaml");
  g_assert_cmpstr (own, ==, "a.yaml");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workspace/slug/names", test_names);
  g_test_add_func ("/workspace/slug/unique", test_unique);

  return g_test_run ();
}
