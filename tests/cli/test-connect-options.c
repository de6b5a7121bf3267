/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/connect-options.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  CliConnectOptions options;
  char **argv;
  GError *error;
} Fixture;

/* Reads @line as the options of connect; all of it has to be right. */
static gboolean
read_line (Fixture *fixture, const char *line)
{
  int argc;

  *fixture = (Fixture){ 0 };
  cli_connect_options_init (&fixture->options);
  g_assert_true (g_shell_parse_argv (line, &argc, &fixture->argv, NULL));

  return cli_options_parse (cli_connect_groups, argc, fixture->argv, &fixture->options,
                            &fixture->error) >= 0 &&
         cli_connect_options_check (&fixture->options, &fixture->error);
}

static void
clear (Fixture *fixture)
{
  cli_connect_options_clear (&fixture->options);
  g_strfreev (fixture->argv);
  g_clear_error (&fixture->error);
}

static ExchangeRequest *
make_request (Fixture *fixture, const char *line)
{
  ExchangeRequest *request = exchange_request_new ("ws://x/");

  g_assert_true (read_line (fixture, line));
  if (cli_connect_options_apply (&fixture->options, request, &fixture->error))
    return request;

  exchange_request_free (request);

  return NULL;
}

static void
test_defaults (void)
{
  Fixture fixture;
  g_autoptr (ExchangeRequest) request = make_request (&fixture, "connect");

  g_assert (request != NULL);
  g_assert_true (request->compression);
  g_assert_true (request->auto_pong);
  g_assert_false (request->follow_redirects);
  g_assert_cmpuint (request->connect_timeout, ==, 30000);
  g_assert_cmpuint (request->max_message, ==, 67108864);
  g_assert_cmpint (fixture.options.max_message, ==, 67108864);
  g_assert_cmpuint (request->headers->len, ==, 0);
  g_assert_cmpint (fixture.options.wait, ==, -1);
  g_assert_cmpint (fixture.options.close_code, ==, 1000);
  clear (&fixture);
}

static void
test_request (void)
{
  Fixture fixture;
  g_autoptr (ExchangeRequest) request = make_request (
    &fixture, "connect -H 'X: 1' -H 'X: 2' -H 'User-Agent:' --origin http://o -b a=1 -b 'b=2; c=3' "
              "-s one -s two -u me:pa:ss -k --cacert ca --proxy http://p --unix-socket /s -L "
              "--no-compression --no-auto-pong --connect-timeout 5 --ping-interval 1s "
              "--ping-timeout 100ms --max-message-size 1KiB");
  const char *const fields[][2] = {
    { "X", "1" },
    { "X", "2" },
    { "User-Agent", NULL },
    { "Origin", "http://o" },
    { "Cookie", "a=1; b=2; c=3" },
  };

  g_assert (request != NULL);
  g_assert_cmpuint (request->headers->len, ==, G_N_ELEMENTS (fields));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const ExchangeHeader *header = request->headers->pdata[i];

      g_assert_cmpstr (header->name, ==, fields[i][0]);
      g_assert_cmpstr (header->value, ==, fields[i][1]);
    }
  g_assert_cmpuint (request->subprotocols->len, ==, 2);
  g_assert_cmpstr (request->subprotocols->pdata[1], ==, "two");
  g_assert_cmpstr (request->user, ==, "me");
  g_assert_cmpstr (request->password, ==, "pa:ss");
  g_assert_true (request->dial->insecure);
  g_assert_cmpstr (request->dial->ca_file, ==, "ca");
  g_assert_cmpstr (request->dial->proxy, ==, "http://p");
  g_assert_cmpstr (request->dial->unix_socket, ==, "/s");
  g_assert_true (request->follow_redirects);
  g_assert_false (request->compression);
  g_assert_false (request->auto_pong);
  g_assert_cmpuint (request->connect_timeout, ==, 5000);
  g_assert_cmpuint (request->ping_interval, ==, 1000);
  g_assert_cmpuint (request->ping_timeout, ==, 100);
  g_assert_cmpuint (request->max_message, ==, 1024);
  clear (&fixture);
}

