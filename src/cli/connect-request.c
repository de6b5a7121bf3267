/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/connect-options.h"

#include <string.h>

#include "cli/value.h"

/* "@FILE" holds a header a line, as with curl. */
static gboolean
add_header_lines (ExchangeRequest *request, const char *value, GError **error)
{
  g_autofree char *text = cli_value_dup_expanded (value, error);
  g_auto (GStrv) lines = NULL;

  if (text == NULL)
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if ((*lines[i] != '\0' || value[0] != '@') &&
          !exchange_request_add_header_line (request, lines[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_cookies (ExchangeRequest *request, const GPtrArray *cookies, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);

  for (guint i = 0; i < cookies->len; i++)
    {
      const CliValue *cookie = cookies->pdata[i];
      g_autofree char *text = cli_value_dup_expanded (cookie->text, error);

      if (text == NULL)
        return FALSE;
      if (strchr (text, '=') == NULL)
        {
          g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                       "-b, --cookie takes name=value, not “%s”.", text);
          return FALSE;
        }
      g_string_append_printf (field, "%s%s", i > 0 ? "; " : "", text);
    }
  if (field->len > 0)
    exchange_request_add_header (request, "Cookie", field->str);

  return TRUE;
}

static gboolean
add_fields (ExchangeRequest *request, const CliConnectOptions *options, GError **error)
{
  for (guint i = 0; i < options->headers->len; i++)
    {
      const CliValue *header = options->headers->pdata[i];

      if (!add_header_lines (request, header->text, error))
        return FALSE;
    }
  for (guint i = 0; i < options->subprotocols->len; i++)
    {
      const CliValue *subprotocol = options->subprotocols->pdata[i];

      g_ptr_array_add (request->subprotocols, g_strdup (subprotocol->text));
    }
  if (options->origin != NULL)
    exchange_request_add_header (request, "Origin", options->origin);

  return add_cookies (request, options->cookies, error);
}

static gboolean
set_user (ExchangeRequest *request, const char *value, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *question = NULL;
  char *colon;

  if (value == NULL)
    return TRUE;

  text = cli_value_dup_expanded (value, error);
  if (text == NULL)
    return FALSE;

  colon = strchr (text, ':');
  if (colon != NULL)
    {
      request->password = g_strdup (colon + 1);
      *colon = '\0';
    }
  else
    {
      question = g_strdup_printf ("The password of %s", text);
      request->password = cli_secret_ask (question, error);
    }
  request->user = g_steal_pointer (&text);

  return request->password != NULL;
}

/* Whether the key of @path is under a passphrase: an encrypted PEM says so; PKCS#12, which is DER
 * and begins with a SEQUENCE, nearly always is. What cannot be read is told when it is used. */
static gboolean
needs_passphrase (const char *path)
{
  g_autoptr (GBytes) bytes = cli_file_read (path, CLI_VALUE_MAX, NULL);
  const char *data;
  gsize len;

  if (bytes == NULL)
    return FALSE;

  data = cli_bytes_get_data (bytes, &len);
  if (len > 1 && data[0] == 0x30 && (data[1] & 0x80) != 0)
    return TRUE;

  return g_strstr_len (data, (gssize)len, "ENCRYPTED") != NULL;
}

static gboolean
set_passphrase (NetDialOptions *dial, const CliConnectOptions *options, GError **error)
{
  const char *file = options->key_file != NULL ? options->key_file : options->cert_file;
  g_autofree char *question = NULL;

  if (options->passphrase != NULL)
    dial->passphrase = cli_value_dup_expanded (options->passphrase, error);
  else if (file == NULL || !needs_passphrase (file))
    return TRUE;
  else
    {
      question = g_strdup_printf ("The passphrase of %s", file);
      dial->passphrase = cli_secret_ask (question, error);
    }

  return dial->passphrase != NULL;
}

static gboolean
set_dial_options (NetDialOptions *dial, const CliConnectOptions *options, GError **error)
{
  dial->insecure = options->is_insecure;
  dial->ca_file = g_strdup (options->ca_file);
  dial->cert_file = g_strdup (options->cert_file);
  dial->key_file = g_strdup (options->key_file);
  dial->proxy = g_strdup (options->proxy);
  dial->unix_socket = g_strdup (options->unix_socket);

  return set_passphrase (dial, options, error);
}

ExchangeRequest *
cli_connect_options_dup_request (const CliConnectOptions *options, const char *url, GError **error)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new (url);

  request->compression = options->has_compression;
  request->auto_pong = options->has_auto_pong;
  request->follow_redirects = options->follows_redirects;
  request->connect_timeout = (guint)options->connect_timeout;
  request->ping_interval = (guint)options->ping_interval;
  request->ping_timeout = (guint)options->ping_timeout;
  request->max_message = (guint64)options->max_message;

  if (!add_fields (request, options, error) || !set_user (request, options->user, error) ||
      !set_dial_options (request->dial, options, error))
    return NULL;

  return g_steal_pointer (&request);
}
