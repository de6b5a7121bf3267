/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/credentials-private.h"

#include "pki.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *ca;
  const char *cert;
  const char *key;
  const char *passphrase;
  const char *message; /* a part of it; NULL: good */
} LoadCase;

static const LoadCase cases[] = {
  { NULL, NULL, NULL, NULL, NULL },
  { "cert.pem", NULL, NULL, NULL, NULL },
  { NULL, "cert.pem", "key.pem", NULL, NULL },
  { NULL, "both.pem", NULL, NULL, NULL },
  { NULL, "cert.pem", "both.pem", NULL, NULL },
  { NULL, "cert.pem", "locked.pem", "secret", NULL },
  { NULL, "store.p12", NULL, "secret", NULL },
  { NULL, "open.p12", NULL, NULL, NULL },
  { NULL, "open.p12", NULL, "", NULL },
  { "absent.pem", NULL, NULL, NULL, "absent.pem” cannot be read: No such file" },
  { ".", NULL, NULL, NULL, "cannot be read: Is a directory" },
  { "/dev/zero", NULL, NULL, NULL, "“/dev/zero” is too large" },
  { "/dev/null", NULL, NULL, NULL, "has no certificate in PEM form" },
  { "key.pem", NULL, NULL, NULL, "key.pem” has no certificate in PEM form" },
  { "junk", NULL, NULL, NULL, "has no certificate in PEM form" },
  { NULL, "absent.pem", NULL, NULL, "absent.pem” cannot be read" },
  { NULL, "junk", NULL, NULL, "junk” has no certificate, neither PEM nor PKCS#12" },
  { NULL, "key.pem", NULL, NULL, "key.pem” has no certificate, neither" },
  { NULL, "cert.pem", NULL, NULL, "cert.pem” has no private key in PEM form" },
  { NULL, "cert.pem", "absent.pem", NULL, "absent.pem” cannot be read" },
  { NULL, "cert.pem", "junk", NULL, "junk” has no private key in PEM form" },
  { NULL, "cert.pem", "other.pem", NULL, "other.pem” has a key that does not belong" },
  { NULL, "cert.pem", "locked.pem", NULL, "locked.pem” is encrypted: its passphrase is needed" },
  { NULL, "cert.pem", "locked.pem", "wrong", "locked.pem” does not open with this passphrase" },
  { NULL, "store.p12", NULL, NULL, "store.p12” is encrypted: its passphrase is needed" },
  { NULL, "store.p12", NULL, "wrong", "store.p12” does not open with this passphrase" },
  { NULL, NULL, "key.pem", NULL, "key.pem” is a key without a client certificate" },
};

static char *
dup_path (const char *dir, const char *name)
{
  if (name == NULL || name[0] == '/')
    return g_strdup (name);

  return g_build_filename (dir, name, NULL);
}

static void
check (const LoadCase *c, const char *dir)
{
  g_autoptr (NetDialOptions) options = net_dial_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NetCredentials) credentials = NULL;
  SSL_CTX *context;

  options->ca_file = dup_path (dir, c->ca);
  options->cert_file = dup_path (dir, c->cert);
  options->key_file = dup_path (dir, c->key);
  options->passphrase = g_strdup (c->passphrase);
  credentials = net_credentials_load (options, &error);

  if (c->message != NULL)
    {
      g_assert_null (credentials);
      g_assert_error (error, NET_ERROR, NET_ERROR_TLS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, c->message));
      return;
    }

  g_assert_no_error (error);
  context = SSL_CTX_new (TLS_client_method ());
  g_assert_true (net_credentials_trust (credentials, context, FALSE));
  g_assert_true (net_credentials_show (credentials, context));
  g_assert_cmpint (SSL_CTX_get0_certificate (context) != NULL, ==, c->cert != NULL);
  SSL_CTX_free (context);
}

static void
join_files (const char *dir, const char *a, const char *b, const char *out)
{
  g_autofree char *path = g_build_filename (dir, out, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *whole = NULL;

  g_assert_true (g_file_get_contents (a, &first, NULL, NULL));
  g_assert_true (g_file_get_contents (b, &second, NULL, NULL));
  whole = g_strconcat (first, second, NULL);
  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
}

static void
write_files (const char *dir)
{
  IdentityKind kind = { .name = "client", .to = 3600 };
  g_autoptr (Identity) identity = identity_new (&kind, NULL);
  g_autoptr (Identity) other = identity_new (&kind, NULL);
  g_autofree char *cert = identity_write_certificate (identity, dir, "cert.pem");
  g_autofree char *key = identity_write_key (identity, dir, "key.pem", NULL);
  g_autofree char *junk = g_build_filename (dir, "junk", NULL);

  g_free (identity_write_key (identity, dir, "locked.pem", "secret"));
  g_free (identity_write_key (other, dir, "other.pem", NULL));
  g_free (identity_write_pkcs12 (identity, dir, "store.p12", "secret"));
  g_free (identity_write_pkcs12 (identity, dir, "open.p12", ""));
  join_files (dir, cert, key, "both.pem");
  g_assert_true (g_file_set_contents (junk, "\x30\x82 junk", -1, NULL));
}

static void
remove_files (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

static void
test_load (void)
{
  g_autofree char *dir = g_dir_make_tmp ("net-credentials-XXXXXX", NULL);

  write_files (dir);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], dir);
  remove_files (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/credentials/load", test_load);
  return g_test_run ();
}
