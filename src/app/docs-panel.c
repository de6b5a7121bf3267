/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/docs-panel.h"

#include "app/markdown-view.h"
#include "app/markdown.h"
#include "app/node-watch.h"
#include "app/source-style.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

/* What an editor can hold without being felt: GTK lays out a line as a whole, and highlighting
 * takes the square of a line's length. */
#define EDIT_MAX       ((gsize)1024 * 1024)
#define EDIT_LINE_MAX  ((gsize)16 * 1024)
#define COLOR_LINE_MAX 2048

struct _AppDocsPanel
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  AppNodeWatch *watch;
  char *shown; /* what the view shows */
  gboolean is_writing;
  gboolean is_refreshing;

  /* template children */
  GtkStack *stack;
  AppMarkdownView *view;
  GtkScrolledWindow *editor_place;
  GtkWidget *toggle;
  GtkWidget *cut;

  /* borrowed; NULL until something is written */
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (AppDocsPanel, app_docs_panel, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_IS_WRITING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const char *
get_docs (AppDocsPanel *self)
{
  const char *docs = self->node != NULL ? workspace_node_get (self->node, "docs") : NULL;

  return docs != NULL ? docs : "";
}

static gsize
find_longest_line (const char *text)
{
  gsize longest = 0;

  while (*text != '\0')
    {
      const gsize len = strcspn (text, "\n");

      longest = MAX (longest, len);
      text += len + (text[len] == '\n' ? 1 : 0);
    }

  return longest;
}

static void
on_buffer_changed (AppDocsPanel *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->is_refreshing || self->node == NULL)
    return;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  workspace_node_set (self->node, "docs", *text != '\0' ? text : NULL);
}

/* The editor is made when it is needed: most of the time docs are read. */
static void
make_editor (AppDocsPanel *self)
{
  GtkWidget *view = gtk_source_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), TRUE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 18);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Docs in Markdown"), -1);
  gtk_scrolled_window_set_child (self->editor_place, view);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_buffer_changed), self,
                           G_CONNECT_SWAPPED);
  app_source_style_attach (GTK_SOURCE_VIEW (view));
}

static void
fill_editor (AppDocsPanel *self, const char *docs, gsize longest)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (self->buffer == NULL)
    make_editor (self);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  if (g_str_equal (text, docs))
    return;

  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer),
                                  longest <= COLOR_LINE_MAX
                                    ? gtk_source_language_manager_get_language (manager, "markdown")
                                    : NULL);
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  gtk_text_buffer_set_text (self->buffer, docs, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
}

static const char *
show_writing (AppDocsPanel *self, const char *docs)
{
  const gsize longest = find_longest_line (docs);

  if (strlen (docs) > EDIT_MAX || longest > EDIT_LINE_MAX)
    return "too-large";

  fill_editor (self, docs, longest);

  return "write";
}

static const char *
show_reading (AppDocsPanel *self, const char *docs)
{
  if (*docs == '\0')
    return "empty";

  if (g_strcmp0 (docs, self->shown) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (docs);
      app_markdown_view_set_text (self->view, docs);
      gtk_widget_set_visible (self->cut, strlen (docs) > APP_MARKDOWN_MAX);
    }

  return "read";
}

static void
refresh (GtkWidget *widget)
{
  AppDocsPanel *self = APP_DOCS_PANEL (widget);
  const char *docs = get_docs (self);
  const char *page;

  self->is_refreshing = TRUE;
  page = self->is_writing ? show_writing (self, docs) : show_reading (self, docs);
  self->is_refreshing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->toggle, !g_str_equal (page, "empty"));
}

static void
set_is_writing (AppDocsPanel *self, gboolean is_writing)
{
  const char *words = is_writing ? _ ("Read the Docs") : _ ("Edit the Docs");

  if (self->is_writing == is_writing)
    return;

  self->is_writing = is_writing;
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle),
                            is_writing ? "view-reveal-symbolic" : "document-edit-symbolic");
  gtk_widget_set_tooltip_text (self->toggle, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  refresh (GTK_WIDGET (self));
  if (is_writing && self->buffer != NULL)
    gtk_widget_grab_focus (gtk_scrolled_window_get_child (self->editor_place));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WRITING]);
}

static void
on_write_clicked (AppDocsPanel *self)
{
  set_is_writing (self, TRUE);
}

static void
set_node (AppDocsPanel *self, WorkspaceNode *node)
{
  if (!g_set_object (&self->node, node))
    return;

  /* what is opened is read first */
  set_is_writing (self, FALSE);
  app_node_watch_set_node (self->watch, node);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
app_docs_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppDocsPanel *self = APP_DOCS_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;

    case PROP_IS_WRITING:
      g_value_set_boolean (value, self->is_writing);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_docs_panel_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppDocsPanel *self = APP_DOCS_PANEL (object);

  switch (prop_id)
    {
    case PROP_NODE:
      set_node (self, g_value_get_object (value));
      break;

    case PROP_IS_WRITING:
      set_is_writing (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_docs_panel_dispose (GObject *object)
{
  AppDocsPanel *self = APP_DOCS_PANEL (object);

  g_clear_pointer (&self->watch, app_node_watch_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_DOCS_PANEL);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->node);

  G_OBJECT_CLASS (app_docs_panel_parent_class)->dispose (object);
}

static void
app_docs_panel_class_init (AppDocsPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_docs_panel_dispose;
  object_class->get_property = app_docs_panel_get_property;
  object_class->set_property = app_docs_panel_set_property;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_IS_WRITING] = g_param_spec_boolean ("is-writing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "docs.is-writing", "is-writing");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/docs-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDocsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, AppDocsPanel, view);
  gtk_widget_class_bind_template_child (widget_class, AppDocsPanel, editor_place);
  gtk_widget_class_bind_template_child (widget_class, AppDocsPanel, toggle);
  gtk_widget_class_bind_template_child (widget_class, AppDocsPanel, cut);
  gtk_widget_class_bind_template_callback (widget_class, on_write_clicked);
}

static void
app_docs_panel_init (AppDocsPanel *self)
{
  g_type_ensure (APP_TYPE_MARKDOWN_VIEW);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->watch = app_node_watch_new (GTK_WIDGET (self), refresh);
}
