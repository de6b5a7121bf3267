/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body-panel.h"

#include "app/kit.h"
#include "app/request-kit.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

typedef struct
{
  WorkspaceNode *node;
  AppBodyPanel *panel;
  AdwToastOverlay *overlay;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, WorkspaceNode *node)
{
  f->node = node;
  f->panel = g_object_new (APP_TYPE_BODY_PANEL, "node", node, NULL);
  f->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (f->overlay, GTK_WIDGET (f->panel));
  f->window = kit_present (GTK_WIDGET (f->overlay), 500, 500);
}

static void
tear_down (Fixture *f)
{
  kit_close (f->window);
  g_object_unref (f->node);
}

static WorkspaceNode *
new_node (void)
{
  WorkspaceNode *node = request_kit_new_node ("ws://a");

  request_kit_add_message (node, "one", "json", "{}");
  request_kit_add_message (node, "two", "text", "hello");
  request_kit_add_message (node, NULL, "hex", "00ff");

  return node;
}

static GtkTextBuffer *
get_buffer (Fixture *f)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (kit_find (f->panel, GTK_SOURCE_TYPE_VIEW, NULL)));
}

static char *
dup_shown (Fixture *f)
{
  GtkTextIter begin;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (get_buffer (f), &begin, &end);

  return gtk_text_buffer_get_text (get_buffer (f), &begin, &end, TRUE);
}

static void
type (Fixture *f, const char *text)
{
  gtk_text_buffer_insert_at_cursor (get_buffer (f), text, -1);
}

static void
assert_shown (Fixture *f, const char *text)
{
  g_autofree char *shown = dup_shown (f);

  g_assert_cmpstr (shown, ==, text);
}

static void
assert_message (Fixture *f, guint position, const char *column, const char *expected)
{
  g_autofree char *value = request_kit_dup_message (f->node, position, column);

  g_assert_cmpstr (value, ==, expected);
}

static char *
dup_format_title (Fixture *f)
{
  char *title;

  g_object_get (f->panel, "format-title", &title, NULL);

  return title;
}

static void
act (Fixture *f, const char *action, const char *parameter)
{
  g_autoptr (GVariant) value = parameter != NULL
                                 ? g_variant_parse (NULL, parameter, NULL, NULL, NULL)
                                 : NULL;

  g_action_group_activate_action (app_body_panel_get_actions (f->panel), action, value);
}

static void
test_first_message (void)
{
  Fixture f;

  set_up (&f, request_kit_new_node ("ws://a"));
  assert_shown (&f, "");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 0);

  type (&f, "[");
  type (&f, "1]");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 1);
  assert_message (&f, 0, "content", "[1]");
  assert_message (&f, 0, "format", "json");
  assert_shown (&f, "[1]");

  /* the editor's own undo goes over the birth of the message */
  gtk_text_buffer_undo (get_buffer (&f));
  assert_message (&f, 0, "content", "");
  tear_down (&f);
}

static void
test_show (void)
{
  Fixture f;
  g_autofree char *json = NULL;
  g_autofree char *raw = NULL;

  set_up (&f, new_node ());
  json = dup_format_title (&f);
  g_assert_cmpstr (json, ==, "JSON");
  assert_shown (&f, "{}");

  act (&f, "show", "uint32 1");
  assert_shown (&f, "hello");
  raw = dup_format_title (&f);
  g_assert_cmpstr (raw, ==, "Raw");
  type (&f, "> ");
  assert_message (&f, 1, "content", "> hello");
  assert_message (&f, 0, "content", "{}");
  g_assert_nonnull (kit_find (f.panel, GTK_TYPE_LABEL, "two"));
  tear_down (&f);
}

static void
test_comes_back (void)
{
  g_autoptr (WorkspaceNode) other = new_node ();
  Fixture f;

  set_up (&f, new_node ());
  act (&f, "show", "uint32 1");
  g_object_set (f.panel, "node", other, NULL);
  assert_shown (&f, "{}");
  g_object_set (f.panel, "node", f.node, NULL);
  assert_shown (&f, "hello");
  g_object_set (f.panel, "node", NULL, NULL);
  assert_shown (&f, "");
  type (&f, "nobody's");
  tear_down (&f);
}

/* Also in another window, or after a restart. */
static void
test_comes_back_later (void)
{
  Fixture f;

  set_up (&f, new_node ());
  g_object_ref (f.node);
  act (&f, "show", "uint32 2");
  tear_down (&f);
  set_up (&f, f.node);
  assert_shown (&f, "00ff");
  tear_down (&f);
}

static void
test_add_and_duplicate (void)
{
  Fixture f;

  set_up (&f, new_node ());
  act (&f, "duplicate", "uint32 0");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 4);
  assert_message (&f, 1, "name", "one (copy)");
  assert_message (&f, 1, "content", "{}");
  type (&f, "x");
  assert_message (&f, 1, "content", "x{}");
  assert_message (&f, 0, "content", "{}");

  act (&f, "add", NULL);
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 5);
  assert_shown (&f, "");
  type (&f, "new");
  assert_message (&f, 4, "content", "new");
  tear_down (&f);
}

