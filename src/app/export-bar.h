/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Exports a log into a file that the person picks, off the main thread; the bar is there only while
 * it works, and says how far it is, with Cancel. How it ended is told in a toast. */
#define APP_TYPE_EXPORT_BAR (app_export_bar_get_type ())
G_DECLARE_FINAL_TYPE (AppExportBar, app_export_bar, APP, EXPORT_BAR, AdwBin)

typedef enum
{
  APP_EXPORT_JSON,
  APP_EXPORT_HAR,
  APP_EXPORT_RAW,
} AppExportFormat;

/* Asks where to, and exports the log in @folder, with its secrets masked. */
void app_export_bar_ask (AppExportBar *bar, const char *folder, AppExportFormat format);

/* The same without the question. An export that runs is cancelled first. */
void
app_export_bar_start (AppExportBar *bar, const char *folder, AppExportFormat format, GFile *file);
