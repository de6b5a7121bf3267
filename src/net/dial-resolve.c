/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/dial-private.h"

#include "base/json.h"

#include <string.h>

/* A name may have hundreds of addresses; nobody waits for so many attempts. */
#define ADDRESSES_MAX 32

static gboolean
is_literal (const NetUrl *address)
{
  return strchr (address->host, ':') != NULL || g_hostname_is_ip_address (address->host);
}

void
net_dial_plan_names (NetDial *self)
{
  self->names = g_ptr_array_new ();

  if (self->options->unix_socket != NULL)
    return;

  if (self->proxy->kind != NET_PROXY_NONE && !is_literal (self->proxy->address))
    g_ptr_array_add (self->names, self->proxy->address);
  if (!net_proxy_resolves (self->proxy) && !is_literal (self->url))
    g_ptr_array_add (self->names, self->url);
}

static void
tell_addresses (NetDial *self, const char *host, GPtrArray *addresses)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new (NULL);

  g_string_append_printf (text, "Resolved %s to ", host);
  base_json_append_member (json, "host", host);
  base_json_append_name (json, "addresses");
  g_string_append_c (json, '[');
  for (guint i = 0; i < addresses->len; i++)
    {
      const char *address = g_ptr_array_index (addresses, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", address);
      if (i > 0)
        g_string_append_c (json, ',');
      base_json_append_string (json, address, -1);
    }
  g_string_append_c (text, '.');
  g_string_append_c (json, ']');

  net_dial_tell (self, NET_STEP_RESOLVE, text->str, json->str);
}

/* "host:port:address,address", see CURLOPT_RESOLVE(3) */
static void
add_entry (NetDial *self, const NetUrl *name, GPtrArray *addresses)
{
  g_autoptr (GString) entry = g_string_new (NULL);

  g_string_append_printf (entry, "%s:%u:", name->host, name->port);
  for (guint i = 0; i < addresses->len; i++)
    {
      const char *address = g_ptr_array_index (addresses, i);
      gboolean is_ipv6 = strchr (address, ':') != NULL;

      g_string_append_printf (entry, is_ipv6 ? "%s[%s]" : "%s%s", i > 0 ? "," : "", address);
    }

  self->resolved = curl_slist_append (self->resolved, entry->str);
}

gboolean
net_dial_take_addresses (NetDial *self, GList *addresses, const GError *cause, GError **error)
{
  const NetUrl *name = g_ptr_array_index (self->names, 0);
  gboolean is_proxy = name != self->url;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (addresses == NULL)
    {
      g_set_error (error, NET_ERROR, is_proxy ? NET_ERROR_PROXY : NET_ERROR_RESOLVE,
                   "The %sname %s could not be resolved: %s.", is_proxy ? "proxy's " : "",
                   name->host, cause != NULL ? cause->message : "it has no address");
      return FALSE;
    }

  for (GList *l = addresses; l != NULL && texts->len < ADDRESSES_MAX; l = l->next)
    g_ptr_array_add (texts, g_inet_address_to_string (l->data));

  tell_addresses (self, name->host, texts);
  add_entry (self, name, texts);
  g_ptr_array_remove_index (self->names, 0);

  return TRUE;
}
