/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/connection.h"
#include "exchange/cookie-jar-private.h"
#include "history/event.h"
#include "peer.h"

#include <string.h>

/* What the servers saw and what was told. */
typedef struct
{
  GMutex lock;
  GPtrArray *heads;    /* (element-type char*): request heads, in order */
  const char *answers; /* heads, one a connection, "\f" between them */
  GString *notes;
  GString *masked; /* the request head as it is shown */
} Talk;

static Talk talk;

static void
script_answers (int fd, guint nth, gpointer user_data)
{
  g_auto (GStrv) answers = g_strsplit (talk.answers, "\f", -1);
  char *head = peer_read_head (fd);

  g_mutex_lock (&talk.lock);
  g_ptr_array_add (talk.heads, head);
  g_mutex_unlock (&talk.lock);
  g_assert_cmpuint (nth, <, g_strv_length (answers));
  peer_send (fd, answers[nth], strlen (answers[nth]));
}

static void
on_event (const HistoryEvent *event, const HistoryRange *ranges, gsize n_ranges, gpointer user_data)
{
  g_autofree char *text = g_strndup ((const char *)event->data, event->len);

  if (event->kind == HISTORY_KIND_NOTE)
    g_string_append_printf (talk.notes, "%s\n", text);
  if (event->kind != HISTORY_KIND_REQUEST)
    return;

  for (gsize i = 0; i < n_ranges; i++)
    memset (text + ranges[i].offset, '*', ranges[i].len);
  g_string_assign (talk.masked, text);
}

static const ExchangeSink sink = { .event = on_event };

static ExchangeRequest *
request_to (Peer *peer, const char *target, ExchangeCookieJar *jar)
{
  g_autofree char *url = g_strdup_printf ("ws://127.0.0.1:%u%s", peer_get_port (peer), target);
  ExchangeRequest *request = exchange_request_new (url);

  request->dial->proxy = g_strdup ("");
  if (jar != NULL)
    request->cookies = exchange_cookie_store_ref (exchange_cookie_jar_get_store (jar));
  request->sends_cookies = TRUE;
  request->stores_cookies = TRUE;

  return request;
}

static void
talk_until_the_end (const ExchangeRequest *request)
{
  g_autoptr (ExchangeConnection) connection = exchange_connection_new (request, NULL, &sink, NULL);

  exchange_connection_open (connection);
  while (exchange_connection_get_state (connection) < EXCHANGE_STATE_CLOSED)
    g_main_context_iteration (NULL, TRUE);
}

static void
begin (const char *answers)
{
  talk.heads = g_ptr_array_new_with_free_func (g_free);
  talk.answers = answers;
  talk.notes = g_string_new (NULL);
  talk.masked = g_string_new (NULL);
}

static void
end (void)
{
  g_ptr_array_unref (talk.heads);
  g_string_free (talk.notes, TRUE);
  g_string_free (talk.masked, TRUE);
}

/* Returns: (transfer full): the lines of the n-th head that hold @part. */
static char *
dup_lines (guint n, const char *part)
{
  g_auto (GStrv) lines = NULL;
  GString *found = g_string_new (NULL);

  g_assert_cmpuint (n, <, talk.heads->len);
  lines = g_strsplit (talk.heads->pdata[n], "\r\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *small = g_ascii_strdown (lines[i], -1);

      if (strstr (small, part) != NULL)
        g_string_append_printf (found, "%s\n", lines[i]);
    }

  return g_string_free (found, FALSE);
}

static void
assert_lines (guint n, const char *part, const char *expected)
{
  g_autofree char *lines = dup_lines (n, part);

  g_assert_cmpstr (lines, ==, expected);
}

static ExchangeCookieJar *
jar_new (const char *host)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  ExchangeCookieJar *jar = exchange_cookie_jar_open (folder);
  ExchangeCookieData data = { .name = "jar", .value = "1", .domain = host, .path = "/" };

  g_assert_true (exchange_cookie_jar_put (jar, &data, NULL));

  return jar;
}

#define REFUSAL "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"

