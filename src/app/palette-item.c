/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/palette-item.h"

#include "app/fuzzy.h"

G_DEFINE_FINAL_TYPE (AppPaletteItem, app_palette_item, G_TYPE_OBJECT)

static void
app_palette_item_finalize (GObject *object)
{
  AppPaletteItem *self = APP_PALETTE_ITEM (object);

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->accel);
  g_free (self->target);
  g_free (self->key);
  g_free (self->address);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_palette_item_parent_class)->finalize (object);
}

static void
app_palette_item_class_init (AppPaletteItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_palette_item_finalize;
}

static void
app_palette_item_init (AppPaletteItem *self)
{
}

static AppPaletteItem *
item_new (AppPaletteKind kind, const char *title, const char *subtitle)
{
  AppPaletteItem *self = g_object_new (APP_TYPE_PALETTE_ITEM, NULL);
  g_autofree char *text = *subtitle != '\0' ? g_strconcat (subtitle, " / ", title, NULL)
                                            : g_strdup (title);

  self->kind = kind;
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->key = app_fuzzy_dup_key (text);
  self->address = g_strdup ("");

  return self;
}

AppPaletteItem *
app_palette_item_new_node (WorkspaceNode *node, const char *folders)
{
  AppPaletteItem *self = item_new (APP_PALETTE_NODE, workspace_node_get_name (node), folders);
  const char *url = workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET
                      ? workspace_node_get (node, "url")
                      : NULL;

  self->node = g_object_ref (node);
  if (url != NULL)
    {
      g_free (self->address);
      self->address = app_fuzzy_dup_key (url);
    }

  return self;
}

AppPaletteItem *
app_palette_item_new_action (const char *action, const char *title, const char *accel)
{
  AppPaletteItem *self = item_new (APP_PALETTE_ACTION, title, "");

  self->target = g_strdup (action);
  self->accel = g_strdup (accel);

  return self;
}

AppPaletteItem *
app_palette_item_new_workspace (const char *folder, const char *name)
{
  AppPaletteItem *self = item_new (APP_PALETTE_WORKSPACE, name, "");

  g_free (self->subtitle);
  self->subtitle = g_filename_display_name (folder);
  self->target = g_strdup (folder);

  return self;
}

/* A name that fits says more than an address that does. */
static guint
score_item (const AppPaletteItem *item, const char *needle)
{
  return MAX (app_fuzzy_score (needle, item->key), app_fuzzy_score (needle, item->address) / 2);
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const AppPaletteItem *left = *(const AppPaletteItem *const *)a;
  const AppPaletteItem *right = *(const AppPaletteItem *const *)b;

  if (left->score == right->score)
    return 0;

  return left->score < right->score ? 1 : -1;
}

GPtrArray *
app_palette_find (GPtrArray *items, const char *needle, guint max)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      AppPaletteItem *item = items->pdata[i];

      item->score = score_item (item, needle);
      if (item->score > 0)
        g_ptr_array_add (found, item);
    }
  if (*needle != '\0')
    g_ptr_array_sort (found, compare_scores); /* a stable sort */
  if (found->len > max)
    g_ptr_array_set_size (found, (int)max);

  return found;
}
