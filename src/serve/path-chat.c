/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

/* What may wait for one who reads slowly, since nobody else is to wait for them. */
#define CHAT_BACKLOG ((gsize)4 * 1024 * 1024)

#define CHAT_MESSAGE_MAX ((gsize)1024 * 1024)

static void
chat_on_open (ServeClient *client)
{
  GList *link = serve_client_get_state (client);

  link->data = client;
  g_queue_push_tail_link (&serve_client_get_hub (client)->chat, link);
}

static void
chat_on_end (ServeClient *client)
{
  GList *link = serve_client_get_state (client);

  if (link->data != NULL)
    g_queue_unlink (&serve_client_get_hub (client)->chat, link);
}

static void
tell (ServeClient *member, const WsEvent *message)
{
  WsConn *conn = serve_client_get_conn (member);

  if (ws_conn_get_state (conn) != WS_STATE_OPEN)
    return;

  serve_client_send (member, (WsOpcode)message->opcode, message->data, message->len);
  if (ws_conn_get_pending (conn) > CHAT_BACKLOG)
    serve_client_flush (member);
  if (ws_conn_get_pending (conn) > CHAT_BACKLOG)
    {
      serve_client_close (member, 1008, "You read too slowly.");
      serve_client_drop (member);
    }
  serve_client_wake (member);
}

static void
chat_on_message (ServeClient *client, const WsEvent *message)
{
  GQueue *members = &serve_client_get_hub (client)->chat;

  if (message->len > CHAT_MESSAGE_MAX)
    {
      serve_client_close (client, 1009, "A message to all has at most 1 MiB.");
      return;
    }

  for (GList *link = members->head; link != NULL; link = link->next)
    {
      if (link->data != client)
        tell (link->data, message);
    }
  tell (client, message); /* the last, as its engine lends us the message */
}

const ServePath serve_path_chat = {
  .name = "/chat",
  .summary = "everyone hears everyone, the sender too",
  .state_size = sizeof (GList),
  .on_open = chat_on_open,
  .on_message = chat_on_message,
  .on_end = chat_on_end,
};
