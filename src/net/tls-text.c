/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/tls-text-private.h"

#include <glib.h>
#include <string.h>

static const struct
{
  const char *part;
  const char *meaning;
} texts[] = {
  { "wrong version number", "what came is not TLS. Perhaps the other side speaks plain ws" },
  { "packet length too long", "what came is not TLS. Perhaps the other side speaks plain ws" },
  { "no application protocol", "the other side does not offer HTTP/1.1, which a WebSocket needs" },
  { "certificate required", "the other side wants a client certificate, and none was given" },
  { "handshake failure",
    "no protocol or cipher suits both, or the other side wants a client certificate" },
  { "protocol version", "no version of TLS suits both" },
  { "unsupported protocol", "no version of TLS suits both" },
  { "alert unknown ca", "the other side does not know the CA of the client certificate" },
  { "alert bad certificate", "the other side refused the client certificate" },
  { "alert certificate expired", "the other side says that the client certificate has expired" },
  { "unrecognized name", "the other side does not know this host name" },
  { "unexpected eof", "the other side closed the connection" },
  { "SSL_ERROR_SYSCALL", "the connection was lost" },
  { "Connection reset", "the other side reset the connection" },
  { "Broken pipe", "the other side closed the connection" },
};

const char *
net_tls_text_explain (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strstr (text, texts[i].part) != NULL)
      return texts[i].meaning;

  return text;
}
