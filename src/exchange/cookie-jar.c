/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-jar-private.h"

#include "exchange/cookie-private.h"
#include "exchange/error.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

/* A head sets many cookies at once, and what a page sets comes soon after. */
#define SAVE_DELAY_MS 200

/* Of the name of a file: as many letters of the workspace's name as help, as many digits of the
 * checksum of its path as keep two apart. */
#define SLUG_MAX   32
#define DIGITS_LEN 16

struct _ExchangeCookieJar
{
  GObject parent_instance;

  ExchangeCookieStore *store;
  GPtrArray *cookies; /* (element-type ExchangeCookie) */
  GFileMonitor *monitor;
  char *path;
  guint save_id;
  guint watch_id;
};

enum
{
  SIGNAL_SAVE_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return EXCHANGE_TYPE_COOKIE;
}

static guint
get_n_items (GListModel *model)
{
  return EXCHANGE_COOKIE_JAR (model)->cookies->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  const GPtrArray *cookies = EXCHANGE_COOKIE_JAR (model)->cookies;

  return position < cookies->len ? g_object_ref (cookies->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ExchangeCookieJar,
                               exchange_cookie_jar,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GPtrArray *
dup_cookies (ExchangeCookieStore *store)
{
  GPtrArray *cookies = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) soups = exchange_cookie_store_list (store);

  for (guint i = 0; i < soups->len; i++)
    g_ptr_array_add (cookies, exchange_cookie_new (soups->pdata[i]));

  return cookies;
}

/* Takes the old object where nothing has changed, so that whoever shows it stays with it.
 * Returns: whether it could. */
static gboolean
keep_same (GPtrArray *old, guint i, GPtrArray *now, guint k)
{
  if (!exchange_cookie_is_same (old->pdata[i], now->pdata[k]))
    return FALSE;

  g_object_unref (now->pdata[k]);
  now->pdata[k] = g_object_ref (old->pdata[i]);

  return TRUE;
}

/* One change in the middle, between what is the same at both ends. */
static void
show_cookies (ExchangeCookieJar *jar)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&jar->cookies);
  GPtrArray *now = dup_cookies (jar->store);
  guint shorter = MIN (old->len, now->len), before = 0, behind = 0;

  while (before < shorter && keep_same (old, before, now, before))
    before++;
  while (behind < shorter - before &&
         keep_same (old, old->len - 1 - behind, now, now->len - 1 - behind))
    behind++;

  jar->cookies = now;
  if (before < old->len || before < now->len)
    g_list_model_items_changed (G_LIST_MODEL (jar), before, old->len - before - behind,
                                now->len - before - behind);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (exchange_cookie_store_save (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (source, signals[SIGNAL_SAVE_FAILED], 0, error->message);
}

static gboolean
on_save_due (gpointer user_data)
{
  ExchangeCookieJar *jar = user_data;
  g_autoptr (GTask) task = g_task_new (jar, NULL, on_saved, NULL);

  jar->save_id = 0;
  g_task_set_task_data (task, exchange_cookie_store_ref (jar->store),
                        (GDestroyNotify)exchange_cookie_store_unref);
  g_task_run_in_thread (task, save_in_thread);

  return G_SOURCE_REMOVE;
}

static void
on_store_changed (GObject *object)
{
  ExchangeCookieJar *jar = EXCHANGE_COOKIE_JAR (object);

  if (jar->save_id == 0 && exchange_cookie_store_is_pending (jar->store))
    jar->save_id = g_timeout_add (SAVE_DELAY_MS, on_save_due, jar);
  show_cookies (jar);
}

static void
on_file_changed (ExchangeCookieJar *jar)
{
  exchange_cookie_store_refresh (jar->store);
}

/* A monitor costs a thread: a program that does not stay has none. */
static gboolean
on_watch_due (gpointer user_data)
{
  ExchangeCookieJar *jar = user_data;
  g_autoptr (GFile) file = g_file_new_for_path (jar->path);
  g_autofree char *folder = g_path_get_dirname (jar->path);

  jar->watch_id = 0;
  /* a folder that is not there would be looked for again and again */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return G_SOURCE_REMOVE;

  jar->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (jar->monitor != NULL)
    g_signal_connect_object (jar->monitor, "changed", G_CALLBACK (on_file_changed), jar,
                             G_CONNECT_SWAPPED);
  exchange_cookie_store_refresh (jar->store);

  return G_SOURCE_REMOVE;
}

static void
exchange_cookie_jar_dispose (GObject *object)
{
  ExchangeCookieJar *jar = EXCHANGE_COOKIE_JAR (object);

  g_clear_handle_id (&jar->watch_id, g_source_remove);
  g_clear_handle_id (&jar->save_id, g_source_remove);
  g_clear_object (&jar->monitor);
  (void)exchange_cookie_store_save (jar->store, NULL);

  G_OBJECT_CLASS (exchange_cookie_jar_parent_class)->dispose (object);
}

static void
exchange_cookie_jar_finalize (GObject *object)
{
  ExchangeCookieJar *jar = EXCHANGE_COOKIE_JAR (object);

  exchange_cookie_store_unref (jar->store);
  g_ptr_array_unref (jar->cookies);
  g_free (jar->path);

  G_OBJECT_CLASS (exchange_cookie_jar_parent_class)->finalize (object);
}

static void
exchange_cookie_jar_class_init (ExchangeCookieJarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = exchange_cookie_jar_dispose;
  object_class->finalize = exchange_cookie_jar_finalize;

  signals[SIGNAL_SAVE_FAILED] = g_signal_new ("save-failed", EXCHANGE_TYPE_COOKIE_JAR,
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              1, G_TYPE_STRING);
}

static void
exchange_cookie_jar_init (ExchangeCookieJar *jar)
{
}

/* Returns: (transfer full): the same for every way that leads to @folder. */
static char *
dup_path (const char *folder)
{
  char *real = realpath (folder, NULL);
  g_autofree char *whole = real != NULL ? g_strdup (real) : g_canonicalize_filename (folder, NULL);
  g_autofree char *name = g_path_get_basename (whole);
  g_autofree char *slug = g_strndup (name, SLUG_MAX);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
  g_autofree char *file = NULL;

  free (real);
  (void)g_strcanon (slug, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '-');
  file = g_strdup_printf ("%s-%.*s.txt", slug, DIGITS_LEN, sum);

  return g_build_filename (g_get_user_data_dir (), "noctule", "cookies", file, NULL);
}

ExchangeCookieJar *
exchange_cookie_jar_open (const char *workspace_folder)
{
  ExchangeCookieJar *jar = g_object_new (EXCHANGE_TYPE_COOKIE_JAR, NULL);
  g_autofree char *comment = g_strdup_printf ("Of the workspace in %s", workspace_folder);

  /* a file name may have any byte in it but this one would end the line */
  (void)g_strdelimit (comment, "\r\n", ' ');
  jar->path = dup_path (workspace_folder);
  jar->store = exchange_cookie_store_new (jar->path, comment);
  jar->cookies = dup_cookies (jar->store);
  exchange_cookie_store_watch (jar->store, on_store_changed, G_OBJECT (jar));
  jar->watch_id = g_idle_add (on_watch_due, jar);

  return jar;
}

char *
exchange_cookie_jar_dup_header (ExchangeCookieJar *jar, const char *url)
{
  g_autoptr (NetUrl) parsed = net_url_parse (url, NULL);
  g_autoptr (GString) field = g_string_new (NULL);

  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), NULL);

  if (parsed != NULL)
    exchange_cookie_store_append_field (jar->store, parsed, field);

  return field->len > 0 ? g_string_free (g_steal_pointer (&field), FALSE) : NULL;
}

