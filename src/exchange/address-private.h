/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A URL as a person types it, with what is put into it. Everything else stays as it was typed; what
 * is wrong with it is for net_url_parse() to say. */

/* Returns: (transfer full) (nullable): what stands for the path parameter @name; NULL: it is none.
 */
typedef char *(*ExchangeAddressLookup) (const char *name, gpointer user_data);

/* Puts values in the place of the path's segments ":name", whole segments alone, escaped.
 * Returns: (transfer full). */
char *
exchange_address_dup_filled (const char *url, ExchangeAddressLookup lookup, gpointer user_data);

/* Appends the query parameter @name, escaped, to the query of @url, which may have none yet, before
 * a fragment. @value: NULL: the name alone. */
void exchange_address_append_param (GString *url, const char *name, const char *value);

/* Returns: (transfer full): @text with everything but letters, digits and -._~ as %XX (RFC 3986
 * section 2); an escape that is one already stays. */
char *exchange_address_dup_escaped (const char *text);
