/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How a request says who it is. In the file of a request or folder it is a mapping, here with the
 * key paths that a WorkspaceNode takes; all values are text:
 *
 *   auth.type      absent or "inherit": what the nearest folder above says; "none": nothing, even
 *                  where a folder says something; "basic", "bearer", "api-key"
 *   auth.disabled  "true": nothing is sent, the rest is kept
 *
 *   basic (RFC 7617):
 *   auth.username  without a colon; may be absent
 *   auth.password  may be absent
 *
 *   bearer (RFC 6750):
 *   auth.token     must not be empty; white space around it is not sent
 *   auth.prefix    what stands before it; absent or "": "Bearer"; "NO_PREFIX": nothing
 *
 *   api-key:
 *   auth.key       the name of the field, parameter or cookie; must not be empty
 *   auth.value     may be absent
 *   auth.in        "header" (when absent), "query", "cookie"
 *
 * Any other type is of a newer version: it is kept, and a connection is refused with a sentence
 * that names it. */
typedef enum
{
  AUTH_TYPE_INHERIT,
  AUTH_TYPE_NONE,
  AUTH_TYPE_BASIC,
  AUTH_TYPE_BEARER,
  AUTH_TYPE_API_KEY,
  AUTH_TYPE_UNKNOWN,
} AuthType;

typedef enum
{
  AUTH_IN_HEADER,
  AUTH_IN_QUERY,
  AUTH_IN_COOKIE,
} AuthIn;

/* Strings are never NULL and borrowed from where they were read. */
typedef struct
{
  AuthType type;
  gboolean is_disabled;
  const char *username;
  const char *password;
  const char *token;
  const char *prefix; /* with the default put in; "" for none */
  const char *key;
  const char *value;
  AuthIn in;
} AuthCredentials;

/* Returns: (nullable): the text under @key, borrowed. */
typedef const char *(*AuthLookup) (const char *key, gpointer user_data);

/* @text: nullable, the value of "auth.type". */
AuthType auth_type_parse (const char *text);

/* Returns: the value of "auth.type" for @type; static. "" for AUTH_TYPE_UNKNOWN. */
const char *auth_type_get_name (AuthType type);

/* @text: nullable, the value of "auth.in"; anything that is not known counts as "header". */
AuthIn auth_in_parse (const char *text);

/* Reads the keys above through @lookup. */
void auth_credentials_read (AuthCredentials *credentials, AuthLookup lookup, gpointer user_data);