/* What is said wins over what the request says already; the rest of it stays. */
static void
test_apply (void)
{
  static const struct
  {
    const char *line;
    const char *fields; /* of X: 1, x: 2, Cookie: a=1; b=2, Authorization: t, and a subprotocol p */
    const char *subprotocol;
  } cases[] = {
    { "run", "X: 1|x: 2|Cookie: a=1; b=2|Authorization: t|Sec-WebSocket-Protocol: q|", "p" },
    { "run -H 'X: 3'", "Cookie: a=1; b=2|Authorization: t|Sec-WebSocket-Protocol: q|X: 3|", "p" },
    { "run -H 'x: 3' -H 'X;' -H cookie:",
      "Authorization: t|Sec-WebSocket-Protocol: q|x: 3|X: |cookie|", "p" },
    { "run -b b=3 -b c=4",
      "X: 1|x: 2|Authorization: t|Sec-WebSocket-Protocol: q|Cookie: b=3; c=4; a=1|", "p" },
    { "run -H 'Cookie: z=1' -b b=3",
      "X: 1|x: 2|Authorization: t|Sec-WebSocket-Protocol: q|Cookie: z=1|Cookie: b=3|", "p" },
    { "run -u me:pw", "X: 1|x: 2|Cookie: a=1; b=2|Sec-WebSocket-Protocol: q|", "p" },
    { "run -s r", "X: 1|x: 2|Cookie: a=1; b=2|Authorization: t|", "r" },
    { "run --origin o",
      "X: 1|x: 2|Cookie: a=1; b=2|Authorization: t|Sec-WebSocket-Protocol: q|Origin: o|", "p" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ExchangeRequest) request = exchange_request_new ("ws://x/");
      g_autoptr (GString) fields = g_string_new (NULL);
      Fixture fixture;

      exchange_request_add_header (request, "X", "1");
      exchange_request_add_header (request, "x", "2");
      exchange_request_add_header (request, "Cookie", "a=1; b=2");
      exchange_request_add_header (request, "Authorization", "t");
      exchange_request_add_header (request, "Sec-WebSocket-Protocol", "q");
      g_ptr_array_add (request->subprotocols, g_strdup ("p"));
      g_assert_true (read_line (&fixture, cases[i].line));
      g_assert_true (cli_connect_options_apply (&fixture.options, request, NULL));
      for (guint k = 0; k < request->headers->len; k++)
        {
          const ExchangeHeader *header = request->headers->pdata[k];

          g_string_append_printf (fields, "%s%s%s|", header->name,
                                  header->value != NULL ? ": " : "",
                                  header->value != NULL ? header->value : "");
        }
      g_assert_cmpstr (fields->str, ==, cases[i].fields);
      g_assert_cmpuint (request->subprotocols->len, ==, 1);
      g_assert_cmpstr (request->subprotocols->pdata[0], ==, cases[i].subprotocol);
      clear (&fixture);
    }
}

static void
test_apply_settings (void)
{
  g_autoptr (ExchangeRequest) request = exchange_request_new ("ws://x/");
  Fixture fixture;

  request->compression = FALSE;
  request->ping_interval = 7;
  request->max_message = 9;
  request->connect_timeout = 5;
  request->dial->insecure = TRUE;
  request->dial->proxy = g_strdup ("http://p");
  request->dial->cert_file = g_strdup ("saved.pem");
  request->dial->key_file = g_strdup ("saved.key");
  request->dial->passphrase = g_strdup ("saved");
  g_assert_true (read_line (&fixture, "run --connect-timeout 1 -E /none.pem"));
  g_assert_true (cli_connect_options_apply (&fixture.options, request, NULL));
  g_assert_false (request->compression);
  g_assert_cmpuint (request->ping_interval, ==, 7);
  g_assert_cmpuint (request->max_message, ==, 9);
  g_assert_cmpint (fixture.options.max_message, ==, 9);
  g_assert_cmpuint (request->connect_timeout, ==, 1000);
  g_assert_true (request->dial->insecure);
  g_assert_cmpstr (request->dial->proxy, ==, "http://p");

  /* the key of another certificate is of no use */
  g_assert_cmpstr (request->dial->cert_file, ==, "/none.pem");
  g_assert_null (request->dial->key_file);
  g_assert_null (request->dial->passphrase);
  clear (&fixture);
}

static void
test_values_in_files (void)
{
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autoptr (ExchangeRequest) request = NULL;
  const ExchangeHeader *header;
  Fixture fixture;

  (void)g_close (g_file_open_tmp (NULL, &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, "A: 1\r\n\nB: 2\n", -1, NULL));
  line = g_strdup_printf ("connect -H @%s -u me:x --pass @%s -E /none", path, path);
  request = make_request (&fixture, line);

  g_assert (request != NULL);
  g_assert_cmpuint (request->headers->len, ==, 2);
  header = request->headers->pdata[1];
  g_assert_cmpstr (header->name, ==, "B");
  g_assert_cmpstr (request->dial->passphrase, ==, "A: 1\r\n\nB: 2");
  clear (&fixture);
  (void)g_unlink (path);
}

static void
test_refusals (void)
{
  static const char *const lines[] = {
    "connect --close-code 1005",
    "connect --close-code 1015",
    "connect --close-code 2000",
    "connect --close-code 999",
    "connect --expect-close 5000",
    "connect -1 -c 2",
    "connect -c 0",
    "connect --max-message-size 0",
    "connect --max-message-size 5GiB",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Fixture fixture;

      g_test_message ("%s", lines[i]);
      g_assert_false (read_line (&fixture, lines[i]));
      g_assert_error (fixture.error, CLI_ERROR, CLI_ERROR_USAGE);
      clear (&fixture);
    }
}

