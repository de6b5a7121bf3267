/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include "app/kit.h"
#include "app/window.h"

static gboolean
has_window (gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  return APP_IS_WINDOW (window) && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static void
test_one_window (void)
{
  g_autoptr (AppApplication) owned = app_application_new ();
  GApplication *application = G_APPLICATION (owned);
  GtkWindow *window;

  g_assert_true (g_application_register (application, NULL, NULL));
  g_application_activate (application);
  kit_wait (has_window, application);

  /* a second start of the program comes back to the window that there is */
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  g_application_activate (application);
  kit_settle ();
  g_assert_true (gtk_application_get_active_window (GTK_APPLICATION (application)) == window);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==,
                    1);
  kit_close (window);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/application/one-window", test_one_window);
  return g_test_run ();
}
