/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte is the length of the pieces in which the rest is fed.
 */
#include "../ws/utf8-oracle.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size < 2)
    return 0;

  if (!oracle_agrees (data + 1, size - 1, size - 1) ||
      !oracle_agrees (data + 1, size - 1, data[0] > 0 ? data[0] : 1))
    abort ();

  return 0;
}
