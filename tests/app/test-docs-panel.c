/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/docs-panel.h"

#include "app/kit.h"
#include "app/markdown-view.h"
#include "app/request-kit.h"

#include <gtksourceview/gtksource.h>

typedef struct
{
  WorkspaceNode *node;
  GtkWidget *panel;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer docs)
{
  f->node = request_kit_new_node ("ws://h");
  workspace_node_set (f->node, "docs", docs);
  f->panel = g_object_new (APP_TYPE_DOCS_PANEL, "node", f->node, NULL);
  f->window = kit_present (f->panel, 500, 500);
  kit_settle ();
}

static void
tear_down (Fixture *f, gconstpointer docs)
{
  kit_close (f->window);
  g_object_unref (f->node);
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (kit_find (f->panel, GTK_TYPE_STACK, NULL));
}

static char *
dup_text (gpointer view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
test_empty (Fixture *f, gconstpointer docs)
{
  GtkTextView *editor;

  g_assert_cmpstr (get_page (f), ==, "empty");
  g_signal_emit_by_name (kit_find (f->panel, GTK_TYPE_BUTTON, "Write"), "clicked");
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "write");
  editor = kit_find (f->panel, GTK_SOURCE_TYPE_VIEW, NULL);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (editor), "# Hello", -1);
  g_assert_cmpstr (workspace_node_get (f->node, "docs"), ==, "# Hello");
  kit_settle ();

  g_object_set (f->panel, "is-writing", FALSE, NULL);
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "read");
  {
    g_autofree char *text = dup_text (kit_find (f->panel, APP_TYPE_MARKDOWN_VIEW, NULL));

    g_assert_cmpstr (text, ==, "Hello");
  }
}

static void
test_read (Fixture *f, gconstpointer docs)
{
  AppMarkdownView *view = kit_find (f->panel, APP_TYPE_MARKDOWN_VIEW, NULL);
  g_autofree char *text = dup_text (view);
  g_autofree char *none = app_markdown_view_dup_link (view, 0);
  g_autofree char *link = app_markdown_view_dup_link (view, 4);

  g_assert_cmpstr (get_page (f), ==, "read");
  g_assert_cmpstr (text, ==, "See here\n1.\tone\n2.\ttwo\nx = 1\n<b> & </b>");
  g_assert_null (none);
  g_assert_cmpstr (link, ==, "https://a.example/");

  /* what another program writes into the file is shown */
  workspace_node_set (f->node, "docs", "Other");
  kit_settle ();
  g_free (g_steal_pointer (&text));
  text = dup_text (view);
  g_assert_cmpstr (text, ==, "Other");
}

/* Another request is read first, and what was being written stays with its own. */
static void
test_other_node (Fixture *f, gconstpointer docs)
{
  g_autoptr (WorkspaceNode) other = request_kit_new_node ("ws://h");

  g_object_set (f->panel, "is-writing", TRUE, NULL);
  kit_settle ();
  g_object_set (f->panel, "node", other, NULL);
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "empty");
  g_assert_null (workspace_node_get (other, "docs"));
  g_object_set (f->panel, "is-writing", TRUE, NULL);
  kit_settle ();
  {
    g_autofree char *text = dup_text (kit_find (f->panel, GTK_SOURCE_TYPE_VIEW, NULL));

    g_assert_cmpstr (text, ==, "");
  }
  g_assert_cmpstr (workspace_node_get (f->node, "docs"), ==, docs);
  g_object_set (f->panel, "node", NULL, NULL);
}

static void
test_too_large (Fixture *f, gconstpointer docs)
{
  g_autofree char *line = g_strnfill (20 * 1024, 'x');

  workspace_node_set (f->node, "docs", line);
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "read");
  g_object_set (f->panel, "is-writing", TRUE, NULL);
  kit_settle ();
  g_assert_cmpstr (get_page (f), ==, "too-large");
  g_assert_cmpstr (workspace_node_get (f->node, "docs"), ==, line);
}

#define ADD(name, docs, test) g_test_add (name, Fixture, docs, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  ADD ("/app/docs-panel/empty", NULL, test_empty);
  ADD ("/app/docs-panel/read",
       "See [here](https://a.example/)\n\n1. one\n2. two\n\n```\nx = 1\n```\n\n<b> &amp; </b>",
       test_read);
  ADD ("/app/docs-panel/other-node", "Mine", test_other_node);
  ADD ("/app/docs-panel/too-large", NULL, test_too_large);

  return g_test_run ();
}
