/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-store-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static char *
dup_scratch_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  return g_build_filename (folder, "cookies", "jar.txt", NULL);
}

/* @fields: "Set-Cookie" values, separated by newlines. Returns: how many were taken. */
static guint
answer (ExchangeCookieStore *store, const char *url, const char *fields, guint *n_refused)
{
  g_autoptr (NetUrl) parsed = net_url_parse (url, NULL);
  g_autoptr (GString) head = g_string_new ("HTTP/1.1 101 x\r\nX: y\r\n");
  g_auto (GStrv) values = g_strsplit (fields, "\n", -1);
  const WsHeadLimits limits = { G_MAXUINT32, G_MAXUINT32 };
  WsHead read = { 0 };
  size_t scanned = 0;
  guint n;

  for (gsize i = 0; values[i] != NULL; i++)
    g_string_append_printf (head, "set-cookie: %s\r\n", values[i]);
  g_string_append (head, "\r\n");
  g_assert_cmpint (ws_head_read (WS_HEAD_RESPONSE, (const guint8 *)head->str, head->len, &limits,
                                 &scanned, &read),
                   ==, WS_OK);
  n = exchange_cookie_store_take_head (store, parsed, &read, n_refused);
  ws_head_clear (&read);

  return n;
}

static void
assert_field (ExchangeCookieStore *store, const char *url, const char *typed, const char *expected)
{
  g_autoptr (NetUrl) parsed = net_url_parse (url, NULL);
  g_autoptr (GString) field = g_string_new (typed);

  exchange_cookie_store_append_field (store, parsed, field);
  g_assert_cmpstr (field->str, ==, expected);
}

