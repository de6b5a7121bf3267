/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/connect-options.h"

#include <string.h>

/* RFC 6455 section 5.5.1: a Close frame has 125 bytes, two of them are the code. */
#define CLOSE_REASON_MAX 123

#define AT(member) .offset = G_STRUCT_OFFSET (CliConnectOptions, member)

/* Short enough for a guint of milliseconds. */
#define TIME .kind = CLI_OPTION_TIME, .max = G_MAXINT32

const CliOption cli_connect_request_options[] = {
  { "header", "LINE", "send “Name: value”; “Name:” leaves one out", AT (headers),
    .kind = CLI_OPTION_LIST, .letter = 'H' },
  { "subprotocol", "NAME", "offer a subprotocol; may be repeated", AT (subprotocols),
    .kind = CLI_OPTION_LIST, .letter = 's' },
  { "origin", "URL", "send an Origin", AT (origin), .kind = CLI_OPTION_STRING },
  { "user", "NAME:PASSWORD", "Basic authorization; asks without password", AT (user),
    .kind = CLI_OPTION_STRING, .letter = 'u' },
  { "cookie", "NAME=VALUE", "send a cookie; may be repeated", AT (cookies), .kind = CLI_OPTION_LIST,
    .letter = 'b' },
  { 0 },
};

const CliOption cli_connect_network_options[] = {
  { "insecure", NULL, "do not check the server's certificate", AT (is_insecure), .value = TRUE,
    .letter = 'k' },
  { "cacert", "FILE", "trust the authorities in FILE (PEM) alone", AT (ca_file),
    .kind = CLI_OPTION_STRING },
  { "cert", "FILE", "client certificate: PEM or PKCS#12", AT (cert_file), .kind = CLI_OPTION_STRING,
    .letter = 'E' },
  { "key", "FILE", "its private key, when --cert has none (PEM)", AT (key_file),
    .kind = CLI_OPTION_STRING },
  { "pass", "PHRASE", "its passphrase; asked for when missing", AT (passphrase),
    .kind = CLI_OPTION_STRING },
  { "proxy", "URL", "http, https, socks4, socks5(h); “” for none", AT (proxy),
    .kind = CLI_OPTION_STRING, .letter = 'x' },
  { "unix-socket", "PATH", "connect to a socket in the file system", AT (unix_socket),
    .kind = CLI_OPTION_STRING },
  { "location", NULL, "follow redirects, at most ten", AT (follows_redirects), .value = TRUE,
    .letter = 'L' },
  { "no-compression", NULL, "do not offer permessage-deflate", AT (has_compression),
    .value = FALSE },
  { "connect-timeout", "TIME", "until the connection is open (30s; 0: none)", AT (connect_timeout),
    TIME },
  { 0 },
};

const CliOption cli_connect_message_options[] = {
  { "message", "TEXT", "send it when open, before stdin; repeatable", AT (messages),
    .kind = CLI_OPTION_LIST, .value = CLI_MESSAGE_TEXT, .letter = 'm' },
  { "file", "FILE", "send a file as one message; repeatable", AT (messages),
    .kind = CLI_OPTION_LIST, .value = CLI_MESSAGE_FILE, .letter = 'f' },
  { "text", NULL, "send text (the default)", AT (opcode), .value = EXCHANGE_TEXT, .letter = 't' },
  { "binary", NULL, "send binary", AT (opcode), .value = EXCHANGE_BINARY, .letter = 'B' },
  { "base64", NULL, "-m, stdin and binary on stdout are base64", AT (encoding),
    .value = CLI_ENCODING_BASE64 },
  { "hex", NULL, "… are hexadecimal", AT (encoding), .value = CLI_ENCODING_HEX },
  { "echo", NULL, "send back every message that comes", AT (is_echo), .value = TRUE },
  { "max-message-size", "SIZE", "the largest message, line and file (64MiB)", AT (max_message),
    .kind = CLI_OPTION_SIZE, .min = 1, .max = G_MAXUINT32 },
  { "ping-interval", "TIME", "send a ping that often", AT (ping_interval), TIME },
  { "ping-timeout", "TIME", "give up without an answer to a ping", AT (ping_timeout), TIME },
  { "no-auto-pong", NULL, "do not answer pings", AT (has_auto_pong), .value = FALSE },
  { 0 },
};

