/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/units.h"

typedef struct
{
  const char *text;
  gboolean is_valid;
  gint64 value;
} UnitCase;

static const UnitCase size_cases[] = {
  { "0", TRUE, 0 },
  { "512", TRUE, 512 },
  { "1KiB", TRUE, 1024 },
  { "1kib", TRUE, 1024 },
  { "1K", TRUE, 1024 },
  { "2kB", TRUE, 2000 },
  { "1.5MiB", TRUE, 1572864 },
  { "64MiB", TRUE, 67108864 },
  { "3GB", TRUE, G_GINT64_CONSTANT (3000000000) },
  { "0.5B", FALSE, 0 },
  { "", FALSE, 0 },
  { "-1", FALSE, 0 },
  { " 1", FALSE, 0 },
  { "1 KiB", FALSE, 0 },
  { "0x10", FALSE, 0 },
  { "nan", FALSE, 0 },
  { "1e3", FALSE, 0 },
  { "1.2.3", FALSE, 0 },
  { "99999999999GiB", FALSE, 0 },
};

static const UnitCase duration_cases[] = {
  { "0", TRUE, 0 },
  { "1", TRUE, 1000000000 },
  { "2.5", TRUE, 2500000000 },
  { "500ms", TRUE, 500000000 },
  { "10us", TRUE, 10000 },
  { "7ns", TRUE, 7 },
  { "2m", TRUE, G_GINT64_CONSTANT (120000000000) },
  { "1h", TRUE, G_GINT64_CONSTANT (3600000000000) },
  { "1d", FALSE, 0 },
  { "", FALSE, 0 },
  { "-1s", FALSE, 0 },
  { "inf", FALSE, 0 },
  { "99999999999h", FALSE, 0 },
};

static void
test_size_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (size_cases); i++)
    {
      guint64 bytes = 0;

      g_test_message ("%s", size_cases[i].text);
      g_assert_cmpint (base_size_parse (size_cases[i].text, &bytes), ==, size_cases[i].is_valid);
      g_assert_cmpuint (bytes, ==, (guint64)size_cases[i].value);
    }
}

static void
test_duration_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (duration_cases); i++)
    {
      gint64 ns = 0;

      g_test_message ("%s", duration_cases[i].text);
      g_assert_cmpint (base_duration_parse (duration_cases[i].text, &ns), ==,
                       duration_cases[i].is_valid);
      g_assert_cmpint (ns, ==, duration_cases[i].value);
    }
}

static void
test_size_format (void)
{
  static const struct
  {
    guint64 bytes;
    const char *text;
  } cases[] = {
    { 0, "0 B" },
    { 61, "61 B" },
    { 1023, "1023 B" },
    { 1024, "1 KiB" },
    { 3482, "3.4 KiB" },
    { 67108864, "64 MiB" },
    { 1048575, "1 MiB" },
    { 1610612736, "1.5 GiB" },
    { G_MAXUINT64, "16 EiB" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = base_size_format (cases[i].bytes);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_duration_format (void)
{
  static const struct
  {
    gint64 ns;
    const char *text;
  } cases[] = {
    { 12000, "12 µs" },
    { 12000000, "12 ms" },
    { 3400000000, "3.4 s" },
    { G_GINT64_CONSTANT (125000000000), "2 min 5 s" },
    { G_GINT64_CONSTANT (7380000000000), "2 h 3 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = base_duration_format (cases[i].ns);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_count_format (void)
{
  static const struct
  {
    guint64 count;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 999, "999" },
    { 1000, "1,000" },
    { 1234567, "1,234,567" },
    { G_MAXUINT64, "18,446,744,073,709,551,615" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = base_count_format (cases[i].count);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/size/parse", test_size_parse);
  g_test_add_func ("/base/size/format", test_size_format);
  g_test_add_func ("/base/count/format", test_count_format);
  g_test_add_func ("/base/duration/parse", test_duration_parse);
  g_test_add_func ("/base/duration/format", test_duration_format);

  return g_test_run ();
}
