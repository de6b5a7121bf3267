/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/base64-private.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
ws_base64_write (const uint8_t *data, size_t len, char *out)
{
  for (size_t i = 0; i < len; i += 3, out += 4)
    {
      uint32_t group = (uint32_t)data[i] << 16;

      if (i + 1 < len)
        group |= (uint32_t)data[i + 1] << 8;
      if (i + 2 < len)
        group |= data[i + 2];

      for (size_t j = 0; j < 4; j++)
        out[j] = alphabet[group >> (18 - 6 * j) & 0x3f];

      if (i + 1 >= len)
        out[2] = '=';
      if (i + 2 >= len)
        out[3] = '=';
    }
  *out = '\0';
}

bool
ws_base64_is_of_len (const char *text, size_t len)
{
  size_t n_padding = (3 - len % 3) % 3, n_digits = WS_BASE64_LEN (len) - n_padding;
  const char *last;

  if (strspn (text, alphabet) != n_digits || strlen (text) != n_digits + n_padding)
    return false;

  if (strspn (text + n_digits, "=") != n_padding)
    return false;

  if (n_padding == 0)
    return true;

  /* the bits of the last digit that belong to no byte are zero */
  last = strchr (alphabet, text[n_digits - 1]);

  return (last - alphabet) % (n_padding == 1 ? 4 : 16) == 0;
}
