/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* What stands for a secret wherever it is not revealed. */
#define EXCHANGE_SECRET_TEXT "***"

/* Returns: whether the value of a header field of this name is masked in every view and export. */
gboolean exchange_secrets_is_secret_header (const char *name, gsize len);

/* Finds the secret values in the bytes of a request head: of the fields above, of the field called
 * @header and of the query parameter @param (both nullable).
 * Returns: (transfer full): an array of HistoryRange, in order. */
GArray *
exchange_secrets_find (const guint8 *head, gsize len, const char *header, const char *param);

/* Returns: (transfer full): @url with EXCHANGE_SECRET_TEXT for the value of its query parameter
 * @param (nullable). */
char *exchange_secrets_dup_url (const char *url, const char *param);
