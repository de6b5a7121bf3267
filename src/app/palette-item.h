/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/workspace.h"

#include <gio/gio.h>

/* One thing that the palette finds: a request or folder to be shown, a workspace to be opened, an
 * action to be done. Immutable but for its score. */
#define APP_TYPE_PALETTE_ITEM (app_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (AppPaletteItem, app_palette_item, APP, PALETTE_ITEM, GObject)

typedef enum
{
  APP_PALETTE_NODE,
  APP_PALETTE_ACTION,
  APP_PALETTE_WORKSPACE,
} AppPaletteKind;

struct _AppPaletteItem
{
  GObject parent_instance;

  char *title;
  char *subtitle; /* where it is; "" */
  char *accel;    /* nullable */
  char *target;   /* the action's name, the workspace's folder */
  char *key;      /* what is searched: app_fuzzy_dup_key() of subtitle and title */
  char *address;  /* the same of an address; "" */
  WorkspaceNode *node;
  AppPaletteKind kind;
  guint score; /* of the last search */
};

AppPaletteItem *app_palette_item_new_node (WorkspaceNode *node, const char *folders);
AppPaletteItem *
app_palette_item_new_action (const char *action, const char *title, const char *accel);
AppPaletteItem *app_palette_item_new_workspace (const char *folder, const char *name);

/* Finds what fits @needle, of app_fuzzy_dup_key(), best first, equals in the order of @items; with
 * an empty needle the first @max of them. @items: (element-type AppPaletteItem).
 * Returns: (transfer container) (element-type AppPaletteItem): at most @max. */
GPtrArray *app_palette_find (GPtrArray *items, const char *needle, guint max);
