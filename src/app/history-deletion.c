/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-deletion.h"

#include "app/toast.h"
#include "history/store.h"

#include <glib/gi18n.h>

typedef struct
{
  GPtrArray *folders;
  GtkWidget *widget; /* weak */
  AppHistoryRestored restored;
  gboolean is_undone;
} Deletion;

static GHashTable *
get_doomed (void)
{
  static GHashTable *doomed;

  if (doomed == NULL)
    doomed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return doomed;
}

static void
undo (gpointer data)
{
  Deletion *deletion = data;

  deletion->is_undone = TRUE;
  for (guint i = 0; i < deletion->folders->len; i++)
    g_hash_table_remove (get_doomed (), g_ptr_array_index (deletion->folders, i));
  if (deletion->widget != NULL)
    deletion->restored (deletion->widget);
}

static void
delete_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *folders = data;

  /* what cannot be deleted is listed again at the next start: nothing is lost by that */
  for (guint i = 0; i < folders->len; i++)
    history_store_delete (g_ptr_array_index (folders, i), NULL);
  g_task_return_boolean (task, TRUE);
}

static void
finish (gpointer data)
{
  Deletion *deletion = data;

  if (!deletion->is_undone)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, g_ptr_array_ref (deletion->folders),
                            (GDestroyNotify)g_ptr_array_unref);
      g_task_run_in_thread (task, delete_in_thread);
    }
  g_ptr_array_unref (deletion->folders);
  g_clear_weak_pointer (&deletion->widget);
  g_free (deletion);
}

void
app_history_delete (GtkWidget *widget, GPtrArray *folders, AppHistoryRestored restored)
{
  Deletion *deletion = g_new0 (Deletion, 1);
  g_autofree char *text = NULL;

  deletion->folders = g_ptr_array_new_with_free_func (g_free);
  deletion->restored = restored;
  g_set_weak_pointer (&deletion->widget, widget);
  for (guint i = 0; i < folders->len; i++)
    {
      const char *folder = g_ptr_array_index (folders, i);

      g_ptr_array_add (deletion->folders, g_strdup (folder));
      g_hash_table_add (get_doomed (), g_strdup (folder));
    }

  text = g_strdup_printf (ngettext ("%u connection deleted", "%u connections deleted",
                                    deletion->folders->len),
                          deletion->folders->len);
  app_toast_show_undo (widget, text, undo, deletion, finish);
}

gboolean
app_history_is_doomed (const char *folder)
{
  return g_hash_table_contains (get_doomed (), folder);
}
