/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message-editor.h"

#include "app/kit.h"
#include "app/request-kit.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

typedef struct
{
  WorkspaceNode *node;
  WorkspaceRow *row;
  AppMessageEditor *editor;
  GtkWindow *window;
  GtkTextBuffer *buffer;
} Fixture;

static void
set_up (Fixture *f, const char *content)
{
  f->node = request_kit_new_node ("ws://a");
  request_kit_add_message (f->node, "one", "json", content);
  f->row = g_list_model_get_item (workspace_node_get_rows (f->node, "messages"), 0);
  f->editor = g_object_new (APP_TYPE_MESSAGE_EDITOR, NULL);
  app_message_editor_set_row (f->editor, f->row);
  f->buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (kit_find (f->editor, GTK_SOURCE_TYPE_VIEW, NULL)));
  f->window = kit_present (GTK_WIDGET (f->editor), 500, 500);
}

static void
tear_down (Fixture *f)
{
  kit_close (f->window);
  g_object_unref (f->row);
  g_object_unref (f->node);
}

static void
assert_text (Fixture *f, const char *text)
{
  g_autofree char *shown = app_message_editor_dup_text (f->editor);

  g_assert_cmpstr (shown, ==, text);
}

static void
place_cursor (Fixture *f, int offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (f->buffer, &iter, offset);
  gtk_text_buffer_place_cursor (f->buffer, &iter);
}

static int
get_cursor (Fixture *f)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (f->buffer, &iter, gtk_text_buffer_get_insert (f->buffer));

  return gtk_text_iter_get_offset (&iter);
}

/* What changes elsewhere moves the cursor only as far as it must, whatever the characters. */
static void
test_outside (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    int cursor;
    int cursor_after;
  } cases[] = {
    { "abcdef", "abXdef", 5, 5 },
    { "abcdef", "XXabcdef", 3, 5 },
    { "abcdef", "abcdefXX", 3, 3 },
    { "äöü", "äöüß", 2, 2 },
    { "äöü", "äÖü", 3, 3 },
    { "é", "è", 1, 1 },
    { "aaaa", "aaa", 1, 1 },
    { "", "x", 0, 1 },
    { "x", "", 1, 0 },
    { "a\n\nb", "a\nb", 4, 3 },
    { "ab", "ab", 1, 1 },
    { "日本", "日曜本", 2, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture f;

      set_up (&f, cases[i].before);
      place_cursor (&f, cases[i].cursor);
      workspace_row_set (f.row, "content", cases[i].after);
      app_message_editor_refresh (f.editor);
      g_test_message ("%s -> %s", cases[i].before, cases[i].after);
      assert_text (&f, cases[i].after);
      g_assert_cmpint (get_cursor (&f), ==, cases[i].cursor_after);
      g_assert_cmpstr (workspace_row_get (f.row, "content"), ==, cases[i].after);
      tear_down (&f);
    }
}

static gboolean
is_saved (gpointer data)
{
  Fixture *f = data;

  return g_str_has_prefix (workspace_row_get (f->row, "content"), "new");
}

/* Large texts are not copied with each key; nothing is lost all the same. */
static void
test_large (void)
{
  g_autofree char *line = g_strnfill (79, 'x');
  g_autoptr (GString) text = g_string_new (NULL);
  Fixture f;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (text, "%s\n", line);
  set_up (&f, text->str);
  place_cursor (&f, 0);
  gtk_text_buffer_insert_at_cursor (f.buffer, "new", -1);
  g_assert_false (is_saved (&f));
  kit_wait (is_saved, &f);

  gtk_text_buffer_insert_at_cursor (f.buffer, "er", -1);
  app_message_editor_set_row (f.editor, NULL);
  g_assert_true (g_str_has_prefix (workspace_row_get (f.row, "content"), "newer"));
  tear_down (&f);
}

/* GtkSourceView would freeze: no colours with long lines, no text with very long ones. */
static void
test_long_lines (void)
{
  g_autofree char *long_line = g_strnfill (3000, '1');
  g_autofree char *longest_line = g_strnfill (1000000, '1');
  Fixture f;
  GtkWidget *edit;

  set_up (&f, long_line);
  g_assert_null (gtk_source_buffer_get_language (GTK_SOURCE_BUFFER (f.buffer)));
  assert_text (&f, long_line);
  tear_down (&f);

  set_up (&f, longest_line);
  g_assert_cmpint (gtk_text_buffer_get_char_count (f.buffer), ==, 0);
  assert_text (&f, longest_line);
  edit = kit_find (f.editor, GTK_TYPE_BUTTON, "Edit Anyway");
  g_assert_true (gtk_widget_get_mapped (edit));

  /* shorter lines can be edited again */
  workspace_row_set (f.row, "content", "[\n1\n]");
  app_message_editor_refresh (f.editor);
  g_assert_cmpint (gtk_text_buffer_get_char_count (f.buffer), ==, 5);
  g_assert_false (gtk_widget_get_mapped (edit));
  tear_down (&f);
}

static gboolean
is_put_aside (gpointer data)
{
  Fixture *f = data;

  return strlen (workspace_row_get (f->row, "content")) > 1000000;
}

/* Pasted, it goes past the editor. */
static void
test_long_paste (void)
{
  g_autofree char *line = g_strnfill (1000000, '1');
  g_autofree char *expected = g_strconcat ("a", line, "b", NULL);
  Fixture f;

  set_up (&f, "ab");
  place_cursor (&f, 1);
  gtk_text_buffer_insert_at_cursor (f.buffer, line, -1);
  g_assert_cmpint (gtk_text_buffer_get_char_count (f.buffer), ==, 2);
  kit_wait (is_put_aside, &f);
  assert_text (&f, expected);
  g_assert_cmpstr (workspace_row_get (f.row, "content"), ==, expected);
  g_assert_true (gtk_widget_get_mapped (kit_find (f.editor, GTK_TYPE_BUTTON, "Edit Anyway")));
  tear_down (&f);
}

static void
test_switch_forgets_undo (void)
{
  Fixture f;
  g_autoptr (WorkspaceRow) other = NULL;

  set_up (&f, "one");
  request_kit_add_message (f.node, "two", "json", "two");
  other = g_list_model_get_item (workspace_node_get_rows (f.node, "messages"), 1);
  gtk_text_buffer_insert_at_cursor (f.buffer, "x", -1);
  g_assert_true (gtk_text_buffer_get_can_undo (f.buffer));

  /* else Ctrl+Z would bring one message's text into the other */
  app_message_editor_set_row (f.editor, other);
  g_assert_false (gtk_text_buffer_get_can_undo (f.buffer));
  assert_text (&f, "two");
  g_assert_cmpstr (workspace_row_get (f.row, "content"), ==, "xone");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/message-editor/outside", test_outside);
  g_test_add_func ("/app/message-editor/large", test_large);
  g_test_add_func ("/app/message-editor/long-lines", test_long_lines);
  g_test_add_func ("/app/message-editor/long-paste", test_long_paste);
  g_test_add_func ("/app/message-editor/switch-forgets-undo", test_switch_forgets_undo);

  return g_test_run ();
}
