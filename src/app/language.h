/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Takes over the person's language: the locale of the environment, and translations from
 * ../share/locale beside the program where that exists (wherever it was installed or unpacked),
 * else from where it was to be installed. Called once, before anything is shown. */
void app_language_set_up (void);
