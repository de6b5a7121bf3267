/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"
#include "workspace/preferences.h"

/* The options of a connection that a request ("settings.KEY" of its node) and the preferences
 * (KEY) can set; the request wins over the preferences, those over what is built in. */

typedef enum
{
  EXCHANGE_SETTING_BOOLEAN, /* "true", "false" */
  EXCHANGE_SETTING_TIME,    /* "30s", "500ms", a bare number: seconds; "0": never */
  EXCHANGE_SETTING_SIZE,    /* "64MiB", a bare number: bytes */
  EXCHANGE_SETTING_FILE,    /* a path, relative to the workspace's folder */
  EXCHANGE_SETTING_TEXT,
  EXCHANGE_SETTING_SECRET, /* text that is masked */
} ExchangeSettingType;

typedef struct
{
  const char *key;         /* "connect-timeout" */
  const char *title;       /* "Connect timeout" */
  const char *description; /* a sentence */
  const char *group;       /* "Connection", "Messages", "TLS", "Proxy", "Cookies" */
  const char *built_in;    /* the value where nobody sets one; "" for none */
  ExchangeSettingType type;
} ExchangeSetting;

typedef enum
{
  EXCHANGE_SETTING_FROM_BUILT_IN,
  EXCHANGE_SETTING_FROM_PREFERENCES,
  EXCHANGE_SETTING_FROM_REQUEST,
} ExchangeSettingSource;

/* Returns: all settings in the order in which they are shown, @n of them; static. */
const ExchangeSetting *exchange_settings_list (gsize *n);

/* Returns: (nullable): the setting called @key; static. */
const ExchangeSetting *exchange_settings_find (const char *key);

/* Whether @value can be taken for @setting. Returns: FALSE with @error of EXCHANGE_ERROR_USAGE, a
 * sentence for beside the field. */
gboolean exchange_setting_check (const ExchangeSetting *setting, const char *value, GError **error);

/* Returns: (transfer full): the value that holds for @node. @node, @preferences: nullable.
 * @source: nullable, out. */
char *exchange_setting_dup_effective (const ExchangeSetting *setting,
                                      WorkspaceNode *node,
                                      WorkspacePreferences *preferences,
                                      ExchangeSettingSource *source);
