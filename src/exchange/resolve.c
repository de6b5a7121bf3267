/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/resolve-private.h"

#include "exchange/address-private.h"
#include "exchange/connection-private.h"
#include "exchange/cookie-jar-private.h"
#include "exchange/error.h"
#include "exchange/secrets-private.h"
#include "workspace/inherit.h"

#include <string.h>

#define PROTOCOL_FIELD "Sec-WebSocket-Protocol"

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE, format, args);
  va_end (args);

  return FALSE;
}

/* What a URL has in it. */
typedef struct
{
  char *missing; /* nullable: the first parameter that has no value */
  WorkspaceNode *node;
} PathParams;

/* Returns: (transfer full) (nullable): the enabled row of the path parameter @name, the first with
 * a value. */
static WorkspaceRow *
find_path_param (WorkspaceNode *node, const char *name)
{
  GListModel *rows = workspace_node_get_rows (node, "path-params");
  guint n = rows != NULL ? g_list_model_get_n_items (rows) : 0;
  WorkspaceRow *found = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);
      const char *value = workspace_row_get (row, "value");
      gboolean has_value = value != NULL && *value != '\0';

      if (!workspace_row_is_enabled (row) || g_strcmp0 (workspace_row_get (row, "name"), name) != 0)
        continue;
      if (has_value || found == NULL)
        g_set_object (&found, row);
      if (has_value)
        break;
    }

  return found;
}

/* Returns: (transfer full) (nullable): NULL where there is no such row, and where there is nothing
 * in it, which is forgotten more often than meant: then the segment stays to be seen. */
static char *
look_up_param (const char *name, gpointer user_data)
{
  PathParams *params = user_data;
  g_autoptr (WorkspaceRow) row = find_path_param (params->node, name);
  g_autofree char *value = row != NULL ? exchange_resolve_dup_cell (row, "value") : NULL;

  if (value != NULL && *value != '\0')
    return g_steal_pointer (&value);

  if (row != NULL && params->missing == NULL)
    params->missing = g_strdup (name);

  return NULL;
}

static gboolean
add_param (ExchangeResolve *resolve, WorkspaceRow *row, GError **error)
{
  g_autofree char *name = exchange_resolve_dup_cell (row, "name");
  g_autofree char *value = exchange_resolve_dup_cell (row, "value");

  if (name != NULL && *name != '\0')
    exchange_address_append_param (resolve->url, name, value);

  return TRUE;
}

static gboolean
check_url (const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (NetUrl) url = net_url_parse (text, &cause);

  return url != NULL || refuse (error, "%s", cause->message);
}

/* The URL without what auth adds to it, which cannot make it wrong. */
static gboolean
add_url (ExchangeResolve *resolve, GError **error)
{
  PathParams params = { .node = resolve->node };
  g_autofree char *typed = exchange_resolve_dup_value (resolve->node, "url");
  g_autofree char *filled = exchange_address_dup_filled (typed != NULL ? g_strstrip (typed) : "",
                                                         look_up_param, &params);
  g_autofree char *missing = params.missing;

  g_string_assign (resolve->url, filled);
  (void)exchange_resolve_each_row (resolve, "params", add_param, NULL);
  if (*filled == '\0')
    return refuse (error, "The URL is missing.");
  if (!check_url (resolve->url->str, error))
    return FALSE;
  if (missing != NULL)
    return refuse (error, "Path parameters, %s: it has no value.", missing);

  return TRUE;
}

static gboolean
add_subprotocol (ExchangeResolve *resolve, const char *typed, GError **error)
{
  GPtrArray *subprotocols = resolve->request->subprotocols;
  g_autofree char *name = g_strstrip (g_strdup (typed));

  /* RFC 6455 section 4.1: each of them once */
  if (*name == '\0' || g_ptr_array_find_with_equal_func (subprotocols, name, g_str_equal, NULL))
    return TRUE;
  if (!exchange_resolve_is_token (name))
    return refuse (error,
                   "Subprotocols, %s: a name is made of letters, digits and "
                   "!#$%%&'*+-.^_`|~.",
                   name);

  g_ptr_array_add (subprotocols, g_steal_pointer (&name));

  return TRUE;
}

static gboolean
add_subprotocol_row (ExchangeResolve *resolve, WorkspaceRow *row, GError **error)
{
  g_autofree char *name = exchange_resolve_dup_cell (row, "value");

  return name == NULL || add_subprotocol (resolve, name, error);
}

