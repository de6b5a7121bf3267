/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/tls-text-private.h"

#include <glib.h>
#include <string.h>

static const struct
{
  const char *text;
  const char *meaning; /* a part of it */
} cases[] = {
  { "error:0A00010B:SSL routines::wrong version number", "is not TLS" },
  { "error:0A00045C:SSL routines::tlsv13 alert certificate required",
    "wants a client certificate" },
  { "error:0A000418:SSL routines::tlsv1 alert unknown ca", "does not know the CA of the client" },
  { "error:0A000410:SSL routines::sslv3 alert handshake failure", "suits both, or" },
  { "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to a:1", "was lost" },
  { "something new", "something new" },
  { "", "" },
};

static void
test_explain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_nonnull (strstr (net_tls_text_explain (cases[i].text), cases[i].meaning));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/tls-text/explain", test_explain);
  return g_test_run ();
}
