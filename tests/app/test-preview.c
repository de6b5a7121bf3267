/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview.h"

#include "../history/scratch.h"
#include "app/kit.h"
#include "app/text-view.h"

typedef struct
{
  char *folder;
  GtkWindow *window;

  /* borrowed */
  AppPreview *preview;
  AppTextView *view;
  const char *wanted;
} Fixture;

static void
fill (const char *folder)
{
  HistoryWriter *writer = scratch_writer (folder, NULL);
  static const char head[] = "GET / HTTP/1.1\r\nCookie: a=b\r\n\r\n";
  HistoryEvent event = { .kind = HISTORY_KIND_REQUEST,
                         .len = sizeof head - 1,
                         .data = (const guint8 *)head };
  HistoryRange range = { 24, 3 };
  gsize len = 20UL * 1024 * 1024;
  g_autofree char *large = g_strnfill (len, ' ');

  scratch_append (writer, "{\"a\":1}");
  scratch_append (writer, "[1,");
  history_writer_append (writer, &event, &range, 1);
  scratch_append (writer, "");
  large[0] = '[';
  large[len - 1] = ']';
  scratch_append (writer, large);
  history_writer_free (writer);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_new ();
  fill (fixture->folder);
  fixture->preview = g_object_new (APP_TYPE_PREVIEW, NULL);
  fixture->window = kit_present (GTK_WIDGET (fixture->preview), 600, 400);
  fixture->view = kit_find (fixture->preview, APP_TYPE_TEXT_VIEW, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->preview), "preview.mode", "s", "pretty");
  kit_close (fixture->window);
  scratch_free (fixture->folder);
}

static char *
dup_shown (Fixture *fixture)
{
  g_autoptr (AppTextSource) source = NULL;
  GString *text;

  g_object_get (fixture->view, "source", &source, NULL);
  if (source == NULL)
    return g_strdup ("");

  text = app_text_source_dup_text (source, 0, app_text_source_get_end (source));

  return text != NULL ? g_string_free (text, FALSE) : g_strdup ("too much");
}

static gboolean
is_shown (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *shown = dup_shown (fixture);

  return strcmp (shown, fixture->wanted) == 0;
}

static void
wait_for (Fixture *fixture, const char *text)
{
  fixture->wanted = text;
  kit_wait (is_shown, fixture);
}

static void
set_mode (Fixture *fixture, const char *mode)
{
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (fixture->preview), "preview.mode", "s", mode));
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  app_preview_show (fixture->preview, fixture->folder, 1);
  wait_for (fixture, "{\n  \"a\": 1\n}");
  g_assert_nonnull (kit_find (fixture->preview, GTK_TYPE_LABEL, "Text message received"));
  set_mode (fixture, "raw");
  wait_for (fixture, "{\"a\":1}");
  set_mode (fixture, "hex");
  wait_for (fixture, "00000000  7b 22 61 22 3a 31 7d                              |{\"a\":1}|");

  /* the way to look stays with the next event */
  app_preview_show (fixture->preview, fixture->folder, 2);
  wait_for (fixture, "00000000  5b 31 2c                                          |[1,|");
  set_mode (fixture, "pretty");
  wait_for (fixture, "[1,");
  g_assert_nonnull (
    kit_find (fixture->preview, GTK_TYPE_LABEL,
              "Not valid JSON: The text ends before the value does (line 1, column 4)"));
}

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  app_preview_show (fixture->preview, fixture->folder, 3);
  wait_for (fixture, "GET / HTTP/1.1\nCookie: ***");
  gtk_widget_activate_action (GTK_WIDGET (fixture->preview), "preview.reveal", NULL);
  wait_for (fixture, "GET / HTTP/1.1\nCookie: a=b");

  /* seen once is not seen for ever */
  app_preview_show (fixture->preview, fixture->folder, 1);
  wait_for (fixture, "{\n  \"a\": 1\n}");
  app_preview_show (fixture->preview, fixture->folder, 3);
  wait_for (fixture, "GET / HTTP/1.1\nCookie: ***");
}

static gboolean
has_nothing (gpointer user_data)
{
  return kit_find (user_data, GTK_TYPE_LABEL, "It has no data") != NULL;
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  GtkWidget *label = kit_find (fixture->preview, GTK_TYPE_LABEL, "Select an event to see it here");

  g_assert_true (gtk_widget_get_mapped (label));
  app_preview_show (fixture->preview, fixture->folder, 4);
  kit_wait (has_nothing, fixture->preview);
  app_preview_show (fixture->preview, NULL, 0);
  kit_settle ();
  g_assert_true (gtk_widget_get_mapped (label));
}

static gboolean
shows_first (gpointer user_data)
{
  return kit_find (user_data, GTK_TYPE_LABEL, "Showing the first 4 MiB of 20 MiB") != NULL;
}

static gboolean
shows_more (gpointer user_data)
{
  return kit_find (user_data, GTK_TYPE_LABEL, "Showing the first 16 MiB of 20 MiB") != NULL;
}

/* A large message: its beginning, then more. */
static void
test_large (Fixture *fixture, gconstpointer data)
{
  app_preview_show (fixture->preview, fixture->folder, 5);
  kit_wait (shows_first, fixture->preview);
  gtk_widget_activate_action (GTK_WIDGET (fixture->preview), "preview.more", NULL);
  kit_wait (shows_more, fixture->preview);
  gtk_widget_activate_action (GTK_WIDGET (fixture->preview), "preview.more", NULL);
  wait_for (fixture, "[]");
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  app_preview_show (fixture->preview, fixture->folder, 99);
  wait_for (fixture, "");
}

#define ADD(name, test) g_test_add ("/app/preview/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("modes", test_modes);
  ADD ("secrets", test_secrets);
  ADD ("nothing", test_nothing);
  ADD ("large", test_large);
  ADD ("gone", test_gone);

  return g_test_run ();
}
