/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/record-private.h"

#include <string.h>

/* The bytes of docs/formats.md: these never change. */
static const guint8 head_bytes[HISTORY_HEAD_LEN] = {
  'N', 'o', 'c', 't', 'u', 'l', 'o', 'g', 1, 0, 0, 0, 64, 0, 32, 0, 8, 7, 6, 5, 4, 3,
  2,   1,   2,   0,   0,   0,   0,   0,   0, 0, 5, 0, 0,  0, 0,  0, 0, 0, 0, 0, 0, 0,
  0,   0,   0,   0,   0,   0,   0,   0,   0, 0, 0, 0, 0,  0, 0,  0, 0, 0, 0, 0,
};

static const guint8 record_bytes[HISTORY_RECORD_LEN] = {
  0x11, 0x22, 0, 0, 0, 0, 0, 0, 3,  0, 0,    0, 0xff, 0xff, 0xff, 0xff,
  9,    0,    0, 0, 0, 0, 0, 1, 10, 5, 0xe8, 3, 2,    0,    0,    0,
};

static void
test_head (void)
{
  HistoryHead head = { .first = G_GUINT64_CONSTANT (0x0102030405060708), .time = 2, .segment = 5 };
  HistoryHead read = { 0 };
  guint8 bytes[HISTORY_HEAD_LEN];

  history_head_write (bytes, &head);
  g_assert_cmpmem (bytes, sizeof bytes, head_bytes, sizeof head_bytes);

  g_assert_true (history_head_read (bytes, &read));
  g_assert_cmpuint (read.version, ==, HISTORY_VERSION);
  g_assert_cmpuint (read.first, ==, head.first);
  g_assert_cmpuint (read.time, ==, 2);
  g_assert_cmpuint (read.segment, ==, 5);
}

/* Each of these bytes alone makes it something else. */
static void
test_head_refused (void)
{
  static const struct
  {
    gsize offset;
    guint8 byte;
  } cases[] = { { 0, 'n' }, { 7, 0 }, { 12, 65 }, { 14, 31 }, { 23, 0x80 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HistoryHead head;
      guint8 bytes[HISTORY_HEAD_LEN];

      memcpy (bytes, head_bytes, sizeof bytes);
      bytes[cases[i].offset] = cases[i].byte;
      g_assert_false (history_head_read (bytes, &head));
    }
}

/* A newer format is recognised, whatever stands behind its version. */
static void
test_head_newer (void)
{
  HistoryHead head;
  guint8 bytes[HISTORY_HEAD_LEN];

  memcpy (bytes, head_bytes, sizeof bytes);
  bytes[8] = 2;
  memset (bytes + 12, 0xff, sizeof bytes - 12);
  g_assert_true (history_head_read (bytes, &head));
  g_assert_cmpuint (head.version, ==, 2);
}

static void
test_record (void)
{
  HistoryEvent event = { .number = 77,
                         .time = G_GUINT64_CONSTANT (0x0100000000000009),
                         .wire_len = G_MAXUINT32,
                         .frames = 2,
                         .code = 1000,
                         .kind = HISTORY_KIND_MESSAGE,
                         .flags = HISTORY_FLAG_OUT | HISTORY_FLAG_COMPRESSED,
                         .len = 3 };
  HistoryEvent read = { 0 };
  guint8 bytes[HISTORY_RECORD_LEN];

  history_record_write (bytes, &event, 0x2211);
  g_assert_cmpmem (bytes, sizeof bytes, record_bytes, sizeof record_bytes);

  g_assert_cmpuint (history_record_read (bytes, &read), ==, 0x2211);
  read.number = 77;
  g_assert_cmpmem (&read, sizeof read, &event, sizeof event);
}

static void
test_secret (void)
{
  static const guint8 expected[] = { 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 3 };
  HistoryRange range = { 2, 0x03000000 };
  HistoryRange read;
  guint8 bytes[HISTORY_SECRET_LEN];

  history_secret_write (bytes, 1, &range);
  g_assert_cmpmem (bytes, sizeof bytes, expected, sizeof expected);
  g_assert_cmpuint (history_secret_read (bytes, &read), ==, 1);
  g_assert_cmpmem (&read, sizeof read, &range, sizeof range);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/record/head", test_head);
  g_test_add_func ("/history/record/head-refused", test_head_refused);
  g_test_add_func ("/history/record/head-newer", test_head_newer);
  g_test_add_func ("/history/record/record", test_record);
  g_test_add_func ("/history/record/secret", test_secret);

  return g_test_run ();
}
