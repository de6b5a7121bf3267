/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/connect-options.h"

#include <string.h>

#include "cli/value.h"

static gboolean
is_called (const ExchangeHeader *header, const char *name)
{
  return g_ascii_strcasecmp (header->name, name) == 0;
}

/* Removes the first @n headers of the request that are called @name, which were there before the
 * options were looked at. */
static void
remove_saved (ExchangeRequest *request, guint *n, const char *name)
{
  for (guint i = 0; i < *n;)
    if (is_called (request->headers->pdata[i], name))
      {
        (void)g_ptr_array_remove_index (request->headers, i);
        (*n)--;
      }
    else
      {
        i++;
      }
}

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

/* Appends "a=1; b=2". */
static gboolean
append_cookies (GString *field, const GPtrArray *cookies, GError **error)
{
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

  return TRUE;
}

/* Whether a cookie of "a=1; b=2" has the name of @cookie. */
static gboolean
has_cookie (const char *field, const char *cookie)
{
  gsize len = strcspn (cookie, "=");

  while (*field != '\0')
    {
      field += strspn (field, "; ");
      if (strncmp (field, cookie, len) == 0 && field[len] == '=')
        return TRUE;
      field += strcspn (field, ";");
    }

  return FALSE;
}

/* Appends the saved cookies that are not among @typed, and removes the headers that hold them. */
static void
take_saved_cookies (ExchangeRequest *request, guint *n_saved, GString *field, const char *typed)
{
  for (guint i = 0; i < *n_saved; i++)
    {
      const ExchangeHeader *header = request->headers->pdata[i];
      g_auto (GStrv) cookies = NULL;

      if (!is_called (header, "Cookie"))
        continue;
      cookies = g_strsplit (header->value, ";", -1);
      for (gsize k = 0; cookies[k] != NULL; k++)
        if (*g_strstrip (cookies[k]) != '\0' && !has_cookie (typed, cookies[k]))
          g_string_append_printf (field, "; %s", cookies[k]);
    }
  remove_saved (request, n_saved, "Cookie");
}

static gboolean
add_cookies (ExchangeRequest *request, guint *n_saved, const GPtrArray *cookies, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);
  g_autofree char *typed = NULL;

  if (!append_cookies (field, cookies, error))
    return FALSE;
  if (field->len == 0)
    return TRUE;

  typed = g_strdup (field->str);
  take_saved_cookies (request, n_saved, field, typed);
  exchange_request_add_header (request, "Cookie", field->str);

  return TRUE;
}

static gboolean
add_headers (ExchangeRequest *request, guint *n_saved, const GPtrArray *typed, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < typed->len; i++)
    {
      const CliValue *header = typed->pdata[i];

      if (!add_header_lines (request, header->text, error))
        return FALSE;
    }

  for (guint i = *n_saved; i < request->headers->len; i++)
    g_ptr_array_add (names, g_strdup (((ExchangeHeader *)request->headers->pdata[i])->name));
  for (guint i = 0; i < names->len; i++)
    remove_saved (request, n_saved, names->pdata[i]);

  return TRUE;
}

static void
add_subprotocols (ExchangeRequest *request, guint *n_saved, const GPtrArray *typed)
{
  if (typed->len == 0)
    return;

  g_ptr_array_set_size (request->subprotocols, 0);
  remove_saved (request, n_saved, "Sec-WebSocket-Protocol");
  for (guint i = 0; i < typed->len; i++)
    {
      const CliValue *subprotocol = typed->pdata[i];

      g_ptr_array_add (request->subprotocols, g_strdup (subprotocol->text));
    }
}

static gboolean
add_fields (ExchangeRequest *request, const CliConnectOptions *options, GError **error)
{
  guint n_saved = request->headers->len;

  if (!add_headers (request, &n_saved, options->headers, error))
    return FALSE;

  add_subprotocols (request, &n_saved, options->subprotocols);
  if (options->user != NULL)
    remove_saved (request, &n_saved, "Authorization");
  if (options->origin != NULL)
    {
      remove_saved (request, &n_saved, "Origin");
      exchange_request_add_header (request, "Origin", options->origin);
    }

  return add_cookies (request, &n_saved, options->cookies, error);
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
  g_clear_pointer (&request->password, g_free);
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
  g_free (request->user);
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

static void
replace (char **text, const char *typed)
{
  if (typed == NULL)
    return;

  g_free (*text);
  *text = g_strdup (typed);
}

/* A certificate comes with its own key and passphrase. */
static gboolean
set_certificate (NetDialOptions *dial, const CliConnectOptions *options, GError **error)
{
  g_autofree char *question = NULL;
  const char *file;

  if (options->cert_file != NULL)
    {
      g_clear_pointer (&dial->key_file, g_free);
      g_clear_pointer (&dial->passphrase, g_free);
    }
  replace (&dial->cert_file, options->cert_file);
  replace (&dial->key_file, options->key_file);
  if (dial->key_file != NULL && dial->cert_file == NULL)
    {
      g_set_error_literal (error, CLI_ERROR, CLI_ERROR_USAGE,
                           "--key belongs to a certificate: name it with --cert.");
      return FALSE;
    }

  file = dial->key_file != NULL ? dial->key_file : dial->cert_file;
  if (options->passphrase != NULL)
    {
      g_free (dial->passphrase);
      dial->passphrase = cli_value_dup_expanded (options->passphrase, error);
    }
  else if (dial->passphrase != NULL || file == NULL || !needs_passphrase (file))
    {
      return TRUE;
    }
  else
    {
      question = g_strdup_printf ("The passphrase of %s", file);
      dial->passphrase = cli_secret_ask (question, error);
    }

  return dial->passphrase != NULL;
}

static gboolean
set_dial_options (NetDialOptions *dial, CliConnectOptions *options, GError **error)
{
  if (options->is_insecure >= 0)
    dial->insecure = options->is_insecure;
  replace (&dial->ca_file, options->ca_file);
  replace (&dial->proxy, options->proxy);
  replace (&dial->unix_socket, options->unix_socket);

  return set_certificate (dial, options, error);
}

/* One of the two tells the other what holds. */
static void
settle_int (int *option, gboolean *member)
{
  if (*option >= 0)
    *member = *option;
  *option = *member;
}

static void
settle_time (gint64 *option, guint *member)
{
  if (*option >= 0)
    *member = (guint)*option;
  *option = *member;
}

static void
settle_size (gint64 *option, guint64 *member)
{
  if (*option >= 0)
    *member = (guint64)*option;
  *option = (gint64)*member;
}

gboolean
cli_connect_options_apply (CliConnectOptions *options, ExchangeRequest *request, GError **error)
{
  settle_int (&options->has_compression, &request->compression);
  settle_int (&options->has_auto_pong, &request->auto_pong);
  settle_int (&options->follows_redirects, &request->follow_redirects);
  settle_time (&options->connect_timeout, &request->connect_timeout);
  settle_time (&options->ping_interval, &request->ping_interval);
  settle_time (&options->ping_timeout, &request->ping_timeout);
  settle_size (&options->max_message, &request->max_message);

  return add_fields (request, options, error) && set_user (request, options->user, error) &&
         set_dial_options (request->dial, options, error);
}
