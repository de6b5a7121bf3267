/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace/node-private.h"

#include <string.h>

void
workspace_content_clear (WorkspaceContent *content)
{
  g_clear_pointer (&content->name, g_free);
  g_clear_pointer (&content->yaml, workspace_yaml_unref);
  g_clear_pointer (&content->problem, g_free);
}

static const char *
kind_name (WorkspaceYamlKind kind)
{
  return kind == WORKSPACE_YAML_SCALAR    ? "a text"
         : kind == WORKSPACE_YAML_MAPPING ? "a mapping"
                                          : "a list";
}

static char *G_GNUC_PRINTF (3, 4)
  describe (WorkspaceYaml *yaml, WorkspaceYamlNode *node, const char *format, ...)
{
  g_autofree char *text = NULL;
  guint line, column;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  workspace_yaml_locate (yaml, node, &line, &column);

  return g_strdup_printf ("line %u, column %u: %s", line, column, text);
}

/* The keys that we read must have the shape that we write, or an edit would throw away what is
 * there. */
static char *
check_shape (WorkspaceYaml *yaml)
{
  static const struct
  {
    const char *key;
    WorkspaceYamlKind kind;
  } shapes[] = {
    { "id", WORKSPACE_YAML_SCALAR },         { "type", WORKSPACE_YAML_SCALAR },
    { "name", WORKSPACE_YAML_SCALAR },       { "url", WORKSPACE_YAML_SCALAR },
    { "docs", WORKSPACE_YAML_SCALAR },       { "sort", WORKSPACE_YAML_SCALAR },
    { "auth", WORKSPACE_YAML_MAPPING },      { "settings", WORKSPACE_YAML_MAPPING },
    { "params", WORKSPACE_YAML_SEQUENCE },   { "path-params", WORKSPACE_YAML_SEQUENCE },
    { "headers", WORKSPACE_YAML_SEQUENCE },  { "subprotocols", WORKSPACE_YAML_SEQUENCE },
    { "messages", WORKSPACE_YAML_SEQUENCE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      WorkspaceYamlNode *value = workspace_yaml_find (yaml, shapes[i].key);
      WorkspaceYamlNode *node = workspace_yaml_follow (value);

      if (node == NULL || (node->kind == WORKSPACE_YAML_SCALAR && node->text == NULL))
        continue;
      if (node->kind != shapes[i].kind)
        return describe (yaml, value, "“%s” should be %s, it is %s", shapes[i].key,
                         kind_name (shapes[i].kind), kind_name (node->kind));
    }

  return NULL;
}

static gboolean
is_known (WorkspaceYamlNode *root, gboolean is_folder)
{
  WorkspaceYamlNode *type = workspace_yaml_follow (workspace_yaml_member (root, "type"));

  return is_folder || type == NULL || g_strcmp0 (type->text, "websocket") == 0;
}

static char *
check (WorkspaceYaml *yaml, gboolean is_folder)
{
  WorkspaceYamlNode *root = workspace_yaml_get_root (yaml);

  if (root == NULL || (root->kind == WORKSPACE_YAML_SCALAR && root->text == NULL))
    return is_folder ? NULL : g_strdup ("line 1, column 1: the file is empty");
  if (root->kind != WORKSPACE_YAML_MAPPING)
    return describe (yaml, root, "“key: value” lines are expected");

  return is_known (root, is_folder) ? check_shape (yaml) : NULL;
}

void
workspace_content_read (WorkspaceContent *content, const char *root, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  gboolean is_folder = strcmp (name, "folder.yaml") == 0 || strcmp (name, "noctule.yaml") == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!workspace_file_is_inside (root, path) && g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      content->problem = g_strdup ("The file is a link that leaves the workspace.");
      return;
    }

  bytes = workspace_file_read (path, &content->stamp, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return;
  if (bytes != NULL)
    content->yaml = workspace_yaml_parse (bytes, &error);
  if (content->yaml != NULL)
    content->problem = check (content->yaml, is_folder);
  else
    content->problem = g_strdup (error->message);
  if (content->problem != NULL)
    g_clear_pointer (&content->yaml, workspace_yaml_unref);
}
