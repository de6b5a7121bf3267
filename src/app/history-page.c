/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-page.h"

#include "app/sessions.h"
#include "base/units.h"
#include "history/store.h"
#include "history/writer.h"

#include <glib/gi18n.h>

struct _AppHistoryPage
{
  AdwPreferencesPage parent_instance;

  GCancellable *cancellable;
  gboolean is_refreshing;

  /* template children */
  GtkSpinButton *keep;
  AdwActionRow *connection_row;
  GtkEditable *connection_size;
  AdwActionRow *total_row;
  GtkEditable *total_size;
  AdwActionRow *used;
  AdwActionRow *folder;

  /* borrowed */
  WorkspacePreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppHistoryPage, app_history_page, ADW_TYPE_PREFERENCES_PAGE)

typedef struct
{
  guint64 bytes;
  guint n;
} Used;

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = history_store_list (&error);
  Used *used;

  if (entries == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  used = g_new0 (Used, 1);
  for (guint i = 0; i < entries->len; i++)
    used->bytes += ((const HistoryEntry *)entries->pdata[i])->bytes;
  used->n = entries->len;
  g_task_return_pointer (task, used, g_free);
}

static void
on_counted (GObject *object, GAsyncResult *result, gpointer data)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (object);
  g_autoptr (GError) error = NULL;
  g_autofree Used *used = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (used == NULL)
    {
      adw_action_row_set_subtitle (self->used, error->message);
      return;
    }

  size = base_size_format (used->bytes);
  text = g_strdup_printf (ngettext ("%s in %u connection", "%s in %u connections", used->n), size,
                          used->n);
  adw_action_row_set_subtitle (self->used, text);
}

static void
count (AppHistoryPage *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_counted, NULL);

  g_task_run_in_thread (task, count_in_thread);
}

static const char *
get_key (AppHistoryPage *self, GtkEditable *editable)
{
  return editable == self->total_size ? "history.max-size" : "history.max-connection-size";
}

static void
show_size (AppHistoryPage *self, GtkEditable *editable, guint64 built_in)
{
  const char *value = workspace_preferences_get (self->preferences, get_key (self, editable));
  g_autofree char *size = base_size_format (built_in);
  g_autofree char *text = g_strdup_printf (_ ("%s (default)"), size);

  gtk_entry_set_placeholder_text (GTK_ENTRY (editable), text);
  if (g_strcmp0 (gtk_editable_get_text (editable), value != NULL ? value : "") != 0)
    gtk_editable_set_text (editable, value != NULL ? value : "");
}

static void
refresh (AppHistoryPage *self)
{
  const char *keep = workspace_preferences_get (self->preferences, "history.keep");
  HistoryRetention retention;
  HistoryLimits limits;
  guint64 n;

  /* what is being typed and is not a size yet */
  if (self->is_refreshing)
    return;

  self->is_refreshing = TRUE;
  history_retention_init (&retention);
  history_limits_init (&limits);
  if (keep == NULL || !g_ascii_string_to_unsigned (keep, 10, 0, G_MAXUINT, &n, NULL))
    n = retention.keep_per_request;
  gtk_spin_button_set_value (self->keep, (double)n);
  show_size (self, self->connection_size, limits.max_bytes);
  show_size (self, self->total_size, retention.max_bytes);
  self->is_refreshing = FALSE;
}

static void
on_keep_changed (AppHistoryPage *self)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->keep));

  if (self->is_refreshing)
    return;

  self->is_refreshing = TRUE;
  workspace_preferences_set (self->preferences, "history.keep", text);
  self->is_refreshing = FALSE;
}

static void
show_fault (AdwActionRow *row, gboolean is_right)
{
  adw_action_row_set_subtitle (row, is_right ? _ ("0 for no limit")
                                             : _ ("This is a size like 512MiB or 10GiB."));
  if (is_right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "invalid");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "invalid");
}

static void
on_size_changed (AppHistoryPage *self, GtkEditable *editable)
{
  const char *text = gtk_editable_get_text (editable);
  guint64 bytes;
  const gboolean is_right = *text == '\0' || base_size_parse (text, &bytes);

  show_fault (editable == self->total_size ? self->total_row : self->connection_row, is_right);
  if (self->is_refreshing || !is_right)
    return;

  self->is_refreshing = TRUE;
  workspace_preferences_set (self->preferences, get_key (self, editable),
                             *text != '\0' ? text : NULL);
  self->is_refreshing = FALSE;
}

static void
on_open_clicked (AppHistoryPage *self)
{
  g_autofree char *folder = history_store_dup_folder ();
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* nothing may be recorded yet */
  g_mkdir_with_parents (folder, 0700);
  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
app_history_page_dispose (GObject *object)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (app_history_page_parent_class)->dispose (object);
}

static void
app_history_page_finalize (GObject *object)
{
  AppHistoryPage *self = APP_HISTORY_PAGE (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (app_history_page_parent_class)->finalize (object);
}

static void
app_history_page_class_init (AppHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_history_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_history_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, keep);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, connection_row);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, connection_size);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, total_row);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, total_size);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, used);
  gtk_widget_class_bind_template_child (widget_class, AppHistoryPage, folder);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_open_clicked);
}

static void
app_history_page_init (AppHistoryPage *self)
{
  g_autofree char *folder = history_store_dup_folder ();
  g_autofree char *shown = g_filename_display_name (folder);

  self->cancellable = g_cancellable_new ();
  self->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->folder), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->used), FALSE);
  adw_action_row_set_subtitle (self->folder, shown);
  show_fault (self->connection_row, TRUE);
  show_fault (self->total_row, TRUE);
  refresh (self);
  count (self);
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}
