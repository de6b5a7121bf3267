/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-file-private.h"
#include "exchange/cookie-store-private.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *
write_file (const char *text)
{
  g_autoptr (GPtrArray) cookies = exchange_cookie_file_parse (text);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < cookies->len; i++)
    exchange_cookie_file_append (out, cookies->pdata[i]);

  return g_string_free (out, FALSE);
}

/* What is written is read again as the same. */
static void
check_file (const char *text)
{
  g_autofree char *once = write_file (text);
  g_autofree char *twice = write_file (once);

  if (strcmp (once, twice) != 0)
    abort ();
}

/* Whatever a server sets, what goes out is one line, nothing in it is empty, and all that is stored
 * can be written. */
static void
check_answer (const char *text)
{
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new ("/nonexistent/jar.txt", "");
  g_autoptr (NetUrl) url = net_url_parse ("wss://a.example.com/b/c", NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);
  g_autofree WsHeader *fields = g_new0 (WsHeader, n + 1);
  WsHead head = { .headers = fields, .n_headers = n };
  g_autoptr (GString) field = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) cookies = NULL;

  for (guint i = 0; i < n; i++)
    fields[i] = (WsHeader){ "Set-Cookie", lines[i] };
  (void)exchange_cookie_store_take_head (store, url, &head, NULL);
  exchange_cookie_store_append_field (store, url, field);
  if (!exchange_cookie_file_can_hold (field->str) || g_str_has_suffix (field->str, ";") ||
      g_str_has_prefix (field->str, ";") || strstr (field->str, "; ;") != NULL)
    abort ();

  cookies = exchange_cookie_store_list (store);
  for (guint i = 0; i < cookies->len; i++)
    {
      gsize before = out->len;

      exchange_cookie_file_append (out, cookies->pdata[i]);
      if (out->len == before)
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);

  check_file (text);
  check_answer (text);

  return 0;
}
