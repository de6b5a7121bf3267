/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "serve/client-private.h"

/* Answers to the request of a connection, once each. */

/* Answers 101, or with what is wrong with the handshake.
 * @subprotocol: NULL picks the first that was offered, as browsers fail when none is picked. */
void serve_answer_accept (ServeClient *client,
                          const char *subprotocol,
                          const WsHeader *headers,
                          gsize n_headers);

/* Answers with @status and @sentence as the body. @header: nullable. */
void serve_answer_refuse (ServeClient *client,
                          guint16 status,
                          const WsHeader *header,
                          const char *sentence);

/* Answers with @status and any body, NUL-terminated; @headers say what it is. */
void serve_answer_respond (ServeClient *client,
                           guint16 status,
                           const WsHeader *headers,
                           gsize n_headers,
                           const char *body);

/* Returns: (transfer full): the subprotocols that the client offers, in its order, NULL-terminated.
 */
char **serve_answer_dup_offered (ServeClient *client);
