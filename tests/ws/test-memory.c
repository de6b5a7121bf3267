/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The linker puts our own functions before those of the C library, for the room and for nothing
 * else: each allocation may fail.
 */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_LEN 30000

void *__real_malloc (size_t size);
void *__real_calloc (size_t n, size_t size);
void *__real_realloc (void *old, size_t size);
void __real_free (void *block);
void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t n, size_t size);
void *__wrap_realloc (void *old, size_t size);
void __wrap_free (void *block);

static size_t n_calls, first_failure;
static bool fails_for_good;
static gssize n_blocks;

static bool
may_allocate (void)
{
  size_t n = n_calls++;

  return n < first_failure || (n > first_failure && !fails_for_good);
}

static void *
count (void *block)
{
  n_blocks += block != NULL;

  return block;
}

void *
__wrap_malloc (size_t size)
{
  return may_allocate () ? count (__real_malloc (size)) : NULL;
}

void *
__wrap_calloc (size_t n, size_t size)
{
  return may_allocate () ? count (__real_calloc (n, size)) : NULL;
}

void *
__wrap_realloc (void *old, size_t size)
{
  void *block = may_allocate () ? __real_realloc (old, size) : NULL;

  return old == NULL ? count (block) : block;
}

void
__wrap_free (void *block)
{
  n_blocks -= block != NULL;
  __real_free (block);
}

typedef struct
{
  WsConn *conn;
  bool is_server;
  size_t n_messages;
  char text[TEXT_LEN];
} End;

static void
on_event (End *end, const WsEvent *event)
{
  static const WsHeader header = { "X-Server", "test" };

  if (event->kind == WS_EVENT_REQUEST && end->is_server &&
      ws_conn_accept (end->conn, "chat", &header, 1, KIT_NOW) != WS_OK)
    (void)ws_conn_respond (end->conn, 500, NULL, 0, "sorry", 5);

  if (event->kind == WS_EVENT_ERROR)
    g_assert_true (event->status == WS_ERROR_MEMORY || event->status == WS_ERROR_CUT_OFF);

  if (event->kind != WS_EVENT_MESSAGE)
    return;

  /* what arrives is what was sent, whatever failed in between */
  g_assert_cmpuint (event->len, <=, TEXT_LEN);
  g_assert_true (memcmp (event->data, end->text, event->len) == 0);
  end->n_messages++;
  if (end->is_server)
    (void)ws_conn_send_fragments (end->conn, WS_OPCODE_TEXT, event->data, event->len, 3, NULL);
}

static void
pull (End *end)
{
  WsEvent event;

  while (ws_conn_next_event (end->conn, KIT_NOW, &event) == WS_OK)
    on_event (end, &event);
}

static bool
carry (End *from, End *to, size_t piece)
{
  g_autoptr (GByteArray) bytes = kit_take_output (from->conn);

  for (size_t n = 0; n < bytes->len; n += piece)
    {
      ws_conn_feed (to->conn, bytes->data + n, MIN (piece, bytes->len - n));
      pull (to);
    }

  return bytes->len > 0;
}

static void
talk (End *client, End *server)
{
  static const char *const subprotocols[] = { "chat" };
  static const WsRequest request = { .target = "/",
                                     .host = "h",
                                     .subprotocols = subprotocols,
                                     .n_subprotocols = 1 };
  static const size_t lengths[] = { 5, 1000, TEXT_LEN, 1000, 100 };

  (void)ws_conn_start (client->conn, &request, KIT_NOW);
  (void)ws_conn_start_server (server->conn, KIT_NOW);
  pull (client);
  carry (client, server, 50);
  carry (server, client, 50);

  for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      (void)ws_conn_send (client->conn, WS_OPCODE_TEXT, client->text, lengths[i], NULL);
      (void)ws_conn_send_ping (client->conn, "p", 1, KIT_NOW, NULL);
      while (carry (client, server, 700) || carry (server, client, 700))
        ;
    }

  (void)ws_conn_close (client->conn, 1000, "done", KIT_NOW);
  while (carry (client, server, 1) || carry (server, client, 1))
    ;
}

static void
end_clear (End *end)
{
  if (end->conn != NULL)
    {
      ws_conn_feed_end (end->conn);
      pull (end);
    }
  ws_conn_free (end->conn);
}

/* Returns: whether everything arrived. */
static bool
run (const char *text, bool has_takeover)
{
  WsConfig client_config, server_config;
  End client = { 0 }, server = { .is_server = true };

  memcpy (client.text, text, TEXT_LEN);
  memcpy (server.text, text, TEXT_LEN);
  kit_config (&client_config, WS_ROLE_CLIENT);
  kit_config (&server_config, WS_ROLE_SERVER);
  server_config.deflate.server_no_context_takeover = !has_takeover;
  server_config.deflate.client_no_context_takeover = !has_takeover;

  client.conn = ws_conn_new (&client_config);
  server.conn = ws_conn_new (&server_config);
  if (client.conn != NULL && server.conn != NULL)
    talk (&client, &server);
  end_clear (&client);
  end_clear (&server);

  return client.n_messages == 5 && server.n_messages == 5;
}

static void
test_failures (gconstpointer data)
{
  bool has_takeover = GPOINTER_TO_INT (data) != 0;
  g_autofree char *text = g_malloc (TEXT_LEN);

  /* shrinks so little that the output has to grow while it is written */
  kit_random (text, TEXT_LEN, NULL);
  for (size_t i = 0; i < TEXT_LEN; i++)
    text[i] = (char)('0' + (text[i] & 0x3f));

  for (int lasting = 0; lasting < 2; lasting++)
    {
      bool is_whole = false;

      fails_for_good = lasting == 1;
      for (first_failure = 0; !is_whole || n_calls > first_failure; first_failure++)
        {
          n_calls = 0;
          is_whole = run (text, has_takeover);
          g_assert_cmpint (n_blocks, ==, 0);
        }
      /* the last round, which came through, had many places to fail at */
      g_assert_cmpuint (first_failure, >, 20);
    }

  first_failure = SIZE_MAX;
}

int
main (int argc, char *argv[])
{
  first_failure = SIZE_MAX;
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/ws/memory/takeover", GINT_TO_POINTER (1), test_failures);
  g_test_add_data_func ("/ws/memory/no-takeover", GINT_TO_POINTER (0), test_failures);

  return g_test_run ();
}
