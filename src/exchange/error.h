/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define EXCHANGE_ERROR (exchange_error_quark ())

/* How a connection can end badly; each has an exit status and an advice of its own. */
typedef enum
{
  EXCHANGE_ERROR_USAGE,     /* the request itself is wrong: URL, header, option */
  EXCHANGE_ERROR_CONNECT,   /* name, TCP, proxy */
  EXCHANGE_ERROR_TLS,       /* TLS handshake or certificate */
  EXCHANGE_ERROR_REFUSED,   /* any answer but 101 */
  EXCHANGE_ERROR_PROTOCOL,  /* a wrong 101, a wrong frame, a limit */
  EXCHANGE_ERROR_ABNORMAL,  /* the stream ended without a closing handshake */
  EXCHANGE_ERROR_TIMED_OUT, /* connecting, handshake, ping */
  EXCHANGE_ERROR_CANCELLED,
} ExchangeError;

GQuark exchange_error_quark (void);
