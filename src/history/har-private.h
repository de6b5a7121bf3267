/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/json-private.h"

#include <gio/gio.h>

/* One request with its answer, as an entry of a HAR: what the events before its first message tell.
 * Times in ns since the epoch; 0: did not happen. */
typedef struct
{
  guint64 started;   /* the dial's first step */
  guint64 requested; /* the head went out */
  guint64 responded; /* the answer's head came in */
  gboolean is_secure;
  char *address;       /* of the server; nullable */
  char *request;       /* the heads as text, masked; nullable */
  char *response;      /* nullable */
  GBytes *body;        /* of a refusal; nullable */
  JsonObject *timings; /* of the event of the open connection; nullable */
} HistoryHarEntry;

void history_har_entry_clear (HistoryHarEntry *entry);

/* Appends the members of an entry from its beginning up to the place of its messages, without the
 * last brace. @url: what was asked for, if the request is not in the log; nullable. */
void history_har_entry_append (GString *out, const HistoryHarEntry *entry, const char *url);
