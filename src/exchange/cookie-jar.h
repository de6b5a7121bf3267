/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The cookies of one workspace (RFC 6265), kept in $XDG_DATA_HOME/noctule/cookies/ with 0600, never
 * in the workspace: a file in the format of Netscape and curl. A GListModel of ExchangeCookie in
 * order of domain, path and name. Saved soon after a change, by exchange_cookie_jar_flush() and
 * with the last reference; what another process changes is merged, cookie by cookie. Main thread
 * only.
 *
 * A request that exchange_resolve_request() has made with a jar sends what is in it when the
 * request goes out, at each redirect anew, and stores what each answer sets: whoever opens a
 * connection has nothing to do for it.
 *
 * Signal "save-failed" (message): tried again with the next change and the next flush. */
#define EXCHANGE_TYPE_COOKIE_JAR (exchange_cookie_jar_get_type ())
G_DECLARE_FINAL_TYPE (ExchangeCookieJar, exchange_cookie_jar, EXCHANGE, COOKIE_JAR, GObject)

/* One cookie: immutable; to edit one, replace it. */
#define EXCHANGE_TYPE_COOKIE (exchange_cookie_get_type ())
G_DECLARE_FINAL_TYPE (ExchangeCookie, exchange_cookie, EXCHANGE, COOKIE, GObject)

typedef struct
{
  const char *name;
  const char *value;
  const char *domain; /* ".example.com": with its subdomains; "example.com": this host alone */
  const char *path;   /* "/" */
  gint64 expires;     /* seconds since the epoch; 0: with the session, which is kept all the same
                         until it is deleted by hand */
  gboolean is_secure;
  gboolean is_http_only;
} ExchangeCookieData;

/* Returns: borrowed, lives as long as the cookie. */
const ExchangeCookieData *exchange_cookie_get_data (ExchangeCookie *cookie);

/* @workspace_folder: whose cookies they are; several jars of one workspace, also in several
 * processes, are in step. A file that cannot be read counts as empty. */
ExchangeCookieJar *exchange_cookie_jar_open (const char *workspace_folder);

/* Returns: (transfer full) (nullable): the value of the Cookie field for @url (ws, wss, http or
 * https), "a=1; b=2"; NULL when no cookie fits. */
char *exchange_cookie_jar_dup_header (ExchangeCookieJar *jar, const char *url);

/* Takes the Set-Cookie fields of a response head that came from @url. Cookies for other hosts and
 * for public suffixes are left out. Returns: how many were stored or removed. */
guint exchange_cookie_jar_take_head (ExchangeCookieJar *jar,
                                     const char *url,
                                     const guint8 *head,
                                     gsize len);

/* Adds a cookie or replaces the one with the same name, domain and path; to change one of these,
 * remove the old one too. Returns: FALSE with @error of EXCHANGE_ERROR_USAGE, a sentence that
 * begins with the field at fault ("Name: ..."). */
gboolean
exchange_cookie_jar_put (ExchangeCookieJar *jar, const ExchangeCookieData *data, GError **error);
void exchange_cookie_jar_remove (ExchangeCookieJar *jar, ExchangeCookie *cookie);
void exchange_cookie_jar_clear (ExchangeCookieJar *jar);

/* Writes what is waiting; waits for the disk. Returns: FALSE with @error of G_FILE_ERROR. */
gboolean exchange_cookie_jar_flush (ExchangeCookieJar *jar, GError **error);