guint
exchange_cookie_jar_take_head (ExchangeCookieJar *jar,
                               const char *url,
                               const guint8 *head,
                               gsize len)
{
  const WsHeadLimits limits = { G_MAXUINT32, G_MAXUINT32 };
  g_autoptr (NetUrl) parsed = net_url_parse (url, NULL);
  WsHead answer = { 0 };
  size_t scanned = 0;
  guint n_taken = 0;

  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), 0);

  if (parsed != NULL &&
      ws_head_read (WS_HEAD_RESPONSE, head, len, &limits, &scanned, &answer) == WS_OK)
    n_taken = exchange_cookie_store_take_head (jar->store, parsed, &answer, NULL);
  ws_head_clear (&answer);

  return n_taken;
}

gboolean
exchange_cookie_jar_put (ExchangeCookieJar *jar, const ExchangeCookieData *data, GError **error)
{
  g_autoptr (SoupCookie) soup = NULL;

  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), FALSE);

  soup = exchange_cookie_dup_soup (data, error);
  if (soup == NULL)
    return FALSE;
  if (exchange_cookie_store_put (jar->store, soup))
    {
      on_store_changed (G_OBJECT (jar));
      return TRUE;
    }

  g_set_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE,
               "Domain: “%s” belongs to the public, or the cookie is too large, or there are too "
               "many.",
               data->domain);

  return FALSE;
}

void
exchange_cookie_jar_remove (ExchangeCookieJar *jar, ExchangeCookie *cookie)
{
  g_return_if_fail (EXCHANGE_IS_COOKIE_JAR (jar));

  exchange_cookie_store_remove (jar->store, exchange_cookie_get_soup (cookie));
  on_store_changed (G_OBJECT (jar));
}

void
exchange_cookie_jar_clear (ExchangeCookieJar *jar)
{
  g_return_if_fail (EXCHANGE_IS_COOKIE_JAR (jar));

  exchange_cookie_store_clear (jar->store);
  on_store_changed (G_OBJECT (jar));
}

gboolean
exchange_cookie_jar_flush (ExchangeCookieJar *jar, GError **error)
{
  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), FALSE);

  g_clear_handle_id (&jar->save_id, g_source_remove);

  return exchange_cookie_store_save (jar->store, error);
}

ExchangeCookieStore *
exchange_cookie_jar_get_store (ExchangeCookieJar *jar)
{
  return jar->store;
}
