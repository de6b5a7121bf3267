/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/har-private.h"

#include "history/text-private.h"

#include "base/json.h"
#include "base/time.h"

#include <string.h>

#define NS_PER_MS 1e6

/* HAR's word for "does not apply". */
#define NONE (-1.0)

/* A head, cut into its lines. */
typedef struct
{
  char **start;      /* the words of the first line, three at most */
  GPtrArray *names;  /* (element-type char*) */
  GPtrArray *values; /* (element-type char*) */
  gint64 len;        /* in bytes, with the empty line */
} Head;

static void
head_init (Head *head, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  head->names = g_ptr_array_new_with_free_func (g_free);
  head->values = g_ptr_array_new_with_free_func (g_free);
  head->start = g_strsplit (lines[0] != NULL ? g_strchomp (lines[0]) : "", " ", 3);
  head->len = text != NULL ? (gint64)strlen (text) : -1;

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon == NULL)
        continue;
      g_ptr_array_add (head->names, g_strndup (lines[i], (gsize)(colon - lines[i])));
      g_ptr_array_add (head->values, g_strstrip (g_strdup (colon + 1)));
    }
}

static void
head_clear (Head *head)
{
  g_strfreev (head->start);
  g_ptr_array_unref (head->names);
  g_ptr_array_unref (head->values);
}

/* Returns: word @i of the first line, "" when there are fewer. */
static const char *
head_get_word (const Head *head, guint i)
{
  return i < g_strv_length (head->start) ? head->start[i] : "";
}

/* Returns: (nullable): the value of the first field called @name. */
static const char *
head_get (const Head *head, const char *name)
{
  for (guint i = 0; i < head->names->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (head->names, i), name) == 0)
      return g_ptr_array_index (head->values, i);

  return NULL;
}

/* Begins an object of an array. */
static void
open_item (GString *out)
{
  g_string_append (out, out->str[out->len - 1] == '[' ? "{" : ",{");
}

static void
append_pair (GString *out, const char *name, const char *value)
{
  open_item (out);
  base_json_append_member (out, "name", name);
  base_json_append_member (out, "value", value);
}

static void
open_array (GString *out, const char *name)
{
  base_json_append_name (out, name);
  g_string_append_c (out, '[');
}

