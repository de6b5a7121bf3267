/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/cookie-store-private.h"

#include "base/file.h"
#include "exchange/cookie-file-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* RFC 6265 section 6.1 asks for 3000 at least; name and value of one for 4096 bytes at least. */
#define COOKIES_MAX 3000
#define COOKIE_MAX  4096

/* Of a whole Set-Cookie field: the attributes of one are looked at in pairs. */
#define FIELD_MAX 8192

/* What tells one version of the file from another. */
typedef struct
{
  guint64 inode;
  gint64 size;
  gint64 changed; /* ns */
} Version;

struct _ExchangeCookieStore
{
  gatomicrefcount ref_count;
  GMutex lock;
  GWeakRef watcher;
  void (*on_change) (GObject *object);
  gint is_change_told; /* atomic: a call of @on_change is on its way */

  char *folder;
  char *path;
  char *comment;

  /* under @lock */
  SoupCookieJar *jar;
  GHashTable *pending; /* key -> SoupCookie, NULL where it was removed: not in the file yet */
  Version version;     /* of the file when it was read */
  guint n_cookies;     /* in the jar */
  guint n_changes;     /* heard from the jar since it was last looked at */
  gboolean is_loading;
};

static char *
dup_key (SoupCookie *cookie)
{
  return g_strjoin ("\t", soup_cookie_get_domain (cookie), soup_cookie_get_path (cookie),
                    soup_cookie_get_name (cookie), NULL);
}

static void
cookie_free (gpointer data)
{
  if (data != NULL)
    soup_cookie_free (data);
}

static GHashTable *
pending_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, cookie_free);
}

static gboolean
on_change_due (gpointer user_data)
{
  ExchangeCookieStore *store = user_data;
  g_autoptr (GObject) watcher = g_weak_ref_get (&store->watcher);

  g_atomic_int_set (&store->is_change_told, 0);
  if (watcher != NULL)
    store->on_change (watcher);

  return G_SOURCE_REMOVE;
}

static void
tell_change (ExchangeCookieStore *store)
{
  if (store->on_change == NULL || !g_atomic_int_compare_and_exchange (&store->is_change_told, 0, 1))
    return;

  g_idle_add_full (G_PRIORITY_DEFAULT, on_change_due, exchange_cookie_store_ref (store),
                   (GDestroyNotify)exchange_cookie_store_unref);
}

/* The jar also says which cookie has expired. */
static void
on_jar_changed (SoupCookieJar *jar,
                SoupCookie *old_cookie,
                SoupCookie *new_cookie,
                ExchangeCookieStore *store)
{
  store->n_cookies += (new_cookie != NULL) - (old_cookie != NULL);
  if (store->is_loading)
    return;

  store->n_changes++;
  g_hash_table_replace (store->pending, dup_key (new_cookie != NULL ? new_cookie : old_cookie),
                        new_cookie != NULL ? soup_cookie_copy (new_cookie) : NULL);
}

static Version
get_version (const char *path)
{
  GStatBuf buf;

  if (g_stat (path, &buf) != 0)
    return (Version){ 0 };

  return (Version){
    .inode = buf.st_ino,
    .size = buf.st_size,
    .changed = (gint64)buf.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + buf.st_mtim.tv_nsec,
  };
}

static gboolean
is_same_version (const Version *a, const Version *b)
{
  return a->inode == b->inode && a->size == b->size && a->changed == b->changed;
}

static void
remove_by_key (SoupCookieJar *jar, const char *key)
{
  GSList *cookies = soup_cookie_jar_all_cookies (jar);

  for (GSList *link = cookies; link != NULL; link = link->next)
    {
      g_autofree char *other = dup_key (link->data);

      if (strcmp (other, key) == 0)
        soup_cookie_jar_delete_cookie (jar, link->data);
    }
  g_slist_free_full (cookies, cookie_free);
}

static void
apply_pending (ExchangeCookieStore *store)
{
  GHashTableIter iter;
  gpointer key, cookie;

  g_hash_table_iter_init (&iter, store->pending);
  while (g_hash_table_iter_next (&iter, &key, &cookie))
    {
      if (cookie != NULL)
        soup_cookie_jar_add_cookie (store->jar, soup_cookie_copy (cookie));
      else
        remove_by_key (store->jar, key);
    }
}

