/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/row.h"

struct _WorkspaceRow
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (WorkspaceRow, workspace_row, G_TYPE_OBJECT)

static void
workspace_row_class_init (WorkspaceRowClass *klass)
{
}

static void
workspace_row_init (WorkspaceRow *self)
{
}
