/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Names and values that cannot be edited here, below the titles of where they come from; a secret
 * is hidden until its eye is clicked. */
#define APP_TYPE_FIELD_LIST (app_field_list_get_type ())
G_DECLARE_FINAL_TYPE (AppFieldList, app_field_list, APP, FIELD_LIST, AdwBin)

typedef struct
{
  char *section; /* nullable: none */
  char *name;
  char *value; /* NULL: it differs each time */
  gboolean is_secret;
} AppFieldListItem;

/* Returns: (transfer full): an empty array for app_field_list_take(). */
GPtrArray *app_field_list_items_new (void);
void app_field_list_items_add (GPtrArray *items,
                               const char *section,
                               const char *name,
                               const char *value,
                               gboolean is_secret);

/* @items: (transfer full) (element-type AppFieldListItem). Nothing is done when they are those that
 * are shown. */
void app_field_list_take (AppFieldList *self, GPtrArray *items);