const CliOption cli_connect_end_options[] = {
  { "count", "N", "close after N messages have come", AT (count), .kind = CLI_OPTION_NUMBER,
    .min = 1, .max = G_MAXINT64, .letter = 'c' },
  { "wait", "TIME", "close that long after the end of input", AT (wait), TIME, .letter = 'w' },
  { "one", NULL, "one message out, one in", AT (is_single), .value = TRUE, .letter = '1' },
  { "close-code", "CODE", "close with CODE instead of 1000", AT (close_code),
    .kind = CLI_OPTION_NUMBER, .min = 1000, .max = 4999 },
  { "close-reason", "TEXT", "and with a reason", AT (close_reason), .kind = CLI_OPTION_STRING },
  { "expect-close", "CODE", "succeed only when it is closed with CODE", AT (expected_close),
    .kind = CLI_OPTION_NUMBER, .min = 1000, .max = 4999 },
  { 0 },
};

const CliOption cli_connect_output_options[] = {
  { "json", NULL, "print every event as a line of JSON", AT (is_json), .value = TRUE },
  { "output", "FILE", "write what comes to FILE", AT (output_file), .kind = CLI_OPTION_STRING,
    .letter = 'o' },
  { "quiet", NULL, "print no messages", AT (is_quiet), .value = TRUE, .letter = 'q' },
  { "verbose", NULL, "print the timeline on stderr", AT (is_verbose), .value = TRUE,
    .letter = 'v' },
  { "log", "DIR", "record into DIR, “none” for nowhere", AT (log), .kind = CLI_OPTION_STRING },
  { 0 },
};

const CliOptionGroup cli_connect_groups[] = {
  { "Request", cli_connect_request_options },  { "Network", cli_connect_network_options },
  { "Messages", cli_connect_message_options }, { "End", cli_connect_end_options },
  { "Output", cli_connect_output_options },    { 0 },
};

void
cli_connect_options_init (CliConnectOptions *options)
{
  *options = (CliConnectOptions){
    .headers = cli_value_list_new (),
    .subprotocols = cli_value_list_new (),
    .cookies = cli_value_list_new (),
    .messages = cli_value_list_new (),
    .connect_timeout = -1,
    .is_insecure = -1,
    .follows_redirects = -1,
    .has_compression = -1,
    .max_message = -1,
    .opcode = -1,
    .ping_interval = -1,
    .ping_timeout = -1,
    .has_auto_pong = -1,
    .wait = -1,
    .close_code = 1000,
  };
}

void
cli_connect_options_clear (CliConnectOptions *options)
{
  g_ptr_array_unref (options->headers);
  g_ptr_array_unref (options->subprotocols);
  g_ptr_array_unref (options->cookies);
  g_ptr_array_unref (options->messages);
  g_free (options->origin);
  g_free (options->user);
  g_free (options->ca_file);
  g_free (options->cert_file);
  g_free (options->key_file);
  g_free (options->passphrase);
  g_free (options->proxy);
  g_free (options->unix_socket);
  g_free (options->close_reason);
  g_free (options->output_file);
  g_free (options->log);
}

/* RFC 6455 section 7.4: what may stand in a Close frame. */
static gboolean
is_sendable_code (gint64 code)
{
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || code >= 3000;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, CLI_ERROR, CLI_ERROR_USAGE, sentence);

  return FALSE;
}

gboolean
cli_connect_options_check (const CliConnectOptions *options, GError **error)
{
  const char *reason = options->close_reason;

  if (!is_sendable_code (options->close_code))
    return refuse (error, "--close-code takes 1000 to 1003, 1007 to 1014 or 3000 to 4999.");

  if (reason != NULL && (strlen (reason) > CLOSE_REASON_MAX || !g_utf8_validate (reason, -1, NULL)))
    return refuse (error, "--close-reason takes UTF-8 of at most 123 bytes.");

  if (options->is_single && options->count > 1)
    return refuse (error, "-1 ends after one message; leave out --count.");

  return TRUE;
}
