/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What stands where a response will be, before there was a connection: what to do, and with which
 * keys. */
#define APP_TYPE_RESPONSE_EMPTY (app_response_empty_get_type ())
G_DECLARE_FINAL_TYPE (AppResponseEmpty, app_response_empty, APP, RESPONSE_EMPTY, AdwBin)
