/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include "serve/answer-private.h"

#include <string.h>

/* Paths that answer the request in a way of their own, and echo when it comes to a WebSocket. */

#define USER         "noctule"
#define PASSWORD     "echo"
#define BASIC_SECRET "bm9jdHVsZTplY2hv" /* noctule:echo in base64 */
#define TOKEN        "noctule"

static gboolean
has_credentials (ServeClient *client, const char *scheme, const char *secret)
{
  const WsHead *head = ws_conn_get_head (serve_client_get_conn (client));
  const char *given = ws_head_get (head, "Authorization");
  gsize len = strlen (scheme);

  if (given == NULL || g_ascii_strncasecmp (given, scheme, len) != 0 || given[len] != ' ')
    return FALSE;
  given += len;
  while (*given == ' ')
    given++;

  return g_str_equal (given, secret);
}

static void
basic_on_request (ServeClient *client)
{
  static const WsHeader challenge = { "WWW-Authenticate",
                                      "Basic realm=\"noctule\", charset=\"UTF-8\"" };

  if (has_credentials (client, "Basic", BASIC_SECRET))
    serve_answer_accept (client, NULL, NULL, 0);
  else
    serve_answer_refuse (client, 401, &challenge,
                         "This path wants the user " USER " and the password " PASSWORD ".");
}

const ServePath serve_path_basic = {
  .name = "/basic",
  .summary = "401 without the user <code>" USER "</code> and the password <code>" PASSWORD
             "</code>, else an echo",
  .on_request = basic_on_request,
  .on_message = serve_path_echo_message,
};

static void
bearer_on_request (ServeClient *client)
{
  static const WsHeader challenge = { "WWW-Authenticate", "Bearer realm=\"noctule\"" };

  if (has_credentials (client, "Bearer", TOKEN))
    serve_answer_accept (client, NULL, NULL, 0);
  else
    serve_answer_refuse (client, 401, &challenge, "This path wants the bearer token " TOKEN ".");
}

const ServePath serve_path_bearer = {
  .name = "/bearer",
  .summary = "401 without the bearer token <code>" TOKEN "</code>, else an echo",
  .on_request = bearer_on_request,
  .on_message = serve_path_echo_message,
};

enum
{
  REDIRECT_TO,
  REDIRECT_CODE,
};

/* Returns: whether @text can stand in a header as a reference of RFC 3986. */
static gboolean
is_reference (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        return FALSE;
    }

  return *text != '\0';
}

static void
redirect_on_request (ServeClient *client)
{
  const char *to = serve_client_get_text (client, REDIRECT_TO);
  guint16 code = (guint16)serve_client_get_number (client, REDIRECT_CODE);
  gboolean is_redirect = code <= 303 || code == 307 || code == 308;

  if (!is_redirect)
    serve_answer_refuse (client, 400, NULL,
                         "The parameter code is one of 301, 302, 303, 307 and 308.");
  else if (!is_reference (to))
    serve_answer_refuse (client, 400, NULL,
                         "The parameter to is an address without spaces and controls.");
  else
    serve_answer_refuse (client, code, &(WsHeader){ "Location", to }, "It is somewhere else.");
}

static const ServeParam redirect_params[] = {
  [REDIRECT_TO] = { "to", SERVE_PARAM_TEXT, "/echo", 1, 4096, "an address" },
  [REDIRECT_CODE] = { "code", SERVE_PARAM_NUMBER, "302", 301, 308,
                      "the status, but not 304 to 306" },
  { 0 },
};

const ServePath serve_path_redirect = {
  .name = "/redirect",
  .summary = "sends the client elsewhere",
  .params = redirect_params,
  .on_request = redirect_on_request,
};

static void
delay_on_request (ServeClient *client)
{
  guint64 ms = serve_client_get_number (client, 0);

  serve_client_set_timer (client, serve_client_get_hub (client)->now + ms * (WS_SECOND / 1000));
}

static void
delay_on_timer (ServeClient *client)
{
  serve_answer_accept (client, NULL, NULL, 0);
}

static const ServeParam delay_params[] = {
  { "ms", SERVE_PARAM_NUMBER, "1000", 0, 60000, "milliseconds" },
  { 0 },
};

const ServePath serve_path_delay = {
  .name = "/delay",
  .summary = "answers the handshake late, then echoes",
  .params = delay_params,
  .on_request = delay_on_request,
  .on_message = serve_path_echo_message,
  .on_timer = delay_on_timer,
};

static void
status_on_request (ServeClient *client)
{
  guint16 code = (guint16)serve_client_get_number (client, 0);
  g_autofree char *sentence = g_strdup_printf ("You asked for the status %u.", code);

  serve_answer_refuse (client, code, NULL, sentence);
}

static const ServeParam status_params[] = {
  { "code", SERVE_PARAM_NUMBER, "503", 200, 599, "the status" },
  { 0 },
};

const ServePath serve_path_status = {
  .name = "/status",
  .summary = "answers with any status",
  .params = status_params,
  .on_request = status_on_request,
};
