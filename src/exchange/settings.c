/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/settings.h"

#include "base/units.h"
#include "exchange/error.h"

#include <glib/gi18n.h>
#include <string.h>

#define NS_PER_MS 1000000

/* A time has to fit into milliseconds in 31 bits, a message into the log (4 GiB - 1). */
#define TIME_MAX_NS ((gint64)G_MAXINT32 * NS_PER_MS)
#define SIZE_MAX_B  ((guint64)G_MAXUINT32)

#define BOOLEAN .type = EXCHANGE_SETTING_BOOLEAN
#define TIME    .type = EXCHANGE_SETTING_TIME
#define SIZE    .type = EXCHANGE_SETTING_SIZE
#define PATH    .type = EXCHANGE_SETTING_FILE
#define TEXT    .type = EXCHANGE_SETTING_TEXT
#define SECRET  .type = EXCHANGE_SETTING_SECRET

static const ExchangeSetting settings[] = {
  { "connect-timeout", N_ ("Connect timeout"),
    N_ ("Until the connection is open: name, TCP, proxy, TLS and handshake. 0 waits for ever."),
    N_ ("Connection"), "30s", TIME },
  { "close-timeout", N_ ("Close timeout"),
    N_ ("How long the server may take to answer a close. 0 waits for ever."), N_ ("Connection"),
    "5s", TIME },
  { "follow-redirects", N_ ("Follow redirects"),
    N_ ("At most ten. Credentials do not go to another origin."), N_ ("Connection"), "false",
    BOOLEAN },
  { "unix-socket", N_ ("Unix socket"),
    N_ ("Connect to a socket in the file system instead of to the host."), N_ ("Connection"), "",
    PATH },

  { "compression", N_ ("Compression"),
    N_ ("Offer permessage-deflate; the server decides whether messages are compressed."),
    N_ ("Messages"), "true", BOOLEAN },
  { "max-message-size", N_ ("Largest message"),
    N_ ("A message that is larger ends the connection with 1009."), N_ ("Messages"), "64MiB",
    SIZE },
  { "auto-pong", N_ ("Answer pings"), N_ ("As RFC 6455 demands."), N_ ("Messages"), "true",
    BOOLEAN },
  { "ping-interval", N_ ("Ping interval"), N_ ("Send a ping that often. 0 sends none."),
    N_ ("Messages"), "0s", TIME },
  { "ping-timeout", N_ ("Ping timeout"),
    N_ ("End the connection when a ping is not answered in time. 0 waits for ever."),
    N_ ("Messages"), "0s", TIME },

  { "verify", N_ ("Verify the certificate"),
    N_ ("Refuse a server whose certificate is not trusted or not its own."), N_ ("TLS"), "true",
    BOOLEAN },
  { "ca-file", N_ ("Authorities"), N_ ("Trust the authorities in this file (PEM) and no others."),
    N_ ("TLS"), "", PATH },
  { "cert-file", N_ ("Client certificate"), N_ ("PEM or PKCS#12."), N_ ("TLS"), "", PATH },
  { "key-file", N_ ("Private key"), N_ ("PEM, when the file of the certificate does not hold it."),
    N_ ("TLS"), "", PATH },
  { "passphrase", N_ ("Passphrase"), N_ ("Of the private key or the PKCS#12 file."), N_ ("TLS"), "",
    SECRET },

  { "proxy", N_ ("Proxy"),
    N_ ("http, https, socks4, socks4a, socks5 or socks5h://host:port; “none” for none. Empty: as "
        "the environment says (http_proxy, https_proxy, no_proxy)."),
    N_ ("Proxy"), "", TEXT },

  { "cookies.send", N_ ("Send cookies"), N_ ("Those of the workspace's jar that fit the URL."),
    N_ ("Cookies"), "true", BOOLEAN },
  { "cookies.store", N_ ("Store cookies"),
    N_ ("Those of the server's answer, in the workspace's jar."), N_ ("Cookies"), "true", BOOLEAN },
};

const ExchangeSetting *
exchange_settings_list (gsize *n)
{
  *n = G_N_ELEMENTS (settings);

  return settings;
}

const ExchangeSetting *
exchange_settings_find (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (strcmp (settings[i].key, key) == 0)
      return &settings[i];

  return NULL;
}

