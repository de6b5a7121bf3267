/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-completion.h"

#include <string.h>

static GtkTreeModel *
model_new (const char *const *words)
{
  GtkListStore *store = gtk_list_store_new (1, G_TYPE_STRING);

  for (gsize i = 0; words[i] != NULL; i++)
    gtk_list_store_insert_with_values (store, NULL, -1, 0, words[i], -1);

  return GTK_TREE_MODEL (store);
}

/* One letter is in nearly every word: it finds those that begin with it.
 * @key is case-folded already. A word that is there in full is not worth a popup. */
static gboolean
is_match (GtkEntryCompletion *completion, const char *key, GtkTreeIter *iter, gpointer data)
{
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, 0, &word, -1);
  if (word == NULL)
    return FALSE;
  folded = g_utf8_casefold (word, -1);

  if (strcmp (folded, key) == 0)
    return FALSE;

  return key[0] != '\0' && key[1] == '\0' ? folded[0] == key[0] : strstr (folded, key) != NULL;
}

void
app_field_completion_attach (GtkEntry *entry, const char *const *words)
{
  g_autoptr (GtkEntryCompletion) completion = NULL;
  g_autoptr (GtkTreeModel) model = NULL;

  g_return_if_fail (GTK_IS_ENTRY (entry));

  if (words == NULL)
    {
      gtk_entry_set_completion (entry, NULL);
      return;
    }

  model = model_new (words);
  completion = gtk_entry_completion_new ();
  gtk_entry_completion_set_model (completion, model);
  gtk_entry_completion_set_text_column (completion, 0);
  /* a cell may be narrower than the words */
  gtk_entry_completion_set_popup_set_width (completion, FALSE);
  gtk_entry_completion_set_match_func (completion, is_match, NULL, NULL);
  gtk_entry_set_completion (entry, completion);
}
