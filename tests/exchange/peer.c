/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define KEY_SUFFIX "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

struct _Peer
{
  int listener;
  guint16 port;
  PeerScript script;
  gpointer user_data;
  GThread *thread;
};

static gpointer
serve (gpointer data)
{
  Peer *peer = data;
  int fd;

  for (guint nth = 0; (fd = accept (peer->listener, NULL, NULL)) >= 0; nth++)
    {
      peer->script (fd, nth, peer->user_data);
      close (fd);
    }

  return NULL;
}

Peer *
peer_new (PeerScript script, gpointer user_data)
{
  Peer *peer = g_new0 (Peer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t len = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  peer->script = script;
  peer->user_data = user_data;
  peer->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (peer->listener, (struct sockaddr *)&address, len), ==, 0);
  g_assert_cmpint (listen (peer->listener, 8), ==, 0);
  g_assert_cmpint (getsockname (peer->listener, (struct sockaddr *)&address, &len), ==, 0);
  peer->port = ntohs (address.sin_port);
  peer->thread = g_thread_new ("peer", serve, peer);

  return peer;
}

guint16
peer_get_port (Peer *peer)
{
  return peer->port;
}

void
peer_free (Peer *peer)
{
  shutdown (peer->listener, SHUT_RDWR);
  g_thread_join (peer->thread);
  close (peer->listener);
  g_free (peer);
}

char *
peer_read_head (int fd)
{
  GString *head = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && recv (fd, &byte, 1, 0) == 1)
    g_string_append_c (head, byte);

  return g_string_free (head, FALSE);
}

static char *
dup_accept (const char *head)
{
  const char *key = strstr (head, "Sec-WebSocket-Key: ");
  g_autofree char *text = NULL;
  g_autoptr (GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize len = sizeof digest;

  g_assert_nonnull (key);
  key += strlen ("Sec-WebSocket-Key: ");
  text = g_strndup (key, strcspn (key, "\r"));
  g_checksum_update (sha1, (const guchar *)text, -1);
  g_checksum_update (sha1, (const guchar *)KEY_SUFFIX, -1);
  g_checksum_get_digest (sha1, digest, &len);

  return g_base64_encode (digest, len);
}

char *
peer_shake_hands (int fd)
{
  char *head = peer_read_head (fd);
  g_autofree char *accept_key = dup_accept (head);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\n"
                                             "Upgrade: websocket\r\n"
                                             "Connection: Upgrade\r\n"
                                             "Sec-WebSocket-Accept: %s\r\n\r\n",
                                             accept_key);

  peer_send (fd, answer, strlen (answer));

  return head;
}

void
peer_send (int fd, const void *data, gsize len)
{
  const char *bytes = data;

  while (len > 0)
    {
      ssize_t n = send (fd, bytes, len, MSG_NOSIGNAL);

      if (n <= 0)
        return;
      bytes += n;
      len -= (gsize)n;
    }
}

void
peer_send_frame (int fd, guint8 opcode, const void *data, gsize len)
{
  guint8 head[4] = { 0x80 | opcode, (guint8)len, 0, 0 };
  gsize head_len = 2;

  g_assert_cmpuint (len, <=, G_MAXUINT16);
  if (len > 125)
    {
      head[1] = 126;
      head[2] = (guint8)(len >> 8);
      head[3] = (guint8)len;
      head_len = 4;
    }
  peer_send (fd, head, head_len);
  peer_send (fd, data, len);
}

static gboolean
read_fully (int fd, guint8 *out, gsize len)
{
  return recv (fd, out, len, MSG_WAITALL) == (ssize_t)len;
}

GBytes *
peer_read_frame (int fd, guint8 *opcode)
{
  guint8 head[2], extended[2], key[4];
  guint8 *payload;
  gsize len;

  if (!read_fully (fd, head, 2))
    return NULL;

  g_assert_true (head[1] & 0x80);
  *opcode = head[0] & 0xf;
  len = head[1] & 0x7f;
  g_assert_cmpuint (len, !=, 127);
  if (len == 126)
    {
      g_assert_true (read_fully (fd, extended, 2));
      len = (gsize)extended[0] << 8 | extended[1];
    }
  if (!read_fully (fd, key, 4))
    return NULL;

  payload = g_malloc (len + 1);
  if (len > 0 && !read_fully (fd, payload, len))
    {
      g_free (payload);
      return NULL;
    }
  for (gsize i = 0; i < len; i++)
    payload[i] ^= key[i & 3];

  return g_bytes_new_take (payload, len);
}
