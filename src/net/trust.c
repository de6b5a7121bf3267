/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/trust-private.h"

#include <sys/stat.h>

static gboolean
is_same_file (const char *a, const char *b)
{
  struct stat first;
  struct stat second;

  return stat (a, &first) == 0 && stat (b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

static gboolean
is_default (const char *variable, const char *path)
{
  const char *value = g_getenv (variable);

  return value == NULL || is_same_file (value, path);
}

/* "5ed36f99.0": a link that c_rehash(1) made, by which OpenSSL finds a CA. */
static gboolean
is_hashed_name (const char *name)
{
  for (guint i = 0; i < 8; i++)
    if (!g_ascii_isxdigit (name[i]))
      return FALSE;

  return name[8] == '.' && g_ascii_isdigit (name[9]);
}

static gboolean
has_hashed_names (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (is_hashed_name (name))
      return TRUE;

  return FALSE;
}

/* Reading the bundle of all CAs takes 20 ms, which every other connection of the thread would wait
 * for. Where the same CAs lie in a folder, OpenSSL opens the one that it needs. */
gboolean
net_trust_system (SSL_CTX *context)
{
  const char *dir = X509_get_default_cert_dir ();

  if (is_default (X509_get_default_cert_file_env (), X509_get_default_cert_file ()) &&
      is_default (X509_get_default_cert_dir_env (), dir) && has_hashed_names (dir))
    return SSL_CTX_set_default_verify_dir (context) == 1;

  return SSL_CTX_set_default_verify_paths (context) == 1;
}
