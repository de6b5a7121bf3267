/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve-private.h"

#include "exchange/address-private.h"
#include "exchange/error.h"
#include "workspace/inherit.h"

#include <string.h>

/* The texts of a node's auth, as they are to be sent, for as long as they are looked at. */
typedef struct
{
  GPtrArray *texts;
  WorkspaceNode *node; /* borrowed */
} Reader;

static const char *
look_up (const char *key, gpointer user_data)
{
  Reader *reader = user_data;
  char *text = exchange_resolve_dup_value (reader->node, key);

  if (text != NULL)
    g_ptr_array_add (reader->texts, text);

  return text;
}

/* Returns: (nullable): who says how the request authenticates. */
static WorkspaceNode *
find_source (WorkspaceNode *node)
{
  WorkspaceNode *source = workspace_inherit_find_auth (node);

  /* an empty type says nothing either */
  while (source != NULL &&
         auth_type_parse (workspace_node_get (source, "auth.type")) == AUTH_TYPE_INHERIT)
    {
      WorkspaceNode *parent = workspace_node_get_parent (source);

      source = parent != NULL ? workspace_inherit_find_auth (parent) : NULL;
    }

  return source;
}

static gboolean
make_field (ExchangeResolve *resolve, WorkspaceNode *source, AuthField *field, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { texts, source };
  g_autoptr (GError) cause = NULL;
  AuthCredentials credentials;

  auth_credentials_read (&credentials, look_up, &reader);
  if (auth_apply (&credentials, field, &cause))
    return TRUE;

  if (source == resolve->node)
    g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, "Auth, %s", cause->message);
  else
    g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, "Auth of the folder “%s”, %s",
                 workspace_node_get_name (source), cause->message);

  return FALSE;
}

static ExchangeHeader *
find_header (const ExchangeRequest *request, const char *name)
{
  for (guint i = 0; i < request->headers->len; i++)
    {
      ExchangeHeader *header = request->headers->pdata[i];

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return header;
    }

  return NULL;
}

/* What a person has typed wins. */
static void
add_header (ExchangeRequest *request, const AuthField *field)
{
  if (find_header (request, field->name) != NULL)
    return;

  exchange_request_add_header (request, field->name, field->value);
  request->secret_header = g_strdup (field->name);
}

static void
add_param (ExchangeResolve *resolve, const AuthField *field)
{
  exchange_address_append_param (resolve->url, field->name, field->value);
  resolve->request->secret_param = exchange_address_dup_escaped (field->name);
}

static void
add_cookie (ExchangeRequest *request, const AuthField *field)
{
  ExchangeHeader *typed = find_header (request, "Cookie");
  g_autofree char *cookie = g_strdup_printf ("%s=%s", field->name, field->value);
  gsize len = typed != NULL ? strlen (typed->value) : 0;
  char *joined;

  while (len > 0 && strchr ("; \t", typed->value[len - 1]) != NULL)
    len--;
  if (typed == NULL)
    {
      exchange_request_add_header (request, "Cookie", cookie);
      return;
    }

  joined = g_strdup_printf ("%.*s%s%s", (int)len, typed->value, len > 0 ? "; " : "", cookie);
  g_free (typed->value);
  typed->value = joined;
}

gboolean
exchange_resolve_auth (ExchangeResolve *resolve, GError **error)
{
  WorkspaceNode *source = find_source (resolve->node);
  g_auto (AuthField) field = { 0 };

  if (source == NULL)
    return TRUE;
  if (!make_field (resolve, source, &field, error))
    return FALSE;
  if (field.name == NULL)
    return TRUE;

  switch (field.in)
    {
    case AUTH_IN_QUERY:
      add_param (resolve, &field);
      break;
    case AUTH_IN_COOKIE:
      add_cookie (resolve->request, &field);
      break;
    case AUTH_IN_HEADER:
    default:
      add_header (resolve->request, &field);
      break;
    }

  return TRUE;
}
