/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a record of the log says happened. The numbers are stored on disk: never change or reuse
 * one. Names for people and JSON: history_kind_get_name(). */
typedef enum
{
  HISTORY_KIND_NOTE = 1,    /* data: a sentence */
  HISTORY_KIND_RESOLVE = 2, /* data: JSON {"text", "host", "addresses": []} */
  HISTORY_KIND_CONNECT = 3, /* data: JSON {"text", "address", "port"}; proxy or unix socket too */
  HISTORY_KIND_TLS = 4,     /* data: JSON {"text", "version", "cipher", "alpn"} */
  HISTORY_KIND_CERTIFICATE = 5, /* data: JSON {"text", "subject", "issuer", "not-before", ...} */
  HISTORY_KIND_REQUEST = 6,     /* data: the bytes of the request head */
  HISTORY_KIND_RESPONSE = 7,    /* data: the bytes of the response head; code: the status */
  HISTORY_KIND_BODY = 8,        /* data: the body of a refusal; code: the status */
  HISTORY_KIND_OPEN = 9, /* data: JSON {"text", "status", "subprotocol", "extensions", "timings"} */
  HISTORY_KIND_MESSAGE = 10, /* data: the message; flags: binary or text */
  HISTORY_KIND_PING = 11,    /* data */
  HISTORY_KIND_PONG = 12,    /* data; frames: round trip in microseconds, 0: unknown */
  HISTORY_KIND_CLOSE = 13,   /* a Close frame. code: 1005 without one; data: the reason */
  HISTORY_KIND_CLOSED = 14,  /* the end. code: 1000..., 1006; data: the reason; flags: clean */
  HISTORY_KIND_ERROR = 15,   /* data: a sentence */
  HISTORY_KIND_GAP = 16,     /* events that were not recorded or dropped. data: a sentence */
} HistoryKind;

typedef enum
{
  HISTORY_FLAG_OUT = 1 << 0,        /* we sent it */
  HISTORY_FLAG_BINARY = 1 << 1,     /* MESSAGE */
  HISTORY_FLAG_COMPRESSED = 1 << 2, /* MESSAGE */
  HISTORY_FLAG_CLEAN = 1 << 3,      /* CLOSED: both Close frames went over the wire */
  HISTORY_FLAG_SECRETS = 1 << 4,    /* set by the log: ranges of the data are secret */
} HistoryFlags;

typedef struct
{
  guint64 number;   /* from 1; counts on over dropped segments. Set by the log */
  guint64 time;     /* ns since the epoch */
  guint32 wire_len; /* bytes on the wire; G_MAXUINT32: that or more */
  guint32 frames;
  guint16 code;
  guint8 kind;  /* HistoryKind; a reader may meet kinds of a newer version */
  guint8 flags; /* HistoryFlags */
  guint32 len;
  /* borrowed */
  const guint8 *data;
} HistoryEvent;

/* A part of an event's data that is shown only on demand. */
typedef struct
{
  guint32 offset;
  guint32 len;
} HistoryRange;

/* Returns: e.g. "message"; "unknown" for a kind of a newer version; static. */
const char *history_kind_get_name (guint8 kind);

/* Returns: the kind called @name, 0 when there is none. */
guint8 history_kind_from_name (const char *name);

/* Appends @len bytes of an event's data to @out with "***" in place of each secret range. @ranges:
 * in any order, they may overlap and reach beyond the data. */
void history_event_append_masked (GString *out,
                                  const guint8 *data,
                                  gsize len,
                                  const HistoryRange *ranges,
                                  gsize n_ranges);