/* Reads the file anew, with what is pending over it. */
static void
load (ExchangeCookieStore *store)
{
  g_autofree char *text = NULL;

  store->version = get_version (store->path);
  g_clear_object (&store->jar);
  store->jar = soup_cookie_jar_new ();
  store->n_cookies = 0;
  g_signal_connect (store->jar, "changed", G_CALLBACK (on_jar_changed), store);

  store->is_loading = TRUE;
  if (g_file_get_contents (store->path, &text, NULL, NULL))
    {
      g_autoptr (GPtrArray) cookies = exchange_cookie_file_parse (text);

      for (guint i = 0; i < cookies->len; i++)
        soup_cookie_jar_add_cookie (store->jar, soup_cookie_copy (cookies->pdata[i]));
    }
  apply_pending (store);
  store->is_loading = FALSE;
}

static void
load_if_changed (ExchangeCookieStore *store)
{
  Version now = get_version (store->path);

  if (is_same_version (&now, &store->version))
    return;

  load (store);
  tell_change (store);
}

ExchangeCookieStore *
exchange_cookie_store_new (const char *path, const char *comment)
{
  ExchangeCookieStore *store = g_new0 (ExchangeCookieStore, 1);

  g_atomic_ref_count_init (&store->ref_count);
  g_mutex_init (&store->lock);
  g_weak_ref_init (&store->watcher, NULL);
  store->folder = g_path_get_dirname (path);
  store->path = g_strdup (path);
  store->comment = g_strdup (comment);
  store->pending = pending_new ();
  load (store);

  return store;
}

ExchangeCookieStore *
exchange_cookie_store_ref (ExchangeCookieStore *store)
{
  g_atomic_ref_count_inc (&store->ref_count);

  return store;
}

void
exchange_cookie_store_unref (ExchangeCookieStore *store)
{
  if (!g_atomic_ref_count_dec (&store->ref_count))
    return;

  g_signal_handlers_disconnect_by_data (store->jar, store);
  g_object_unref (store->jar);
  g_hash_table_unref (store->pending);
  g_weak_ref_clear (&store->watcher);
  g_mutex_clear (&store->lock);
  g_free (store->folder);
  g_free (store->path);
  g_free (store->comment);
  g_free (store);
}

void
exchange_cookie_store_watch (ExchangeCookieStore *store,
                             void (*func) (GObject *object),
                             GObject *object)
{
  store->on_change = func;
  g_weak_ref_set (&store->watcher, object);
}

void
exchange_cookie_store_refresh (ExchangeCookieStore *store)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  load_if_changed (store);
}

/* A WebSocket has the cookies of HTTP (RFC 6455 section 4.1, RFC 6265 section 5.4). */
static GUri *
uri_new (const NetUrl *url)
{
  g_autofree char *path = g_strndup (url->target, strcspn (url->target, "?"));

  return g_uri_build (SOUP_HTTP_URI_FLAGS, url->is_secure ? "https" : "http", NULL, url->host,
                      url->port, path, NULL, NULL);
}

/* Whether a cookie called @name stands in "a=1; b=2". */
static gboolean
has_name (const char *field, const char *name)
{
  gsize len = strlen (name);

  while (*field != '\0')
    {
      field += strspn (field, "; \t");
      if (strncmp (field, name, len) == 0 && field[len + strspn (field + len, " \t")] == '=')
        return TRUE;
      field += strcspn (field, ";");
    }

  return FALSE;
}

/* RFC 6265 section 5.4: longer paths first. When a cookie was made is not kept: by name then, so
 * that it is always the same. */
static int
compare_in_field (gconstpointer a, gconstpointer b)
{
  SoupCookie *one = (SoupCookie *)a, *two = (SoupCookie *)b;
  gsize len = strlen (soup_cookie_get_path (one)), other = strlen (soup_cookie_get_path (two));

  if (len != other)
    return len > other ? -1 : 1;

  return strcmp (soup_cookie_get_name (one), soup_cookie_get_name (two));
}

void
exchange_cookie_store_append_field (ExchangeCookieStore *store, const NetUrl *url, GString *field)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  g_autoptr (GUri) uri = uri_new (url);
  g_autofree char *typed = g_strdup (field->str);
  GSList *cookies;

  load_if_changed (store);
  store->n_changes = 0;
  cookies = g_slist_sort (soup_cookie_jar_get_cookie_list (store->jar, uri, TRUE),
                          compare_in_field);
  for (GSList *link = cookies; link != NULL; link = link->next)
    {
      const char *name = soup_cookie_get_name (link->data);

      if (!has_name (typed, name))
        g_string_append_printf (field, "%s%s=%s", field->len > 0 ? "; " : "", name,
                                soup_cookie_get_value (link->data));
    }
  g_slist_free_full (cookies, cookie_free);
  if (store->n_changes > 0)
    tell_change (store);
}

