/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/row.h"

#include "workspace/edit-private.h"
#include "workspace/rows-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (WorkspaceRow, workspace_row, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_VALUE,
  PROP_CONTENT,
  PROP_IS_ENABLED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
workspace_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WorkspaceRow *self = WORKSPACE_ROW (object);

  if (id == PROP_IS_ENABLED)
    g_value_set_boolean (value, workspace_row_is_enabled (self));
  else
    g_value_set_string (value, workspace_row_get (self, pspec->name));
}

static void
workspace_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WorkspaceRow *self = WORKSPACE_ROW (object);

  if (id == PROP_IS_ENABLED)
    workspace_row_set_enabled (self, g_value_get_boolean (value));
  else
    workspace_row_set (self, pspec->name, g_value_get_string (value));
}

static void
workspace_row_finalize (GObject *object)
{
  WorkspaceRow *self = WORKSPACE_ROW (object);

  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (workspace_row_parent_class)->finalize (object);
}

static void
workspace_row_class_init (WorkspaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = workspace_row_get_property;
  object_class->set_property = workspace_row_set_property;
  object_class->finalize = workspace_row_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_CONTENT] = g_param_spec_string ("content", NULL, NULL, NULL, flags);
  properties[PROP_IS_ENABLED] = g_param_spec_boolean ("is-enabled", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
workspace_row_init (WorkspaceRow *self)
{
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->origin = -1;
  self->mark = -1;
}

WorkspaceRow *
workspace_row_new (const char *const *columns)
{
  WorkspaceRow *self = g_object_new (WORKSPACE_TYPE_ROW, NULL);

  for (guint i = 0; columns != NULL && columns[i] != NULL; i += 2)
    if (columns[i + 1] != NULL)
      workspace_row_apply (self, columns[i], columns[i + 1]);

  return self;
}

static guint
find_column (WorkspaceRow *self, const char *column)
{
  for (guint i = 0; i < self->columns->len; i += 2)
    if (strcmp (g_ptr_array_index (self->columns, i), column) == 0)
      return i;

  return G_MAXUINT;
}

static void
notify (WorkspaceRow *self, const char *column)
{
  static const struct
  {
    const char *column;
    int property;
  } notified[] = { { "name", PROP_NAME },
                   { "value", PROP_VALUE },
                   { "content", PROP_CONTENT },
                   { "disabled", PROP_IS_ENABLED } };

  for (gsize i = 0; i < G_N_ELEMENTS (notified); i++)
    if (strcmp (notified[i].column, column) == 0)
      g_object_notify_by_pspec (G_OBJECT (self), properties[notified[i].property]);
}

void
workspace_row_apply (WorkspaceRow *row, const char *column, const char *value)
{
  guint at = find_column (row, column);

  if (at == G_MAXUINT && value == NULL)
    return;
  if (at == G_MAXUINT)
    {
      g_ptr_array_add (row->columns, g_strdup (column));
      g_ptr_array_add (row->columns, g_utf8_make_valid (value, -1));
    }
  else if (value == NULL)
    g_ptr_array_remove_range (row->columns, at, 2);
  else
    {
      g_free (row->columns->pdata[at + 1]);
      row->columns->pdata[at + 1] = g_utf8_make_valid (value, -1);
    }
  notify (row, column);
}

const char *
workspace_row_get (WorkspaceRow *row, const char *column)
{
  guint at;

  g_return_val_if_fail (WORKSPACE_IS_ROW (row), NULL);

  at = find_column (row, column);

  return at == G_MAXUINT ? NULL : g_ptr_array_index (row->columns, at + 1);
}

void
workspace_row_set (WorkspaceRow *row, const char *column, const char *value)
{
  g_return_if_fail (WORKSPACE_IS_ROW (row));

  if (g_strcmp0 (workspace_row_get (row, column), value) == 0)
    return;
  if (row->rows == NULL)
    workspace_row_apply (row, column, value);
  else
    workspace_edit_cell (row, column, value);
}

gboolean
workspace_row_is_enabled (WorkspaceRow *row)
{
  return g_strcmp0 (workspace_row_get (row, "disabled"), "true") != 0;
}

void
workspace_row_set_enabled (WorkspaceRow *row, gboolean is_enabled)
{
  workspace_row_set (row, "disabled", is_enabled ? NULL : "true");
}
