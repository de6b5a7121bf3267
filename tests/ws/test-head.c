/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/head.h"

#include <glib.h>
#include <string.h>

static const WsHeadLimits roomy = { .max_bytes = 4096, .max_headers = 16 };

typedef struct
{
  const char *name;
  const char *text;
  unsigned int len;
  WsHeadKind kind;
  const char *expected; /* as of describe(), NULL when it is refused */
  WsStatus status;
  unsigned int told_at; /* from this many bytes on; 0: all of them */
} HeadCase;

#define REQUEST(text)  text, sizeof (text) - 1, WS_HEAD_REQUEST
#define RESPONSE(text) text, sizeof (text) - 1, WS_HEAD_RESPONSE

static const HeadCase head_cases[] = {
  { "response", RESPONSE ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"),
    "1.1 101 'Switching Protocols' Upgrade='websocket'" },
  { "response-1.0", RESPONSE ("HTTP/1.0 404 Not Found\r\n\r\n"), "1.0 404 'Not Found'" },
  { "response-empty-reason", RESPONSE ("HTTP/1.1 200 \r\n\r\n"), "1.1 200 ''" },
  { "response-no-reason", RESPONSE ("HTTP/1.1 200\r\n\r\n"), "1.1 200 ''" },
  { "response-obs-text", RESPONSE ("HTTP/1.1 200 \xe4\r\nA: \xf6\r\n\r\n"),
    "1.1 200 '\xe4' A='\xf6'" },
  { "order-case-duplicates", RESPONSE ("HTTP/1.1 200 OK\r\nb: 1\r\nA: 2\r\nB: 3\r\nb: 1\r\n\r\n"),
    "1.1 200 'OK' b='1' A='2' B='3' b='1'" },
  { "blanks", RESPONSE ("HTTP/1.1 200 OK\r\nA: \t x y\t z \t\r\nB:\r\nC: \t \r\nD:d\r\n\r\n"),
    "1.1 200 'OK' A='x y\t z' B='' C='' D='d'" },
  { "colons", RESPONSE ("HTTP/1.1 200 OK\r\nA: b:c: d\r\n\r\n"), "1.1 200 'OK' A='b:c: d'" },
  { "odd-name", RESPONSE ("HTTP/1.1 200 OK\r\n!#$%&'*+-.^_`|~09Zz: 1\r\n\r\n"),
    "1.1 200 'OK' !#$%&'*+-.^_`|~09Zz='1'" },
  { "request", REQUEST ("GET /chat?a=b HTTP/1.1\r\nHost: example.com\r\n\r\n"),
    "1.1 GET /chat?a=b Host='example.com'" },
  { "request-1.0", REQUEST ("M-SEARCH * HTTP/1.0\r\n\r\n"), "1.0 M-SEARCH *" },

  { "nothing", RESPONSE (""), NULL, WS_NEED_MORE },
  { "no-blank-line", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\r\n"), NULL, WS_NEED_MORE },
  { "half-blank-line", RESPONSE ("HTTP/1.1 200 OK\r\n\r"), NULL, WS_NEED_MORE },
  { "half-version", RESPONSE ("HTTP/1."), NULL, WS_NEED_MORE },

  { "folded", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"), NULL, WS_ERROR_HEAD_FOLDED, 24 },
  { "folded-tab", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\r\n\tc"), NULL, WS_ERROR_HEAD_FOLDED, 24 },
  { "folded-at-once", RESPONSE ("HTTP/1.1 200 OK\r\n A: b\r\n"), NULL, WS_ERROR_HEAD_FOLDED, 18 },
  { "bare-lf", RESPONSE ("HTTP/1.1 200 OK\nA: b\n\n"), NULL, WS_ERROR_HEAD_BARE_LF, 16 },
  { "bare-lf-in-field", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\nC: d\r\n\r\n"), NULL,
    WS_ERROR_HEAD_BARE_LF, 22 },
  { "bare-lf-at-end", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\r\n\n"), NULL, WS_ERROR_HEAD_BARE_LF, 24 },
  { "bare-cr", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\rC"), NULL, WS_ERROR_HEAD_SYNTAX, 23 },
  { "two-cr", RESPONSE ("HTTP/1.1 200 OK\r\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 17 },
  { "nul", RESPONSE ("HTTP/1.1 200 OK\r\nA: b\0"), NULL, WS_ERROR_HEAD_SYNTAX, 22 },
  { "space-before-colon", RESPONSE ("HTTP/1.1 200 OK\r\nA : b\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "empty-name", RESPONSE ("HTTP/1.1 200 OK\r\n: b\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "name-no-token", RESPONSE ("HTTP/1.1 200 OK\r\nA(b): c\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "name-not-ascii", RESPONSE ("HTTP/1.1 200 OK\r\n\xc3\xa4: c\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "no-colon", RESPONSE ("HTTP/1.1 200 OK\r\nAbc\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },

  { "http-2", RESPONSE ("HTTP/2 200 \r\n"), NULL, WS_ERROR_HTTP_VERSION, 6 },
  { "http-1.2", RESPONSE ("HTTP/1.2 200 OK\r\n"), NULL, WS_ERROR_HTTP_VERSION, 8 },
  { "http-0.9", RESPONSE ("HTTP/0.9 200 OK\r\n"), NULL, WS_ERROR_HTTP_VERSION, 6 },
  { "http-11", RESPONSE ("HTTP/11 200 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 7 },
  { "http-1.x", RESPONSE ("HTTP/1.x 200 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 8 },
  { "lower-case", RESPONSE ("http/1.1 200 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 1 },
  { "ssh", RESPONSE ("SSH-2.0-OpenSSH_9.2p1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 1 },
  { "tls-alert", RESPONSE ("\x15\x03\x01\x00\x02\x02\x0a"), NULL, WS_ERROR_HEAD_SYNTAX, 1 },
  { "blank-line-alone", RESPONSE ("\r\n"), NULL, WS_ERROR_HEAD_SYNTAX, 1 },
  { "version-alone", RESPONSE ("HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "two-digits", RESPONSE ("HTTP/1.1 20 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "four-digits", RESPONSE ("HTTP/1.1 2000 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "small-status", RESPONSE ("HTTP/1.1 099 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "two-spaces", RESPONSE ("HTTP/1.1  200 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "tab-for-space", RESPONSE ("HTTP/1.1\t200 OK\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },

  { "request-blank-line-alone", REQUEST ("\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-no-version", REQUEST ("GET /\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-no-target", REQUEST ("GET HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-empty-target", REQUEST ("GET  HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-method-alone", REQUEST ("GET\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-no-method", REQUEST (" / HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-method-no-token", REQUEST ("G@T / HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-space-in-target", REQUEST ("GET /a b HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-control-in-target", REQUEST ("GET /a\x7f HTTP/1.1\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-http-2", REQUEST ("PRI * HTTP/2.0\r\n"), NULL, WS_ERROR_HTTP_VERSION },
  { "request-long-version", REQUEST ("GET / HTTP/1.10\r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
  { "request-space-at-end", REQUEST ("GET / HTTP/1.1 \r\n"), NULL, WS_ERROR_HEAD_SYNTAX },
};

static char *
describe (const WsHead *head)
{
  GString *text = g_string_new (NULL);

  g_string_printf (text, "1.%u ", head->minor);
  if (head->method != NULL)
    g_string_append_printf (text, "%s %s", head->method, head->target);
  else
    g_string_append_printf (text, "%u '%s'", head->status, head->reason);

  for (size_t i = 0; i < head->n_headers; i++)
    g_string_append_printf (text, " %s='%s'", head->headers[i].name, head->headers[i].value);

  return g_string_free (text, FALSE);
}

static void
check_head (const HeadCase *c, WsHead *head)
{
  g_autofree char *text = describe (head);

  g_assert_cmpstr (text, ==, c->expected);
  g_assert_cmpuint (head->len, ==, c->len);
  g_assert_true ((head->method == NULL) == (c->kind == WS_HEAD_RESPONSE));
  g_assert_true ((head->reason == NULL) == (c->kind == WS_HEAD_REQUEST));

  ws_head_clear (head);
  g_assert_null (head->headers);
}

/* Reads the first @n bytes, from memory that ends with them. */
static WsStatus
read_start (const HeadCase *c, size_t n, size_t *scanned, WsHead *head)
{
  g_autofree uint8_t *copy = g_memdup2 (c->text, n);

  return ws_head_read (c->kind, copy, n, &roomy, scanned, head);
}

static void
test_whole (gconstpointer data)
{
  const HeadCase *c = data;
  WsHead head = { 0 };
  size_t scanned = 0;

  g_assert_cmpint (read_start (c, c->len, &scanned, &head), ==, c->status);
  if (c->status == WS_OK)
    check_head (c, &head);
}

/* Byte by byte, and in two pieces: nothing changes, and nothing is said late. */
static void
test_cut (gconstpointer data)
{
  const HeadCase *c = data;
  size_t told_at = c->told_at > 0 ? c->told_at : c->len, scanned = 0;
  WsHead head = { 0 };

  for (size_t n = 0; n <= told_at; n++)
    {
      g_assert_cmpint (read_start (c, n, &scanned, &head), ==,
                       n < told_at ? WS_NEED_MORE : c->status);
      g_assert_cmpuint (scanned, <=, n);
    }
  if (c->status == WS_OK)
    check_head (c, &head);

  for (size_t cut = 0; cut < told_at; cut++)
    {
      scanned = 0;
      g_assert_cmpint (read_start (c, cut, &scanned, &head), ==, WS_NEED_MORE);
      g_assert_cmpuint (scanned, ==, cut);
      g_assert_cmpint (read_start (c, c->len, &scanned, &head), ==, c->status);
      if (c->status == WS_OK)
        check_head (c, &head);
    }
}

/* What follows the head is left alone. */
static void
test_rest (void)
{
  static const char text[] = "HTTP/1.1 101 \r\n\r\n\x81\x05\n\rHello";
  WsHead head = { 0 };
  size_t scanned = 0;

  g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, (const uint8_t *)text, sizeof text - 1, &roomy,
                                 &scanned, &head),
                   ==, WS_OK);
  g_assert_cmpuint (head.len, ==, 17);
  ws_head_clear (&head);
}

static const struct
{
  const char *name;
  uint32_t max_bytes;
  uint32_t max_headers;
  WsStatus status;
  size_t told_at;
} limit_cases[] = {
  { "just-enough", 27, 2, WS_OK, 27 },
  { "bytes", 26, 2, WS_ERROR_HEAD_TOO_LARGE, 26 },
  { "few-bytes", 3, 2, WS_ERROR_HEAD_TOO_LARGE, 3 },
  { "no-bytes", 0, 2, WS_ERROR_HEAD_TOO_LARGE, 0 },
  { "fields", 27, 1, WS_ERROR_HEAD_TOO_MANY, 27 },
  { "no-fields", 27, 0, WS_ERROR_HEAD_TOO_MANY, 27 },
};

static void
test_limits (void)
{
  static const char text[] = "HTTP/1.1 200 \r\nA: \r\nB: \r\n\r\n+";

  for (size_t i = 0; i < G_N_ELEMENTS (limit_cases); i++)
    {
      WsHeadLimits limits = { limit_cases[i].max_bytes, limit_cases[i].max_headers };
      size_t scanned = 0;

      for (size_t n = 0; n <= limit_cases[i].told_at; n++)
        {
          WsHead head = { 0 };
          WsStatus status = ws_head_read (WS_HEAD_RESPONSE, (const uint8_t *)text, n, &limits,
                                          &scanned, &head);

          g_assert_cmpint (status, ==,
                           n < limit_cases[i].told_at ? WS_NEED_MORE : limit_cases[i].status);
          ws_head_clear (&head);
        }
    }
}

/* A line that is longer than all else comes byte by byte, too: this would take minutes if each
 * call looked at the whole line again. */
static void
test_long_line (void)
{
  static const uint8_t start[] = "HTTP/1.1 200 OK\r\nA: ";
  const WsHeadLimits limits = { .max_bytes = 1 << 20, .max_headers = 1 };
  g_autofree uint8_t *text = g_malloc (limits.max_bytes);
  WsHead head = { 0 };
  size_t scanned = 0;

  memset (text, 'a', limits.max_bytes);
  memcpy (text, start, sizeof start - 1);

  for (size_t n = 0; n < limits.max_bytes; n++)
    g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, text, n, &limits, &scanned, &head), ==,
                     WS_NEED_MORE);

  g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, text, limits.max_bytes, &limits, &scanned,
                                 &head),
                   ==, WS_ERROR_HEAD_TOO_LARGE);
}

static const char fields[] = "HTTP/1.1 101 \r\n"
                             "Connection: keep-alive, Upgrade\r\n"
                             "UPGRADE: WebSocket\r\n"
                             "X-List: a ,\t b,,c;q=1 , \r\n"
                             "x-list: d\r\n"
                             "Empty:\r\n"
                             "\r\n";

static const struct
{
  const char *name;
  const char *value;
} get_cases[] = {
  { "connection", "keep-alive, Upgrade" },
  { "Upgrade", "WebSocket" },
  { "X-LIST", "a ,\t b,,c;q=1 ," },
  { "Empty", "" },
  { "X-Lis", NULL },
  { "X-List-", NULL },
  { "", NULL },
};

static const struct
{
  const char *name;
  const char *token;
  gboolean has_it;
} token_cases[] = {
  { "Connection", "upgrade", TRUE }, { "Connection", "keep-alive", TRUE },
  { "Connection", "keep", FALSE },   { "Connection", "close", FALSE },
  { "upgrade", "websocket", TRUE },  { "upgrade", "websocket2", FALSE },
  { "x-list", "a", TRUE },           { "x-list", "b", TRUE },
  { "x-list", "c", FALSE },          { "x-list", "c;q=1", TRUE },
  { "x-list", "d", TRUE },           { "x-list", "e", FALSE },
  { "Empty", "a", FALSE },           { "None", "a", FALSE },
};

static void
test_fields (void)
{
  WsHead head = { 0 };
  size_t scanned = 0;

  g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, (const uint8_t *)fields, sizeof fields - 1,
                                 &roomy, &scanned, &head),
                   ==, WS_OK);

  for (size_t i = 0; i < G_N_ELEMENTS (get_cases); i++)
    g_assert_cmpstr (ws_head_get (&head, get_cases[i].name), ==, get_cases[i].value);

  for (size_t i = 0; i < G_N_ELEMENTS (token_cases); i++)
    g_assert_cmpint (ws_head_has_token (&head, token_cases[i].name, token_cases[i].token), ==,
                     token_cases[i].has_it);

  ws_head_clear (&head);
}

static void
add_case (const char *folder, const HeadCase *c, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/ws/head/%s/%s", folder, c->name);

  g_test_add_data_func (path, c, test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (head_cases); i++)
    {
      add_case ("whole", &head_cases[i], test_whole);
      add_case ("cut", &head_cases[i], test_cut);
    }
  g_test_add_func ("/ws/head/rest", test_rest);
  g_test_add_func ("/ws/head/limits", test_limits);
  g_test_add_func ("/ws/head/long-line", test_long_line);
  g_test_add_func ("/ws/head/fields", test_fields);

  return g_test_run ();
}