static void
test_long_reason (void)
{
  for (gsize len = 123; len <= 124; len++)
    {
      g_autofree char *reason = g_strnfill (len, 'x');
      g_autofree char *line = g_strdup_printf ("connect --close-reason %s", reason);
      Fixture fixture;

      g_assert_cmpint (read_line (&fixture, line), ==, len == 123);
      clear (&fixture);
    }
}

static void
test_bad_values (void)
{
  static const char *const lines[] = {
    "connect -H nonsense",      "connect -b nameonly", "connect -H @/no/such/file",
    "connect --pass @/no/file", "connect --key k",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      Fixture fixture;

      g_assert_null (make_request (&fixture, lines[i]));
      g_assert_nonnull (fixture.error);
      clear (&fixture);
    }
}

static void
test_messages (void)
{
  static const struct
  {
    const char *line;
    const char *bytes; /* NULL: refused */
    ExchangeOpcode opcode;
  } cases[] = {
    { "connect -m hi", "hi", EXCHANGE_TEXT },
    { "connect -m hi -B", "hi", EXCHANGE_BINARY },
    { "connect -m 6869 --hex", "hi", EXCHANGE_BINARY },
    { "connect -m 6869 --hex -t", "hi", EXCHANGE_TEXT },
    { "connect --base64 -m aGk", "hi", EXCHANGE_BINARY },
    { "connect -m @@home", "@home", EXCHANGE_TEXT },
    { "connect -m ''", "", EXCHANGE_TEXT },
    { "connect --hex -m xyz", NULL, EXCHANGE_TEXT },
    { "connect --hex -t -m ff", NULL, EXCHANGE_TEXT },
    { "connect --max-message-size 3 -f /dev/zero", NULL, EXCHANGE_TEXT },
    { "connect -f /no/such/file", NULL, EXCHANGE_TEXT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) messages = NULL;
      const CliMessage *message;
      Fixture fixture;

      g_test_message ("%s", cases[i].line);
      g_assert_true (read_line (&fixture, cases[i].line));
      messages = cli_connect_options_dup_messages (&fixture.options, &fixture.error);
      g_assert_cmpint (messages != NULL, ==, cases[i].bytes != NULL);
      if (messages != NULL)
        {
          message = messages->pdata[0];
          g_assert_cmpint (message->opcode, ==, cases[i].opcode);
          g_assert_cmpmem (g_bytes_get_data (message->bytes, NULL),
                           g_bytes_get_size (message->bytes), cases[i].bytes,
                           strlen (cases[i].bytes));
        }
      clear (&fixture);
    }
}

static void
check_file (const char *options, const char *text, gsize len, int opcode)
{
  g_autofree char *path = NULL;
  g_autoptr (CliMessage) message = NULL;
  Fixture fixture;

  (void)g_close (g_file_open_tmp (NULL, &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, text, (gssize)len, NULL));
  g_assert_true (read_line (&fixture, options));
  message = cli_message_new_from_file (&fixture.options, path, &fixture.error);
  g_assert_cmpint (message != NULL, ==, opcode >= 0);
  if (message != NULL)
    {
      g_assert_cmpint (message->opcode, ==, opcode);
      g_assert_cmpmem (g_bytes_get_data (message->bytes, NULL), g_bytes_get_size (message->bytes),
                       text, len);
    }
  clear (&fixture);
  (void)g_unlink (path);
}

static void
test_files (void)
{
  check_file ("connect", "text\n", 5, EXCHANGE_TEXT);
  check_file ("connect", "\377\0", 2, EXCHANGE_BINARY);
  check_file ("connect", "a\0b", 3, EXCHANGE_TEXT);
  check_file ("connect", "a\0\377", 3, EXCHANGE_BINARY);
  check_file ("connect -B", "text\n", 5, EXCHANGE_BINARY);
  check_file ("connect -t", "\377\0", 2, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/connect-options/defaults", test_defaults);
  g_test_add_func ("/cli/connect-options/request", test_request);
  g_test_add_func ("/cli/connect-options/apply", test_apply);
  g_test_add_func ("/cli/connect-options/apply-settings", test_apply_settings);
  g_test_add_func ("/cli/connect-options/values-in-files", test_values_in_files);
  g_test_add_func ("/cli/connect-options/refusals", test_refusals);
  g_test_add_func ("/cli/connect-options/long-reason", test_long_reason);
  g_test_add_func ("/cli/connect-options/bad-values", test_bad_values);
  g_test_add_func ("/cli/connect-options/messages", test_messages);
  g_test_add_func ("/cli/connect-options/files", test_files);

  return g_test_run ();
}
