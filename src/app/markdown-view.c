/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown-view.h"

#include "app/markdown.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

/* Pixels that a list or a quote is further in, and around all of it. */
#define STEP   24
#define MARGIN 18

/* Pixels above a paragraph, which are part of its first line. */
#define ABOVE 9

/* What is drawn behind a block of text. */
typedef struct
{
  guint from; /* characters */
  guint to;
  guint quotes;
  guint quotes_above; /* of the block above */
  guint depth;
  AppMarkdownKind kind;
} Span;

typedef struct
{
  guint from;
  guint to;
  char *url;
} Link;

struct _AppMarkdownView
{
  GtkTextView parent_instance;

  GArray *spans; /* (element-type Span): in their order */
  GArray *links; /* (element-type Link): in their order */
};

G_DEFINE_FINAL_TYPE (AppMarkdownView, app_markdown_view, GTK_TYPE_TEXT_VIEW)

static const struct
{
  AppMarkdownStyle style;
  const char *tag;
} style_tags[] = {
  { APP_MARKDOWN_STRONG, "strong" },   { APP_MARKDOWN_EMPHASIS, "emphasis" },
  { APP_MARKDOWN_LITERAL, "literal" }, { APP_MARKDOWN_LINK, "link" },
  { APP_MARKDOWN_IMAGE, "image" },
};

static void
link_clear (gpointer data)
{
  Link *link = data;

  g_free (link->url);
}

static GtkTextBuffer *
get_buffer (AppMarkdownView *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

/* Returns: the tag that sets a block that far in; made at the first call. */
static GtkTextTag *
get_indent_tag (GtkTextBuffer *buffer, guint steps, gboolean has_marker)
{
  g_autofree char *name = g_strdup_printf ("indent-%u-%d", steps, has_marker);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
  g_autoptr (PangoTabArray) tabs = NULL;

  if (tag != NULL)
    return tag;

  /* the marker stands in the step before the words, which begin at the tab */
  tabs = pango_tab_array_new_with_positions (1, TRUE, PANGO_TAB_LEFT, STEP);
  return gtk_text_buffer_create_tag (buffer, name, "accumulative-margin", TRUE, "left-margin",
                                     (int)(steps - (has_marker ? 1 : 0)) * STEP, "indent",
                                     has_marker ? -STEP : 0, "tabs", tabs, NULL);
}

static void
create_tags (GtkTextBuffer *buffer)
{
  static const double scales[] = { 1.6, 1.35, 1.2, 1.1, 1.0, 1.0 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *name = g_strdup_printf ("heading-%u", i + 1);

      gtk_text_buffer_create_tag (buffer, name, "weight", PANGO_WEIGHT_BOLD, "scale", scales[i],
                                  "pixels-above-lines", 18, NULL);
    }
  gtk_text_buffer_create_tag (buffer, "paragraph", "pixels-above-lines", ABOVE, NULL);
  gtk_text_buffer_create_tag (buffer, "tight", "pixels-above-lines", 3, NULL);
  gtk_text_buffer_create_tag (buffer, "first", "pixels-above-lines", 0, NULL);
  gtk_text_buffer_create_tag (buffer, "code-first", "pixels-above-lines", 2 * ABOVE, NULL);
  gtk_text_buffer_create_tag (buffer, "code-last", "pixels-below-lines", ABOVE, NULL);
  gtk_text_buffer_create_tag (buffer, "rule", "pixels-above-lines", 9, "scale", 0.6, NULL);
  gtk_text_buffer_create_tag (buffer, "strong", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_create_tag (buffer, "emphasis", "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_buffer_create_tag (buffer, "literal", "family", "monospace", NULL);
  gtk_text_buffer_create_tag (buffer, "link", "underline", PANGO_UNDERLINE_SINGLE, NULL);
  gtk_text_buffer_create_tag (buffer, "image", "style", PANGO_STYLE_ITALIC, NULL);
}

static void
apply (GtkTextBuffer *buffer, const char *tag, guint from, guint to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)to);
  gtk_text_buffer_apply_tag_by_name (buffer, tag, &start, &end);
}

static guint
get_length (GtkTextBuffer *buffer)
{
  return (guint)gtk_text_buffer_get_char_count (buffer);
}

static void
append (GtkTextBuffer *buffer, const char *text)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text, -1);
}

static void
append_run (AppMarkdownView *self, const AppMarkdownRun *run)
{
  GtkTextBuffer *buffer = get_buffer (self);
  const guint from = get_length (buffer);

  append (buffer, run->text);
  for (guint i = 0; i < G_N_ELEMENTS (style_tags); i++)
    if ((run->style & style_tags[i].style) != 0)
      apply (buffer, style_tags[i].tag, from, get_length (buffer));
  if (run->url != NULL)
    {
      Link link = { from, get_length (buffer), g_strdup (run->url) };

      g_array_append_val (self->links, link);
    }
}

