/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "case.h"
#include "script.h"

#include <glib.h>

/* What came of one case, seen from the server. */
typedef struct
{
  GArray *heard;             /* (element-type Step): messages, pings, pongs, pauses, in order */
  const char *fault;         /* nullable, static: the rule that the client broke */
  gboolean was_opened;       /* the handshake was sent */
  gboolean has_no_deflate;   /* the client's offer did not fit the case */
  gboolean has_timed_out;    /* what had to come did not come */
  guint16 code;              /* of the client's Close, 1005: an empty one, 0: none */
  gboolean has_closed_first; /* its Close came before ours */
  gboolean has_left_first;   /* it ended TCP after its Close, before we did */
  gboolean has_stayed;       /* it did not end TCP after we did */
} Record;

/* Returns: (element-type Step): what @expect says; "=" are the messages of @script. */
GArray *play_parse_expect (const char *expect, const char *script);

/* Returns: whether @heard is what @expected says. */
gboolean play_is_same (GArray *heard, GArray *expected);

/* Plays the server of @c on the connected @fd (taken over) until TCP has ended. */
void play_case (const Case *c, int fd, Record *record);

void play_record_clear (Record *record);
