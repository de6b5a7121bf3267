/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Asks for the code and the reason of a Close frame (RFC 6455, section 7.4) and activates
 * "exchange.close" with them. Only codes that may be sent are offered: 1000 to 1003, 1007 to 1014,
 * 3000 to 4999; the reason is at most 123 bytes of UTF-8. */
#define APP_TYPE_CLOSE_POPOVER (app_close_popover_get_type ())
G_DECLARE_FINAL_TYPE (AppClosePopover, app_close_popover, APP, CLOSE_POPOVER, GtkPopover)
