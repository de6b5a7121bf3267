/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* Cookies as text: the format of Netscape and curl, a line a cookie, fields between tabs. */

/* Returns: (transfer full) (element-type SoupCookie): what can be read of @text; other lines are
 * left out. */
GPtrArray *exchange_cookie_file_parse (const char *text);

/* Appends the line of @cookie; nothing when a field of it cannot stand in a line. */
void exchange_cookie_file_append (GString *out, SoupCookie *cookie);

/* Returns: whether a field of a cookie may be @text: no control characters. */
gboolean exchange_cookie_file_can_hold (const char *text);
