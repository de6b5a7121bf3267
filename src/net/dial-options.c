/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial.h"

NetDialOptions *
net_dial_options_new (void)
{
  return g_new0 (NetDialOptions, 1);
}

NetDialOptions *
net_dial_options_copy (const NetDialOptions *options)
{
  NetDialOptions *copy = g_memdup2 (options, sizeof *options);

  copy->proxy = g_strdup (options->proxy);
  copy->unix_socket = g_strdup (options->unix_socket);
  copy->ca_file = g_strdup (options->ca_file);
  copy->cert_file = g_strdup (options->cert_file);
  copy->key_file = g_strdup (options->key_file);
  copy->passphrase = g_strdup (options->passphrase);

  return copy;
}

void
net_dial_options_free (NetDialOptions *options)
{
  if (options == NULL)
    return;

  g_free (options->proxy);
  g_free (options->unix_socket);
  g_free (options->ca_file);
  g_free (options->cert_file);
  g_free (options->key_file);
  g_free (options->passphrase);
  g_free (options);
}
