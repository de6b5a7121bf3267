/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/event.h"

#include <string.h>

static const char *const kind_names[] = {
  [HISTORY_KIND_NOTE] = "note",
  [HISTORY_KIND_RESOLVE] = "resolve",
  [HISTORY_KIND_CONNECT] = "connect",
  [HISTORY_KIND_TLS] = "tls",
  [HISTORY_KIND_CERTIFICATE] = "certificate",
  [HISTORY_KIND_REQUEST] = "request",
  [HISTORY_KIND_RESPONSE] = "response",
  [HISTORY_KIND_BODY] = "body",
  [HISTORY_KIND_OPEN] = "open",
  [HISTORY_KIND_MESSAGE] = "message",
  [HISTORY_KIND_PING] = "ping",
  [HISTORY_KIND_PONG] = "pong",
  [HISTORY_KIND_CLOSE] = "close",
  [HISTORY_KIND_CLOSED] = "closed",
  [HISTORY_KIND_ERROR] = "error",
  [HISTORY_KIND_GAP] = "gap",
};

const char *
history_kind_get_name (guint8 kind)
{
  if (kind >= G_N_ELEMENTS (kind_names) || kind_names[kind] == NULL)
    return "unknown";

  return kind_names[kind];
}

guint8
history_kind_from_name (const char *name)
{
  for (guint8 kind = 1; kind < G_N_ELEMENTS (kind_names); kind++)
    if (strcmp (kind_names[kind], name) == 0)
      return kind;

  return 0;
}
