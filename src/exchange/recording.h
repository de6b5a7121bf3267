/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/store.h"
#include "history/writer.h"
#include "workspace/preferences.h"

/* How much of connections is kept, as the preferences say: "history.keep" (finished connections of
 * a request; 0: all), "history.max-size" (of all), "history.max-connection-size" (of one). What is
 * not said, or cannot be read, is as history/store.h and history/writer.h have it. */
void exchange_recording_read_limits (WorkspacePreferences *preferences, HistoryLimits *limits);
void exchange_recording_read_retention (WorkspacePreferences *preferences,
                                        HistoryRetention *retention);
