/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workspace/node.h"
#include "workspace/preferences.h"

/* The options of a connection that a request ("settings.KEY" of its node) and the preferences
 * (KEY) can set; the request wins over the preferences, those over what is built in. In a request
 * "global" and "auto" mean the same as no value; "" does too where it is no possible value. */

typedef enum
{
  EXCHANGE_SETTING_BOOLEAN, /* "true", "false"; "yes", "no", "on", "off" are read too */
  EXCHANGE_SETTING_TIME,    /* "30s", "500ms", a bare number: seconds; "0": never */
  EXCHANGE_SETTING_SIZE,    /* "64MiB", a bare number: bytes */
  EXCHANGE_SETTING_FILE,    /* a path: from "/", "~/", or relative to the workspace's folder */
  EXCHANGE_SETTING_TEXT,
  EXCHANGE_SETTING_SECRET, /* text that is masked */
} ExchangeSettingType;

/* The texts for people are English: show them through gettext(). */
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

/* Whether @value can be taken for @setting; "" can: it means none. Returns: FALSE with @error of
 * EXCHANGE_ERROR_USAGE, a sentence for beside the field. */
gboolean exchange_setting_check (const ExchangeSetting *setting, const char *value, GError **error);

/* Returns: (transfer full): the value that holds for @node, as it was typed.
 * @node, @preferences: nullable. @source: nullable, out. */
char *exchange_setting_dup_effective (const ExchangeSetting *setting,
                                      WorkspaceNode *node,
                                      WorkspacePreferences *preferences,
                                      ExchangeSettingSource *source);

/* Reads a value that exchange_setting_check() has let pass; anything else counts as 0. */
gboolean exchange_setting_read_boolean (const char *value);
guint exchange_setting_read_time (const char *value); /* milliseconds, rounded up */
guint64 exchange_setting_read_size (const char *value);
