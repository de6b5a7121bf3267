/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/client-private.h"
#include "serve/query-private.h"

/* What one path does. All callbacks may be NULL. */
typedef struct
{
  const char *name;
  const char *summary;      /* HTML for the page */
  const ServeParam *params; /* NULL: any query is fine */
  gsize state_size;
  gboolean is_silent; /* leaves pings unanswered */

  /* Answers the request, now or later. NULL: serve_answer_accept() */
  void (*on_request) (ServeClient *client);
  void (*on_open) (ServeClient *client);
  void (*on_message) (ServeClient *client, const WsEvent *message);
  /* Writes while serve_client_get_room() has some. Returns FALSE when there is no more to write for
   * now. */
  gboolean (*on_writable) (ServeClient *client);
  void (*on_timer) (ServeClient *client);
  /* The last call: gives back what the state holds. */
  void (*on_end) (ServeClient *client);
} ServePath;

/* All paths, in the order of the page; ends with NULL. The page and the dispatch both come from
 * here. */
extern const ServePath *const serve_paths[];

/* Returns: (nullable): the path of @target, a request target of RFC 9112 section 3.2 in origin or
 * absolute form. @query: set to its query, borrowed, NULL without one. */
const ServePath *serve_paths_find (const char *target, const char **query);

/* path-page.c */
extern const ServePath serve_path_page;

/* path-echo.c; serve_path_echo_message() is the on_message of every path that echoes. */
void serve_path_echo_message (ServeClient *client, const WsEvent *message);
extern const ServePath serve_path_echo;
extern const ServePath serve_path_binary;
extern const ServePath serve_path_silent;
extern const ServePath serve_path_fragments;

/* path-ticker.c */
extern const ServePath serve_path_ticker;

/* path-flood.c */
extern const ServePath serve_path_flood;

/* path-chat.c */
extern const ServePath serve_path_chat;

/* path-end.c */
extern const ServePath serve_path_close;
extern const ServePath serve_path_drop;

/* path-request.c */
extern const ServePath serve_path_headers;
extern const ServePath serve_path_cookies;
extern const ServePath serve_path_subprotocol;

/* path-refusal.c */
extern const ServePath serve_path_basic;
extern const ServePath serve_path_bearer;
extern const ServePath serve_path_redirect;
extern const ServePath serve_path_delay;
extern const ServePath serve_path_status;

/* path-bomb.c */
extern const ServePath serve_path_bomb;
