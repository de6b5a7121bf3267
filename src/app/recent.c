/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recent.h"

#define GROUP "recent"

static void
recent_free (gpointer data)
{
  AppRecent *recent = data;

  g_free (recent->folder);
  g_free (recent->name);
  g_free (recent);
}

static int
compare_when (gconstpointer a, gconstpointer b)
{
  const AppRecent *left = *(const AppRecent *const *)a;
  const AppRecent *right = *(const AppRecent *const *)b;

  if (left->when == right->when)
    return g_strcmp0 (left->folder, right->folder);

  return left->when < right->when ? 1 : -1;
}

/* A value is the time, a space, and the name. */
static AppRecent *
recent_parse (const char *folder, const char *value)
{
  AppRecent *recent = g_new0 (AppRecent, 1);
  char *end = NULL;

  recent->when = g_ascii_strtoll (value, &end, 10);
  if (*end == ' ')
    end++;
  recent->folder = g_strdup (folder);
  recent->name = *end != '\0' ? g_strdup (end) : g_path_get_basename (folder);

  return recent;
}

GPtrArray *
app_recent_list (WorkspaceState *state)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (recent_free);
  g_auto (GStrv) folders = workspace_state_list (state, GROUP);

  for (guint i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *value = workspace_state_dup (state, GROUP, folders[i]);

      if (value != NULL)
        g_ptr_array_add (list, recent_parse (folders[i], value));
    }
  g_ptr_array_sort (list, compare_when);

  return list;
}

void
app_recent_add (WorkspaceState *state, const char *folder, const char *name, gint64 when)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT " %s", when, name);
  g_autoptr (GPtrArray) list = NULL;

  workspace_state_set (state, GROUP, folder, value);
  list = app_recent_list (state);
  for (guint i = APP_RECENT_MAX; i < list->len; i++)
    app_recent_remove (state, ((AppRecent *)list->pdata[i])->folder);
}

void
app_recent_remove (WorkspaceState *state, const char *folder)
{
  workspace_state_set (state, GROUP, folder, NULL);
}
