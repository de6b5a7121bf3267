/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/text-source.h"
#include "history/reader.h"

/* The data of an event as a hex dump that is read when it is looked at, however long it is: offset,
 * 16 bytes (8 or 4 where there is little room), their ASCII. */
#define APP_TYPE_TEXT_HEX (app_text_hex_get_type ())
G_DECLARE_FINAL_TYPE (AppTextHex, app_text_hex, APP, TEXT_HEX, GObject)

/* @len: of the data of event @number in the log in @folder. @secrets: (transfer none) (nullable):
 * HistoryRange that are shown as stars. */
AppTextHex *app_text_hex_new (const char *folder, guint64 number, guint64 len, GArray *secrets);
