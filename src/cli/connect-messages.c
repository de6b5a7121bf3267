/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/connect-options.h"

#include "cli/value.h"

/* What is read into memory at once; a message may be larger when it comes from the network. */
#define FILE_MAX ((gint64)1024 * 1024 * 1024)

static CliMessage *
message_new (GBytes *bytes, ExchangeOpcode opcode)
{
  CliMessage *message = g_new0 (CliMessage, 1);

  message->bytes = bytes;
  message->opcode = opcode;

  return message;
}

void
cli_message_free (CliMessage *message)
{
  g_bytes_unref (message->bytes);
  g_free (message);
}

/* GLib takes NUL for the end of a text; in UTF-8 it is a character like any other. */
static gboolean
is_utf8 (GBytes *bytes)
{
  gsize len;
  const char *data = cli_bytes_get_data (bytes, &len);
  const char *end = data + len, *valid_end;

  while (!g_utf8_validate_len (data, (gsize)(end - data), &valid_end))
    {
      if (*valid_end != '\0')
        return FALSE;
      data = valid_end + 1;
    }

  return TRUE;
}

static gsize
get_max (const CliConnectOptions *options)
{
  return (gsize)MIN (options->max_message, FILE_MAX);
}

ExchangeOpcode
cli_connect_options_get_opcode (const CliConnectOptions *options)
{
  if (options->opcode >= 0)
    return (ExchangeOpcode)options->opcode;

  return options->encoding != CLI_ENCODING_NONE ? EXCHANGE_BINARY : EXCHANGE_TEXT;
}

CliMessage *
cli_message_new_from_file (const CliConnectOptions *options, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = cli_file_read (path, get_max (options), error);
  ExchangeOpcode opcode;

  if (bytes == NULL)
    return NULL;

  opcode = options->opcode >= 0 ? (ExchangeOpcode)options->opcode
           : is_utf8 (bytes)    ? EXCHANGE_TEXT
                                : EXCHANGE_BINARY;
  if (opcode == EXCHANGE_TEXT && !is_utf8 (bytes))
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   "“%s” is not UTF-8 and cannot be sent as text; -B sends it as it is.", path);
      return NULL;
    }

  return message_new (g_steal_pointer (&bytes), opcode);
}

static CliMessage *
message_new_from_text (const CliConnectOptions *options, const char *text, GError **error)
{
  g_autoptr (GBytes) written = cli_value_expand (text, get_max (options), error);
  g_autoptr (GBytes) bytes = NULL;
  ExchangeOpcode opcode = cli_connect_options_get_opcode (options);
  const char *data;
  gsize len;

  if (written == NULL)
    return NULL;

  data = cli_bytes_get_data (written, &len);
  bytes = cli_payload_decode ((CliEncoding)options->encoding, data, len, error);
  if (bytes == NULL)
    return NULL;

  if (opcode == EXCHANGE_TEXT && !is_utf8 (bytes))
    {
      g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE,
                   "The message of -m is not UTF-8 and cannot be sent as text; -B sends it as it "
                   "is.");
      return NULL;
    }

  return message_new (g_steal_pointer (&bytes), opcode);
}

GPtrArray *
cli_connect_options_dup_messages (const CliConnectOptions *options, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (
    (GDestroyNotify)cli_message_free);

  for (guint i = 0; i < options->messages->len; i++)
    {
      const CliValue *value = options->messages->pdata[i];
      CliMessage *message = value->value == CLI_MESSAGE_FILE
                              ? cli_message_new_from_file (options, value->text, error)
                              : message_new_from_text (options, value->text, error);

      if (message == NULL)
        return NULL;
      g_ptr_array_add (messages, message);
    }

  return g_steal_pointer (&messages);
}
