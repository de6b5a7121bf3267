/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "names.h"
#include "tls-server.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY (24L * 60 * 60)

/* Who issued the server's certificate. */
typedef enum
{
  ISSUER_ITSELF,
  ISSUER_TRUSTED,
  ISSUER_UNKNOWN,
  ISSUER_EXPIRED,
} Issuer;

typedef struct
{
  const char *name;
  Issuer issuer;
  IdentityKind kind;
  const char *host;
  const char *message; /* a part of it; NULL: accepted */
  const char *steps;
} ChainCase;

#define GOOD       .from = -DAY, .to = DAY
#define EXPIRED    .from = -2 * DAY, .to = -DAY
#define NOT_YET    .from = DAY, .to = 2 * DAY
#define FOR_LOCAL  .name = "server", .alt_names = "DNS:local.test,IP:127.0.0.1"
#define FOR_OTHERS .name = "server", .alt_names = "DNS:a.test,DNS:b.test"

static const ChainCase cases[] = {
  { "good",
    ISSUER_TRUSTED,
    { FOR_LOCAL, GOOD },
    "127.0.0.1",
    NULL,
    "Certificate 1 of 2 of 127.0.0.1: CN=server, issued by CN=trusted, valid from \n"
    "Certificate 2 of 2 of 127.0.0.1: CN=trusted" },
  { "good-name",
    ISSUER_TRUSTED,
    { FOR_LOCAL, GOOD },
    "local.test",
    NULL,
    ", for local.test, 127.0.0.1, SHA-256 " },
  { "trailing-dot", ISSUER_TRUSTED, { FOR_LOCAL, GOOD }, "local.test.", NULL, "for local.test, " },
  { "wrong-host",
    ISSUER_TRUSTED,
    { FOR_OTHERS, GOOD },
    "127.0.0.1",
    "The certificate of 127.0.0.1 is for a.test, b.test, not for 127.0.0.1:",
    "Certificate 1 of 2 of 127.0.0.1: CN=server" },
  { "common-name-only",
    ISSUER_TRUSTED,
    { .name = "a.test", GOOD },
    "local.test",
    "is for CN=a.test, not for local.test",
    "Certificate 1 of 2" },
  { "expired",
    ISSUER_TRUSTED,
    { FOR_LOCAL, EXPIRED },
    "127.0.0.1",
    "The certificate of 127.0.0.1 expired at 20",
    "Not trusted: certificate has expired." },
  { "not-yet",
    ISSUER_TRUSTED,
    { FOR_LOCAL, NOT_YET },
    "127.0.0.1",
    "The certificate of 127.0.0.1 is valid only from 20",
    "Not trusted: certificate is not yet valid." },
  { "self-signed",
    ISSUER_ITSELF,
    { FOR_LOCAL, GOOD },
    "127.0.0.1",
    "is self-signed",
    "Certificate 1 of 1 of 127.0.0.1: CN=server, issued by CN=server\n" },
  { "unknown-ca",
    ISSUER_UNKNOWN,
    { FOR_LOCAL, GOOD },
    "127.0.0.1",
    "comes from “CN=unknown”, which is not among the trusted CAs",
    "Certificate 1 of 1 of 127.0.0.1: CN=server, issued by CN=unknown" },
  { "expired-ca",
    ISSUER_EXPIRED,
    { FOR_LOCAL, GOOD },
    "127.0.0.1",
    "The certificate “CN=expired” above that of 127.0.0.1 expired at",
    "Certificate 2 of 2 of 127.0.0.1: CN=expired" },
};

typedef struct
{
  Identity *authorities[4];
  char *dir;
  char *ca_file;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  static const IdentityKind kinds[] = {
    [ISSUER_TRUSTED] = { .name = "trusted", GOOD, .is_authority = TRUE },
    [ISSUER_UNKNOWN] = { .name = "unknown", GOOD, .is_authority = TRUE },
    [ISSUER_EXPIRED] = { .name = "expired", EXPIRED, .is_authority = TRUE },
  };
  g_autoptr (GString) bundle = g_string_new (NULL);

  f->dir = g_dir_make_tmp ("net-chain-XXXXXX", NULL);
  for (guint i = ISSUER_TRUSTED; i < G_N_ELEMENTS (kinds); i++)
    f->authorities[i] = identity_new (&kinds[i], NULL);

  for (guint i = ISSUER_TRUSTED; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = identity_write_certificate (f->authorities[i], f->dir, "ca.pem");
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (i != ISSUER_UNKNOWN)
        g_string_append (bundle, text);
    }
  f->ca_file = g_build_filename (f->dir, "ca.pem", NULL);
  g_assert_true (g_file_set_contents (f->ca_file, bundle->str, -1, NULL));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->authorities); i++)
    identity_free (f->authorities[i]);
  g_unlink (f->ca_file);
  g_rmdir (f->dir);
  g_free (f->ca_file);
  g_free (f->dir);
}

static void
dial (Fixture *f, const ChainCase *c, gboolean insecure, Client *client)
{
  g_autoptr (Identity) identity = identity_new (&c->kind, f->authorities[c->issuer]);
  g_autoptr (TlsServer) tls = tls_server_new (identity, TLS_ECHO);
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_tls, tls);
  g_autofree char *url = g_strdup_printf ("wss://%s:%%u/", c->host);

  client->options->ca_file = g_strdup (f->ca_file);
  client->options->insecure = insecure;
  client_dial (client, url, server_get_port (server));
  if (client->stream != NULL)
    {
      g_autofree char *got = client_talk (client, "hello", 5);

      g_assert_cmpstr (got, ==, "hello");
    }
  g_clear_pointer (&client->stream, net_stream_free);
}

static void
test_verified (Fixture *f, gconstpointer data)
{
  const ChainCase *c = data;
  g_autoptr (Client) client = client_new ();

  dial (f, c, FALSE, client);
  client_assert_steps (client, c->steps);

  if (c->message != NULL)
    client_assert_failed (client, NET_ERROR_CERTIFICATE, c->message);
  else
    g_assert_no_error (client->error);
}

static void
test_insecure (Fixture *f, gconstpointer data)
{
  const ChainCase *c = data;
  g_autoptr (Client) client = client_new ();

  dial (f, c, TRUE, client);
  g_assert_no_error (client->error);
  client_assert_steps (client, c->steps);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  names_set ("local.test", "127.0.0.1");
  names_set ("local.test.", "127.0.0.1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *verified = g_strconcat ("/net/chain/verified/", cases[i].name, NULL);
      g_autofree char *insecure = g_strconcat ("/net/chain/insecure/", cases[i].name, NULL);

      g_test_add (verified, Fixture, &cases[i], set_up, test_verified, tear_down);
      g_test_add (insecure, Fixture, &cases[i], set_up, test_insecure, tear_down);
    }

  return g_test_run ();
}
