/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message.h"

typedef struct
{
  const char *format;
  const char *content;
  const char *hex; /* NULL: a problem */
  ExchangeOpcode opcode;
} Case;

static const Case cases[] = {
  { "json", "{ }", "7b207d", EXCHANGE_TEXT },
  { NULL, "{", "7b", EXCHANGE_TEXT },
  { "text", "é", "c3a9", EXCHANGE_TEXT },
  { "of-a-newer-version", "x", "78", EXCHANGE_TEXT },
  { "hex", "00 fF\n10", "00ff10", EXCHANGE_BINARY },
  { "hex", "0", NULL, EXCHANGE_BINARY },
  { "hex", "zz", NULL, EXCHANGE_BINARY },
  { "base64", "AP8Q", "00ff10", EXCHANGE_BINARY },
  { "base64", "AP8\nQAA==", "00ff1000", EXCHANGE_BINARY },
  { "base64", "AP8", NULL, EXCHANGE_BINARY },
  { "base64", "A=P8", NULL, EXCHANGE_BINARY },
  { "base64", "AP8*", NULL, EXCHANGE_BINARY },
  { "base64", "====", NULL, EXCHANGE_BINARY },
  { "base64", "", "", EXCHANGE_BINARY },
};

static void
test_bytes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AppMessageFormat *format = app_message_find_format (cases[i].format);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = app_message_dup_bytes (format, cases[i].content, &error);
      g_autoptr (GString) hex = g_string_new (NULL);
      gsize len = 0;
      const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;

      g_test_message ("%s %s", format->id, cases[i].content);
      g_assert_cmpint (format->opcode, ==, cases[i].opcode);
      if (cases[i].hex == NULL)
        {
          g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
          continue;
        }
      g_assert_no_error (error);
      for (gsize at = 0; at < len; at++)
        g_string_append_printf (hex, "%02x", data[at]);
      g_assert_cmpstr (hex->str, ==, cases[i].hex);
    }
}

static void
test_titles (void)
{
  g_autofree char *named = app_message_dup_title ("hello", 4);
  g_autofree char *empty = app_message_dup_title ("", 4);
  g_autofree char *none = app_message_dup_title (NULL, 0);

  g_assert_cmpstr (named, ==, "hello");
  g_assert_cmpstr (empty, ==, "Message 5");
  g_assert_cmpstr (none, ==, "Message 1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/message/bytes", test_bytes);
  g_test_add_func ("/app/message/titles", test_titles);

  return g_test_run ();
}