static void
apply_to_block (GtkTextBuffer *buffer, const AppMarkdownBlock *block, guint from, guint to)
{
  const guint steps = block->depth + block->quotes;
  const char *name = block->is_tight ? "tight" : "paragraph";
  g_autofree char *heading = g_strdup_printf ("heading-%u", block->level);
  GtkTextTag *indent = get_indent_tag (buffer, steps + (block->kind == APP_MARKDOWN_CODE ? 1 : 0),
                                       block->marker != NULL);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)to);
  gtk_text_buffer_apply_tag (buffer, indent, &start, &end);

  if (block->kind == APP_MARKDOWN_HEADING)
    name = heading;
  else if (block->kind == APP_MARKDOWN_RULE)
    name = "rule";
  if (block->kind != APP_MARKDOWN_CODE)
    gtk_text_buffer_apply_tag_by_name (buffer, name, &start, &end);
}

/* Room above and below the lines of code, for what is drawn behind them. */
static void
pad_code (GtkTextBuffer *buffer, guint from, guint to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)from);
  end = start;
  gtk_text_iter_forward_line (&end);
  gtk_text_buffer_apply_tag_by_name (buffer, "code-first", &start, &end);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)to);
  start = end;
  gtk_text_iter_backward_char (&start);
  gtk_text_iter_set_line_offset (&start, 0);
  gtk_text_buffer_apply_tag_by_name (buffer, "code-last", &start, &end);
}

static void
append_block (AppMarkdownView *self, const AppMarkdownBlock *block)
{
  GtkTextBuffer *buffer = get_buffer (self);
  const guint from = get_length (buffer);
  const Span *above = self->spans->len > 0
                        ? &g_array_index (self->spans, Span, self->spans->len - 1)
                        : NULL;
  Span span = {
    .from = from,
    .quotes = block->quotes,
    .quotes_above = above != NULL ? above->quotes : 0,
    .depth = block->depth,
    .kind = block->kind,
  };

  if (block->marker != NULL)
    {
      append (buffer, block->marker);
      append (buffer, "\t");
    }
  for (guint i = 0; i < block->runs->len; i++)
    append_run (self, block->runs->pdata[i]);
  append (buffer, "\n");

  span.to = get_length (buffer);
  apply_to_block (buffer, block, from, span.to);
  if (block->kind == APP_MARKDOWN_CODE)
    pad_code (buffer, from, span.to);
  if (from == 0 && block->kind != APP_MARKDOWN_CODE)
    apply (buffer, "first", 0, span.to);
  g_array_append_val (self->spans, span);
}

void
app_markdown_view_set_text (AppMarkdownView *self, const char *text)
{
  GtkTextBuffer *buffer;
  g_autoptr (GPtrArray) blocks = app_markdown_parse (text != NULL ? text : "");
  GtkTextIter start, end;

  g_return_if_fail (APP_IS_MARKDOWN_VIEW (self));

  buffer = get_buffer (self);
  gtk_text_buffer_set_text (buffer, "", 0);
  g_array_set_size (self->spans, 0);
  g_array_set_size (self->links, 0);
  for (guint i = 0; i < blocks->len; i++)
    append_block (self, blocks->pdata[i]);

  /* the last line break would be an empty line */
  gtk_text_buffer_get_end_iter (buffer, &end);
  start = end;
  if (gtk_text_iter_backward_char (&start))
    gtk_text_buffer_delete (buffer, &start, &end);
}

static const Link *
find_link (AppMarkdownView *self, guint offset)
{
  guint low = 0;
  guint high = self->links->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      const Link *link = &g_array_index (self->links, Link, middle);

      if (offset < link->from)
        high = middle;
      else if (offset >= link->to)
        low = middle + 1;
      else
        return link;
    }

  return NULL;
}

char *
app_markdown_view_dup_link (AppMarkdownView *self, guint offset)
{
  const Link *link;

  g_return_val_if_fail (APP_IS_MARKDOWN_VIEW (self), NULL);

  link = find_link (self, offset);

  return link != NULL ? g_strdup (link->url) : NULL;
}

static const Link *
find_link_at (AppMarkdownView *self, double x, double y)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x,
                                         (int)y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter, buffer_x, buffer_y))
    return NULL;

  return find_link (self, (guint)gtk_text_iter_get_offset (&iter));
}

static void
open_link (AppMarkdownView *self, const Link *link)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (link != NULL && app_markdown_can_open (link->url))
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, link->url, GDK_CURRENT_TIME);
}

static void
on_released (GtkGestureClick *gesture, int n_press, double x, double y, AppMarkdownView *self)
{
  /* who has marked text wants to copy it */
  if (n_press == 1 && !gtk_text_buffer_get_has_selection (get_buffer (self)))
    open_link (self, find_link_at (self, x, y));
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, AppMarkdownView *self)
{
  const Link *link = find_link_at (self, x, y);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   link != NULL && app_markdown_can_open (link->url) ? "pointer"
                                                                                     : "text");
}

