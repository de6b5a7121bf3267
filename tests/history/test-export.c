/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/export.h"

#include "scratch.h"

static gboolean
refuse (const char *data, gsize len, gpointer user_data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE, "no more");

  return FALSE;
}

static const struct
{
  const char *name;
  gboolean (*export) (HistoryReader *reader,
                      gboolean reveal,
                      HistoryWriteFunc write,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error);
} formats[] = {
  { "json", history_export_json },
  { "har", history_export_har },
  { "raw", history_export_raw },
};

static char *
make_log (guint n_messages)
{
  char *folder = scratch_new ();
  g_autoptr (HistoryWriter) writer = scratch_writer (folder, NULL);
  HistoryRange range = { 6, 5 };
  HistoryEvent note = { .kind = HISTORY_KIND_NOTE, .len = 4, .data = (const guint8 *)"note" };
  HistoryEvent secret = { .kind = HISTORY_KIND_MESSAGE,
                          .len = 14,
                          .data = (const guint8 *)"login s3cret ;" };

  secret.len = 13;
  history_writer_append (writer, &note, NULL, 0);
  history_writer_append (writer, &secret, &range, 1);
  for (guint i = 0; i < n_messages; i++)
    scratch_append (writer, "message\n");

  return folder;
}

static GString *
export_all (HistoryReader *reader, gsize format, gboolean reveal)
{
  g_autoptr (GError) error = NULL;
  GString *out = g_string_new (NULL);

  g_assert_true (formats[format].export(reader, reveal, scratch_collect, out, NULL, &error));
  g_assert_no_error (error);

  return out;
}

static void
test_json (void)
{
  g_autoptr (Scratch) folder = make_log (3000);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GString) out = export_all (reader, 0, FALSE);
  g_auto (GStrv) lines = g_strsplit (out->str, "\n", -1);
  g_autoptr (GString) expected = g_string_new (NULL);
  HistoryEvent event = scratch_get (reader, 3002);

  g_assert_cmpuint (g_strv_length (lines), ==, 3003);
  g_assert_cmpstr (lines[3002], ==, "");
  history_event_append_json (expected, &event, NULL, 0);
  g_string_truncate (expected, expected->len - 1);
  g_assert_cmpstr (lines[3001], ==, expected->str);
}

static void
test_raw (void)
{
  g_autoptr (Scratch) folder = make_log (2);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GString) out = export_all (reader, 2, FALSE);
  g_autoptr (GString) revealed = export_all (reader, 2, TRUE);

  g_assert_cmpstr (out->str, ==, "login ***t message\nmessage\n");
  g_assert_cmpstr (revealed->str, ==, "login s3cret message\nmessage\n");
}

static void
test_secrets (gconstpointer data)
{
  gsize format = GPOINTER_TO_UINT (data);
  g_autoptr (Scratch) folder = make_log (1);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GString) masked = export_all (reader, format, FALSE);
  g_autoptr (GString) revealed = export_all (reader, format, TRUE);

  g_assert_null (strstr (masked->str, "s3cre"));
  g_assert_nonnull (strstr (masked->str, "login ***t"));
  g_assert_nonnull (strstr (revealed->str, "login s3cret"));
}

/* The one who writes can stop it, and so can the one who waits. */
static void
test_stopped (gconstpointer data)
{
  gsize format = GPOINTER_TO_UINT (data);
  g_autoptr (Scratch) folder = make_log (1);
  g_autoptr (HistoryReader) reader = scratch_reader (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (formats[format].export(reader, FALSE, refuse, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (
    formats[format].export(reader, FALSE, scratch_collect, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/export/json", test_json);
  g_test_add_func ("/history/export/raw", test_raw);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *secrets = g_strconcat ("/history/export/secrets/", formats[i].name, NULL);
      g_autofree char *stopped = g_strconcat ("/history/export/stopped/", formats[i].name, NULL);

      g_test_add_data_func (secrets, GUINT_TO_POINTER (i), test_secrets);
      g_test_add_data_func (stopped, GUINT_TO_POINTER (i), test_stopped);
    }

  return g_test_run ();
}