/* What the person has typed, and what becomes of it where the jar has "jar=1" for the host. */
static void
test_cookie_field (void)
{
  static const struct
  {
    const char *typed[3]; /* names and values */
    const char *host;     /* of the cookie in the jar */
    const char *lines;
  } cases[] = {
    { { NULL }, "127.0.0.1", "Cookie: jar=1\n" },
    { { NULL }, "example.com", "" },
    { { "a=1" }, "127.0.0.1", "cooKIE: a=1; jar=1\n" },
    { { "a=1; b=2;" }, "127.0.0.1", "cooKIE: a=1; b=2; jar=1\n" },
    { { "a=1", "b=2 ; " }, "127.0.0.1", "cooKIE: a=1; b=2; jar=1\n" },
    { { "jar=mine" }, "127.0.0.1", "cooKIE: jar=mine\n" },
    { { "" }, "127.0.0.1", "cooKIE: jar=1\n" },
    /* nothing to join: as typed */
    { { "a=1;", "b=2" }, "example.com", "cooKIE: a=1;\ncooKIE: b=2\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Peer) peer = peer_new (script_answers, NULL);
      g_autoptr (ExchangeCookieJar) jar = jar_new (cases[i].host);
      g_autoptr (ExchangeRequest) request = request_to (peer, "/", jar);

      begin (REFUSAL);
      exchange_request_add_header (request, "X-Before", "x");
      for (guint k = 0; cases[i].typed[k] != NULL; k++)
        exchange_request_add_header (request, "cooKIE", cases[i].typed[k]);
      talk_until_the_end (request);
      assert_lines (0, "cookie", cases[i].lines);
      g_assert_null (strstr (talk.masked->str, "jar=1"));
      end ();
    }
}

static void
test_no_cookies_wanted (void)
{
  for (guint how = 0; how < 3; how++)
    {
      g_autoptr (Peer) peer = peer_new (script_answers, NULL);
      g_autoptr (ExchangeCookieJar) jar = jar_new ("127.0.0.1");
      g_autoptr (ExchangeRequest) request = request_to (peer, "/", how == 0 ? NULL : jar);

      begin (REFUSAL);
      if (how == 1)
        request->sends_cookies = FALSE;
      if (how == 2)
        exchange_request_add_header (request, "Cookie", NULL);
      talk_until_the_end (request);
      assert_lines (0, "cookie", "");
      end ();
    }
}

static void
test_stored (void)
{
  static const char answer[] =
    "HTTP/1.1 103 Early\r\nSet-Cookie: early=1\r\n\r\n"
    "HTTP/1.1 401 No\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Domain=x.y\r\n"
    "Content-Length: 0\r\n\r\n";

  for (gboolean stores = FALSE; stores <= TRUE; stores++)
    {
      g_autoptr (Peer) peer = peer_new (script_answers, NULL);
      g_autoptr (ExchangeCookieJar) jar = jar_new ("127.0.0.1");
      g_autoptr (ExchangeRequest) request = request_to (peer, "/", jar);
      g_autofree char *header = NULL;

      begin (answer);
      request->stores_cookies = stores;
      talk_until_the_end (request);
      header = exchange_cookie_jar_dup_header (jar, request->url);
      g_assert_cmpstr (header, ==, stores ? "a=1; jar=1" : "jar=1");
      g_assert_cmpstr (talk.notes->str, ==,
                       stores ? "Cookies stored: 1, not for this host or not well-formed: 1\n"
                              : "");
      end ();
    }
}

/* What a redirect sets is there where it leads. */
static void
test_redirect (void)
{
  g_autoptr (Peer) peer = peer_new (script_answers, NULL);
  g_autoptr (ExchangeCookieJar) jar = jar_new ("127.0.0.1");
  g_autoptr (ExchangeRequest) request = request_to (peer, "/login", jar);

  begin ("HTTP/1.1 302 Go\r\nLocation: /chat\r\nSet-Cookie: session=s; Path=/chat\r\n"
         "Content-Length: 0\r\n\r\n\f" REFUSAL);
  request->follow_redirects = TRUE;
  exchange_request_add_header (request, "Cookie", "mine=m");
  talk_until_the_end (request);
  g_assert_cmpuint (talk.heads->len, ==, 2);
  assert_lines (0, "cookie", "Cookie: mine=m; jar=1\n");
  assert_lines (1, "cookie", "Cookie: mine=m; session=s; jar=1\n");
  end ();
}

/* Another origin gets neither what was typed nor the key, but its own cookies. */
static void
test_redirect_elsewhere (void)
{
  g_autoptr (Peer) peer = peer_new (script_answers, NULL);
  g_autoptr (ExchangeCookieJar) jar = jar_new ("localhost");
  g_autoptr (ExchangeRequest) request = request_to (peer, "/", jar);
  g_autofree char *answers = g_strdup_printf (
    "HTTP/1.1 302 Go\r\nLocation: ws://localhost:%u/\r\nContent-Length: 0\r\n\r\n\f%s",
    peer_get_port (peer), REFUSAL);

  begin (answers);
  request->follow_redirects = TRUE;
  request->secret_header = g_strdup ("x-key");
  exchange_request_add_header (request, "Cookie", "mine=m");
  exchange_request_add_header (request, "X-Key", "k");
  exchange_request_add_header (request, "X-Other", "o");
  talk_until_the_end (request);
  assert_lines (0, "cookie", "Cookie: mine=m\n");
  assert_lines (0, "x-", "X-Key: k\nX-Other: o\n");
  assert_lines (1, "cookie", "Cookie: jar=1\n");
  assert_lines (1, "x-", "X-Other: o\n");
  end ();
}

static void
test_secrets (void)
{
  g_autoptr (Peer) peer = peer_new (script_answers, NULL);
  g_autoptr (ExchangeRequest) request = request_to (peer, "/?a=b&key=hush", NULL);
  g_autofree char *about = NULL;

  begin (REFUSAL);
  request->secret_header = g_strdup ("X-Key");
  request->secret_param = g_strdup ("key");
  exchange_request_add_header (request, "x-key", "quiet");
  talk_until_the_end (request);
  assert_lines (0, "hush", "GET /?a=b&key=hush HTTP/1.1\n");
  g_assert_nonnull (strstr (talk.masked->str, "GET /?a=b&key=**** HTTP/1.1"));
  g_assert_nonnull (strstr (talk.masked->str, "x-key: *****"));
  about = exchange_request_dup_about (request);
  g_assert_null (strstr (about, "hush"));
  g_assert_null (strstr (about, "quiet"));
  end ();
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/handshake/cookie-field", test_cookie_field);
  g_test_add_func ("/exchange/handshake/no-cookies-wanted", test_no_cookies_wanted);
  g_test_add_func ("/exchange/handshake/stored", test_stored);
  g_test_add_func ("/exchange/handshake/redirect", test_redirect);
  g_test_add_func ("/exchange/handshake/redirect-elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/exchange/handshake/secrets", test_secrets);

  return g_test_run ();
}