static gboolean
add_subprotocol_field (ExchangeResolve *resolve, const char *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    if (!add_subprotocol (resolve, names[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
add_header (ExchangeResolve *resolve, WorkspaceRow *row, GError **error)
{
  g_autofree char *name = exchange_resolve_dup_cell (row, "name");
  g_autofree char *value = exchange_resolve_dup_cell (row, "value");

  if (name == NULL || *name == '\0')
    return TRUE;
  if (!exchange_resolve_is_token (name))
    return refuse (error, "Headers, %s: a name is made of letters, digits and !#$%%&'*+-.^_`|~.",
                   name);
  if (value != NULL && strpbrk (value, "\r\n") != NULL)
    return refuse (error, "Headers, %s: there is a line break in the value.", name);

  /* a field beside the list of subprotocols would silence it */
  if (resolve->request->subprotocols->len > 0 && g_ascii_strcasecmp (name, PROTOCOL_FIELD) == 0)
    return value == NULL || add_subprotocol_field (resolve, value, error);

  exchange_request_add_header (resolve->request, name, value != NULL ? value : "");

  return TRUE;
}

/* Returns: whether all of them could be added; the others are. */
static gboolean
add_headers (ExchangeResolve *resolve, GError **error)
{
  g_autoptr (GPtrArray) rows = workspace_inherit_collect_headers (resolve->node);
  gboolean is_good = TRUE;

  for (guint i = 0; i < rows->len; i++)
    is_good = add_header (resolve, rows->pdata[i], is_good ? error : NULL) && is_good;

  return is_good;
}

static gboolean
is_request (WorkspaceNode *node, GError **error)
{
  const char *name = workspace_node_get_name (node);

  switch (workspace_node_get_kind (node))
    {
    case WORKSPACE_KIND_WEBSOCKET:
      return TRUE;
    case WORKSPACE_KIND_BROKEN:
      return refuse (error, "“%s” cannot be read: %s", name, workspace_node_get_problem (node));
    case WORKSPACE_KIND_UNKNOWN:
      return refuse (error, "“%s” is of the kind “%s”, which this version does not know.", name,
                     workspace_node_get_type_name (node));
    case WORKSPACE_KIND_FOLDER:
    default:
      return refuse (error, "“%s” is a folder.", name);
    }
}

/* Everything, whatever goes wrong on the way. Returns: whether nothing did; else @error is the
 * first. */
static gboolean
run (ExchangeResolve *resolve, ExchangeCookieJar *jar, GError **error)
{
  ExchangeRequest *request = resolve->request;
  gboolean is_good = add_url (resolve, error);

  is_good = exchange_resolve_each_row (resolve, "subprotocols", add_subprotocol_row,
                                       is_good ? error : NULL) &&
            is_good;
  is_good = add_headers (resolve, is_good ? error : NULL) && is_good;
  is_good = exchange_resolve_auth (resolve, is_good ? error : NULL) && is_good;
  is_good = exchange_resolve_settings (resolve, is_good ? error : NULL) && is_good;

  g_free (request->url);
  request->url = g_strdup (resolve->url->str);
  request->id = g_strdup (workspace_node_get_id (resolve->node));
  request->name = g_strdup (workspace_node_get_name (resolve->node));
  if (jar != NULL)
    request->cookies = exchange_cookie_store_ref (exchange_cookie_jar_get_store (jar));

  return is_good;
}

/* Returns: (transfer full): as much as can be made of @node. @error: nullable. */
static ExchangeRequest *
resolve_leniently (WorkspaceNode *node,
                   WorkspacePreferences *preferences,
                   ExchangeCookieJar *jar,
                   GError **error)
{
  g_autoptr (GString) url = g_string_new (NULL);
  ExchangeResolve resolve = {
    .request = exchange_request_new (""),
    .url = url,
    .node = node,
    .preferences = preferences,
  };

  (void)run (&resolve, jar, error);

  return resolve.request;
}

ExchangeRequest *
exchange_resolve_request (WorkspaceNode *node,
                          WorkspacePreferences *preferences,
                          ExchangeCookieJar *jar,
                          GError **error)
{
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (GError) first = NULL;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node), NULL);

  if (!is_request (node, error))
    return NULL;

  request = resolve_leniently (node, preferences, jar, &first);
  if (first == NULL)
    return g_steal_pointer (&request);

  g_propagate_error (error, g_steal_pointer (&first));

  return NULL;
}

char *
exchange_resolve_dup_url (WorkspaceNode *node)
{
  g_autoptr (ExchangeRequest) request = NULL;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node), NULL);

  request = resolve_leniently (node, NULL, NULL, NULL);

  return exchange_secrets_dup_url (request->url, request->secret_param);
}

static GPtrArray *
copy_headers (const GPtrArray *headers)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify)exchange_header_free);

  for (guint i = 0; i < headers->len; i++)
    {
      const ExchangeHeader *header = headers->pdata[i];

      g_ptr_array_add (copy, exchange_header_new (header->name, header->value));
    }

  return copy;
}

GPtrArray *
exchange_resolve_dup_headers (WorkspaceNode *node,
                              WorkspacePreferences *preferences,
                              ExchangeCookieJar *jar)
{
  g_autoptr (ExchangeRequest) request = NULL;
  g_autoptr (NetUrl) url = NULL;
  GPtrArray *fields = NULL;

  g_return_val_if_fail (WORKSPACE_IS_NODE (node), NULL);

  request = resolve_leniently (node, preferences, jar, NULL);
  url = net_url_parse (request->url, NULL);
  if (url != NULL)
    fields = exchange_handshake_dup_fields (request, url);

  return fields != NULL ? fields : copy_headers (request->headers);
}
