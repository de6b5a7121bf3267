/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences-window.h"

#include "app/appearance-page.h"
#include "app/history-page.h"
#include "app/sessions.h"
#include "app/setting-row.h"
#include "app/toast.h"

#include <glib/gi18n.h>

struct _AppPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GPtrArray *rows; /* (element-type AppSettingRow), borrowed */

  /* template children */
  AdwPreferencesPage *connection;
  AdwPreferencesPage *tls;
  AdwPreferencesPage *proxy;

  /* borrowed */
  WorkspacePreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppPreferencesWindow, app_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* Returns: the page of a group of settings. */
static AdwPreferencesPage *
find_page (AppPreferencesWindow *self, const char *group)
{
  if (g_str_equal (group, "TLS"))
    return self->tls;
  if (g_str_equal (group, "Proxy"))
    return self->proxy;

  return self->connection;
}

static void
make_rows (AppPreferencesWindow *self)
{
  gsize n;
  const ExchangeSetting *settings = exchange_settings_list (&n);
  AdwPreferencesGroup *group = NULL;

  for (gsize i = 0; i < n; i++)
    {
      GtkWidget *row = app_setting_row_new (&settings[i], self->preferences);

      if (i == 0 || !g_str_equal (settings[i].group, settings[i - 1].group))
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _ (settings[i].group));
          adw_preferences_page_add (find_page (self, settings[i].group), group);
        }
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
on_changed (AppPreferencesWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    app_setting_row_refresh (self->rows->pdata[i]);
}

static void
on_save_failed (AppPreferencesWindow *self, const char *message)
{
  app_toast_show (GTK_WIDGET (self), message);
}

static void
app_preferences_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PREFERENCES_WINDOW);

  G_OBJECT_CLASS (app_preferences_window_parent_class)->dispose (object);
}

static void
app_preferences_window_finalize (GObject *object)
{
  g_ptr_array_unref (APP_PREFERENCES_WINDOW (object)->rows);

  G_OBJECT_CLASS (app_preferences_window_parent_class)->finalize (object);
}

static void
app_preferences_window_class_init (AppPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesWindow, connection);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesWindow, tls);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesWindow, proxy);
}

static void
app_preferences_window_init (AppPreferencesWindow *self)
{
  g_type_ensure (APP_TYPE_HISTORY_PAGE);
  g_type_ensure (APP_TYPE_APPEARANCE_PAGE);
  self->rows = g_ptr_array_new ();
  self->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preferences, "save-failed", G_CALLBACK (on_save_failed), self,
                           G_CONNECT_SWAPPED);
}

GtkWindow *
app_preferences_window_new (GtkWindow *parent)
{
  return g_object_new (APP_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", FALSE, NULL);
}
