/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/workspace.h"

struct _Workspace
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (Workspace, workspace, G_TYPE_OBJECT)

static void
workspace_class_init (WorkspaceClass *klass)
{
}

static void
workspace_init (Workspace *self)
{
}
