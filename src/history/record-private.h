/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/event.h"

/* The bytes of an index file and of a secrets file (docs/formats.md): little endian, fixed sizes,
 * so that the n-th record is found by counting. */

#define HISTORY_VERSION    1
#define HISTORY_HEAD_LEN   64
#define HISTORY_RECORD_LEN 32UL
#define HISTORY_SECRET_LEN 16

/* Where in a record kind and flags stand, for those who look at nothing else of very many. */
#define HISTORY_RECORD_KIND  24
#define HISTORY_RECORD_FLAGS 25

/* A log counts its events up to this; far from where the arithmetic on numbers would wrap. */
#define HISTORY_NUMBER_MAX (G_GUINT64_CONSTANT (1) << 62)

/* The head of an index file. */
typedef struct
{
  guint32 version;
  guint32 segment; /* from 1 */
  guint64 first;   /* the number of its first event */
  guint64 time;    /* ns since the epoch: when it was begun */
} HistoryHead;

/* @out: HISTORY_HEAD_LEN bytes. The version is always HISTORY_VERSION. */
void history_head_write (guint8 *out, const HistoryHead *head);

/* @in: HISTORY_HEAD_LEN bytes. Returns: FALSE when they are no head of an index or count from
 * nowhere; the version is for the caller to judge. */
gboolean history_head_read (const guint8 *in, HistoryHead *head);

/* @out: HISTORY_RECORD_LEN bytes. @offset: where the data begins in the data file. */
void history_record_write (guint8 *out, const HistoryEvent *event, guint64 offset);

/* @in: HISTORY_RECORD_LEN bytes. Leaves @event's number and data alone.
 * Returns: where the data begins in the data file. */
guint64 history_record_read (const guint8 *in, HistoryEvent *event);

/* A line of the secrets file. @out, @in: HISTORY_SECRET_LEN bytes. Reading returns the number. */
void history_secret_write (guint8 *out, guint64 number, const HistoryRange *range);
guint64 history_secret_read (const guint8 *in, HistoryRange *range);
