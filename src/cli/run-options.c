/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/run-options.h"

#include <string.h>

#include "cli/suggest.h"

/* What --send takes for no message. */
#define NOTHING "none"

#define AT(member) .offset = G_STRUCT_OFFSET (CliRunOptions, member)

static const CliOption saved_options[] = {
  { "workspace", "DIR", "the workspace around DIR, not the current folder", AT (workspace),
    .kind = CLI_OPTION_STRING, .letter = 'W' },
  { "send", "NAME", "send the saved message NAME; repeatable; “none”", AT (sends),
    .kind = CLI_OPTION_LIST },
  { 0 },
};

const CliOptionGroup cli_run_groups[] = {
  { "What is saved", saved_options },
  { "Request", cli_connect_request_options },
  { "Network", cli_connect_network_options },
  { "Messages", cli_connect_message_options },
  { "End", cli_connect_end_options },
  { "Output", cli_connect_output_options },
  { 0 },
};

void
cli_run_options_init (CliRunOptions *options)
{
  *options = (CliRunOptions){ .sends = cli_value_list_new () };
  cli_connect_options_init (&options->connect);
}

void
cli_run_options_clear (CliRunOptions *options)
{
  cli_connect_options_clear (&options->connect);
  g_free (options->workspace);
  g_ptr_array_unref (options->sends);
}

/* JSON and text go out as they are. */
static CliEncoding
get_encoding (const char *format)
{
  if (g_strcmp0 (format, "hex") == 0)
    return CLI_ENCODING_HEX;

  return g_strcmp0 (format, "base64") == 0 ? CLI_ENCODING_BASE64 : CLI_ENCODING_NONE;
}

static gboolean
add_row (GPtrArray *messages, WorkspaceRow *row, GError **error)
{
  const char *content = workspace_row_get (row, "content");
  const char *name = workspace_row_get (row, "name");
  CliEncoding encoding = get_encoding (workspace_row_get (row, "format"));
  g_autoptr (GBytes) bytes = NULL;
  CliMessage *message;

  if (content == NULL)
    content = "";
  bytes = cli_payload_decode (encoding, content, strlen (content), error);
  if (bytes == NULL)
    {
      g_prefix_error (error, "The message “%s”: ", name != NULL ? name : "");
      return FALSE;
    }

  message = g_new0 (CliMessage, 1);
  message->bytes = g_steal_pointer (&bytes);
  message->opcode = encoding == CLI_ENCODING_NONE ? EXCHANGE_TEXT : EXCHANGE_BINARY;
  g_ptr_array_add (messages, message);

  return TRUE;
}

static gboolean
add_all (GPtrArray *messages, GListModel *rows, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      if (workspace_row_is_enabled (row) && !add_row (messages, row, error))
        return FALSE;
    }

  return TRUE;
}

static void
refuse_unknown (GListModel *rows, const char *wanted, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *nearest;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      if (workspace_row_get (row, "name") != NULL)
        g_ptr_array_add (names, g_strdup (workspace_row_get (row, "name")));
    }
  g_ptr_array_add (names, NULL);
  nearest = cli_suggest (wanted, (const char *const *)names->pdata);

  if (nearest != NULL)
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                 "There is no saved message “%s”. Did you mean “%s”?", wanted, nearest);
  else
    g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "There is no saved message “%s”.", wanted);
}

static gboolean
add_named (GPtrArray *messages, GListModel *rows, const char *wanted, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (workspace_row_get (row, "name"), wanted) == 0)
        return add_row (messages, row, error);
    }
  if (strcmp (wanted, NOTHING) == 0)
    return TRUE;

  refuse_unknown (rows, wanted, error);

  return FALSE;
}

static gboolean
add_saved (GPtrArray *messages, const CliRunOptions *options, GListModel *rows, GError **error)
{
  if (options->sends->len == 0)
    return options->connect.messages->len > 0 || add_all (messages, rows, error);

  for (guint i = 0; i < options->sends->len; i++)
    {
      const CliValue *name = options->sends->pdata[i];

      if (!add_named (messages, rows, name->text, error))
        return FALSE;
    }

  return TRUE;
}

GPtrArray *
cli_run_options_dup_messages (const CliRunOptions *options, WorkspaceNode *node, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (
    (GDestroyNotify)cli_message_free);
  g_autoptr (GPtrArray) typed = NULL;

  if (!add_saved (messages, options, workspace_node_get_rows (node, "messages"), error))
    return NULL;

  typed = cli_connect_options_dup_messages (&options->connect, error);
  if (typed == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (messages, g_steal_pointer (&typed));

  return g_steal_pointer (&messages);
}
