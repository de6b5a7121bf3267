/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/timer-private.h"
#include "ws/config.h"

#include <openssl/ssl.h>

/* 64 to 256 KiB is where receiving is fastest; one is enough for all, as nobody keeps it. */
#define SERVE_ROOM_SIZE ((gsize)256 * 1024)

/* What all connections of one server share. They live in one thread: one of each is enough. */
typedef struct
{
  GMainContext *context;
  ServeTimers *timers;
  SSL_CTX *tls;   /* nullable */
  guint8 *room;   /* SERVE_ROOM_SIZE bytes to receive into */
  GString *text;  /* for a message that is put together */
  guint8 *filler; /* see serve_hub_get_filler() */
  gsize n_filler;
  GQueue clients;  /* of ServeClient */
  WsConfig config; /* of every connection */
  guint64 now;     /* when this turn began */
  /* borrowed */
  GQueue chat; /* of ServeClient: who is in /chat */
  void (*log) (const char *line, gpointer user_data);
  gpointer log_data;
} ServeHub;

/* @tls: nullable, taken. */
void serve_hub_init (ServeHub *hub, GMainContext *context, SSL_CTX *tls);

/* Frees the connections too. */
void serve_hub_clear (ServeHub *hub);

/* Returns: @len bytes of readable text, borrowed until the next call. */
const guint8 *serve_hub_get_filler (ServeHub *hub, gsize len);
