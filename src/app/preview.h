/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* One event of a log, pretty, raw or as hex, with its size, frames and wire size. It reads and
 * formats off the main thread, large data up to a limit with the rest on demand. */
#define APP_TYPE_PREVIEW (app_preview_get_type ())
G_DECLARE_FINAL_TYPE (AppPreview, app_preview, APP, PREVIEW, AdwBin)

/* Shows event @number of the log in @folder; NULL, 0: nothing is selected. */
void app_preview_show (AppPreview *preview, const char *folder, guint64 number);
