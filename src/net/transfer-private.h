/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <curl/curl.h>
#include <glib.h>

/* One libcurl handle that a GMainContext drives. */
typedef struct _NetTransfer NetTransfer;

typedef struct
{
  void (*on_attempt) (int fd, const struct curl_sockaddr *address, gpointer user_data);
  void (*on_closed) (int fd, gpointer user_data); /* an attempt is over */
  void (*on_debug) (curl_infotype type, const char *data, gsize len, gpointer user_data);
  void (*on_progress) (gpointer user_data);              /* after each turn of libcurl */
  void (*on_done) (CURLcode result, gpointer user_data); /* once; the transfer may be freed in it */
} NetTransferFuncs;

/* Returns: (transfer full): in the thread's default context. @funcs is borrowed. */
NetTransfer *net_transfer_new (const NetTransferFuncs *funcs, gpointer user_data);

/* Returns: borrowed, to set options on. */
CURL *net_transfer_get_easy (NetTransfer *self);

/* Lets libcurl begin; nothing is called back before the next turn of the loop. */
void net_transfer_start (NetTransfer *self);

/* Stops driving a transfer that is connected: no callback comes any more, and the handle is for
 * curl_easy_recv() and curl_easy_send(). */
void net_transfer_settle (NetTransfer *self);

/* Returns: the connected descriptor, which is not closed with the transfer any more. */
int net_transfer_steal_fd (NetTransfer *self);

/* Returns: borrowed: what libcurl says about the last error; may be "". */
const char *net_transfer_get_error (NetTransfer *self);

/* Closes the connection without a wait. */
void net_transfer_free (NetTransfer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetTransfer, net_transfer_free)
