/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/chain-private.h"
#include "net/credentials-private.h"
#include "net/dial.h"
#include "net/proxy-private.h"
#include "net/transfer-private.h"

typedef enum
{
  NET_DIAL_RESOLVING,
  NET_DIAL_CONNECTING,
  NET_DIAL_TUNNELLING, /* the proxy is asked to connect */
  NET_DIAL_SECURING,
  NET_DIAL_DONE,
} NetDialState;

/* An address that was connected to. */
typedef struct
{
  char *address; /* or the path of a unix socket */
  guint port;    /* 0: of a unix socket */
  int fd;        /* -1: the attempt is over */
} NetAttempt;

/* One dial, from the call to the callback. */
typedef struct
{
  NetUrl *url;
  NetDialOptions *options;
  NetProxy *proxy;
  NetCredentials *credentials; /* NULL without TLS */
  NetChain *chain;             /* of the server */
  NetChain *proxy_chain;
  NetTransfer *transfer;
  GCancellable *lookup; /* the name resolution that runs */
  GPtrArray *names;     /* still to be resolved: NetUrl, borrowed from @url and @proxy */
  struct curl_slist *resolved;
  GPtrArray *attempts;
  char *proxy_answer; /* its status line */
  char *tls_refusal;  /* why OpenSSL did not take the credentials */
  GSource *timeout;
  GSource *cancelled;
  NetTimings timings;
  gint64 start; /* monotonic */
  NetDialState state;

  /* borrowed */
  GTask *task;
  NetStepFunc on_step;
  gpointer step_data;
} NetDial;

/* dial.c */

/* Moves on to @state. A dial only goes forward, and stays where it is when @state lies behind. */
void net_dial_set_state (NetDial *self, NetDialState state);

/* Tells a step; @json as for NetStepFunc. */
void net_dial_tell (NetDial *self, NetStep step, const char *text, const char *json);

/* Returns: (transfer full): "a.example port 80", or the path of the unix socket. */
char *net_dial_dup_server (NetDial *self);

/* Returns: (transfer full): "p.example port 3128". */
char *net_dial_dup_proxy (NetDial *self);

/* dial-resolve.c */

/* Notes in @self which names we resolve and libcurl does not. */
void net_dial_plan_names (NetDial *self);

/* Takes what the resolver found for the first of the names. Returns FALSE with @error. */
gboolean
net_dial_take_addresses (NetDial *self, GList *addresses, const GError *cause, GError **error);

/* dial-setup.c */

/* Makes the transfer and sets all that libcurl must know. */
void net_dial_set_up (NetDial *self, const NetTransferFuncs *funcs);

/* dial-steps.c: what libcurl does, told as steps. */
void net_dial_note_attempt (NetDial *self, int fd, const struct curl_sockaddr *address);
void net_dial_note_closed (NetDial *self, int fd);
void net_dial_note_debug (NetDial *self, curl_infotype type, const char *data, gsize len);
/* To be called whenever a connection may have come about. */
void net_dial_note_connected (NetDial *self);
void net_dial_note_tls (NetDial *self);

/* Returns: (transfer full): "127.0.0.1 port 80", or the path of the unix socket. */
char *net_attempt_dup_text (const NetAttempt *self);
void net_attempt_free (NetAttempt *self);

/* dial-error.c */

/* Sets the error for a dial that libcurl gave up. */
void net_dial_set_error (NetDial *self, CURLcode result, GError **error);

/* Sets the error for a dial whose time is over. */
void net_dial_set_timed_out (NetDial *self, GError **error);
