/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/text.h"
#include "base/units.h"
#include "cli/log-command.h"
#include "history/store.h"

typedef struct
{
  gint64 max; /* entries; 0: all */
  int is_json;
} Options;

#define AT(member) .offset = G_STRUCT_OFFSET (Options, member)

static const CliOption options_table[] = {
  { "json", NULL, "a line of JSON for each", AT (is_json), .value = TRUE },
  { "lines", "N", "the newest N alone", AT (max), .kind = CLI_OPTION_NUMBER, .min = 1,
    .max = G_MAXINT64, .letter = 'n' },
  { 0 },
};

static const CliOptionGroup groups[] = {
  { "Options", options_table },
  { 0 },
};

/* Returns: (transfer full) (nullable): connection.json as an object. */
static JsonNode *
parse_summary (const HistoryEntry *entry)
{
  g_autoptr (JsonNode) node = entry->summary != NULL ? json_from_string (entry->summary, NULL)
                                                     : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static gint64
get_number (JsonObject *summary, const char *name)
{
  return summary != NULL ? json_object_get_int_member_with_default (summary, name, 0) : 0;
}

static const char *
get_string (JsonObject *summary, const char *name)
{
  return summary != NULL ? json_object_get_string_member_with_default (summary, name, "") : "";
}

/* How it ended, in a word. */
static char *
dup_end (const HistoryEntry *entry, JsonObject *summary)
{
  gint64 code = get_number (summary, "code");
  gint64 status = get_number (summary, "status");

  if (entry->is_live)
    return g_strdup ("live");
  if (code != 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, code);
  if (status != 0 && status != 101)
    return g_strdup_printf ("HTTP %" G_GINT64_FORMAT, status);

  return g_strdup (*get_string (summary, "error") != '\0' ? "failed" : "-");
}

static void
append_row (GString *out, const HistoryEntry *entry)
{
  g_autoptr (JsonNode) node = parse_summary (entry);
  JsonObject *summary = node != NULL ? json_node_get_object (node) : NULL;
  g_autofree char *end = dup_end (entry, summary);
  g_autofree char *size = base_size_format (entry->bytes);
  const char *url = get_string (summary, "url");

  g_string_append_printf (out, "%-30s %-8s %8" G_GINT64_FORMAT " %8" G_GINT64_FORMAT " %9s  ",
                          entry->id, end, get_number (summary, "messages-in"),
                          get_number (summary, "messages-out"), size);
  base_text_append_visible (out, url, strlen (url), FALSE);
  g_string_append (out, entry->is_pinned ? " (pinned)\n" : "\n");
}

static void
append_flag (GString *out, const char *name, gboolean value)
{
  base_json_append_name (out, name);
  g_string_append (out, value ? "true" : "false");
}

static void
append_json (GString *out, const HistoryEntry *entry)
{
  g_autoptr (JsonNode) summary = parse_summary (entry);
  g_autoptr (GString) line = g_string_new ("{");

  base_json_append_member (line, "id", entry->id);
  base_json_append_member (line, "folder", entry->folder);
  base_json_append_member_int (line, "bytes", (gint64)entry->bytes);
  append_flag (line, "pinned", entry->is_pinned);
  append_flag (line, "live", entry->is_live);
  if (summary != NULL)
    {
      g_autofree char *text = json_to_string (summary, FALSE);

      base_json_append_name (line, "connection");
      g_string_append (line, text);
    }
  g_string_append_printf (out, "%s}\n", line->str);
}

static gboolean
list (const Options *options, GError **error)
{
  g_autoptr (GPtrArray) entries = history_store_list (error);
  g_autoptr (CliOutput) out = NULL;
  guint n;

  if (entries == NULL)
    return FALSE;

  out = cli_output_new (STDOUT_FILENO, NULL, NULL);
  n = options->max > 0 ? (guint)MIN (options->max, entries->len) : entries->len;
  if (!options->is_json)
    g_string_append_printf (cli_output_get_queue (out), "%-30s %-8s %8s %8s %9s  %s\n", "ID", "END",
                            "IN", "OUT", "SIZE", "URL");
  for (guint i = 0; i < n; i++)
    {
      const HistoryEntry *entry = entries->pdata[i];

      if (options->is_json)
        append_json (cli_output_get_queue (out), entry);
      else
        append_row (cli_output_get_queue (out), entry);
    }

  return cli_log_write (out, TRUE, error);
}

static int
run (const CliCommand *command, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Options options = { 0 };
  int status = 0;
  int first = cli_command_parse (command, argc, argv, &options, &status);

  if (first < 0)
    return status;
  if (first != argc)
    return cli_command_refuse (command, "“%s” is too much.", argv[first]);

  (void)list (&options, &error);

  return cli_log_conclude (command, error);
}

const CliCommand cli_log_list_command = {
  .name = "noctule log list",
  .operands = "",
  .summary = "The recorded connections, the newest first.",
  .groups = groups,
  .run = run,
};
