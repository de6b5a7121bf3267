/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How binary is written where only text can be: --hex and --base64. */
typedef enum
{
  CLI_ENCODING_NONE, /* as it is */
  CLI_ENCODING_HEX,
  CLI_ENCODING_BASE64,
} CliEncoding;

/* Reads what is written in @encoding; of base64 both alphabets, with or without padding.
 * Returns: (transfer full): NULL with @error of CLI_ERROR_USAGE. */
GBytes *cli_payload_decode (CliEncoding encoding, const char *text, gsize len, GError **error);

/* Appends @data in @encoding. */
void cli_payload_append (GString *out, CliEncoding encoding, const guint8 *data, gsize len);
