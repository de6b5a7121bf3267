/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/answer-private.h"

#include <string.h>

/* HTTP lists are limited as the head is; this bounds what is made of one. */
#define OFFERED_MAX 256

char **
serve_answer_dup_offered (ServeClient *client)
{
  const WsHead *head = ws_conn_get_head (serve_client_get_conn (client));
  g_autoptr (GStrvBuilder) offered = g_strv_builder_new ();

  for (size_t i = 0; i < head->n_headers; i++)
    {
      g_auto (GStrv) parts = NULL;

      if (g_ascii_strcasecmp (head->headers[i].name, "Sec-WebSocket-Protocol") != 0)
        continue;

      parts = g_strsplit (head->headers[i].value, ",", OFFERED_MAX);
      for (char **part = parts; *part != NULL; part++)
        {
          if (*g_strstrip (*part) != '\0')
            g_strv_builder_add (offered, *part);
        }
    }

  return g_strv_builder_end (offered);
}

static void
refuse_handshake (ServeClient *client, WsStatus status)
{
  static const WsHeader upgrade = { "Upgrade", "websocket" };
  static const WsHeader version = { "Sec-WebSocket-Version", "13" };

  switch ((int)status)
    {
    case WS_ERROR_NO_UPGRADE:
    case WS_ERROR_NO_CONNECTION_UPGRADE:
      serve_answer_refuse (client, 426, &upgrade,
                           "This path wants a WebSocket. The page at / tells about it.");
      break;

    case WS_ERROR_BAD_VERSION:
      serve_answer_refuse (client, 426, &version, ws_status_get_text (status));
      break;

    default:
      serve_answer_refuse (client, 400, NULL, ws_status_get_text (status));
      break;
    }
}

void
serve_answer_accept (ServeClient *client,
                     const char *subprotocol,
                     const WsHeader *headers,
                     gsize n_headers)
{
  WsConn *conn = serve_client_get_conn (client);
  g_auto (GStrv) offered = serve_answer_dup_offered (client);
  WsStatus status = ws_conn_check_request (conn);

  if (status == WS_OK)
    status = ws_conn_accept (conn, subprotocol != NULL ? subprotocol : offered[0], headers,
                             n_headers, serve_client_get_hub (client)->now);
  if (status == WS_OK)
    serve_client_set_answered (client, 101);
  else
    refuse_handshake (client, status);
}

void
serve_answer_respond (ServeClient *client,
                      guint16 status,
                      const WsHeader *headers,
                      gsize n_headers,
                      const char *body)
{
  WsConn *conn = serve_client_get_conn (client);
  gboolean wants_body = !g_str_equal (ws_conn_get_head (conn)->method, "HEAD");
  gsize len = wants_body ? strlen (body) : 0;

  if (ws_conn_respond (conn, status, headers, n_headers, body, len) == WS_OK)
    serve_client_set_answered (client, status);
  else
    serve_client_drop (client);
}

void
serve_answer_refuse (ServeClient *client,
                     guint16 status,
                     const WsHeader *header,
                     const char *sentence)
{
  WsHeader headers[2] = { { "Content-Type", "text/plain; charset=utf-8" } };
  g_autofree char *body = g_strconcat (sentence, "\n", NULL);

  if (header != NULL)
    headers[1] = *header;
  serve_answer_respond (client, status, headers, header != NULL ? 2 : 1, body);
}
