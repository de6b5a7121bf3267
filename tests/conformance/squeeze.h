/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* permessage-deflate at the server's end (RFC 7692 section 7.2). We compress with the full window
 * and keep our context, as no client here asks for less. */
typedef struct Squeeze Squeeze;

/* @client_bits, @client_resets: what the client was told to keep to, and what the inflater holds
 * it to. */
Squeeze *squeeze_new (guint client_bits, gboolean client_resets);
void squeeze_free (Squeeze *squeeze);

/* Appends @data, compressed as one message, to @out. */
void squeeze_deflate (Squeeze *squeeze, const guint8 *data, gsize len, GByteArray *out);

/* Appends the message that @data holds to @out. Returns: FALSE when it is no valid one. */
gboolean squeeze_inflate (Squeeze *squeeze, const guint8 *data, gsize len, GByteArray *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Squeeze, squeeze_free)
