/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-jar.h"
#include "exchange/error.h"

#include <glib/gstdio.h>
#include <string.h>

/* What the list has told: "position-removed+added ". */
static void
on_items_changed (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  gpointer user_data)
{
  g_string_append_printf (user_data, "%u-%u+%u ", position, n_removed, n_added);
}

static void
put (ExchangeCookieJar *jar, const char *name, const char *value)
{
  ExchangeCookieData data = { .name = name, .value = value, .domain = "x.com", .path = "/" };
  g_autoptr (GError) error = NULL;

  g_assert_true (exchange_cookie_jar_put (jar, &data, &error));
  g_assert_no_error (error);
}

static char *
dup_list (ExchangeCookieJar *jar)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (jar)); i++)
    {
      g_autoptr (ExchangeCookie) cookie = g_list_model_get_item (G_LIST_MODEL (jar), i);
      const ExchangeCookieData *data = exchange_cookie_get_data (cookie);

      g_string_append_printf (text, "%s=%s ", data->name, data->value);
    }

  return g_string_free (text, FALSE);
}

static void
assert_list (ExchangeCookieJar *jar, const char *expected)
{
  g_autofree char *list = dup_list (jar);

  g_assert_cmpstr (list, ==, expected);
}

static void
test_list (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (folder);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (ExchangeCookie) kept = NULL;
  g_autoptr (ExchangeCookie) first = NULL;

  g_signal_connect (jar, "items-changed", G_CALLBACK (on_items_changed), told);
  put (jar, "b", "1");
  kept = g_list_model_get_item (G_LIST_MODEL (jar), 0);
  put (jar, "c", "1");
  put (jar, "a", "1");
  put (jar, "c", "2");
  put (jar, "c", "2");
  assert_list (jar, "a=1 b=1 c=2 ");
  g_assert_cmpstr (told->str, ==, "0-0+1 1-0+1 0-0+1 2-1+1 ");

  /* what has not changed is still the same object */
  first = g_list_model_get_item (G_LIST_MODEL (jar), 1);
  g_assert_true (first == kept);
  exchange_cookie_jar_remove (jar, kept);
  assert_list (jar, "a=1 c=2 ");
  exchange_cookie_jar_clear (jar);
  assert_list (jar, "");
}

static void
test_refusals (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (folder);
  ExchangeCookieData data = { .name = "n", .value = "v", .domain = ".co.uk", .path = "/" };
  g_autoptr (GError) error = NULL;

  g_assert_false (exchange_cookie_jar_put (jar, &data, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
  g_clear_error (&error);
  data.domain = "";
  g_assert_false (exchange_cookie_jar_put (jar, &data, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
}

static void
test_header (void)
{
  static const char head[] = "HTTP/1.1 403 No\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n";
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (folder);
  g_autofree char *header = NULL;

  g_assert_null (exchange_cookie_jar_dup_header (jar, "ws://x.com/"));
  g_assert_null (exchange_cookie_jar_dup_header (jar, "no url://"));
  g_assert_cmpuint (exchange_cookie_jar_take_head (jar, "ws://x.com/", (const guint8 *)head,
                                                   strlen (head)),
                    ==, 2);
  g_assert_cmpuint (exchange_cookie_jar_take_head (jar, "ws://x.com/", (const guint8 *)head, 9), ==,
                    0);
  g_assert_cmpuint (exchange_cookie_jar_take_head (jar, "::", (const guint8 *)head, strlen (head)),
                    ==, 0);
  header = exchange_cookie_jar_dup_header (jar, "ws://x.com/");
  g_assert_cmpstr (header, ==, "a=1; b=2");
  while (g_list_model_get_n_items (G_LIST_MODEL (jar)) < 2)
    g_main_context_iteration (NULL, TRUE);
}

/* Two jars of one workspace, reached by different ways, and one of another. */
static void
test_in_step (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autofree char *dotted = g_build_filename (folder, ".", NULL);
  g_autofree char *below = g_build_filename (folder, "below", NULL);
  g_autoptr (ExchangeCookieJar) one = exchange_cookie_jar_open (folder);
  g_autoptr (ExchangeCookieJar) two = exchange_cookie_jar_open (dotted);
  g_autoptr (ExchangeCookieJar) other = exchange_cookie_jar_open (below);

  put (one, "a", "1");
  /* saved by itself, heard of by itself */
  while (g_list_model_get_n_items (G_LIST_MODEL (two)) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_list (two, "a=1 ");
  g_assert_true (exchange_cookie_jar_flush (one, NULL));
  assert_list (other, "");
}

static void
test_last_reference_saves (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  ExchangeCookieJar *jar = exchange_cookie_jar_open (folder);
  g_autoptr (ExchangeCookieJar) again = NULL;

  put (jar, "a", "1");
  g_object_unref (jar);
  again = exchange_cookie_jar_open (folder);
  assert_list (again, "a=1 ");
}

static void
on_save_failed (ExchangeCookieJar *jar, const char *message, gpointer user_data)
{
  g_string_append (user_data, message);
}

static void
test_save_failed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);
  g_autofree char *cookies = g_build_filename (g_get_user_data_dir (), "noctule", "cookies", NULL);
  g_autofree char *aside = g_strconcat (cookies, ".aside", NULL);
  g_autoptr (ExchangeCookieJar) jar = exchange_cookie_jar_open (folder);
  g_autoptr (GString) told = g_string_new (NULL);

  g_signal_connect (jar, "save-failed", G_CALLBACK (on_save_failed), told);
  g_assert_cmpint (g_rename (cookies, aside), ==, 0);
  g_assert_true (g_file_set_contents (cookies, "", 0, NULL));
  put (jar, "a", "1");
  while (told->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_unlink (cookies), ==, 0);
  g_assert_cmpint (g_rename (aside, cookies), ==, 0);
  g_assert_true (exchange_cookie_jar_flush (jar, NULL));
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_dir_make_tmp ("noctule-test-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/cookie-jar/list", test_list);
  g_test_add_func ("/exchange/cookie-jar/refusals", test_refusals);
  g_test_add_func ("/exchange/cookie-jar/header", test_header);
  g_test_add_func ("/exchange/cookie-jar/in-step", test_in_step);
  g_test_add_func ("/exchange/cookie-jar/last-reference-saves", test_last_reference_saves);
  g_test_add_func ("/exchange/cookie-jar/save-failed", test_save_failed);

  return g_test_run ();
}
