/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "data.h"
#include "handshake.h"

#include <glib.h>

/* How the connection has to end. */
typedef enum
{
  CASE_CLOSED,            /* the client answers our Close with one of the codes or an empty one */
  CASE_FAILED,            /* the client fails the connection with one of the codes */
  CASE_FAILED_OR_DROPPED, /* or with an empty Close, or by leaving */
  CASE_GONE,              /* the client leaves without a frame */
  CASE_CLOSING,           /* the client closes by itself with one of the codes */
  CASE_ANY,
} CaseEnd;

/* Messages one after the other, each echoed before the next is sent. */
typedef struct
{
  DataKind data;
  gsize size;
  guint count;
  gsize cut;                    /* octets of a fragment on the wire, 0: one frame */
  const DeflateAnswer *answers; /* the first that the client offered is taken */
  guint n_answers;              /* 0: without compression */
} Rounds;

typedef struct
{
  const char *number;
  const char *title;
  const char *script;  /* see script.h */
  const char *expect;  /* what the client says before it closes; "=": every message of @script */
  const char *lenient; /* nullable: what makes it NON-STRICT */
  CaseEnd end;
  guint16 codes[4];  /* none: 1000 for CASE_CLOSED, 1002 otherwise */
  guint seconds;     /* 0: 10 */
  gboolean is_heavy; /* keeps a processor busy */
  gboolean is_informational;
  const Rounds *rounds; /* instead of @script */

  /* of the cases x.*, which look at the program too */
  const char *options; /* for the client's command line */
  const char *head;    /* the answer, HANDSHAKE_HEAD when NULL; "" sends none */
  gboolean is_unread;  /* the script starts before the request is read */
  gboolean uses_deflate;
  int exit_status;
  guint mib; /* the most that the client may have resident, 0: 32 */
} Case;

/* Returns: (transfer full) (element-type Case): all, in order. */
GArray *case_list_all (void);

/* One for each group; those of x are in case-own.h. */
void case_add_framing (GArray *cases); /* 1 to 5 */
void case_add_utf8 (GArray *cases);    /* 6 */
void case_add_close (GArray *cases);   /* 7 */
void case_add_bulk (GArray *cases);    /* 9, 10, 12, 13 */

/* Returns: whether @c is one of the 517 and not of our own. */
gboolean case_is_numbered (const Case *c);
