/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookies-window.h"

#include "app/cookie-row.h"
#include "app/cookie-text.h"
#include "app/kit.h"

typedef struct
{
  ExchangeCookieJar *jar;
  GtkWindow *window;
} Fixture;

static void
put (Fixture *f, const char *name, const char *value, const char *domain)
{
  const ExchangeCookieData data = { name, value, domain, "/", 0, FALSE, FALSE };
  g_autoptr (GError) error = NULL;

  exchange_cookie_jar_put (f->jar, &data, &error);
  g_assert_no_error (error);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("cookies-XXXXXX", NULL);

  f->jar = exchange_cookie_jar_open (folder);
  f->window = app_cookies_window_new (NULL, f->jar);
  gtk_window_present (f->window);
  kit_wait (is_mapped, f->window);
  kit_settle ();
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *)data == NULL;
}

/* The jar is held by what writes it to the disk, and by nobody else for longer than that. */
static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer jar = f->jar;

  kit_close (f->window);
  g_object_add_weak_pointer (G_OBJECT (f->jar), &jar);
  g_object_unref (f->jar);
  kit_wait (is_gone, &jar);
}

/* "name=value domain|..." */
static char *
dup_shape (Fixture *f)
{
  GListModel *model = G_LIST_MODEL (f->jar);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (ExchangeCookie) cookie = g_list_model_get_item (model, i);
      const ExchangeCookieData *data = exchange_cookie_get_data (cookie);

      g_string_append_printf (out, "%s%s=%s %s", i > 0 ? "|" : "", data->name, data->value,
                              data->domain);
    }

  return g_string_free (out, FALSE);
}

#define assert_cookies(f, expected)         \
  G_STMT_START                              \
  {                                         \
    g_autofree char *shape = dup_shape (f); \
    g_assert_cmpstr (shape, ==, expected);  \
  }                                         \
  G_STMT_END

static void
act (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->window), action, NULL));
  kit_settle ();
}

static void
type (Fixture *f, const char *title, const char *text)
{
  gtk_editable_set_text (kit_find (f->window, ADW_TYPE_ENTRY_ROW, title), text);
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button = kit_find (root, GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  kit_settle ();
}

static void
test_add (Fixture *f, gconstpointer data)
{
  GtkLabel *problem;

  g_assert_true (gtk_widget_get_mapped (kit_find (f->window, ADW_TYPE_STATUS_PAGE, "No Cookies")));
  act (f, "cookies.add");
  act (f, "cookies.save");
  /* it says what is missing and stays */
  assert_cookies (f, "");
  type (f, "Name", "a");
  type (f, "Value", "1");
  type (f, "Host", "example.com");
  type (f, "Expires", "tomorrow");
  act (f, "cookies.save");
  assert_cookies (f, "");
  problem = kit_find (f->window, GTK_TYPE_LABEL,
                      "Expires: this is no day and time like 2026-12-31 18:30.");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (problem)));
  type (f, "Expires", "2100-01-02 03:04");
  act (f, "cookies.save");
  assert_cookies (f, "a=1 example.com");
  g_assert_nonnull (kit_find (f->window, APP_TYPE_COOKIE_ROW, NULL));
}

static void
activate (Fixture *f, guint position)
{
  g_signal_emit_by_name (kit_find (f->window, GTK_TYPE_LIST_VIEW, NULL), "activate", position);
  kit_settle ();
}

static void
test_edit (Fixture *f, gconstpointer data)
{
  put (f, "a", "1", ".example.com");
  kit_settle ();
  activate (f, 0);
  g_assert_cmpstr (gtk_editable_get_text (kit_find (f->window, ADW_TYPE_ENTRY_ROW, "Host")), ==,
                   "example.com");
  type (f, "Value", "2");
  act (f, "cookies.save");
  assert_cookies (f, "a=2 .example.com");

  /* another name is not a second cookie */
  activate (f, 0);
  type (f, "Name", "b");
  act (f, "cookies.save");
  assert_cookies (f, "b=2 .example.com");

  activate (f, 0);
  type (f, "Value", "3");
  act (f, "cookies.cancel");
  assert_cookies (f, "b=2 .example.com");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  put (f, "a", "1", "example.com");
  put (f, "b", "2", "example.com");
  kit_settle ();
  press (f->window, "Delete Cookie");
  assert_cookies (f, "b=2 example.com");
  press (f->window, "Undo");
  assert_cookies (f, "a=1 example.com|b=2 example.com");
  act (f, "cookies.delete-all");
  assert_cookies (f, "");
  press (f->window, "Undo");
  assert_cookies (f, "a=1 example.com|b=2 example.com");
}

static guint
count_shown (Fixture *f)
{
  GtkListView *list = kit_find (f->window, GTK_TYPE_LIST_VIEW, NULL);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  GtkEditable *search = kit_find (f->window, GTK_TYPE_SEARCH_ENTRY, NULL);

  put (f, "session", "1", "example.com");
  put (f, "theme", "2", "other.org");
  gtk_editable_set_text (search, "OTHER");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_shown (f), ==, 1);
  gtk_editable_set_text (search, "nothing");
  g_signal_emit_by_name (search, "search-changed");
  kit_settle ();
  g_assert_cmpuint (count_shown (f), ==, 0);
  g_assert_true (
    gtk_widget_get_mapped (kit_find (f->window, ADW_TYPE_STATUS_PAGE, "No Cookies Found")));
}

static void
test_times (void)
{
  static const char *const right[] = { "2100-01-02", "2100-01-02 03:04", "2100-01-02 03:04:05",
                                       " 2100-01-02T03:04:05Z ", "2100-01-02T03:04:05+01:00" };
  static const char *const wrong[] = { "x", "2100", "2100-13-01", "1969-01-01", "2100-01-02 3" };
  g_autofree char *life = app_cookie_text_dup_life (0, 5);
  g_autofree char *over = app_cookie_text_dup_life (5, 5);
  gint64 expires;

  for (gsize i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *text = NULL;
      gint64 again;

      g_assert_true (app_cookie_text_parse_expires (right[i], &expires));
      text = app_cookie_text_dup_expires (expires);
      g_assert_true (app_cookie_text_parse_expires (text, &again));
      g_assert_cmpint (again, ==, expires);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (app_cookie_text_parse_expires (wrong[i], &expires));
  g_assert_true (app_cookie_text_parse_expires ("", &expires));
  g_assert_cmpint (expires, ==, 0);
  g_assert_cmpstr (life, ==, "Session");
  g_assert_cmpstr (over, ==, "Expired");
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/cookies-window/add", test_add);
  ADD ("/app/cookies-window/edit", test_edit);
  ADD ("/app/cookies-window/delete", test_delete);
  ADD ("/app/cookies-window/filter", test_filter);
  g_test_add_func ("/app/cookies-window/times", test_times);

  return g_test_run ();
}
