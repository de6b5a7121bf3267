/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/hub-private.h"

#include "serve/client-private.h"

#include <errno.h>
#include <sys/random.h>

/* The longest /delay and 30 s for the head. */
#define HANDSHAKE_TIMEOUT (90 * WS_SECOND)

/* A peer may have much to read before it comes to our Close. */
#define CLOSE_TIMEOUT (30 * WS_SECOND)

static void
fill_random (void *out, size_t len, void *data)
{
  guint8 *bytes = out;

  while (len > 0)
    {
      gssize n = getrandom (bytes, len, 0);

      if (n < 0 && errno != EINTR)
        g_error ("The system has no random numbers: %s", g_strerror (errno));
      if (n > 0)
        {
          bytes += n;
          len -= (gsize)n;
        }
    }
}

void
serve_hub_init (ServeHub *hub, GMainContext *context, SSL_CTX *tls)
{
  *hub = (ServeHub){ 0 };
  hub->context = g_main_context_ref (context);
  hub->timers = serve_timers_new (context);
  hub->tls = tls;
  hub->room = g_malloc (SERVE_ROOM_SIZE);
  hub->text = g_string_new (NULL);
  g_queue_init (&hub->clients);
  g_queue_init (&hub->chat);

  ws_config_init (&hub->config, WS_ROLE_SERVER);
  hub->config.use_deflate = true;
  hub->config.auto_pong = false; /* the path says whether a ping is answered */
  hub->config.handshake_timeout = HANDSHAKE_TIMEOUT;
  hub->config.close_timeout = CLOSE_TIMEOUT;
  hub->config.fill_random = fill_random;
}

void
serve_hub_clear (ServeHub *hub)
{
  while (!g_queue_is_empty (&hub->clients))
    serve_client_free (g_queue_peek_head (&hub->clients));
  SSL_CTX_free (hub->tls);
  serve_timers_free (hub->timers);
  g_main_context_unref (hub->context);
  g_string_free (hub->text, TRUE);
  g_free (hub->filler);
  g_free (hub->room);
}

const guint8 *
serve_hub_get_filler (ServeHub *hub, gsize len)
{
  static const char pattern[] = "the noctule hears its echo ";

  if (len > hub->n_filler)
    {
      hub->filler = g_realloc (hub->filler, len);
      for (gsize i = hub->n_filler; i < len; i++)
        hub->filler[i] = (guint8)pattern[i % (sizeof pattern - 1)];
      hub->n_filler = len;
    }

  return hub->filler;
}
