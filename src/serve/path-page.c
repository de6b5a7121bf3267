/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include "serve/answer-private.h"
#include "serve/page-private.h"

/* The page has all that it needs in itself, and talks to this server alone. */
#define POLICY                                                                  \
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; " \
  "connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const WsHeader page_headers[] = {
  { "Content-Type", "text/html; charset=utf-8" },
  { "Content-Security-Policy", POLICY },
  { "X-Content-Type-Options", "nosniff" },
  { "Cache-Control", "no-cache" },
};

static void
page_on_request (ServeClient *client)
{
  WsConn *conn = serve_client_get_conn (client);
  g_autoptr (GString) page = NULL;

  if (ws_head_has_token (ws_conn_get_head (conn), "Upgrade", "websocket"))
    {
      serve_answer_accept (client, NULL, NULL, 0);
      return;
    }

  page = serve_page_new (serve_paths);
  serve_answer_respond (client, 200, page_headers, G_N_ELEMENTS (page_headers), page->str);
}

const ServePath serve_path_page = {
  .name = "/",
  .summary = "this page; a WebSocket that asks for it gets an echo",
  .on_request = page_on_request,
  .on_message = serve_path_echo_message,
};
