/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/payload.h"

#include <string.h>

#include "cli/options.h"

static void
test_decode (void)
{
  static const struct
  {
    CliEncoding encoding;
    const char *text;
    const char *bytes; /* NULL: refused */
  } cases[] = {
    { CLI_ENCODING_NONE, "as it is", "as it is" },
    { CLI_ENCODING_HEX, "", "" },
    { CLI_ENCODING_HEX, "6869", "hi" },
    { CLI_ENCODING_HEX, " 68:69\r", "hi" },
    { CLI_ENCODING_HEX, "686", NULL },
    { CLI_ENCODING_HEX, "zz", NULL },
    { CLI_ENCODING_BASE64, "", "" },
    { CLI_ENCODING_BASE64, "aGk=", "hi" },
    { CLI_ENCODING_BASE64, "aGk", "hi" },
    { CLI_ENCODING_BASE64, " aG k=\n", "hi" },
    { CLI_ENCODING_BASE64, "Pj4+Pz8/", ">>>???" },
    { CLI_ENCODING_BASE64, "Pj4-Pz8_", ">>>???" },
    { CLI_ENCODING_BASE64, "aGkhI", NULL },
    { CLI_ENCODING_BASE64, "a=Gk", NULL },
    { CLI_ENCODING_BASE64, "aG!k", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = cli_payload_decode (cases[i].encoding, cases[i].text,
                                                     strlen (cases[i].text), &error);
      gsize len;

      g_test_message ("%s", cases[i].text);
      if (cases[i].bytes == NULL)
        {
          g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
          g_assert_null (bytes);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, &len), g_bytes_get_size (bytes), cases[i].bytes,
                       strlen (cases[i].bytes));
    }
}

static void
test_hidden_tail (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cli_payload_decode (CLI_ENCODING_HEX, "68\00069", 5, &error));
  g_assert_error (error, CLI_ERROR, CLI_ERROR_USAGE);
}

static void
test_round_trip (void)
{
  static const CliEncoding encodings[] = { CLI_ENCODING_NONE, CLI_ENCODING_HEX,
                                           CLI_ENCODING_BASE64 };
  guint8 data[256];

  for (guint i = 0; i < sizeof data; i++)
    data[i] = (guint8)i;

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    for (gsize len = 0; len <= sizeof data; len++)
      {
        g_autoptr (GString) text = g_string_new (NULL);
        g_autoptr (GBytes) bytes = NULL;

        cli_payload_append (text, encodings[i], data, len);
        bytes = cli_payload_decode (encodings[i], text->str, text->len, NULL);
        g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), data, len);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/payload/decode", test_decode);
  g_test_add_func ("/cli/payload/hidden-tail", test_hidden_tail);
  g_test_add_func ("/cli/payload/round-trip", test_round_trip);

  return g_test_run ();
}
