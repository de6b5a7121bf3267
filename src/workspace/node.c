/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/node.h"

struct _WorkspaceNode
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (WorkspaceNode, workspace_node, G_TYPE_OBJECT)

static void
workspace_node_class_init (WorkspaceNodeClass *klass)
{
}

static void
workspace_node_init (WorkspaceNode *self)
{
}
