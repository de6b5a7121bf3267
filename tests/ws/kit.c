/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit.h"

#include <string.h>

/* Longer payloads are told by their length. */
#define SHOWN_MAX 80

void
kit_random (void *out, size_t len, void *data)
{
  static uint32_t state = 2463534242;
  uint8_t *bytes = out;

  for (size_t i = 0; i < len; i++)
    {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      bytes[i] = (uint8_t)(state >> 8);
    }
}

void
kit_config (WsConfig *config, WsRole role)
{
  ws_config_init (config, role);
  config->fill_random = kit_random;
}

static const char *
add_item (GByteArray *out, const char *text)
{
  uint8_t byte;

  if (*text == '\'')
    {
      const char *end = strchr (text + 1, '\'');

      g_assert_nonnull (end);
      g_byte_array_append (out, (const guint8 *)text + 1, (guint)(end - text - 1));
      return end + 1;
    }

  g_assert_true (g_ascii_isxdigit (text[0]) && g_ascii_isxdigit (text[1]));
  byte = (uint8_t)(g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
  g_byte_array_append (out, &byte, 1);

  return text + 2;
}

GByteArray *
kit_bytes (const char *text)
{
  GByteArray *out = g_byte_array_new ();

  while (*text != '\0')
    {
      char *star = NULL;
      guint64 n = g_ascii_strtoull (text, &star, 10);

      if (*text == ' ')
        text++;
      else if (*star == '*')
        {
          for (text = star + 1; n > 1; n--)
            add_item (out, text);
          text = add_item (out, text);
        }
      else
        text = add_item (out, text);
    }

  return out;
}

void
kit_add_frame (GByteArray *out,
               WsRole sender,
               uint8_t first,
               const void *payload,
               size_t payload_len)
{
  WsFrameHead head = {
    .payload_len = payload_len,
    .opcode = first & 0xf,
    .rsv = first >> 4 & 0x7,
    .fin = (first & 0x80) != 0,
    .masked = sender == WS_ROLE_CLIENT,
    .mask_key = { 0x12, 0x34, 0x56, 0x78 },
  };
  uint8_t bytes[WS_FRAME_HEAD_MAX];
  guint start;

  g_byte_array_append (out, bytes, (guint)ws_frame_write_head (&head, bytes));
  start = out->len;
  g_byte_array_append (out, payload, (guint)payload_len);
  for (guint i = 0; head.masked && i < payload_len; i++)
    out->data[start + i] ^= head.mask_key[i % 4];
}

static void
append_data (GString *log, const WsEvent *event)
{
  if (event->len == 0 || event->kind == WS_EVENT_REQUEST || event->kind == WS_EVENT_RESPONSE)
    return;

  g_string_append_c (log, ' ');
  if (event->len <= SHOWN_MAX && event->opcode != WS_OPCODE_BINARY)
    g_string_append_len (log, (const char *)event->data, (gssize)event->len);
  else
    g_string_append_printf (log, "%zu bytes", event->len);
}

static const char *
get_name (const WsEvent *event)
{
  static const char *const names[] = {
    [WS_EVENT_REQUEST] = "request", [WS_EVENT_RESPONSE] = "response",
    [WS_EVENT_REFUSED] = "refused", [WS_EVENT_OPEN] = "open",
    [WS_EVENT_MESSAGE] = "binary",  [WS_EVENT_PING] = "ping",
    [WS_EVENT_PONG] = "pong",       [WS_EVENT_CLOSE] = "close",
    [WS_EVENT_ERROR] = "error",     [WS_EVENT_CLOSED] = "closed",
  };

  return event->kind == WS_EVENT_MESSAGE && event->opcode == WS_OPCODE_TEXT ? "text"
                                                                            : names[event->kind];
}

void
kit_describe (GString *log, const WsEvent *event)
{
  bool is_of_wire = event->kind != WS_EVENT_OPEN && event->kind != WS_EVENT_REFUSED &&
                    event->kind != WS_EVENT_ERROR && event->kind != WS_EVENT_CLOSED;

  if (log->len > 0)
    g_string_append (log, "; ");
  if (is_of_wire)
    g_string_append_c (log, event->is_outgoing ? '>' : '<');
  g_string_append (log, get_name (event));
  if (event->code != 0)
    g_string_append_printf (log, " %u", event->code);
  if (event->kind == WS_EVENT_ERROR)
    g_string_append_printf (log, " %s", ws_status_get_name (event->status));
  if (event->is_clean)
    g_string_append (log, " clean");
  append_data (log, event);
}

void
kit_describe_all (GString *log, const WsEvent *event)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA1, event->data, event->len);

  kit_describe (log, event);
  g_string_append_printf (log, " [%zu bytes %.8s, %u frames, %" G_GUINT64_FORMAT " on the wire%s]",
                          event->len, hash, event->n_frames, event->wire_len,
                          event->is_compressed ? ", compressed" : "");
}