/* RFC 6265 section 5.2 ignores a cookie without a name. */
static gboolean
is_sound (SoupCookie *cookie)
{
  const char *name = soup_cookie_get_name (cookie);
  const char *value = soup_cookie_get_value (cookie);

  return *name != '\0' && strlen (name) + strlen (value) <= COOKIE_MAX &&
         exchange_cookie_file_can_hold (name) && exchange_cookie_file_can_hold (value) &&
         exchange_cookie_file_can_hold (soup_cookie_get_path (cookie)) &&
         exchange_cookie_file_can_hold (soup_cookie_get_domain (cookie));
}

/* @uri: nullable: where it comes from. Returns: whether it was taken. */
static gboolean
add (ExchangeCookieStore *store, SoupCookie *cookie, GUri *uri)
{
  if (!is_sound (cookie) || store->n_cookies >= COOKIES_MAX)
    return FALSE;

  store->n_changes = 0;
  soup_cookie_jar_add_cookie_full (store->jar, soup_cookie_copy (cookie), uri, NULL);

  return store->n_changes > 0;
}

/* Returns: how long the name of an attribute is; libsoup takes "Path =" for "Path=". */
static gsize
get_name_length (const char *attribute)
{
  gsize len = strcspn (attribute, "=");

  while (len > 0 && g_ascii_isspace (attribute[len - 1]))
    len--;

  return len;
}

static gboolean
is_same_attribute (const char *a, const char *b)
{
  gsize len = get_name_length (a);

  return len == get_name_length (b) && g_ascii_strncasecmp (a, b, len) == 0;
}

/* Of several attributes of one name the last holds (RFC 6265 section 5.3), and libsoup forgets to
 * free the others.
 * Returns: (transfer full): @field with the last of each alone. */
static char *
dup_last_attributes (const char *field)
{
  g_auto (GStrv) parts = g_strsplit (field, ";", -1);
  GString *kept = g_string_new (parts[0]);

  for (gsize i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      gboolean is_last = TRUE;

      (void)g_strstrip (parts[i]);
      for (gsize k = i + 1; parts[k] != NULL && is_last; k++)
        is_last = !is_same_attribute (parts[i], g_strstrip (parts[k]));
      if (is_last)
        g_string_append_printf (kept, "; %s", parts[i]);
    }

  return g_string_free (kept, FALSE);
}

/* Returns: (transfer full) (nullable): what a Set-Cookie field from @uri says. */
static SoupCookie *
parse (const char *field, GUri *uri)
{
  g_autofree char *text = NULL;

  /* libsoup would end the value at a control character, and what is too long is not stored */
  if (!exchange_cookie_file_can_hold (field) || strlen (field) > FIELD_MAX)
    return NULL;

  text = dup_last_attributes (field);

  return soup_cookie_parse (text, uri);
}

/* A cookie that has expired is there to remove one, which need not be there. */
static gboolean
is_removal (SoupCookie *cookie)
{
  GDateTime *expires = soup_cookie_get_expires (cookie);

  return expires != NULL && g_date_time_to_unix (expires) <= g_get_real_time () / G_USEC_PER_SEC;
}

guint
exchange_cookie_store_take_head (ExchangeCookieStore *store,
                                 const NetUrl *url,
                                 const WsHead *head,
                                 guint *n_refused)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  g_autoptr (GUri) uri = uri_new (url);
  guint n_taken = 0, n_not = 0;

  load_if_changed (store);
  for (size_t i = 0; i < head->n_headers; i++)
    {
      g_autoptr (SoupCookie) cookie = NULL;

      if (g_ascii_strcasecmp (head->headers[i].name, "Set-Cookie") != 0)
        continue;

      cookie = parse (head->headers[i].value, uri);
      if (cookie != NULL && add (store, cookie, uri))
        n_taken++;
      else if (cookie == NULL || !is_removal (cookie))
        n_not++;
    }
  if (n_taken > 0)
    tell_change (store);
  if (n_refused != NULL)
    *n_refused = n_not;

  return n_taken;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  SoupCookie *one = *(SoupCookie *const *)a;
  SoupCookie *two = *(SoupCookie *const *)b;
  const char *domain = soup_cookie_get_domain (one);
  const char *other = soup_cookie_get_domain (two);
  int order = strcmp (domain + (*domain == '.'), other + (*other == '.'));

  if (order == 0)
    order = strcmp (domain, other);
  if (order == 0)
    order = strcmp (soup_cookie_get_path (one), soup_cookie_get_path (two));

  return order != 0 ? order : strcmp (soup_cookie_get_name (one), soup_cookie_get_name (two));
}

