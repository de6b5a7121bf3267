/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include "base/json.h"
#include "serve/answer-private.h"

#include <string.h>

/* Paths that tell the client what it has asked. */

static const WsHead *
get_head (ServeClient *client)
{
  return ws_conn_get_head (serve_client_get_conn (client));
}

/* Returns: the text to put a message into. */
static GString *
begin_json (ServeClient *client, const char *start)
{
  return g_string_assign (serve_client_get_hub (client)->text, start);
}

static void
append_pair (GString *text, const char *name, const char *value)
{
  g_string_append (text, g_str_has_suffix (text->str, "[") ? "{" : ",{");
  base_json_append_member (text, "name", name);
  base_json_append_member (text, "value", value);
  g_string_append_c (text, '}');
}

static void
headers_on_open (ServeClient *client)
{
  const WsHead *head = get_head (client);
  GString *text = begin_json (client, "{");

  base_json_append_member (text, "method", head->method);
  base_json_append_member (text, "target", head->target);
  base_json_append_name (text, "headers");
  g_string_append_c (text, '[');
  for (size_t i = 0; i < head->n_headers; i++)
    append_pair (text, head->headers[i].name, head->headers[i].value);
  g_string_append (text, "]}");
  serve_client_send (client, WS_OPCODE_TEXT, text->str, text->len);
}

const ServePath serve_path_headers = {
  .name = "/headers",
  .summary = "sends the request that it got, as JSON",
  .on_open = headers_on_open,
};

/* Calls @func for every cookie (RFC 6265 section 4.2.1) of the request. */
static void
each_cookie (ServeClient *client,
             void (*func) (const char *name, const char *value, gpointer data),
             gpointer data)
{
  const WsHead *head = get_head (client);

  for (size_t i = 0; i < head->n_headers; i++)
    {
      g_auto (GStrv) cookies = NULL;

      if (g_ascii_strcasecmp (head->headers[i].name, "Cookie") != 0)
        continue;

      cookies = g_strsplit (head->headers[i].value, ";", -1);
      for (char **cookie = cookies; *cookie != NULL; cookie++)
        {
          char *value = strchr (g_strstrip (*cookie), '=');

          if (value == NULL)
            continue;
          *value = '\0';
          func (*cookie, value + 1, data);
        }
    }
}

static void
read_visits (const char *name, const char *value, gpointer data)
{
  guint64 visits = 0;

  if (g_str_equal (name, "visits") &&
      g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &visits, NULL))
    *(guint64 *)data = visits;
}

static void
cookies_on_request (ServeClient *client)
{
  guint64 visits = 0;
  g_autofree char *visits_cookie = NULL;

  each_cookie (client, read_visits, &visits);
  visits_cookie = g_strdup_printf ("visits=%" G_GUINT64_FORMAT "; Path=/", visits + 1);
  serve_answer_accept (client, NULL,
                       (WsHeader[]){
                         { "Set-Cookie", visits_cookie },
                         { "Set-Cookie", "session=echo; Path=/cookies; HttpOnly; SameSite=Lax" },
                         { "Set-Cookie", "minute=1; Path=/; Max-Age=60" },
                       },
                       3);
}

static void
append_cookie (const char *name, const char *value, gpointer data)
{
  append_pair (data, name, value);
}

static void
cookies_on_open (ServeClient *client)
{
  GString *text = begin_json (client, "{\"cookies\":[");

  each_cookie (client, append_cookie, text);
  g_string_append (text, "]}");
  serve_client_send (client, WS_OPCODE_TEXT, text->str, text->len);
}

const ServePath serve_path_cookies = {
  .name = "/cookies",
  .summary = "sets three cookies with the 101 and sends those that it got, as JSON; "
             "<code>visits</code> counts up",
  .on_request = cookies_on_request,
  .on_open = cookies_on_open,
};

static void
subprotocol_on_request (ServeClient *client)
{
  g_auto (GStrv) offered = serve_answer_dup_offered (client);
  guint n = g_strv_length (offered);

  serve_answer_accept (client, n > 0 ? offered[n - 1] : NULL, NULL, 0);
}

static void
subprotocol_on_open (ServeClient *client)
{
  const char *picked = ws_conn_get_subprotocol (serve_client_get_conn (client));
  g_auto (GStrv) offered = serve_answer_dup_offered (client);
  GString *text = begin_json (client, "{");

  base_json_append_member (text, "picked", picked);
  base_json_append_name (text, "offered");
  g_string_append_c (text, '[');
  for (char **name = offered; *name != NULL; name++)
    {
      g_autofree char *valid = g_utf8_make_valid (*name, -1);

      if (name != offered)
        g_string_append_c (text, ',');
      base_json_append_string (text, valid, -1);
    }
  g_string_append (text, "]}");
  serve_client_send (client, WS_OPCODE_TEXT, text->str, text->len);
}

const ServePath serve_path_subprotocol = {
  .name = "/subprotocol",
  .summary = "picks the last subprotocol that is offered (the other paths pick the first)",
  .on_request = subprotocol_on_request,
  .on_open = subprotocol_on_open,
};
