/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/preferences.h"

struct _WorkspacePreferences
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (WorkspacePreferences, workspace_preferences, G_TYPE_OBJECT)

static void
workspace_preferences_class_init (WorkspacePreferencesClass *klass)
{
}

static void
workspace_preferences_init (WorkspacePreferences *self)
{
}
