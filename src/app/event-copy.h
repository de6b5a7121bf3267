/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/reader.h"

/* Events as text for the clipboard; what is secret is "***". */

/* What is copied of an event at most, 4 MiB: more belongs into a file, and the clipboard of a
 * desktop keeps several copies. */
#define APP_EVENT_COPY_MAX ((gsize)4 * 1024 * 1024)

typedef enum
{
  APP_EVENT_COPY_TEXT, /* its data; hex when that is no text */
  APP_EVENT_COPY_HEX,
  APP_EVENT_COPY_BASE64,
  APP_EVENT_COPY_JSON, /* the line of docs/formats.md */
} AppEventCopyFormat;

/* Returns: (transfer full): NULL with @error: it cannot be read, or there is more of it than is
 * copied. */
char *app_event_copy_dup (HistoryReader *reader,
                          guint64 number,
                          AppEventCopyFormat format,
                          GError **error);
