/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/trust-private.h"

#include "client.h"
#include "tls-server.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *name;
  gboolean sets_file;
  gboolean sets_dir;
  gboolean is_trusted;
} TrustCase;

static const TrustCase cases[] = {
  { "system", FALSE, FALSE, FALSE },
  { "file", TRUE, FALSE, TRUE },
  { "dir", FALSE, TRUE, TRUE },
};

static char *
write_hashed (const Identity *authority, const char *dir)
{
  g_autofree char *name = g_strdup_printf ("%08lx.0", X509_NAME_hash (X509_get_subject_name (
                                                        authority->certificate)));

  return identity_write_certificate (authority, dir, name);
}

static void
test_trust (gconstpointer data)
{
  static const IdentityKind authority_kind = { .name = "ca", .to = 3600, .is_authority = TRUE };
  static const IdentityKind kind = { .name = "server", .alt_names = "IP:127.0.0.1", .to = 3600 };
  const TrustCase *c = data;
  g_autofree char *dir = g_dir_make_tmp ("net-trust-XXXXXX", NULL);
  g_autoptr (Identity) authority = identity_new (&authority_kind, NULL);
  g_autoptr (Identity) identity = identity_new (&kind, authority);
  g_autoptr (TlsServer) tls = tls_server_new (identity, TLS_ECHO);
  g_autoptr (Server) server = NULL;
  g_autofree char *path = write_hashed (authority, dir);
  g_autoptr (Client) client = client_new ();

  g_unsetenv ("SSL_CERT_FILE");
  g_unsetenv ("SSL_CERT_DIR");
  if (c->sets_file)
    g_setenv ("SSL_CERT_FILE", path, TRUE);
  if (c->sets_dir)
    g_setenv ("SSL_CERT_DIR", dir, TRUE);

  server = server_new ("127.0.0.1", serve_tls, tls);
  client_dial (client, "wss://127.0.0.1:%u", server_get_port (server));
  if (c->is_trusted)
    g_assert_no_error (client->error);
  else
    client_assert_failed (client, NET_ERROR_CERTIFICATE, "comes from “CN=ca”");

  g_clear_pointer (&client->stream, net_stream_free);
  g_unlink (path);
  g_rmdir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/net/trust/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_trust);
    }
  return g_test_run ();
}
