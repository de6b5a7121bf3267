/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include "app/folder-page.h"
#include "app/request-page.h"
#include "app/sidebar.h"

struct _AppWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

static void
app_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_WINDOW);

  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
app_window_class_init (AppWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_window_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/app/noctule/Noctule/ui/window.ui");
}

static void
app_window_init (AppWindow *self)
{
  g_type_ensure (APP_TYPE_SIDEBAR);
  g_type_ensure (APP_TYPE_REQUEST_PAGE);
  g_type_ensure (APP_TYPE_FOLDER_PAGE);
  gtk_widget_init_template (GTK_WIDGET (self));
}
