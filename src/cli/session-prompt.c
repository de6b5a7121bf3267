/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/session-private.h"

#include <string.h>

#include "base/text.h"
#include "cli/slash.h"
#include "cli/value.h"

static gboolean
send_typed (CliSession *session, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = cli_payload_decode ((CliEncoding)session->options->encoding, text,
                                                 strlen (text), error);
  gsize len;
  const void *data;

  if (bytes == NULL)
    return FALSE;

  data = cli_bytes_get_data (bytes, &len);

  return exchange_connection_send (session->connection,
                                   cli_connect_options_get_opcode (session->options), data, len,
                                   error);
}

static gboolean
send_control (CliSession *session, ExchangeOpcode opcode, const char *text, GError **error)
{
  session->awaits_pong = session->awaits_pong || opcode == EXCHANGE_PING;

  return exchange_connection_send (session->connection, opcode, text, strlen (text), error);
}

static gboolean
send_hex (CliSession *session, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = cli_payload_decode (CLI_ENCODING_HEX, text, strlen (text), error);
  gsize len;
  const void *data;

  if (bytes == NULL)
    return FALSE;

  data = cli_bytes_get_data (bytes, &len);

  return exchange_connection_send (session->connection, EXCHANGE_BINARY, data, len, error);
}

static gboolean
send_file (CliSession *session, const char *path, GError **error)
{
  g_autoptr (CliMessage) message = cli_message_new_from_file (session->options, path, error);
  gsize len;
  const void *data;

  if (message == NULL)
    return FALSE;

  data = cli_bytes_get_data (message->bytes, &len);

  return exchange_connection_send (session->connection, message->opcode, data, len, error);
}

static gboolean
close_with (CliSession *session, const CliSlash *slash, GError **error)
{
  if (slash->code != 0 &&
      !exchange_connection_close (session->connection, slash->code, slash->argument, error))
    return FALSE;

  /* of two Close frames the first holds */
  cli_session_close (session, CLI_CLOSING_DONE);

  return TRUE;
}

static gboolean
act (CliSession *session, const CliSlash *slash, GError **error)
{
  switch (slash->kind)
    {
    case CLI_SLASH_PING:
      return send_control (session, EXCHANGE_PING, slash->argument, error);
    case CLI_SLASH_PONG:
      return send_control (session, EXCHANGE_PONG, slash->argument, error);
    case CLI_SLASH_CLOSE:
      return close_with (session, slash, error);
    case CLI_SLASH_BINARY:
      return send_hex (session, slash->argument, error);
    case CLI_SLASH_FILE:
      return send_file (session, slash->argument, error);
    case CLI_SLASH_HELP:
      cli_session_say (session, cli_slash_help);
      return TRUE;
    case CLI_SLASH_MESSAGE:
    default:
      return send_typed (session, slash->argument, error);
    }
}

void
cli_session_handle_line (CliSession *session, const char *line)
{
  g_autoptr (GError) error = NULL;
  CliSlash slash;

  if (line == NULL)
    cli_session_close (session, CLI_CLOSING_DONE);
  else if (!cli_slash_parse (line, &slash, &error) || !act (session, &slash, &error))
    cli_session_say (session, error->message);
  cli_session_flush (session);
}
