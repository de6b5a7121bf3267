/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/http-head.h"
#include "history/reader.h"

/* What the log of a connection says about its handshake: the last one, after redirects. Read in a
 * thread. */
typedef struct
{
  AppHttpHead *head; /* of the answer; nullable: none came */
  GString *request; /* the head as it was sent, lines that end with a newline, secrets masked; "" */
  char *summary;    /* connection.json, nullable */
  guint64 body;     /* number of the event with the body of a refusal, 0: none */
  gint64 open_us;   /* until it was open, 0: never */
  gboolean has_certificate;
  gboolean is_live; /* it is being recorded */
} AppAnswer;

/* Returns: (transfer full): NULL with @error; a log that has just begun has an empty answer. */
AppAnswer *app_answer_load (const char *folder, GCancellable *cancellable, GError **error);

void app_answer_free (AppAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppAnswer, app_answer_free)
