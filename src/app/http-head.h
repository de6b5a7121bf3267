/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A field of a head, or any other thing with a name and a value; both are valid UTF-8. */
typedef struct
{
  char *name;
  char *value;
  char *detail; /* nullable: what is said about it */
} AppPair;

AppPair *app_pair_new (const char *name, const char *value, const char *detail);
void app_pair_free (AppPair *pair);

/* Returns: (transfer full) (element-type AppPair): an empty list of them. */
GPtrArray *app_pairs_new (void);

/* The head of a request or an answer (RFC 9112), taken apart for people to read: tolerant, it was
 * accepted or refused elsewhere. */
typedef struct
{
  char *start; /* the first line: "HTTP/1.1 101 Switching Protocols" */
  guint status;
  char *reason;      /* "Switching Protocols"; "" for a request */
  GPtrArray *fields; /* AppPair in order, duplicates kept */
} AppHttpHead;

AppHttpHead *app_http_head_parse (const char *data, gsize len);
void app_http_head_free (AppHttpHead *head);

/* Returns: (nullable): the value of the first field called @name; borrowed. */
const char *app_http_head_get (const AppHttpHead *head, const char *name);

/* Returns: (transfer full): the cookies of its Set-Cookie fields (RFC 6265): name, value, and the
 * attributes as they were sent. */
GPtrArray *app_http_head_dup_cookies (const AppHttpHead *head);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppHttpHead, app_http_head_free)
