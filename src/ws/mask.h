/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Masks or unmasks (the same operation, RFC 6455 section 5.3) @len bytes from @src into @dst.
 *
 * @key is in wire order; @offset is the position of src[0] in the frame's payload, so that a
 * payload can be treated in pieces. @dst may be @src, but may not overlap it otherwise. The vector
 * path is chosen at run time. */
void ws_mask (uint8_t *dst, const uint8_t *src, size_t len, const uint8_t key[4], size_t offset);
