/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dial.h"

#include <gio/gio.h>

/* The cookies of a workspace as a connection sees them: see exchange/cookie-jar.h. */
typedef struct _ExchangeCookieStore ExchangeCookieStore;

/* Everything that makes one WebSocket connection, resolved: what is here goes out as it is. Strings
 * are owned by the request. Sizes in bytes, times in milliseconds; 0 in a time: never. */
typedef struct
{
  char *id;                /* of the saved request, nullable: what its history is kept under */
  char *name;              /* nullable */
  char *url;               /* as typed */
  GPtrArray *headers;      /* (element-type ExchangeHeader): in order, duplicates kept */
  GPtrArray *subprotocols; /* (element-type char*) */
  char *user;              /* Basic; nullable. Wins over user:password@ of the URL */
  char *password;          /* nullable */
  char *secret_header;     /* nullable: a field that is masked as Authorization is: an API key */
  char *secret_param;      /* nullable: a query parameter that is, in its escaped form */
  NetDialOptions *dial;    /* its timeout is @connect_timeout's business */

  ExchangeCookieStore *cookies; /* nullable: joined to a Cookie field of @headers */
  gboolean sends_cookies;
  gboolean stores_cookies;

  gboolean compression; /* offer permessage-deflate */
  gboolean auto_pong;
  gboolean follow_redirects; /* at most 10 */
  guint connect_timeout;     /* until the connection is open: 30 s */
  guint close_timeout;       /* 5 s */
  guint ping_interval;
  guint ping_timeout;
  guint64 max_message; /* 64 MiB, at most G_MAXUINT32 */
} ExchangeRequest;

typedef struct
{
  char *name;
  char *value; /* NULL: the field of that name is not sent */
} ExchangeHeader;

ExchangeHeader *exchange_header_new (const char *name, const char *value);
void exchange_header_free (ExchangeHeader *header);

ExchangeRequest *exchange_request_new (const char *url);
ExchangeRequest *exchange_request_copy (const ExchangeRequest *request);
void exchange_request_free (ExchangeRequest *request);

/* Returns: (transfer full): a JSON object that says what is asked for, without any secret: what
 * history_writer_new() takes as the beginning of connection.json. */
char *exchange_request_dup_about (const ExchangeRequest *request);

/* Appends a header field. @value NULL: leave out the field that would be sent by itself. */
void exchange_request_add_header (ExchangeRequest *request, const char *name, const char *value);

/* Reads "Name: value", "Name:" (leave it out) or "Name;" (empty value), as curl's -H does.
 * Returns FALSE with @error of EXCHANGE_ERROR_USAGE when it is none of these. */
gboolean
exchange_request_add_header_line (ExchangeRequest *request, const char *line, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeRequest, exchange_request_free)
