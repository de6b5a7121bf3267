/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/close-meaning.h"

#include "history/event-summary.h"

#include <glib/gi18n.h>

static const struct
{
  guint16 code;
  const char *text;
} meanings[] = {
  { 1000, N_ ("What the connection was for has been done.") },
  { 1001, N_ ("One side goes away: a server that shuts down, or a page that is left.") },
  { 1002, N_ ("Something was sent that the WebSocket protocol does not allow.") },
  { 1003, N_ ("Data of a kind was sent that cannot be accepted, such as binary instead of text.") },
  { 1005, N_ ("The Close frame was empty: no reason was given.") },
  { 1006, N_ ("The connection was lost without a Close frame.") },
  { 1007, N_ ("A message held something else than its kind says, such as text that is no UTF-8.") },
  { 1008, N_ ("A message broke a rule of the one who closed.") },
  { 1009, N_ ("A message was too big.") },
  { 1010, N_ ("The server did not agree to an extension that was needed.") },
  { 1011, N_ ("Something unexpected kept the server from going on.") },
  { 1012, N_ ("The server restarts.") },
  { 1013, N_ ("The server is overloaded. Try again later.") },
  { 1014, N_ ("A gateway got a wrong answer from the server behind it.") },
  { 1015, N_ ("The TLS handshake failed.") },
};

const char *
app_close_meaning_get (guint16 code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].code == code)
      return _ (meanings[i].text);

  if (code >= 3000 && code < 4000)
    return _ ("A code of a framework or library.");
  if (code >= 4000 && code < 5000)
    return _ ("A code of the application itself.");

  return _ ("A code that has no meaning.");
}

char *
app_close_dup_title (guint16 code)
{
  const char *name = history_close_code_get_name (code);

  return *name != '\0' ? g_strdup_printf ("%u %s", code, name) : g_strdup_printf ("%u", code);
}
