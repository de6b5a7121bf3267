/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/http-head.h"

#include <adwaita.h>

/* Names and values to be read and copied: the fields of an answer, its cookies. Properties:
 * "action-label" and "action-name" (text) of the button above them. */
#define APP_TYPE_PAIR_LIST (app_pair_list_get_type ())
G_DECLARE_FINAL_TYPE (AppPairList, app_pair_list, APP, PAIR_LIST, AdwBin)

/* So many are shown: the widgets of more would take long to be made. */
#define APP_PAIR_LIST_MAX 1000

/* @pairs: (element-type AppPair) (nullable): copied. @caption: what stands above them. @empty: what
 * is said when there are none. */
void
app_pair_list_set (AppPairList *list, GPtrArray *pairs, const char *caption, const char *empty);

/* Returns: (transfer full): "Name: value" a line, as many as were set. */
char *app_pair_list_dup_text (AppPairList *list);