/* Returns: 1 or 0; -1 when @value is neither. */
static int
parse_boolean (const char *value)
{
  static const char *const words[][2] = { { "false", "true" }, { "no", "yes" }, { "off", "on" } };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (int is = 0; is <= 1; is++)
      if (g_ascii_strcasecmp (value, words[i][is]) == 0)
        return is;

  return -1;
}

static gboolean
is_time (const char *value)
{
  gint64 nanoseconds;

  return base_duration_parse (value, &nanoseconds) && nanoseconds < TIME_MAX_NS;
}

static gboolean
is_size (const char *value)
{
  guint64 bytes;

  return base_size_parse (value, &bytes) && bytes > 0 && bytes <= SIZE_MAX_B;
}

/* Returns: (nullable): what @setting takes, when @value is not that. */
static const char *
find_fault (const ExchangeSetting *setting, const char *value)
{
  switch (setting->type)
    {
    case EXCHANGE_SETTING_BOOLEAN:
      return parse_boolean (value) < 0 ? "true or false" : NULL;
    case EXCHANGE_SETTING_TIME:
      return is_time (value) ? NULL : "a time like 2.5 (seconds), 500ms or 1m";
    case EXCHANGE_SETTING_SIZE:
      return is_size (value) ? NULL : "a size like 512KiB, from 1 B to 4 GiB - 1";
    case EXCHANGE_SETTING_FILE:
    case EXCHANGE_SETTING_TEXT:
    case EXCHANGE_SETTING_SECRET:
    default:
      return strpbrk (value, "\r\n") != NULL ? "one line" : NULL;
    }
}

gboolean
exchange_setting_check (const ExchangeSetting *setting, const char *value, GError **error)
{
  const char *fault = *value != '\0' ? find_fault (setting, value) : NULL;

  if (fault == NULL)
    return TRUE;

  g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, "%s takes %s, not “%s”.",
               setting->title, fault, value);

  return FALSE;
}

/* Whether @value says something: no proxy is a choice, no time is none. */
static gboolean
is_said (const ExchangeSetting *setting, const char *value)
{
  return value != NULL && (*value != '\0' || setting->type >= EXCHANGE_SETTING_FILE);
}

/* Returns: (nullable): what the request itself says, borrowed. */
static const char *
get_own (const ExchangeSetting *setting, WorkspaceNode *node)
{
  g_autofree char *key = g_strconcat ("settings.", setting->key, NULL);
  const char *value = workspace_node_get (node, key);

  if (!is_said (setting, value) || strcmp (value, "global") == 0 || strcmp (value, "auto") == 0)
    return NULL;

  return value;
}

static const char *
get_global (const ExchangeSetting *setting, WorkspacePreferences *preferences)
{
  const char *value = workspace_preferences_get (preferences, setting->key);

  return is_said (setting, value) ? value : NULL;
}

char *
exchange_setting_dup_effective (const ExchangeSetting *setting,
                                WorkspaceNode *node,
                                WorkspacePreferences *preferences,
                                ExchangeSettingSource *source)
{
  const char *of_node = node != NULL ? get_own (setting, node) : NULL;
  const char *of_preferences = preferences != NULL ? get_global (setting, preferences) : NULL;
  ExchangeSettingSource from = of_node != NULL          ? EXCHANGE_SETTING_FROM_REQUEST
                               : of_preferences != NULL ? EXCHANGE_SETTING_FROM_PREFERENCES
                                                        : EXCHANGE_SETTING_FROM_BUILT_IN;
  const char *values[] = {
    [EXCHANGE_SETTING_FROM_BUILT_IN] = setting->built_in,
    [EXCHANGE_SETTING_FROM_PREFERENCES] = of_preferences,
    [EXCHANGE_SETTING_FROM_REQUEST] = of_node,
  };

  if (source != NULL)
    *source = from;

  return g_strdup (values[from]);
}

gboolean
exchange_setting_read_boolean (const char *value)
{
  return parse_boolean (value) == 1;
}

guint
exchange_setting_read_time (const char *value)
{
  gint64 nanoseconds;

  if (!is_time (value) || !base_duration_parse (value, &nanoseconds))
    return 0;

  /* a tenth of a millisecond is not never */
  return (guint)(nanoseconds / NS_PER_MS + (nanoseconds % NS_PER_MS > 0));
}

guint64
exchange_setting_read_size (const char *value)
{
  guint64 bytes;

  return is_size (value) && base_size_parse (value, &bytes) ? bytes : 0;
}
