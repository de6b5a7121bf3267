/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/apply.h"

#include <string.h>

/* What the name of a header field and of a cookie is made of besides letters and digits (RFC 9110
 * section 5.6.2). */
#define TOKEN_MARKS "!#$%&'*+-.^_`|~"

G_DEFINE_QUARK (auth - error - quark, auth_error)

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, AUTH_ERROR, AUTH_ERROR_INVALID, sentence);

  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;

  return FALSE;
}

static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (TOKEN_MARKS, *text) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
apply_basic (const AuthCredentials *credentials, AuthField *field, GError **error)
{
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;

  /* RFC 7617 section 2: what stands before the first colon is the user */
  if (strchr (credentials->username, ':') != NULL)
    return refuse (error, "Username: Basic authorization cannot carry a colon in it.");
  if (has_control (credentials->username))
    return refuse (error, "Username: there is a control character in it.");
  if (has_control (credentials->password))
    return refuse (error, "Password: there is a control character in it.");

  pair = g_strdup_printf ("%s:%s", credentials->username, credentials->password);
  encoded = g_base64_encode ((const guint8 *)pair, strlen (pair));
  field->name = g_strdup ("Authorization");
  field->value = g_strconcat ("Basic ", encoded, NULL);

  return TRUE;
}

static gboolean
apply_bearer (const AuthCredentials *credentials, AuthField *field, GError **error)
{
  g_autofree char *token = g_strstrip (g_strdup (credentials->token));
  g_autofree char *prefix = g_strstrip (g_strdup (credentials->prefix));

  if (*token == '\0')
    return refuse (error, "Token: there is none.");
  if (has_control (token))
    return refuse (error, "Token: there is a line break or another control character in it.");
  if (has_control (prefix))
    return refuse (error, "Prefix: there is a control character in it.");

  field->name = g_strdup ("Authorization");
  field->value = g_strconcat (prefix, *prefix != '\0' ? " " : "", token, NULL);

  return TRUE;
}

static gboolean
apply_api_key (const AuthCredentials *credentials, AuthField *field, GError **error)
{
  if (*credentials->key == '\0')
    return refuse (error, "Key: the name is missing.");
  if (credentials->in != AUTH_IN_QUERY && !is_token (credentials->key))
    return refuse (error, "Key: the name of a header or cookie is made of letters, digits and "
                          "!#$%&'*+-.^_`|~.");
  if (credentials->in != AUTH_IN_QUERY && has_control (credentials->value))
    return refuse (error, "Value: there is a line break or another control character in it.");
  if (credentials->in == AUTH_IN_COOKIE && strchr (credentials->value, ';') != NULL)
    return refuse (error, "Value: a semicolon would end the cookie.");

  field->name = g_strdup (credentials->key);
  field->value = g_strdup (credentials->value);
  field->in = credentials->in;

  return TRUE;
}

gboolean
auth_apply (const AuthCredentials *credentials, AuthField *field, GError **error)
{
  *field = (AuthField){ 0 };
  if (credentials->is_disabled)
    return TRUE;

  switch (credentials->type)
    {
    case AUTH_TYPE_BASIC:
      return apply_basic (credentials, field, error);
    case AUTH_TYPE_BEARER:
      return apply_bearer (credentials, field, error);
    case AUTH_TYPE_API_KEY:
      return apply_api_key (credentials, field, error);
    case AUTH_TYPE_UNKNOWN:
      return refuse (error, "This version does not know that kind.");
    case AUTH_TYPE_INHERIT:
    case AUTH_TYPE_NONE:
    default:
      return TRUE;
    }
}

void
auth_field_clear (AuthField *field)
{
  g_clear_pointer (&field->name, g_free);
  g_clear_pointer (&field->value, g_free);
}
