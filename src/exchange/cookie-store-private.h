/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/url.h"
#include "ws/head.h"

#include <libsoup/soup.h>

/* What is behind an ExchangeCookieJar: the cookies themselves, used by the main thread and by each
 * connection on its own thread. Every call is safe on every thread; none but
 * exchange_cookie_store_save() waits for the disk longer than a look at a small file takes. */
typedef struct _ExchangeCookieStore ExchangeCookieStore;

/* The cookies in the file at @path; one that cannot be read counts as empty.
 * @comment: a line for people at the head of the file. */
ExchangeCookieStore *exchange_cookie_store_new (const char *path, const char *comment);
ExchangeCookieStore *exchange_cookie_store_ref (ExchangeCookieStore *store);
void exchange_cookie_store_unref (ExchangeCookieStore *store);

/* @func is called on the main thread some time after each change, no matter on which thread or in
 * which process it was made, as long as @object lives. Once a store. */
void exchange_cookie_store_watch (ExchangeCookieStore *store,
                                  void (*func) (GObject *object),
                                  GObject *object);

/* Looks whether another process has changed the file. */
void exchange_cookie_store_refresh (ExchangeCookieStore *store);

/* Appends the cookies for @url to @field, the value of a Cookie field ("a=1; b=2") that may be
 * empty. A name that stands in it already stays alone: it was typed by a person. */
void
exchange_cookie_store_append_field (ExchangeCookieStore *store, const NetUrl *url, GString *field);

/* Takes the Set-Cookie fields of an answer from @url. Returns: how many of them were stored or have
 * removed one; @n_refused (nullable): how many were not taken. */
guint exchange_cookie_store_take_head (ExchangeCookieStore *store,
                                       const NetUrl *url,
                                       const WsHead *head,
                                       guint *n_refused);

/* Returns: (transfer full) (element-type SoupCookie): copies, in order of domain, path, name. */
GPtrArray *exchange_cookie_store_list (ExchangeCookieStore *store);

/* Returns: FALSE when it was not taken: for a public suffix, or there are too many. */
gboolean exchange_cookie_store_put (ExchangeCookieStore *store, SoupCookie *cookie);

/* Removes the one with the same domain, path and name. */
void exchange_cookie_store_remove (ExchangeCookieStore *store, SoupCookie *cookie);
void exchange_cookie_store_clear (ExchangeCookieStore *store);

/* Merges what has changed here into the file. Waits for the disk.
 * Returns: FALSE with @error of G_FILE_ERROR. */
gboolean exchange_cookie_store_save (ExchangeCookieStore *store, GError **error);

/* Returns: whether there is something to save. */
gboolean exchange_cookie_store_is_pending (ExchangeCookieStore *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ExchangeCookieStore, exchange_cookie_store_unref)