void
kit_assert_told (const char *told, const char *expected)
{
  g_autoptr (GRegex) details = g_regex_new (" \\[[^]]*\\]", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (details, told, -1, 0, "", 0, NULL);

  g_assert_cmpstr (plain, ==, expected);
}

void
kit_pull (KitOwner *owner, uint64_t now)
{
  WsEvent event;

  while (ws_conn_next_event (owner->conn, now, &event) == WS_OK)
    {
      if (owner->log != NULL)
        owner->describe (owner->log, &event);
      if (owner->is_echo && event.kind == WS_EVENT_MESSAGE)
        g_assert_cmpint (ws_conn_send (owner->conn, (WsOpcode)event.opcode, event.data, event.len,
                                       NULL),
                         ==, WS_OK);
    }
}

static size_t
any_size (size_t left)
{
  uint8_t random[2];
  size_t most;

  kit_random (random, sizeof random, NULL);
  most = random[0] % 4 == 0 ? left : MIN (left, 40);

  return 1 + random[1] % most;
}

/* As an owner does: where the engine asks for the bytes, or into memory of its own, which is free
 * when all events are pulled. */
static size_t
feed_some (KitOwner *owner, const uint8_t *data, size_t len)
{
  size_t n = len;
  uint8_t *room = ws_conn_get_room (owner->conn, &n);
  g_autofree uint8_t *own = room == NULL ? g_memdup2 (data, len) : NULL;

  n = MIN (n, len);
  if (room != NULL)
    memcpy (room, data, n);

  ws_conn_feed (owner->conn, room != NULL ? room : own, n);
  kit_pull (owner, KIT_NOW);

  return n;
}

void
kit_feed (KitOwner *owner, const uint8_t *data, size_t len, size_t piece)
{
  while (len > 0)
    {
      size_t n = piece > 0 ? MIN (piece, len) : any_size (len);

      n = feed_some (owner, data, n);
      data += n;
      len -= n;
    }
}

GByteArray *
kit_take_output (WsConn *conn)
{
  GByteArray *out = g_byte_array_new ();
  const uint8_t *data;
  size_t len;

  while ((data = ws_conn_peek_output (conn, &len)) != NULL)
    {
      g_byte_array_append (out, data, (guint)len);
      ws_conn_consume_output (conn, len);
    }

  return out;
}

bool
kit_carry (WsConn *from, KitOwner *to, size_t piece)
{
  g_autoptr (GByteArray) bytes = kit_take_output (from);

  kit_feed (to, bytes->data, bytes->len, piece);

  return bytes->len > 0;
}

static WsConn *
open_client (const WsConfig *config, const char *extensions)
{
  static const WsHeader key = { "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==" };
  static const WsRequest request = { .target = "/",
                                     .host = "localhost",
                                     .headers = &key,
                                     .n_headers = 1 };
  WsConn *conn = ws_conn_new (config);
  KitOwner owner = { .conn = conn };
  g_autofree char *answer =
    g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\n"
                     "Upgrade: websocket\r\n"
                     "Connection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                     "%s%s%s\r\n",
                     extensions != NULL ? "Sec-WebSocket-Extensions: " : "",
                     extensions != NULL ? extensions : "", extensions != NULL ? "\r\n" : "");

  g_assert_cmpint (ws_conn_start (conn, &request, KIT_NOW), ==, WS_OK);
  kit_pull (&owner, KIT_NOW);
  kit_feed (&owner, (const uint8_t *)answer, strlen (answer), SIZE_MAX);

  return conn;
}

static WsConn *
open_server (const WsConfig *config, const char *extensions)
{
  WsConn *conn = ws_conn_new (config);
  KitOwner owner = { .conn = conn };
  g_autofree char *request = g_strdup_printf ("GET / HTTP/1.1\r\n"
                                              "Host: localhost\r\n"
                                              "Upgrade: websocket\r\n"
                                              "Connection: Upgrade\r\n"
                                              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                              "Sec-WebSocket-Version: 13\r\n"
                                              "%s%s%s\r\n",
                                              extensions != NULL ? "Sec-WebSocket-Extensions: "
                                                                 : "",
                                              extensions != NULL ? extensions : "",
                                              extensions != NULL ? "\r\n" : "");

  g_assert_cmpint (ws_conn_start_server (conn, KIT_NOW), ==, WS_OK);
  kit_feed (&owner, (const uint8_t *)request, strlen (request), SIZE_MAX);
  g_assert_cmpint (ws_conn_accept (conn, NULL, NULL, 0, KIT_NOW), ==, WS_OK);
  kit_pull (&owner, KIT_NOW);

  return conn;
}

WsConn *
kit_open (const WsConfig *config, const char *extensions)
{
  WsConn *conn = config->role == WS_ROLE_CLIENT ? open_client (config, extensions)
                                                : open_server (config, extensions);

  g_assert_cmpint (ws_conn_get_state (conn), ==, WS_STATE_OPEN);
  ws_conn_consume_output (conn, SIZE_MAX);

  return conn;
}

char *
kit_run (const WsConfig *config, const char *extensions, GByteArray *bytes, size_t piece)
{
  WsConn *conn = kit_open (config, extensions);
  KitOwner owner = { .describe = kit_describe_all, .conn = conn, .log = g_string_new (NULL) };

  kit_feed (&owner, bytes->data, bytes->len, piece);
  ws_conn_feed_end (conn);
  kit_pull (&owner, KIT_NOW);
  ws_conn_free (conn);

  return g_string_free (owner.log, FALSE);
}
