/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/options.h"
#include "cli/payload.h"
#include "exchange/connection.h"

/* What the options of `noctule connect` say, which those of `noctule run` are too. Strings and
 * lists are owned; sizes in bytes, times in milliseconds. What is not said is NULL, empty or -1
 * until cli_connect_options_apply(). */
typedef struct
{
  /* request */
  GPtrArray *headers; /* (element-type CliValue) */
  GPtrArray *subprotocols;
  GPtrArray *cookies;
  char *origin;
  char *user; /* "name" or "name:password" */

  /* network */
  char *ca_file;
  char *cert_file;
  char *key_file;
  char *passphrase;
  char *proxy;
  char *unix_socket;
  gint64 connect_timeout;
  int is_insecure;
  int follows_redirects;
  int has_compression;

  /* messages */
  GPtrArray *messages; /* (element-type CliValue): -m and -f in their order */
  gint64 max_message;
  int opcode;   /* ExchangeOpcode, -1: not said */
  int encoding; /* CliEncoding */
  int is_echo;
  gint64 ping_interval;
  gint64 ping_timeout;
  int has_auto_pong;

  /* end */
  gint64 count; /* 0: no limit */
  gint64 wait;  /* -1: for ever */
  int is_single;
  gint64 close_code;
  char *close_reason;
  gint64 expected_close; /* 0: a usual one */

  /* output */
  char *output_file;
  char *log; /* a folder, "none"; NULL: in the history */
  int is_json;
  int is_quiet;
  int is_verbose;
} CliConnectOptions;

/* Of the elements of CliConnectOptions.messages. */
typedef enum
{
  CLI_MESSAGE_TEXT, /* -m */
  CLI_MESSAGE_FILE, /* -f */
} CliMessageSource;

/* The options in groups, as --help shows them, and the groups one by one. */
extern const CliOptionGroup cli_connect_groups[];
extern const CliOption cli_connect_request_options[];
extern const CliOption cli_connect_network_options[];
extern const CliOption cli_connect_message_options[];
extern const CliOption cli_connect_end_options[];
extern const CliOption cli_connect_output_options[];

void cli_connect_options_init (CliConnectOptions *options);
void cli_connect_options_clear (CliConnectOptions *options);

/* Looks for what no single option can see. Returns: FALSE with @error of CLI_ERROR_USAGE. */
gboolean cli_connect_options_check (const CliConnectOptions *options, GError **error);

/* Puts what @options say in the place of what @request says, and fills in what they do not say from
 * there. Headers replace those of the same name, cookies are joined to those that have other names.
 * Reads the files that are named and asks for passwords that are missing.
 * Returns: FALSE with @error of CLI_ERROR_USAGE or EXCHANGE_ERROR_USAGE. */
gboolean
cli_connect_options_apply (CliConnectOptions *options, ExchangeRequest *request, GError **error);

/* One message to send. */
typedef struct
{
  GBytes *bytes;
  ExchangeOpcode opcode; /* EXCHANGE_TEXT or EXCHANGE_BINARY */
} CliMessage;

/* Returns: the opcode for what is typed or read: binary where the encoding suggests it. */
ExchangeOpcode cli_connect_options_get_opcode (const CliConnectOptions *options);

/* Reads the file at @path as one message: text when it is UTF-8 and -B does not say otherwise.
 * Returns: (transfer full): NULL with @error of CLI_ERROR_USAGE. */
CliMessage *
cli_message_new_from_file (const CliConnectOptions *options, const char *path, GError **error);
void cli_message_free (CliMessage *message);

/* Returns: (transfer full) (element-type CliMessage): what -m and -f ask to send; NULL with @error
 * of CLI_ERROR_USAGE. */
GPtrArray *cli_connect_options_dup_messages (const CliConnectOptions *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliMessage, cli_message_free)
