/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/settings.h"

/* Returns: (transfer full): @value of @setting for people: "30 s", "never", "64 MiB", "On", "none".
 */
char *app_setting_text_dup_value (const ExchangeSetting *setting, const char *value);

/* Returns: (transfer full): what holds for @node (nullable) when it has no value of its own, and
 * where that comes from: "30 s (default)", "10 s (preferences)". */
char *app_setting_text_dup_default (const ExchangeSetting *setting,
                                    gboolean is_for_node,
                                    WorkspacePreferences *preferences);
