/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Returns: what @text, an error of OpenSSL as libcurl words it, means for the person: the end of a
 * sentence, without its full stop; @text itself when there is nothing better. */
const char *net_tls_text_explain (const char *text);
