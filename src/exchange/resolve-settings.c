/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve-private.h"

#include "exchange/error.h"
#include "workspace/workspace.h"

#include <string.h>

/* What the setting "proxy" calls no proxy, which is "" to a dial. */
#define NO_PROXY "none"

/* Returns: (transfer full): the value that holds for @key: the built-in one where what is set
 * cannot be taken. @error: (inout): the first one is kept. */
static char *
dup_value (ExchangeResolve *resolve, const char *key, GError **error)
{
  const ExchangeSetting *setting = exchange_settings_find (key);
  ExchangeSettingSource source;
  g_autofree char *value = exchange_setting_dup_effective (setting, resolve->node,
                                                           resolve->preferences, &source);
  g_autoptr (GError) cause = NULL;

  if (exchange_setting_check (setting, value, &cause))
    return g_steal_pointer (&value);

  if (*error == NULL)
    g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, "%s, %s",
                 source == EXCHANGE_SETTING_FROM_REQUEST ? "Settings" : "Preferences",
                 cause->message);

  return g_strdup (setting->built_in);
}

static gboolean
get_boolean (ExchangeResolve *resolve, const char *key, GError **error)
{
  g_autofree char *value = dup_value (resolve, key, error);

  return exchange_setting_read_boolean (value);
}

static guint
get_time (ExchangeResolve *resolve, const char *key, GError **error)
{
  g_autofree char *value = dup_value (resolve, key, error);

  return exchange_setting_read_time (value);
}

static guint64
get_size (ExchangeResolve *resolve, const char *key, GError **error)
{
  g_autofree char *value = dup_value (resolve, key, error);

  return exchange_setting_read_size (value);
}

/* Returns: (transfer full) (nullable): NULL for "". */
static char *
dup_text (ExchangeResolve *resolve, const char *key, GError **error)
{
  g_autofree char *value = dup_value (resolve, key, error);

  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}

/* Returns: (transfer full) (nullable): a whole path; NULL when there is none. */
static char *
dup_path (ExchangeResolve *resolve, const char *key, GError **error)
{
  g_autofree char *value = dup_text (resolve, key, error);
  const char *folder = workspace_get_folder (workspace_node_get_workspace (resolve->node));

  if (value == NULL)
    return NULL;
  if (g_str_has_prefix (value, "~/"))
    return g_build_filename (g_get_home_dir (), value + 2, NULL);

  return g_canonicalize_filename (value, folder);
}

static void
set_dial (ExchangeResolve *resolve, GError **error)
{
  NetDialOptions *dial = resolve->request->dial;

  dial->insecure = !get_boolean (resolve, "verify", error);
  dial->ca_file = dup_path (resolve, "ca-file", error);
  dial->cert_file = dup_path (resolve, "cert-file", error);
  dial->key_file = dup_path (resolve, "key-file", error);
  dial->passphrase = dup_text (resolve, "passphrase", error);
  dial->unix_socket = dup_path (resolve, "unix-socket", error);
  dial->proxy = dup_text (resolve, "proxy", error);
  if (g_strcmp0 (dial->proxy, NO_PROXY) == 0)
    dial->proxy[0] = '\0';

  if (dial->key_file != NULL && dial->cert_file == NULL && *error == NULL)
    g_set_error_literal (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
                         "Settings, Private key: it belongs to a certificate, and there is none.");
}

gboolean
exchange_resolve_settings (ExchangeResolve *resolve, GError **error)
{
  ExchangeRequest *request = resolve->request;
  g_autoptr (GError) first = NULL;

  request->compression = get_boolean (resolve, "compression", &first);
  request->auto_pong = get_boolean (resolve, "auto-pong", &first);
  request->follow_redirects = get_boolean (resolve, "follow-redirects", &first);
  request->connect_timeout = get_time (resolve, "connect-timeout", &first);
  request->close_timeout = get_time (resolve, "close-timeout", &first);
  request->ping_interval = get_time (resolve, "ping-interval", &first);
  request->ping_timeout = get_time (resolve, "ping-timeout", &first);
  request->max_message = get_size (resolve, "max-message-size", &first);
  request->sends_cookies = get_boolean (resolve, "cookies.send", &first);
  request->stores_cookies = get_boolean (resolve, "cookies.store", &first);
  set_dial (resolve, &first);
  if (first == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first));

  return FALSE;
}
