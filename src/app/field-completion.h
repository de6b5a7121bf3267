/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Makes @entry offer the @words that hold what is typed (case ignored), most likely first as they
 * stand in the list. @words: nullable (none), NULL-terminated, static. */
void app_field_completion_attach (GtkEntry *entry, const char *const *words);
