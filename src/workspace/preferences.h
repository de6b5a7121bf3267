/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What holds for all workspaces of this person: $XDG_CONFIG_HOME/noctule/preferences.ini, a key
 * file with 0600. Values are text under a key; NULL: not set, so that the built-in default holds.
 * Keys of connections are those of exchange/settings.h ("connect-timeout"); the others are
 * "theme" (system, light, dark), "editor-font", "history.keep", "history.max-size",
 * "history.max-connection-size". A key that is not known stays in the file.
 * Saved a moment after a change and by workspace_preferences_flush(); what another process changed
 * meanwhile is taken over key by key. Main thread only.
 *
 * Signals, none of whose handlers gets more than what is said here:
 *   "changed" (detail: the key; no arguments): after a change here or in the file
 *   "save-failed" (message): tried again with the next change and the next flush */
#define WORKSPACE_TYPE_PREFERENCES (workspace_preferences_get_type ())
G_DECLARE_FINAL_TYPE (WorkspacePreferences, workspace_preferences, WORKSPACE, PREFERENCES, GObject)

/* Returns: (transfer full): what is in the file; a file that cannot be read counts as empty and is
 * not touched before the first change, which puts it aside as preferences.ini.broken. The last
 * reference writes what is waiting. */
WorkspacePreferences *workspace_preferences_new (void);

/* Returns: (nullable): borrowed until the next change. */
const char *workspace_preferences_get (WorkspacePreferences *preferences, const char *key);

/* NULL removes. */
void
workspace_preferences_set (WorkspacePreferences *preferences, const char *key, const char *value);

/* Writes what is waiting. Returns: FALSE with @error of G_FILE_ERROR. */
gboolean workspace_preferences_flush (WorkspacePreferences *preferences, GError **error);