static GPtrArray *
list (ExchangeCookieStore *store)
{
  GPtrArray *cookies = g_ptr_array_new_with_free_func (cookie_free);
  GSList *all = soup_cookie_jar_all_cookies (store->jar);

  for (GSList *link = all; link != NULL; link = link->next)
    g_ptr_array_add (cookies, link->data);
  g_slist_free (all);
  g_ptr_array_sort (cookies, compare);

  return cookies;
}

GPtrArray *
exchange_cookie_store_list (ExchangeCookieStore *store)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  return list (store);
}

gboolean
exchange_cookie_store_put (ExchangeCookieStore *store, SoupCookie *cookie)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  gboolean is_taken;

  load_if_changed (store);
  is_taken = add (store, cookie, NULL);
  if (is_taken)
    tell_change (store);

  return is_taken;
}

void
exchange_cookie_store_remove (ExchangeCookieStore *store, SoupCookie *cookie)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  g_autofree char *key = dup_key (cookie);

  load_if_changed (store);
  remove_by_key (store->jar, key);
  tell_change (store);
}

void
exchange_cookie_store_clear (ExchangeCookieStore *store)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  GSList *cookies;

  load_if_changed (store);
  cookies = soup_cookie_jar_all_cookies (store->jar);
  for (GSList *link = cookies; link != NULL; link = link->next)
    soup_cookie_jar_delete_cookie (store->jar, link->data);
  g_slist_free_full (cookies, cookie_free);
  tell_change (store);
}

gboolean
exchange_cookie_store_is_pending (ExchangeCookieStore *store)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  return g_hash_table_size (store->pending) > 0;
}

/* Returns: (transfer full): the file as it is to be. @taken: what of it was pending. */
static char *
dup_text (ExchangeCookieStore *store, GHashTable **taken)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);
  g_autoptr (GPtrArray) cookies = NULL;
  GString *text = g_string_new ("# Netscape HTTP Cookie File\n");

  load_if_changed (store);
  g_string_append_printf (text, "# %s\n", store->comment);
  cookies = list (store);
  for (guint i = 0; i < cookies->len; i++)
    exchange_cookie_file_append (text, cookies->pdata[i]);
  *taken = g_steal_pointer (&store->pending);
  store->pending = pending_new ();

  return g_string_free (text, FALSE);
}

/* What could not be written waits again, unless it has changed once more. */
static void
give_back (ExchangeCookieStore *store, GHashTable *taken)
{
  GHashTableIter iter;
  gpointer key, cookie;

  g_hash_table_iter_init (&iter, taken);
  while (g_hash_table_iter_next (&iter, &key, &cookie))
    if (!g_hash_table_contains (store->pending, key))
      g_hash_table_insert (store->pending, g_strdup (key),
                           cookie != NULL ? soup_cookie_copy (cookie) : NULL);
}

/* The folder's lock is held, @store's is not while the disk is waited for. */
static gboolean
write_file (ExchangeCookieStore *store, GError **error)
{
  g_autoptr (GHashTable) taken = NULL;
  g_autofree char *text = dup_text (store, &taken);
  gboolean is_written = base_file_replace (store->path, text, strlen (text), error);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&store->lock);

  if (is_written)
    store->version = get_version (store->path);
  else
    give_back (store, taken);

  return is_written;
}

gboolean
exchange_cookie_store_save (ExchangeCookieStore *store, GError **error)
{
  gboolean is_saved;
  int lock;

  if (!exchange_cookie_store_is_pending (store))
    return TRUE;

  lock = base_file_lock_folder (store->folder, error);
  if (lock < 0)
    return FALSE;

  is_saved = write_file (store, error);
  (void)close (lock);

  return is_saved;
}
