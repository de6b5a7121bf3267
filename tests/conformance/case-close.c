/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

static const Case cases[] = {
  { "7.1.1", "text, then Close", "text 'bat'", "=" },
  { "7.1.2", "two Closes", "close 1000; close", "" },
  { "7.1.3", "ping after Close", "close 1000; ping", "" },
  { "7.1.4", "text after Close", "close 1000; text 'bat'", "" },
  { "7.1.5", "fragment, Close, last fragment", "text more 'one'; close 1000; cont 'two'", "" },
  { "7.1.6", "256 KiB of text, text, Close, ping in one go",
    "text 'squeak '*262144; text 'bat'; close 1000; ping", "=", .is_informational = TRUE },

  { "7.3.1", "empty Close", "close", "" },
  { "7.3.2", "Close of one octet", "close <61>", "", .end = CASE_FAILED },
  { "7.3.3", "Close with a code", "close 1000", "" },
  { "7.3.4", "Close with a code and a reason", "close 1000 'good night!'", "" },
  { "7.3.5", "Close with the longest reason", "close 1000 '*'*123", "" },
  { "7.3.6", "Close with a reason that is too long", "close 1000 '*'*124", "", .end = CASE_FAILED },
  { "7.5.1", "Close reason that is no UTF-8", "close 1000 <ce ba ed a0 80 65>", "",
    .end = CASE_FAILED_OR_DROPPED, .codes = { 1002, 1007 } },
};

static const struct
{
  guint16 code;
  gboolean is_valid;
} codes[] = {
  { 1000, TRUE },  { 1001, TRUE },  { 1002, TRUE },  { 1003, TRUE },  { 1007, TRUE },
  { 1008, TRUE },  { 1009, TRUE },  { 1010, TRUE },  { 1011, TRUE },  { 3000, TRUE },
  { 3999, TRUE },  { 4000, TRUE },  { 4999, TRUE },  { 0, FALSE },    { 999, FALSE },
  { 1004, FALSE }, { 1005, FALSE }, { 1006, FALSE }, { 1016, FALSE }, { 1100, FALSE },
  { 2000, FALSE }, { 2999, FALSE },
};

static void
add_code (GArray *list, guint group, guint index, guint16 code)
{
  g_autofree char *number = g_strdup_printf ("7.%u.%u", group, index);
  g_autofree char *title = g_strdup_printf ("Close with code %u", code);
  g_autofree char *script = g_strdup_printf ("close %u", code);
  Case c = {
    .number = g_intern_string (number),
    .title = g_intern_string (title),
    .script = g_intern_string (script),
    .expect = "",
  };

  if (group == 7)
    {
      c.codes[0] = 1000;
      c.codes[1] = code;
    }
  else if (group == 9)
    c.end = CASE_FAILED_OR_DROPPED;
  else
    {
      c.end = CASE_ANY;
      c.is_informational = TRUE;
    }
  g_array_append_val (list, c);
}

void
case_add_close (GArray *list)
{
  guint counts[] = { 0, 0 };

  g_array_append_vals (list, cases, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    add_code (list, codes[i].is_valid ? 7 : 9, ++counts[codes[i].is_valid], codes[i].code);
  add_code (list, 13, 1, 5000);
  add_code (list, 13, 2, 65535);
}
