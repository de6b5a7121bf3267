/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/credentials.h"

#include <string.h>

#define DEFAULT_PREFIX "Bearer"

/* As Insomnia's files say it. */
#define NO_PREFIX "NO_PREFIX"

static const char *const type_names[] = {
  [AUTH_TYPE_INHERIT] = "inherit", [AUTH_TYPE_NONE] = "none",       [AUTH_TYPE_BASIC] = "basic",
  [AUTH_TYPE_BEARER] = "bearer",   [AUTH_TYPE_API_KEY] = "api-key", [AUTH_TYPE_UNKNOWN] = "",
};

static const char *const in_names[] = {
  [AUTH_IN_HEADER] = "header",
  [AUTH_IN_QUERY] = "query",
  [AUTH_IN_COOKIE] = "cookie",
};

AuthType
auth_type_parse (const char *text)
{
  if (text == NULL || *text == '\0')
    return AUTH_TYPE_INHERIT;

  for (AuthType type = AUTH_TYPE_INHERIT; type < AUTH_TYPE_UNKNOWN; type++)
    if (strcmp (text, type_names[type]) == 0)
      return type;

  return AUTH_TYPE_UNKNOWN;
}

const char *
auth_type_get_name (AuthType type)
{
  return type_names[type];
}

AuthIn
auth_in_parse (const char *text)
{
  for (AuthIn in = AUTH_IN_HEADER; in <= AUTH_IN_COOKIE; in++)
    if (g_strcmp0 (text, in_names[in]) == 0)
      return in;

  return AUTH_IN_HEADER;
}

static const char *
look_up (AuthLookup lookup, const char *key, gpointer user_data)
{
  const char *text = lookup (key, user_data);

  return text != NULL ? text : "";
}

static const char *
read_prefix (const char *text)
{
  if (*text == '\0')
    return DEFAULT_PREFIX;

  return strcmp (text, NO_PREFIX) == 0 ? "" : text;
}

void
auth_credentials_read (AuthCredentials *credentials, AuthLookup lookup, gpointer user_data)
{
  *credentials = (AuthCredentials){
    .type = auth_type_parse (lookup ("auth.type", user_data)),
    .is_disabled = strcmp (look_up (lookup, "auth.disabled", user_data), "true") == 0,
    .username = look_up (lookup, "auth.username", user_data),
    .password = look_up (lookup, "auth.password", user_data),
    .token = look_up (lookup, "auth.token", user_data),
    .prefix = read_prefix (look_up (lookup, "auth.prefix", user_data)),
    .key = look_up (lookup, "auth.key", user_data),
    .value = look_up (lookup, "auth.value", user_data),
    .in = auth_in_parse (lookup ("auth.in", user_data)),
  };
}