static void
test_delete (void)
{
  Fixture f;
  GtkWidget *undo;

  set_up (&f, new_node ());
  act (&f, "show", "uint32 1");
  act (&f, "delete", "uint32 1");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 2);
  assert_shown (&f, "00ff");
  kit_settle ();

  undo = kit_find (f.overlay, GTK_TYPE_BUTTON, "Undo");
  g_signal_emit_by_name (undo, "clicked");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 3);
  assert_message (&f, 1, "name", "two");
  assert_message (&f, 1, "content", "hello");
  assert_message (&f, 1, "format", "text");

  /* down to nothing, and on from there */
  act (&f, "delete", "uint32 2");
  act (&f, "delete", "uint32 0");
  act (&f, "delete", "uint32 0");
  act (&f, "delete", "uint32 0");
  g_assert_cmpuint (request_kit_count_messages (f.node), ==, 0);
  assert_shown (&f, "");
  type (&f, "again");
  assert_message (&f, 0, "content", "again");
  tear_down (&f);
}

static void
test_move (void)
{
  Fixture f;

  set_up (&f, new_node ());
  act (&f, "move", "(uint32 0, uint32 2)");
  assert_message (&f, 2, "name", "one");
  assert_message (&f, 0, "name", "two");
  /* what is shown is still the same message */
  assert_shown (&f, "{}");
  type (&f, "x");
  assert_message (&f, 2, "content", "x{}");
  act (&f, "move", "(uint32 0, uint32 7)");
  assert_message (&f, 0, "name", "two");
  tear_down (&f);
}

static void
test_format (void)
{
  Fixture f;
  GtkSourceBuffer *buffer;

  set_up (&f, new_node ());
  buffer = GTK_SOURCE_BUFFER (get_buffer (&f));
  g_assert_nonnull (gtk_source_buffer_get_language (buffer));
  act (&f, "format", "'text'");
  assert_message (&f, 0, "format", "text");
  g_assert_null (gtk_source_buffer_get_language (buffer));
  g_assert_false (
    g_action_group_get_action_enabled (app_body_panel_get_actions (f.panel), "beautify"));
  act (&f, "format", "'json'");
  g_assert_nonnull (gtk_source_buffer_get_language (buffer));
  tear_down (&f);
}

static void
test_message (void)
{
  Fixture f;
  ExchangeOpcode opcode;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) binary = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&f, new_node ());
  text = app_body_panel_dup_message (f.panel, &opcode, NULL);
  g_assert_cmpint (opcode, ==, EXCHANGE_TEXT);
  g_assert_cmpmem (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "{}", 2);
  act (&f, "show", "uint32 2");
  binary = app_body_panel_dup_message (f.panel, &opcode, NULL);
  g_assert_cmpint (opcode, ==, EXCHANGE_BINARY);
  g_assert_cmpmem (g_bytes_get_data (binary, NULL), g_bytes_get_size (binary), "\0\xff", 2);
  type (&f, "x");
  g_assert_null (app_body_panel_dup_message (f.panel, &opcode, &error));
  g_assert_error (error, EXCHANGE_ERROR, EXCHANGE_ERROR_USAGE);
  tear_down (&f);
}

static gboolean
is_laid_out (gpointer data)
{
  Fixture *f = data;
  g_autofree char *content = request_kit_dup_message (f->node, 0, "content");

  return strcmp (content, "[\n  1\n]") == 0;
}

static void
test_beautify (void)
{
  Fixture f;

  set_up (&f, request_kit_new_node ("ws://a"));
  type (&f, "[1]");
  act (&f, "beautify", NULL);
  kit_wait (is_laid_out, &f);
  gtk_text_buffer_undo (get_buffer (&f));
  assert_message (&f, 0, "content", "[1]");
  tear_down (&f);
}

static void
test_undo_from_outside (void)
{
  Fixture f;
  GtkTextIter cursor;

  set_up (&f, new_node ());
  workspace_node_set (f.node, "url", "ws://b");
  gtk_text_buffer_get_iter_at_offset (get_buffer (&f), &cursor, 1);
  gtk_text_buffer_place_cursor (get_buffer (&f), &cursor);
  type (&f, "\"a\": 1");
  assert_message (&f, 0, "content", "{\"a\": 1}");
  workspace_undo (workspace_node_get_workspace (f.node));
  assert_message (&f, 0, "content", "{}");
  assert_shown (&f, "{}");
  gtk_text_buffer_get_iter_at_mark (get_buffer (&f), &cursor,
                                    gtk_text_buffer_get_insert (get_buffer (&f)));
  g_assert_cmpint (gtk_text_iter_get_offset (&cursor), ==, 1);
  workspace_redo (workspace_node_get_workspace (f.node));
  assert_shown (&f, "{\"a\": 1}");
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/body-panel/first-message", test_first_message);
  g_test_add_func ("/app/body-panel/show", test_show);
  g_test_add_func ("/app/body-panel/comes-back", test_comes_back);
  g_test_add_func ("/app/body-panel/comes-back-later", test_comes_back_later);
  g_test_add_func ("/app/body-panel/add-and-duplicate", test_add_and_duplicate);
  g_test_add_func ("/app/body-panel/delete", test_delete);
  g_test_add_func ("/app/body-panel/move", test_move);
  g_test_add_func ("/app/body-panel/format", test_format);
  g_test_add_func ("/app/body-panel/message", test_message);
  g_test_add_func ("/app/body-panel/beautify", test_beautify);
  g_test_add_func ("/app/body-panel/undo-from-outside", test_undo_from_outside);

  return g_test_run ();
}
