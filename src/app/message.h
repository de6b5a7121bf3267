/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/session.h"

#include <gio/gio.h>

/* How the text of a saved message becomes what goes over the wire: the value of its column
 * "format". */
typedef struct
{
  const char *id;    /* "json" */
  const char *title; /* "JSON"; to be translated where it is shown */
  ExchangeOpcode opcode;
} AppMessageFormat;

/* Returns: all formats in the order in which they are offered, @n of them; static. */
const AppMessageFormat *app_message_list_formats (gsize *n);

/* Returns: the format called @id; JSON for NULL, text for one that is not known; static. */
const AppMessageFormat *app_message_find_format (const char *id);

/* Returns: (transfer full): what is sent for @content; NULL with @error of EXCHANGE_ERROR_USAGE
 * when it is not of that format: JSON and text go out as they are, hex and base64 as their bytes.
 */
GBytes *app_message_dup_bytes (const AppMessageFormat *format, const char *content, GError **error);

/* Returns: (transfer full): what a message is called where its name is shown: @name, or "Message 3"
 * for the third without one. */
char *app_message_dup_title (const char *name, guint position);
