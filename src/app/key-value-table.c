/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key-value-table.h"

#include "app/field-rows.h"
#include "app/key-value-row.h"
#include "app/toast.h"

#include <glib/gi18n.h>

/* A row is five widgets: more of them would be felt when another request is selected. The text has
 * them all. */
#define ROWS_MAX 200

struct _AppKeyValueTable
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  char *key;
  char *title;
  char *subtitle;
  GSignalGroup *node_signals;
  GListModel *model;
  GPtrArray *rows; /* (element-type AppKeyValueRow): as they stand, the empty one last */
  AppFieldKind kind;
  gboolean is_text;
  gboolean shows_description;
  gboolean is_stale;      /* changed while out of sight */
  gboolean is_text_ours;  /* text and rows are being made the same */
  AppKeyValueRow *filled; /* the empty row, while it becomes a real one */
  guint drop_position;
  guint text_idle; /* what was typed as text is not in the rows yet */

  /* template children */
  GtkWidget *list;
  GtkStack *stack;
  GtkTextBuffer *buffer;
  GtkLabel *hint;
  GtkLabel *more;
  GtkWidget *subtitle_label;
};

G_DEFINE_FINAL_TYPE (AppKeyValueTable, app_key_value_table, ADW_TYPE_BIN)

enum
{
  PROP_NODE = 1,
  PROP_KEY,
  PROP_TITLE,
  PROP_SUBTITLE,
  PROP_IS_TEXT,
  PROP_SHOWS_DESCRIPTION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
get_n_items (AppKeyValueTable *self)
{
  return self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
}

/* Returns: the place of @row, or that of the empty one at the end. */
static guint
find_position (AppKeyValueTable *self, AppKeyValueRow *row)
{
  guint position = 0;

  g_ptr_array_find (self->rows, row, &position);

  return position;
}

static void
on_row_filled (AppKeyValueTable *self, AppKeyValueRow *row)
{
  g_autoptr (AppField) field = app_field_new (app_key_value_row_get_name (row),
                                              app_key_value_row_get_value (row), TRUE);

  if (self->node == NULL || self->filled != NULL)
    return;

  self->filled = row;
  app_field_rows_insert (self->node, self->key, get_n_items (self), field, NULL);
  self->filled = NULL;
}

static void
on_row_pasted (AppKeyValueTable *self, GPtrArray *fields, AppKeyValueRow *row)
{
  const gboolean replaces = app_key_value_row_is_empty (row);
  guint position = find_position (self, row);

  if (self->node == NULL)
    return;

  if (replaces && app_key_value_row_get_row (row) != NULL)
    workspace_node_remove_row (self->node, self->key, position);
  else if (!replaces)
    position++;
  for (guint i = 0; i < fields->len; i++)
    app_field_rows_insert (self->node, self->key, position + i, fields->pdata[i], NULL);
  if (position + fields->len < self->rows->len)
    app_key_value_row_focus (self->rows->pdata[position + fields->len]);
}

static void
on_row_moved (AppKeyValueTable *self, int by, AppKeyValueRow *row)
{
  const int from = (int)find_position (self, row);
  const int to = from + by;

  if (app_key_value_row_get_row (row) != NULL && to >= 0 && to < (int)get_n_items (self))
    workspace_node_move_row (self->node, self->key, (guint)from, (guint)to);
}

static void
put_back (gpointer data)
{
  app_field_rows_put_back (data);
}

static void
offer_undo (AppKeyValueTable *self, const char *text, AppFieldRowsUndo *undo)
{
  app_toast_show_undo (GTK_WIDGET (self), text, put_back, undo,
                       (GDestroyNotify)app_field_rows_undo_free);
}

static void
on_row_removed (AppKeyValueTable *self, AppKeyValueRow *row)
{
  const guint position = find_position (self, row);
  const char *name = self->kind == APP_FIELD_TEXT ? app_key_value_row_get_value (row)
                                                  : app_key_value_row_get_name (row);
  g_autofree char *text = *name != '\0' ? g_strdup_printf (_ ("“%s” deleted"), name)
                                        : g_strdup (_ ("Row deleted"));

  if (app_key_value_row_get_row (row) == NULL)
    return;

  offer_undo (self, text, app_field_rows_remove (self->node, self->key, position));
  app_key_value_row_focus (self->rows->pdata[MIN (position, self->rows->len - 1)]);
}

static void
on_row_activated (AppKeyValueTable *self, AppKeyValueRow *row)
{
  const guint next = find_position (self, row) + 1;

  if (next < self->rows->len)
    app_key_value_row_focus (self->rows->pdata[next]);
}

/* A row that was emptied again is not kept: the empty one at the end is enough. */
static void
on_row_left (AppKeyValueTable *self, AppKeyValueRow *row)
{
  if (app_key_value_row_get_row (row) != NULL && app_key_value_row_is_empty (row))
    workspace_node_remove_row (self->node, self->key, find_position (self, row));
}

static AppKeyValueRow *
row_new (AppKeyValueTable *self)
{
  GtkWidget *row = app_key_value_row_new (self->kind);

  g_object_bind_property (self, "shows-description", row, "shows-description",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "filled", G_CALLBACK (on_row_filled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "pasted", G_CALLBACK (on_row_pasted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (on_row_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (on_row_removed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "left", G_CALLBACK (on_row_left), self, G_CONNECT_SWAPPED);

  return APP_KEY_VALUE_ROW (row);
}

static void
remove_row_widget (AppKeyValueRow *row)
{
  app_key_value_row_set_row (row, NULL);
  gtk_widget_unparent (GTK_WIDGET (row));
}

static void
drop_rows (AppKeyValueTable *self)
{
  g_autoptr (GPtrArray) rows = g_steal_pointer (&self->rows);

  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < rows->len; i++)
    remove_row_widget (rows->pdata[i]);
}

/* Sorts the widgets that there are into those whose row is still in the model (a table from row to
 * widget) and those that can show another. */
static GHashTable *
sort_widgets (AppKeyValueTable *self, GPtrArray *items, GQueue *spare)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GHashTable *kept = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (wanted, items->pdata[i]);
  for (guint i = 0; i < self->rows->len; i++)
    {
      AppKeyValueRow *widget = self->rows->pdata[i];
      WorkspaceRow *row = app_key_value_row_get_row (widget);

      if (widget == self->filled)
        continue;
      if (row != NULL && g_hash_table_contains (wanted, row))
        g_hash_table_insert (kept, row, widget);
      else
        g_queue_push_tail (spare, widget);
    }

  return kept;
}

static AppKeyValueRow *
pick_widget (AppKeyValueTable *self, WorkspaceRow *row, GHashTable *kept, GQueue *spare)
{
  AppKeyValueRow *widget = row != NULL ? g_hash_table_lookup (kept, row) : NULL;

  if (widget != NULL)
    return widget;
  if (self->filled != NULL && row != NULL)
    return self->filled;

  widget = g_queue_pop_head (spare);

  return widget != NULL ? widget : row_new (self);
}

static void
place_widget (AppKeyValueTable *self, AppKeyValueRow *widget, WorkspaceRow *row)
{
  GtkWidget *above = self->rows->len > 0 ? self->rows->pdata[self->rows->len - 1] : NULL;

  if (gtk_widget_get_parent (GTK_WIDGET (widget)) == NULL ||
      gtk_widget_get_prev_sibling (GTK_WIDGET (widget)) != above)
    gtk_widget_insert_after (GTK_WIDGET (widget), self->list, above);
  if (app_key_value_row_get_row (widget) != row || row == NULL)
    {
      app_key_value_row_set_row (widget, row);
      app_key_value_row_refresh (widget);
    }
  g_ptr_array_add (self->rows, widget);
}

static GPtrArray *
list_items (AppKeyValueTable *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = MIN (get_n_items (self), ROWS_MAX);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->model, i));

  return items;
}

static void
show_more (AppKeyValueTable *self)
{
  const guint n = get_n_items (self);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->more), n > ROWS_MAX);
  if (n <= ROWS_MAX)
    return;

  text = g_strdup_printf (ngettext ("%u more row: edit as text to see it",
                                    "%u more rows: edit as text to see them", n - ROWS_MAX),
                          n - ROWS_MAX);
  gtk_label_set_label (self->more, text);
}

