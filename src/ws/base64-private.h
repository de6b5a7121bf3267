/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The characters of @len bytes in base64 (RFC 4648 section 4), without the NUL. */
#define WS_BASE64_LEN(len) (((len) + 2) / 3 * 4)

/* Writes @data and a NUL: @out has room for WS_BASE64_LEN (len) + 1. */
void ws_base64_write (const uint8_t *data, size_t len, char *out);

/* Returns: whether @text is the canonical base64 of @len bytes. */
bool ws_base64_is_of_len (const char *text, size_t len);
