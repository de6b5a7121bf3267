/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include "app/window.h"

#include <gtksourceview/gtksource.h>

struct _AppApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

static void
app_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
  gtk_window_present (window);
}

static void
app_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);

  gtk_source_init ();
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = app_application_activate;
  application_class->startup = app_application_startup;
}

static void
app_application_init (AppApplication *self)
{
}

AppApplication *
app_application_new (void)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", "app.noctule.Noctule",
                       "resource-base-path", "/app/noctule/Noctule", NULL);
}
