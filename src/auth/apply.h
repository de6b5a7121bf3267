/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/credentials.h"

#define AUTH_ERROR (auth_error_quark ())

typedef enum
{
  AUTH_ERROR_INVALID, /* the credentials cannot be sent as they are */
} AuthError;

GQuark auth_error_quark (void);

/* What credentials add to a request: one header field, query parameter or cookie at most. The texts
 * are owned, and NULL when nothing is to be added. */
typedef struct
{
  char *name;
  char *value; /* as it is: not percent-encoded */
  AuthIn in;
} AuthField;

/* Makes the field that @credentials stand for; none for AUTH_TYPE_INHERIT and AUTH_TYPE_NONE, and
 * when they are disabled.
 * Returns: FALSE with @error, a sentence that names the field of the person's at fault. @field is
 * to be cleared with auth_field_clear() either way. */
gboolean auth_apply (const AuthCredentials *credentials, AuthField *field, GError **error);

void auth_field_clear (AuthField *field);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuthField, auth_field_clear)
