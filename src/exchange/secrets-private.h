/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* What stands for a secret wherever it is not revealed. */
#define EXCHANGE_SECRET_TEXT "***"

/* Returns: whether the value of a header field of this name is masked in every view and export. */
gboolean exchange_secrets_is_secret_header (const char *name, gsize len);

/* Finds the secret values in the bytes of a request head.
 * Returns: (transfer full): an array of HistoryRange. */
GArray *exchange_secrets_find (const guint8 *head, gsize len);
