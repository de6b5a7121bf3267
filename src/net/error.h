/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define NET_ERROR (net_error_quark ())

/* Callers branch on these: the exit status of the command line, the advice of the window. */
typedef enum
{
  NET_ERROR_URL,
  NET_ERROR_RESOLVE,
  NET_ERROR_CONNECT,
  NET_ERROR_PROXY,
  NET_ERROR_TLS,         /* handshake, client certificate, unreadable CA or key file */
  NET_ERROR_CERTIFICATE, /* the server's certificate was refused */
  NET_ERROR_TIMED_OUT,
  NET_ERROR_STREAM, /* reading or writing after the connection was made */
} NetError;

GQuark net_error_quark (void);