static gboolean
on_key (GtkEventControllerKey *controller,
        guint keyval,
        guint keycode,
        GdkModifierType state,
        AppMarkdownView *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter iter;
  const Link *link;

  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter)
    return GDK_EVENT_PROPAGATE;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  link = find_link (self, (guint)gtk_text_iter_get_offset (&iter));
  open_link (self, link);

  return link != NULL ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static gboolean
on_query_tooltip (AppMarkdownView *self, int x, int y, gboolean is_keyboard, GtkTooltip *tooltip)
{
  const Link *link = is_keyboard ? NULL : find_link_at (self, x, y);
  g_autoptr (GString) text = g_string_new (NULL);

  if (link == NULL)
    return FALSE;

  /* an address must not look like another one */
  base_text_append_visible (text, link->url, MIN (strlen (link->url), 1024), FALSE);
  gtk_tooltip_set_text (tooltip, text->str);

  return TRUE;
}

static void
get_span_range (AppMarkdownView *self, const Span *span, int *top, int *bottom)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;
  int y, height;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)span->from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)span->to);
  if (!gtk_text_iter_is_end (&end))
    gtk_text_iter_backward_char (&end);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &start, &y, &height);
  *top = y;
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &end, &y, &height);
  *bottom = y + height;
}

static void
fill (GtkSnapshot *snapshot, const GdkRGBA *color, float alpha, const graphene_rect_t *rect)
{
  GdkRGBA faded = *color;

  faded.alpha *= alpha;
  gtk_snapshot_append_color (snapshot, &faded, rect);
}

static void
draw_code (AppMarkdownView *self, GtkSnapshot *snapshot, const Span *span, const GdkRGBA *color)
{
  const float x = MARGIN + (float)(span->quotes + span->depth) * STEP;
  const float width = (float)gtk_widget_get_width (GTK_WIDGET (self)) - MARGIN - x;
  int top, bottom;
  GskRoundedRect outline;

  get_span_range (self, span, &top, &bottom);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (x, (float)top + ABOVE, fmaxf (width, 0),
                                                        (float)(bottom - top) - ABOVE),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  fill (snapshot, color, 0.07F, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_span (AppMarkdownView *self, GtkSnapshot *snapshot, const Span *span, const GdkRGBA *color)
{
  int top, bottom;

  if (span->kind == APP_MARKDOWN_CODE)
    draw_code (self, snapshot, span, color);
  if (span->quotes == 0 && span->kind != APP_MARKDOWN_RULE)
    return;

  get_span_range (self, span, &top, &bottom);
  for (guint i = 0; i < span->quotes; i++)
    {
      /* the bar goes on through the room between two paragraphs of one quote */
      const float y = (float)top + (i < span->quotes_above ? 0.0F : (float)ABOVE);

      fill (snapshot, color, 0.25F,
            &GRAPHENE_RECT_INIT (MARGIN + (float)i * STEP + 4, y, 3, (float)bottom - y));
    }
  if (span->kind == APP_MARKDOWN_RULE)
    fill (snapshot, color, 0.2F,
          &GRAPHENE_RECT_INIT (MARGIN, (float)(bottom - 4),
                               (float)gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN, 1));
}

static void
app_markdown_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  AppMarkdownView *self = APP_MARKDOWN_VIEW (view);
  GdkRectangle visible;
  GtkTextIter start, end;
  GdkRGBA color;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    return;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &start, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &end, visible.y + visible.height, NULL);
  gtk_text_iter_forward_line (&end);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);

  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);

      if (span->from <= (guint)gtk_text_iter_get_offset (&end) &&
          span->to >= (guint)gtk_text_iter_get_offset (&start))
        draw_span (self, snapshot, span, &color);
    }
}

static void
on_colors_changed (AppMarkdownView *self)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (get_buffer (self)),
                                               "link");
  GdkRGBA color;

  if (tag != NULL &&
      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)),
                                      "accent_color", &color))
    g_object_set (tag, "foreground-rgba", &color, NULL);
}

static void
app_markdown_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (app_markdown_view_parent_class)->css_changed (widget, change);
  on_colors_changed (APP_MARKDOWN_VIEW (widget));
}

static void
app_markdown_view_finalize (GObject *object)
{
  AppMarkdownView *self = APP_MARKDOWN_VIEW (object);

  g_array_unref (self->spans);
  g_array_unref (self->links);

  G_OBJECT_CLASS (app_markdown_view_parent_class)->finalize (object);
}

static void
app_markdown_view_class_init (AppMarkdownViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_markdown_view_finalize;
  GTK_WIDGET_CLASS (klass)->css_changed = app_markdown_view_css_changed;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = app_markdown_view_snapshot_layer;
}

static void
app_markdown_view_init (AppMarkdownView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_array_set_clear_func (self->links, link_clear);
  create_tags (get_buffer (self));

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, MARGIN);
  gtk_text_view_set_right_margin (view, MARGIN);
  gtk_text_view_set_top_margin (view, 12);
  gtk_text_view_set_bottom_margin (view, MARGIN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "markdown");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);

  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}
