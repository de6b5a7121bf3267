/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/record-private.h"

#include <string.h>

static const guint8 magic[8] = { 'N', 'o', 'c', 't', 'u', 'l', 'o', 'g' };

static void
put_16 (guint8 *out, guint16 value)
{
  value = GUINT16_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static void
put_32 (guint8 *out, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static void
put_64 (guint8 *out, guint64 value)
{
  value = GUINT64_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static guint16
get_16 (const guint8 *in)
{
  guint16 value;

  memcpy (&value, in, sizeof value);

  return GUINT16_FROM_LE (value);
}

static guint32
get_32 (const guint8 *in)
{
  guint32 value;

  memcpy (&value, in, sizeof value);

  return GUINT32_FROM_LE (value);
}

static guint64
get_64 (const guint8 *in)
{
  guint64 value;

  memcpy (&value, in, sizeof value);

  return GUINT64_FROM_LE (value);
}

void
history_head_write (guint8 *out, const HistoryHead *head)
{
  memset (out, 0, HISTORY_HEAD_LEN);
  memcpy (out, magic, sizeof magic);
  put_32 (out + 8, HISTORY_VERSION);
  put_16 (out + 12, HISTORY_HEAD_LEN);
  put_16 (out + 14, HISTORY_RECORD_LEN);
  put_64 (out + 16, head->first);
  put_64 (out + 24, head->time);
  put_32 (out + 32, head->segment);
}

gboolean
history_head_read (const guint8 *in, HistoryHead *head)
{
  if (memcmp (in, magic, sizeof magic) != 0)
    return FALSE;

  head->version = get_32 (in + 8);
  head->first = get_64 (in + 16);
  head->time = get_64 (in + 24);
  head->segment = get_32 (in + 32);

  /* what follows the version may mean something else in a newer one */
  if (head->version != HISTORY_VERSION)
    return TRUE;

  return get_16 (in + 12) == HISTORY_HEAD_LEN && get_16 (in + 14) == HISTORY_RECORD_LEN &&
         head->first > 0 && head->first <= HISTORY_NUMBER_MAX;
}

void
history_record_write (guint8 *out, const HistoryEvent *event, guint64 offset)
{
  put_64 (out, offset);
  put_32 (out + 8, event->len);
  put_32 (out + 12, event->wire_len);
  put_64 (out + 16, event->time);
  out[HISTORY_RECORD_KIND] = event->kind;
  out[HISTORY_RECORD_FLAGS] = event->flags;
  put_16 (out + 26, event->code);
  put_32 (out + 28, event->frames);
}

guint64
history_record_read (const guint8 *in, HistoryEvent *event)
{
  event->len = get_32 (in + 8);
  event->wire_len = get_32 (in + 12);
  event->time = get_64 (in + 16);
  event->kind = in[HISTORY_RECORD_KIND];
  event->flags = in[HISTORY_RECORD_FLAGS];
  event->code = get_16 (in + 26);
  event->frames = get_32 (in + 28);

  return get_64 (in);
}

void
history_secret_write (guint8 *out, guint64 number, const HistoryRange *range)
{
  put_64 (out, number);
  put_32 (out + 8, range->offset);
  put_32 (out + 12, range->len);
}

guint64
history_secret_read (const guint8 *in, HistoryRange *range)
{
  range->offset = get_32 (in + 8);
  range->len = get_32 (in + 12);

  return get_64 (in);
}