/* Which cookie goes where. */
static void
test_rules (void)
{
  static const struct
  {
    const char *from, *cookie, *to, *field;
  } cases[] = {
    { "ws://localhost:1/", "a=1", "ws://localhost:2/x", "a=1" },
    { "ws://127.0.0.1/", "a=1", "ws://127.0.0.1/", "a=1" },
    { "ws://[::1]/", "a=1", "ws://[::1]/", "a=1" },
    { "ws://127.0.0.1/", "a=1", "ws://localhost/", "" },
    { "wss://x.example.com/", "a=1; Domain=example.com", "ws://y.example.com/", "a=1" },
    { "wss://x.example.com/", "a=1", "ws://y.example.com/", "" },
    { "wss://x.example.com/", "a=1; Domain=other.com", "ws://other.com/", "" },
    { "wss://x.co.uk/", "a=1; Domain=co.uk", "wss://y.co.uk/", "" },
    { "wss://x.com/", "a=1; Secure", "wss://x.com/", "a=1" },
    { "wss://x.com/", "a=1; Secure", "ws://x.com/", "" },
    { "ws://x.com/", "a=1; Secure", "wss://x.com/", "" },
    { "ws://x.com/", "a=1; Path=/a", "ws://x.com/a/b?c", "a=1" },
    { "ws://x.com/", "a=1; Path=/a", "ws://x.com/ab", "" },
    { "ws://x.com/a/b?q=/c/d", "a=1", "ws://x.com/a/z", "a=1" },
    { "ws://x.com/a/b", "a=1", "ws://x.com/", "" },
    { "ws://x.com/", "a=1; HttpOnly; SameSite=Strict", "ws://x.com/", "a=1" },
    { "ws://x.com/", "a=1; SameSite=Lax", "ws://x.com/", "a=1" },
    { "ws://x.com/", "a=1; Max-Age=0", "ws://x.com/", "" },
    { "ws://x.com/", "a=1; Max-Age=60", "ws://x.com/", "a=1" },
    { "ws://x.com/", "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "ws://x.com/", "" },
    { "ws://x.com/", "a=", "ws://x.com/", "a=" },
    { "ws://x.com/", "a=b=c \"d\"", "ws://x.com/", "a=b=c \"d\"" },
    { "ws://x.com/", "=a", "ws://x.com/", "" },
    { "ws://x.com/", "", "ws://x.com/", "" },
    { "ws://x.com/", "a=x\ty", "ws://x.com/", "" },
    /* the last one holds */
    { "ws://x.com/", "a=1; Path=/b; path=/c ;Secure", "wss://x.com/c", "" },
    { "wss://x.com/", "a=1; Path=/b; path = /c ; Secure; Secure; PATH=/d", "wss://x.com/d", "a=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = dup_scratch_path ();
      g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");

      g_test_message ("%s %s -> %s", cases[i].from, cases[i].cookie, cases[i].to);
      (void)answer (store, cases[i].from, cases[i].cookie, NULL);
      assert_field (store, cases[i].to, "", cases[i].field);
    }
}

static void
test_counts (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");
  g_autofree char *long_value = g_strnfill (5000, 'x');
  g_autofree char *fields =
    g_strdup_printf ("a=1\nb=2; Domain=com\nc=3; Domain=y.com\nd=4; Max-Age=0\ne=%s\nf=6",
                     long_value);
  guint n_refused = 0;

  g_assert_cmpuint (answer (store, "ws://x.com/", fields, &n_refused), ==, 2);
  g_assert_cmpuint (n_refused, ==, 3);
  assert_field (store, "ws://x.com/", "", "a=1; f=6");
  g_assert_cmpuint (answer (store, "ws://x.com/", "a=1; Max-Age=0", &n_refused), ==, 1);
  g_assert_cmpuint (n_refused, ==, 0);
  assert_field (store, "ws://x.com/", "", "f=6");
}

static void
test_typed_ones_stay_alone (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");

  (void)answer (store, "ws://x.com/", "a=1\nb=2\nab=3", NULL);
  assert_field (store, "ws://x.com/", "b=typed", "b=typed; a=1; ab=3");
  assert_field (store, "ws://x.com/", "z=1;b = typed", "z=1;b = typed; a=1; ab=3");
  assert_field (store, "ws://x.com/", "z=a=9", "z=a=9; a=1; ab=3; b=2");
  assert_field (store, "ws://y.com/", "b=typed", "b=typed");
  assert_field (store, "ws://y.com/", "", "");
}

static void
test_too_many (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");
  g_autoptr (GString) fields = g_string_new ("n0=1");
  guint n_refused = 0;

  for (guint i = 1; i < 3100; i++)
    g_string_append_printf (fields, "\nn%u=1", i);
  g_assert_cmpuint (answer (store, "ws://x.com/", fields->str, &n_refused), ==, 3000);
  g_assert_cmpuint (n_refused, ==, 100);
}

static void
test_survives (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "of me");
  g_autofree char *text = NULL;
  GStatBuf buf;

  (void)answer (store, "ws://x.com/", "session=1\nb=2; Max-Age=100; HttpOnly", NULL);
  g_assert_true (exchange_cookie_store_is_pending (store));
  g_assert_true (exchange_cookie_store_save (store, NULL));
  g_assert_false (exchange_cookie_store_is_pending (store));
  g_assert_cmpint (g_stat (path, &buf), ==, 0);
  g_assert_cmpuint (buf.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (
    g_str_has_prefix (text, "# Netscape HTTP Cookie File\n# of me\n#HttpOnly_x.com\t"));

  g_clear_pointer (&store, exchange_cookie_store_unref);
  store = exchange_cookie_store_new (path, "of me");
  assert_field (store, "ws://x.com/", "", "b=2; session=1");
}

/* Two processes: what either has changed is there in the end, and what neither has touched. */
static void
test_merge (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) one = exchange_cookie_store_new (path, "");
  g_autoptr (ExchangeCookieStore) two = NULL;
  g_autoptr (ExchangeCookieStore) fresh = NULL;

  (void)answer (one, "ws://x.com/", "both=0\ngone=0\nold=0", NULL);
  g_assert_true (exchange_cookie_store_save (one, NULL));
  two = exchange_cookie_store_new (path, "");

  (void)answer (one, "ws://x.com/", "both=1\nof-one=1\ngone=1; Max-Age=0", NULL);
  (void)answer (two, "ws://x.com/", "both=2\nof-two=2", NULL);
  g_assert_true (exchange_cookie_store_save (one, NULL));
  /* seen before anything is saved here */
  assert_field (two, "ws://x.com/", "", "both=2; of-one=1; of-two=2; old=0");
  g_assert_true (exchange_cookie_store_save (two, NULL));
  assert_field (one, "ws://x.com/", "", "both=2; of-one=1; of-two=2; old=0");

  fresh = exchange_cookie_store_new (path, "");
  exchange_cookie_store_clear (fresh);
  g_assert_true (exchange_cookie_store_save (fresh, NULL));
  assert_field (one, "ws://x.com/", "", "");
}

/* What could not be written is not forgotten. */
static void
test_save_fails (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  (void)answer (store, "ws://x.com/", "a=1", NULL);
  g_assert_false (exchange_cookie_store_save (store, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_assert_true (exchange_cookie_store_is_pending (store));
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_true (exchange_cookie_store_save (store, NULL));
  assert_field (store, "ws://x.com/", "", "a=1");
}

#define N_THREADS 3
#define N_ROUNDS  200

static gpointer
use (gpointer data)
{
  ExchangeCookieStore *store = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      g_autofree char *cookie = g_strdup_printf ("%p-%u=1", (gpointer)g_thread_self (), i);
      g_autoptr (GPtrArray) cookies = NULL;

      g_assert_cmpuint (answer (store, "ws://x.com/", cookie, NULL), ==, 1);
      cookies = exchange_cookie_store_list (store);
      g_assert_cmpuint (cookies->len, >, i);
      if (i % 50 == 0)
        g_assert_true (exchange_cookie_store_save (store, NULL));
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autofree char *path = dup_scratch_path ();
  g_autoptr (ExchangeCookieStore) store = exchange_cookie_store_new (path, "");
  g_autoptr (ExchangeCookieStore) fresh = NULL;
  g_autoptr (GPtrArray) cookies = NULL;
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new (NULL, use, store);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_true (exchange_cookie_store_save (store, NULL));
  fresh = exchange_cookie_store_new (path, "");
  cookies = exchange_cookie_store_list (fresh);
  g_assert_cmpuint (cookies->len, ==, (guint64)N_THREADS * N_ROUNDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/cookie-store/rules", test_rules);
  g_test_add_func ("/exchange/cookie-store/counts", test_counts);
  g_test_add_func ("/exchange/cookie-store/typed-ones-stay-alone", test_typed_ones_stay_alone);
  g_test_add_func ("/exchange/cookie-store/too-many", test_too_many);
  g_test_add_func ("/exchange/cookie-store/survives", test_survives);
  g_test_add_func ("/exchange/cookie-store/merge", test_merge);
  g_test_add_func ("/exchange/cookie-store/save-fails", test_save_fails);
  g_test_add_func ("/exchange/cookie-store/threads", test_threads);

  return g_test_run ();
}
