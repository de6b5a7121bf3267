/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-copy.h"

#include "app/kit.h"
#include "history/scratch.h"

static const struct
{
  const char *data;
  guint8 flags;
  HistoryRange secret;
  const char *text, *hex, *base64;
} cases[] = {
  { "hello", 0, { 0, 0 }, "hello", "68656c6c6f", "aGVsbG8=" },
  { "", 0, { 0, 0 }, "", "", "" },
  { "\xff\x01", HISTORY_FLAG_BINARY, { 0, 0 }, "ff01", "ff01", "/wE=" },
  { "not \xc3 text",
    0,
    { 0, 0 },
    "6e6f7420c32074657874",
    "6e6f7420c32074657874",
    "bm90IMMgdGV4dA==" },
  { "key: s3cret", 0, { 5, 6 }, "key: ***", "6b65793a202a2a2a", "a2V5OiAqKio=" },
};

static void
test_formats (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autoptr (HistoryReader) reader = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HistoryEvent event = { .kind = HISTORY_KIND_MESSAGE,
                             .flags = cases[i].flags,
                             .len = (guint32)strlen (cases[i].data),
                             .data = (const guint8 *)cases[i].data };

      history_writer_append (writer, &event, &cases[i].secret, cases[i].secret.len > 0 ? 1 : 0);
    }
  history_writer_free (writer);
  reader = scratch_reader (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = app_event_copy_dup (reader, i + 1, APP_EVENT_COPY_TEXT, NULL);
      g_autofree char *hex = app_event_copy_dup (reader, i + 1, APP_EVENT_COPY_HEX, NULL);
      g_autofree char *base64 = app_event_copy_dup (reader, i + 1, APP_EVENT_COPY_BASE64, NULL);
      g_autofree char *json = app_event_copy_dup (reader, i + 1, APP_EVENT_COPY_JSON, NULL);
      g_autofree char *number = g_strdup_printf ("{\"n\":%" G_GSIZE_FORMAT ",", i + 1);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (hex, ==, cases[i].hex);
      g_assert_cmpstr (base64, ==, cases[i].base64);
      g_assert_true (g_str_has_prefix (json, number));
      g_assert_true (g_str_has_suffix (json, "}"));
      g_assert_null (strstr (json, "s3cret"));
    }
}

/* What is too large, and what is not there. */
static void
test_refused (void)
{
  g_autoptr (Scratch) folder = scratch_new ();
  HistoryWriter *writer = scratch_writer (folder, NULL);
  g_autofree char *large = g_strnfill (APP_EVENT_COPY_MAX + 1, 'n');
  g_autoptr (HistoryReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  scratch_append (writer, large);
  large[APP_EVENT_COPY_MAX] = '\0';
  scratch_append (writer, large);
  history_writer_free (writer);
  reader = scratch_reader (folder);

  g_assert_null (app_event_copy_dup (reader, 1, APP_EVENT_COPY_JSON, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  {
    g_autofree char *text = app_event_copy_dup (reader, 2, APP_EVENT_COPY_TEXT, NULL);

    g_assert_cmpstr (text, ==, large);
  }
  g_assert_null (app_event_copy_dup (reader, 3, APP_EVENT_COPY_TEXT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/event-copy/formats", test_formats);
  g_test_add_func ("/app/event-copy/refused", test_refused);

  return g_test_run ();
}