static void
append_headers (GString *out, const Head *head)
{
  open_array (out, "headers");
  for (guint i = 0; i < head->names->len; i++)
    {
      append_pair (out, g_ptr_array_index (head->names, i), g_ptr_array_index (head->values, i));
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

/* Splits "name=value" at the first equals sign, in place. Returns: the value, "" without one. */
static const char *
split_pair (char *pair)
{
  char *equals = strchr (pair, '=');

  if (equals == NULL)
    return "";

  *equals = '\0';

  return equals + 1;
}

static void
append_request_cookies (GString *out, const Head *head)
{
  const char *value = head_get (head, "Cookie");
  g_auto (GStrv) pairs = g_strsplit (value != NULL ? value : "", ";", -1);

  open_array (out, "cookies");
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *name = g_strstrip (pairs[i]);
      const char *content = split_pair (name);

      append_pair (out, name, content);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_cookie_attribute (GString *out, char *attribute)
{
  char *name = g_strstrip (attribute);
  const char *value = split_pair (name);

  if (g_ascii_strcasecmp (name, "path") == 0)
    base_json_append_member (out, "path", value);
  else if (g_ascii_strcasecmp (name, "domain") == 0)
    base_json_append_member (out, "domain", value);
  else if (g_ascii_strcasecmp (name, "httponly") == 0)
    g_string_append (out, ",\"httpOnly\":true");
  else if (g_ascii_strcasecmp (name, "secure") == 0)
    g_string_append (out, ",\"secure\":true");
}

static void
append_response_cookies (GString *out, const Head *head)
{
  open_array (out, "cookies");
  for (guint i = 0; i < head->names->len; i++)
    {
      g_auto (GStrv) parts = NULL;
      const char *value;

      if (g_ascii_strcasecmp (g_ptr_array_index (head->names, i), "Set-Cookie") != 0)
        continue;

      parts = g_strsplit (g_ptr_array_index (head->values, i), ";", -1);
      if (parts[0] == NULL)
        continue;
      value = split_pair (parts[0]);
      append_pair (out, g_strstrip (parts[0]), value);
      for (guint j = 1; parts[j] != NULL; j++)
        append_cookie_attribute (out, parts[j]);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_query (GString *out, const char *url)
{
  const char *query = strchr (url, '?');
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query + 1 : "", "&", -1);

  open_array (out, "queryString");
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char *value = split_pair (pairs[i]);
      g_autofree char *name = g_uri_unescape_string (pairs[i], NULL);
      g_autofree char *content = g_uri_unescape_string (value, NULL);

      append_pair (out, name != NULL ? name : pairs[i], content != NULL ? content : value);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static char *
dup_url (const HistoryHarEntry *entry, const Head *head, const char *url)
{
  const char *host = head_get (head, "Host");

  if (entry->request == NULL || host == NULL)
    return g_strdup (url != NULL ? url : "");

  return g_strconcat (entry->is_secure ? "wss://" : "ws://", host, head_get_word (head, 1), NULL);
}

static void
append_request (GString *out, const HistoryHarEntry *entry, const char *url)
{
  g_autofree char *whole_url = NULL;
  Head head;

  head_init (&head, entry->request);
  whole_url = dup_url (entry, &head, url);

  base_json_append_name (out, "request");
  g_string_append_c (out, '{');
  base_json_append_member (out, "method",
                           entry->request != NULL ? head_get_word (&head, 0) : "GET");
  base_json_append_member (out, "url", whole_url);
  base_json_append_member (out, "httpVersion", head_get_word (&head, 2));
  append_request_cookies (out, &head);
  append_headers (out, &head);
  append_query (out, whole_url);
  base_json_append_member_int (out, "headersSize", head.len);
  base_json_append_member_int (out, "bodySize", 0);
  g_string_append_c (out, '}');
  head_clear (&head);
}

static void
append_content (GString *out, const HistoryHarEntry *entry, const Head *head)
{
  const char *type = head_get (head, "Content-Type");
  gsize len = 0;
  const guint8 *data = entry->body != NULL ? g_bytes_get_data (entry->body, &len) : NULL;

  base_json_append_name (out, "content");
  g_string_append_c (out, '{');
  base_json_append_member_int (out, "size", (gint64)len);
  base_json_append_member (out, "mimeType", type != NULL ? type : "x-unknown");
  if (len > 0)
    {
      gboolean is_text = history_text_is_valid (data, len);

      base_json_append_name (out, "text");
      if (is_text)
        base_json_append_string (out, (const char *)data, (gssize)len);
      else
        base_json_append_base64 (out, data, len);
      base_json_append_member (out, "encoding", is_text ? NULL : "base64");
    }
  g_string_append_c (out, '}');
}

static void
append_response (GString *out, const HistoryHarEntry *entry)
{
  const char *location;
  Head head;

  head_init (&head, entry->response);
  location = head_get (&head, "Location");

  base_json_append_name (out, "response");
  g_string_append_c (out, '{');
  base_json_append_member_int (out, "status", g_ascii_strtoll (head_get_word (&head, 1), NULL, 10));
  base_json_append_member (out, "statusText", head_get_word (&head, 2));
  base_json_append_member (out, "httpVersion", head_get_word (&head, 0));
  append_response_cookies (out, &head);
  append_headers (out, &head);
  append_content (out, entry, &head);
  base_json_append_member (out, "redirectURL", location != NULL ? location : "");
  base_json_append_member_int (out, "headersSize", head.len);
  base_json_append_member_int (out, "bodySize",
                               entry->body != NULL ? (gint64)g_bytes_get_size (entry->body) : -1);
  g_string_append_c (out, '}');
  head_clear (&head);
}

static void
append_ms (GString *out, const char *name, double ms)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  base_json_append_name (out, name);
  g_string_append (out, ms < 0 ? "-1" : g_ascii_formatd (text, sizeof text, "%.3f", ms));
}

/* Appends "time" and "timings". The log's timings count from the dial's beginning, those of a HAR
 * one after the other; there, "connect" includes "ssl". */
static void
append_timings (GString *out, const HistoryHarEntry *entry)
{
  double dns = NONE, connect = NONE, ssl = NONE, wait = 0;

  if (entry->responded > entry->requested && entry->requested > 0)
    wait = (double)(entry->responded - entry->requested) / NS_PER_MS;
  if (entry->timings != NULL)
    {
      double resolved = history_json_get_number (entry->timings, "resolved");
      double connected = history_json_get_number (entry->timings, "connected");
      double secured = history_json_get_number (entry->timings, "secured");

      dns = MAX (resolved, 0);
      connect = MAX (MAX (secured, connected) - dns, 0);
      ssl = secured > 0 ? MAX (secured - connected, 0) : NONE;
    }

  append_ms (out, "time", MAX (dns, 0) + MAX (connect, 0) + wait);
  base_json_append_name (out, "timings");
  g_string_append_c (out, '{');
  append_ms (out, "blocked", NONE);
  append_ms (out, "dns", dns);
  append_ms (out, "connect", connect);
  append_ms (out, "ssl", ssl);
  append_ms (out, "send", 0);
  append_ms (out, "wait", wait);
  append_ms (out, "receive", 0);
  g_string_append_c (out, '}');
}

void
history_har_entry_append (GString *out, const HistoryHarEntry *entry, const char *url)
{
  char time[BASE_TIME_MAX];

  base_time_write_utc (entry->started, time);
  base_json_append_member (out, "startedDateTime", time);
  append_timings (out, entry);
  append_request (out, entry, url);
  append_response (out, entry);
  g_string_append (out, ",\"cache\":{}");
  base_json_append_member (out, "serverIPAddress", entry->address);
  g_string_append (out, ",\"_resourceType\":\"websocket\"");
}

void
history_har_entry_clear (HistoryHarEntry *entry)
{
  g_free (entry->address);
  g_free (entry->request);
  g_free (entry->response);
  g_clear_pointer (&entry->body, g_bytes_unref);
  g_clear_pointer (&entry->timings, json_object_unref);
  memset (entry, 0, sizeof *entry);
}