/* Brings the widgets into the order of the model. A widget goes with its row, so that the one with
 * the focus keeps it. */
static void
sync_rows (AppKeyValueTable *self)
{
  g_autoptr (GPtrArray) items = list_items (self);
  GQueue spare = G_QUEUE_INIT;
  g_autoptr (GHashTable) kept = sort_widgets (self, items, &spare);
  AppKeyValueRow *widget;

  self->is_stale = FALSE;
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < items->len; i++)
    place_widget (self, pick_widget (self, items->pdata[i], kept, &spare), items->pdata[i]);
  /* what did not fit is at the end, where an empty row would be in the wrong place */
  if (self->node != NULL && get_n_items (self) <= ROWS_MAX)
    place_widget (self, pick_widget (self, NULL, kept, &spare), NULL);
  while ((widget = g_queue_pop_head (&spare)) != NULL)
    remove_row_widget (widget);
  show_more (self);
}

static char *
dup_shown_text (AppKeyValueTable *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
write_text (AppKeyValueTable *self)
{
  g_autofree char *text = NULL;

  if (self->text_idle == 0)
    return;

  g_clear_handle_id (&self->text_idle, g_source_remove);
  if (self->node == NULL)
    return;

  text = dup_shown_text (self);
  /* the rows become what the text says one by one; until then they say something else */
  self->is_text_ours = TRUE;
  app_field_rows_set_text (self->node, self->key, text);
  self->is_text_ours = FALSE;
}

static gboolean
on_text_idle (gpointer data)
{
  write_text (data);

  return G_SOURCE_REMOVE;
}

/* A paste over a selection is two changes, the first of which leaves nothing: they are taken
 * together. */
static void
on_text_changed (AppKeyValueTable *self)
{
  if (!self->is_text_ours && self->text_idle == 0)
    self->text_idle = g_idle_add (on_text_idle, self);
}

static void
sync_text (AppKeyValueTable *self)
{
  g_autofree char *shown = NULL;
  g_autofree char *text = NULL;

  if (self->node == NULL || self->is_text_ours || self->text_idle != 0)
    return;

  shown = dup_shown_text (self);
  if (app_field_rows_is_text (self->node, self->key, shown))
    return;

  text = app_field_rows_dup_text (self->node, self->key);
  self->is_text_ours = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->is_text_ours = FALSE;
}

static void
sync_view (AppKeyValueTable *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->is_stale = TRUE;
  else if (self->is_text)
    sync_text (self);
  else
    sync_rows (self);
}

static void
on_items_changed (AppKeyValueTable *self)
{
  sync_view (self);
}

/* Columns of rows have changed, e.g. by undo. */
static void
on_node_changed (AppKeyValueTable *self)
{
  if (self->is_text || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      sync_view (self);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    if (app_key_value_row_get_row (self->rows->pdata[i]) != NULL)
      app_key_value_row_refresh (self->rows->pdata[i]);
}

static void
set_model (AppKeyValueTable *self, GListModel *model)
{
  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
set_node (AppKeyValueTable *self, WorkspaceNode *node)
{
  if (self->node == node)
    return;

  write_text (self);
  g_set_object (&self->node, node);
  g_signal_group_set_target (self->node_signals, node);
  set_model (self, node != NULL ? workspace_node_get_rows (node, self->key) : NULL);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    drop_rows (self);
  sync_view (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

static void
set_is_text (AppKeyValueTable *self, gboolean is_text)
{
  if (self->is_text == is_text)
    return;

  write_text (self);
  self->is_text = is_text;
  sync_view (self);
  gtk_stack_set_visible_child_name (self->stack, is_text ? "text" : "rows");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_TEXT]);
}

static gboolean
has_descriptions (AppKeyValueTable *self)
{
  const guint n = MIN (get_n_items (self), ROWS_MAX);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WorkspaceRow) row = g_list_model_get_item (self->model, i);

      if (workspace_row_get (row, "description") != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
app_key_value_table_map (GtkWidget *widget)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (widget);

  GTK_WIDGET_CLASS (app_key_value_table_parent_class)->map (widget);

  if (!self->is_stale)
    return;
  if (has_descriptions (self))
    g_object_set (self, "shows-description", TRUE, NULL);
  sync_rows (self);
  if (self->is_text)
    sync_text (self);
}

static void
app_key_value_table_unmap (GtkWidget *widget)
{
  write_text (APP_KEY_VALUE_TABLE (widget));

  GTK_WIDGET_CLASS (app_key_value_table_parent_class)->unmap (widget);
}

static void
delete_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (widget);
  const guint n = get_n_items (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%u row deleted", "%u rows deleted", n), n);

  if (n > 0)
    offer_undo (self, text, app_field_rows_remove_all (self->node, self->key));
}

static void
copy_as_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (widget);
  g_autofree char *text = NULL;

  if (self->node == NULL)
    return;

  text = app_field_rows_dup_text (self->node, self->key);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  app_toast_show (widget, _ ("Copied to the clipboard"));
}

static void
clear_drop_marks (AppKeyValueTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_remove_css_class (self->rows->pdata[i], "drop-before");
}

static void
find_drop_position (AppKeyValueTable *self, double y)
{
  const guint n = MIN (get_n_items (self), self->rows->len);

  for (self->drop_position = 0; self->drop_position < n; self->drop_position++)
    {
      graphene_rect_t bounds;

      if (gtk_widget_compute_bounds (self->rows->pdata[self->drop_position], self->list, &bounds) &&
          y < (double)(bounds.origin.y + bounds.size.height / 2))
        break;
    }
}

static GdkDragAction
on_drop_motion (GtkDropTarget *target, double x, double y, AppKeyValueTable *self)
{
  clear_drop_marks (self);
  find_drop_position (self, y);
  if (self->drop_position < self->rows->len)
    gtk_widget_add_css_class (self->rows->pdata[self->drop_position], "drop-before");

  return GDK_ACTION_MOVE;
}

static void
on_drop_leave (GtkDropTarget *target, AppKeyValueTable *self)
{
  clear_drop_marks (self);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, AppKeyValueTable *self)
{
  AppKeyValueRow *row = g_value_get_object (value);
  guint from, to;

  clear_drop_marks (self);
  if (!g_ptr_array_find (self->rows, row, &from) || app_key_value_row_get_row (row) == NULL)
    return FALSE;

  find_drop_position (self, y);
  to = self->drop_position > from ? self->drop_position - 1 : self->drop_position;
  if (to != from)
    workspace_node_move_row (self->node, self->key, from, to);

  return TRUE;
}

static void
show_hint (AppKeyValueTable *self)
{
  gtk_label_set_label (
    self->hint,
    self->kind == APP_FIELD_TEXT
      ? _ ("One a line, the one that is liked best first.")
      : _ ("One “Name: value” a line. A line that begins with # is kept but not sent."));
}

static void
app_key_value_table_constructed (GObject *object)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (object);
  g_autofree char *signal = g_strdup_printf ("changed::%s", self->key);

  G_OBJECT_CLASS (app_key_value_table_parent_class)->constructed (object);

  self->kind = app_field_rows_get_kind (self->key);
  g_signal_group_connect_swapped (self->node_signals, signal, G_CALLBACK (on_node_changed), self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.shows-description",
                                 self->kind != APP_FIELD_TEXT);
  gtk_widget_set_visible (self->subtitle_label, self->subtitle != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : self->key, -1);
  show_hint (self);
}

static void
app_key_value_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      g_value_set_object (value, self->node);
      break;

    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;

    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;

    case PROP_IS_TEXT:
      g_value_set_boolean (value, self->is_text);
      break;

    case PROP_SHOWS_DESCRIPTION:
      g_value_set_boolean (value, self->shows_description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_key_value_table_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (object);

  switch (prop_id)
    {
    case PROP_NODE:
      set_node (self, g_value_get_object (value));
      break;

    case PROP_KEY:
      self->key = g_value_dup_string (value);
      break;

    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;

    case PROP_SUBTITLE:
      self->subtitle = g_value_dup_string (value);
      break;

    case PROP_IS_TEXT:
      set_is_text (self, g_value_get_boolean (value));
      break;

    case PROP_SHOWS_DESCRIPTION:
      self->shows_description = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_key_value_table_dispose (GObject *object)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (object);

  g_clear_handle_id (&self->text_idle, g_source_remove);
  if (self->rows != NULL)
    drop_rows (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  set_model (self, NULL);
  g_clear_object (&self->node_signals);
  g_clear_object (&self->node);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_KEY_VALUE_TABLE);

  G_OBJECT_CLASS (app_key_value_table_parent_class)->dispose (object);
}

static void
app_key_value_table_finalize (GObject *object)
{
  AppKeyValueTable *self = APP_KEY_VALUE_TABLE (object);

  g_free (self->key);
  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (app_key_value_table_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_NODE] = g_param_spec_object ("node", NULL, NULL, WORKSPACE_TYPE_NODE, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, "headers", once);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, once);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, once);
  properties[PROP_IS_TEXT] = g_param_spec_boolean ("is-text", NULL, NULL, FALSE, flags);
  properties[PROP_SHOWS_DESCRIPTION] = g_param_spec_boolean ("shows-description", NULL, NULL, FALSE,
                                                             flags);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
app_key_value_table_class_init (AppKeyValueTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = app_key_value_table_constructed;
  object_class->dispose = app_key_value_table_dispose;
  object_class->finalize = app_key_value_table_finalize;
  object_class->get_property = app_key_value_table_get_property;
  object_class->set_property = app_key_value_table_set_property;
  widget_class->map = app_key_value_table_map;
  widget_class->unmap = app_key_value_table_unmap;
  install_properties (object_class);

  gtk_widget_class_install_action (widget_class, "table.delete-all", NULL, delete_all);
  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_as_text);
  gtk_widget_class_install_property_action (widget_class, "table.is-text", "is-text");
  gtk_widget_class_install_property_action (widget_class, "table.shows-description",
                                            "shows-description");

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/key-value-table.ui");
  gtk_widget_class_bind_template_child (widget_class, AppKeyValueTable, list);
  gtk_widget_class_bind_template_child (widget_class, AppKeyValueTable, stack);
  gtk_widget_class_bind_template_child (widget_class, AppKeyValueTable, buffer);
  gtk_widget_class_bind_template_child (widget_class, AppKeyValueTable, hint);
  gtk_widget_class_bind_template_child (widget_class, AppKeyValueTable, more);
  gtk_widget_class_bind_template_child_full (widget_class, "subtitle", FALSE,
                                             G_STRUCT_OFFSET (AppKeyValueTable, subtitle_label));
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
}

static void
app_key_value_table_init (AppKeyValueTable *self)
{
  GtkDropTarget *target;

  self->rows = g_ptr_array_new ();
  self->node_signals = g_signal_group_new (WORKSPACE_TYPE_NODE);
  gtk_widget_init_template (GTK_WIDGET (self));

  target = gtk_drop_target_new (APP_TYPE_KEY_VALUE_ROW, GDK_ACTION_MOVE);
  g_signal_connect (target, "motion", G_CALLBACK (on_drop_motion), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_drop_leave), self);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (target));
}
