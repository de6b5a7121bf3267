/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/request.h"

#include "base/json.h"
#include "exchange/cookie-store-private.h"
#include "exchange/error.h"
#include "exchange/secrets-private.h"

#include <string.h>

#define DEFAULT_CONNECT_TIMEOUT_MS 30000
#define DEFAULT_CLOSE_TIMEOUT_MS   5000
#define DEFAULT_MAX_MESSAGE        ((guint64)64 * 1024 * 1024)

ExchangeHeader *
exchange_header_new (const char *name, const char *value)
{
  ExchangeHeader *header = g_new0 (ExchangeHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);

  return header;
}

void
exchange_header_free (ExchangeHeader *header)
{
  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

ExchangeRequest *
exchange_request_new (const char *url)
{
  ExchangeRequest *request = g_new0 (ExchangeRequest, 1);

  request->url = g_strdup (url);
  request->headers = g_ptr_array_new_with_free_func ((GDestroyNotify)exchange_header_free);
  request->subprotocols = g_ptr_array_new_with_free_func (g_free);
  request->dial = net_dial_options_new ();
  request->compression = TRUE;
  request->auto_pong = TRUE;
  request->connect_timeout = DEFAULT_CONNECT_TIMEOUT_MS;
  request->close_timeout = DEFAULT_CLOSE_TIMEOUT_MS;
  request->max_message = DEFAULT_MAX_MESSAGE;

  return request;
}

ExchangeRequest *
exchange_request_copy (const ExchangeRequest *request)
{
  ExchangeRequest *copy = exchange_request_new (request->url);

  copy->id = g_strdup (request->id);
  copy->name = g_strdup (request->name);
  copy->user = g_strdup (request->user);
  copy->password = g_strdup (request->password);
  copy->secret_header = g_strdup (request->secret_header);
  copy->secret_param = g_strdup (request->secret_param);
  copy->cookies = request->cookies != NULL ? exchange_cookie_store_ref (request->cookies) : NULL;
  copy->sends_cookies = request->sends_cookies;
  copy->stores_cookies = request->stores_cookies;
  copy->compression = request->compression;
  copy->auto_pong = request->auto_pong;
  copy->follow_redirects = request->follow_redirects;
  copy->connect_timeout = request->connect_timeout;
  copy->close_timeout = request->close_timeout;
  copy->ping_interval = request->ping_interval;
  copy->ping_timeout = request->ping_timeout;
  copy->max_message = request->max_message;

  net_dial_options_free (copy->dial);
  copy->dial = net_dial_options_copy (request->dial);

  for (guint i = 0; i < request->headers->len; i++)
    {
      const ExchangeHeader *header = request->headers->pdata[i];

      exchange_request_add_header (copy, header->name, header->value);
    }
  for (guint i = 0; i < request->subprotocols->len; i++)
    g_ptr_array_add (copy->subprotocols, g_strdup (request->subprotocols->pdata[i]));

  return copy;
}

void
exchange_request_free (ExchangeRequest *request)
{
  if (request == NULL)
    return;

  g_free (request->id);
  g_free (request->name);
  g_free (request->url);
  g_ptr_array_unref (request->headers);
  g_ptr_array_unref (request->subprotocols);
  g_free (request->user);
  g_free (request->password);
  g_free (request->secret_header);
  g_free (request->secret_param);
  g_clear_pointer (&request->cookies, exchange_cookie_store_unref);
  net_dial_options_free (request->dial);
  g_free (request);
}

void
exchange_request_add_header (ExchangeRequest *request, const char *name, const char *value)
{
  g_ptr_array_add (request->headers, exchange_header_new (name, value));
}

gboolean
exchange_request_add_header_line (ExchangeRequest *request, const char *line, GError **error)
{
  gsize name_len = strcspn (line, ":;");
  g_autofree char *name = g_strndup (line, name_len);
  g_autofree char *value = NULL;
  gboolean is_empty_value = line[name_len] == ';' && line[name_len + 1] == '\0';

  if (name_len == 0 || line[name_len] == '\0' || (line[name_len] == ';' && !is_empty_value))
    {
      g_set_error (
        error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
        "“%s” is no header. Write “Name: value”, “Name;” for an empty value or “Name:” to "
        "leave one out.",
        line);
      return FALSE;
    }

  value = g_strstrip (g_strdup (line + name_len + 1));
  exchange_request_add_header (request, g_strstrip (name),
                               *value != '\0' || is_empty_value ? value : NULL);

  return TRUE;
}

static gboolean
is_secret (const ExchangeRequest *request, const char *name)
{
  return exchange_secrets_is_secret_header (name, strlen (name)) ||
         (request->secret_header != NULL && g_ascii_strcasecmp (request->secret_header, name) == 0);
}

static void
append_headers (GString *out, const ExchangeRequest *request)
{
  const GPtrArray *headers = request->headers;

  base_json_append_name (out, "headers");
  g_string_append_c (out, '[');
  for (guint i = 0; i < headers->len; i++)
    {
      const ExchangeHeader *header = headers->pdata[i];

      if (header->value == NULL)
        continue;
      g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
      base_json_append_member (out, "name", header->name);
      base_json_append_member (out, "value",
                               is_secret (request, header->name) ? EXCHANGE_SECRET_TEXT
                                                                 : header->value);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

char *
exchange_request_dup_about (const ExchangeRequest *request)
{
  GString *out = g_string_new ("{");
  g_autoptr (NetUrl) url = net_url_parse (request->url, NULL);
  g_autofree char *text = url != NULL ? net_url_dup_text (url) : NULL;
  g_autofree char *masked = text != NULL ? exchange_secrets_dup_url (text, request->secret_param)
                                         : NULL;

  base_json_append_member (out, "request-id", request->id);
  base_json_append_member (out, "name", request->name);
  base_json_append_member (out, "url", masked);
  append_headers (out, request);
  base_json_append_name (out, "subprotocols");
  g_string_append_c (out, '[');
  for (guint i = 0; i < request->subprotocols->len; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (request->subprotocols->pdata[i], -1);

      g_string_append (out, i > 0 ? "," : "");
      base_json_append_string (out, valid, -1);
    }
  g_string_append (out, "]}");

  return g_string_free (out, FALSE);
}
