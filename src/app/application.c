/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application-private.h"

#include "app/recent.h"
#include "app/sample.h"
#include "app/sessions.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <signal.h>

/* How long the end of the program waits for the Close frames of servers. */
#define GOODBYE_MS 300

#define GROUP_OPEN   "open-workspaces"
#define GROUP_SAMPLE "sample"

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

static void
follow_theme (AppApplication *self)
{
  const char *theme =
    workspace_preferences_get (app_sessions_get_preferences (app_sessions_get_default ()), "theme");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0 (theme, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (theme, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

/* Everything that was typed is on disk when this returns. */
static void
flush (AppApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    {
      if (APP_IS_WINDOW (link->data))
        (void)app_window_flush (link->data, NULL);
    }
  app_sessions_flush (app_sessions_get_default ());
  workspace_state_flush (self->state);
}

static gboolean
on_end_signal (gpointer user_data)
{
  AppApplication *self = user_data;

  flush (self);
  g_application_quit (G_APPLICATION (self));

  return G_SOURCE_CONTINUE;
}

static AppWindow *
find_window (AppApplication *self, const char *folder)
{
  g_autoptr (GFile) wanted = g_file_new_for_path (folder);

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    {
      Workspace *workspace = APP_IS_WINDOW (link->data) ? app_window_get_workspace (link->data)
                                                        : NULL;
      g_autoptr (GFile) file = workspace != NULL
                                 ? g_file_new_for_path (workspace_get_folder (workspace))
                                 : NULL;

      if (file != NULL && g_file_equal (file, wanted))
        return link->data;
    }

  return NULL;
}

static gboolean
has_sample_window (AppApplication *self)
{
  g_autofree char *folder = app_sample_dup_folder ();

  return find_window (self, folder) != NULL;
}

static guint16
get_server_port (AppApplication *self)
{
  g_autofree char *text = workspace_state_dup (self->state, GROUP_SAMPLE, "port");
  guint64 port = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    return APP_SERVER_PORT;

  return (guint16)port;
}

gboolean
app_application_start_server (AppApplication *self, GError **error)
{
  guint16 before = get_server_port (self);
  g_autofree char *text = NULL;
  guint16 port;

  if (!app_server_start (self->server, before, error))
    return FALSE;
  port = app_server_get_port (self->server);
  if (port == before)
    return TRUE;

  /* somebody else is there: the requests go where the server went */
  text = g_strdup_printf ("%u", port);
  workspace_state_set (self->state, GROUP_SAMPLE, "port", text);
  flush (self);

  return app_sample_move (before, port, error);
}

static void
on_first_frame (GdkFrameClock *clock, gpointer user_data)
{
  const char *start = g_getenv ("NOCTULE_TIME_START");

  g_signal_handlers_disconnect_by_data (clock, user_data);
  if (start != NULL)
    g_printerr ("first frame: %" G_GINT64_FORMAT " us\n",
                g_get_monotonic_time () - g_ascii_strtoll (start, NULL, 10));
}

static void
time_first_frame (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  if (g_getenv ("NOCTULE_TIME_START") != NULL)
    g_signal_connect (gdk_surface_get_frame_clock (surface), "after-paint",
                      G_CALLBACK (on_first_frame), window);
}

static AppWindow *
create_window (AppApplication *self)
{
  gboolean is_first = gtk_application_get_windows (GTK_APPLICATION (self)) == NULL;
  AppWindow *window = app_window_new (GTK_APPLICATION (self));

  if (is_first)
    g_signal_connect (window, "realize", G_CALLBACK (time_first_frame), NULL);

  return window;
}

static AppWindow *
take_empty_window (AppApplication *self, AppWindow *window)
{
  if (window != NULL && app_window_get_workspace (window) == NULL)
    return window;

  return create_window (self);
}

static gboolean
is_no_workspace (const GError *error)
{
  return g_error_matches (error, WORKSPACE_ERROR, WORKSPACE_ERROR_NOT_FOUND);
}

/* Returns: the window that shows the workspace around @folder, or says why there is none. */
static AppWindow *
open_folder (AppApplication *self, const char *folder, AppWindow *window)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *around = workspace_find_folder (folder, &error);
  g_autoptr (Workspace) workspace = NULL;
  AppWindow *shown = around != NULL ? find_window (self, around) : NULL;

  if (shown != NULL)
    return shown;

  if (around != NULL && app_sample_is_folder (around))
    (void)app_application_start_server (self, NULL); /* connecting will tell that it is not there */
  if (around != NULL)
    workspace = workspace_open (around, &error);

  shown = take_empty_window (self, window);
  if (workspace == NULL)
    {
      app_window_show_welcome (shown, folder, is_no_workspace (error) ? NULL : error->message);
      return shown;
    }
  app_window_set_workspace (shown, workspace);
  workspace_state_set (self->state, GROUP_OPEN, around, "true");
  app_recent_add (self->state, around, workspace_get_name (workspace), g_get_real_time ());

  return shown;
}

static void
open_sample (AppApplication *self)
{
  g_autofree char *folder = app_sample_dup_folder ();
  g_autoptr (GError) error = NULL;
  AppWindow *window;

  (void)app_application_start_server (self, NULL);
  if (!app_sample_create (get_server_port (self), &error))
    {
      window = create_window (self);
      app_window_show_welcome (window, folder, error->message);
    }
  else
    {
      window = open_folder (self, folder, NULL);
      app_window_select (window, APP_SAMPLE_FIRST);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* What was open; what is not there any more is forgotten. Returns: whether there is a window now.
 */
static gboolean
open_again (AppApplication *self)
{
  g_auto (GStrv) folders = workspace_state_list (self->state, GROUP_OPEN);
  gboolean is_open = FALSE;

  for (guint i = 0; folders[i] != NULL; i++)
    {
      if (g_file_test (folders[i], G_FILE_TEST_IS_DIR))
        {
          gtk_window_present (GTK_WINDOW (open_folder (self, folders[i], NULL)));
          is_open = TRUE;
        }
      else
        workspace_state_set (self->state, GROUP_OPEN, folders[i], NULL);
    }

  return is_open;
}

static void
app_application_activate (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);
  GtkWindow *window = app_application_get_main_window (self);
  g_autoptr (GPtrArray) recent = NULL;

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  if (open_again (self))
    return;

  recent = app_recent_list (self->state);
  if (recent->len == 0)
    {
      open_sample (self);
      return;
    }
  window = GTK_WINDOW (create_window (self));
  app_window_show_welcome (APP_WINDOW (window), NULL, NULL);
  gtk_window_present (window);
}

static void
app_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AppApplication *self = APP_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      const char *path = g_file_peek_path (files[i]);

      if (path != NULL)
        app_application_open_folder (self, path, NULL);
    }
  if (gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    g_application_activate (application);
}

static void
app_application_startup (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);
  static const int end_signals[] = { SIGTERM, SIGINT, SIGHUP };

  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);

  gtk_source_init ();
  self->state = workspace_state_open (NULL);
  self->server = app_server_new ();
  g_signal_connect_object (app_sessions_get_preferences (app_sessions_get_default ()),
                           "changed::theme", G_CALLBACK (follow_theme), self, G_CONNECT_SWAPPED);
  follow_theme (self);
  for (gsize i = 0; i < G_N_ELEMENTS (end_signals); i++)
    self->signal_ids[i] = g_unix_signal_add (end_signals[i], on_end_signal, self);
  app_application_init_actions (self);
}

static gboolean
on_late (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* Lets the connections that are closing say so to their servers, if that takes no time. */
static void
end_connections (void)
{
  gboolean is_late = FALSE;
  guint n_live = 0;
  guint late_id;

  app_sessions_close_all (app_sessions_get_default ());
  late_id = g_timeout_add (GOODBYE_MS, on_late, &is_late);
  g_object_get (app_sessions_get_default (), "n-live", &n_live, NULL);
  while (n_live > 0 && !is_late)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (app_sessions_get_default (), "n-live", &n_live, NULL);
    }
  if (!is_late)
    g_source_remove (late_id);
}

static void
app_application_shutdown (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);

  flush (self);
  end_connections ();
  for (gsize i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  app_server_stop (self->server);

  G_APPLICATION_CLASS (app_application_parent_class)->shutdown (application);
}

/* The last window is the one that comes back at the next start, unless all of them do. */
static void
app_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  AppApplication *self = APP_APPLICATION (application);
  Workspace *workspace = APP_IS_WINDOW (window) ? app_window_get_workspace (APP_WINDOW (window))
                                                : NULL;

  GTK_APPLICATION_CLASS (app_application_parent_class)->window_removed (application, window);

  if (workspace != NULL && !self->is_quitting && app_application_get_main_window (self) != NULL)
    workspace_state_set (self->state, GROUP_OPEN, workspace_get_folder (workspace), NULL);
  if (!self->is_server_wanted && !has_sample_window (self))
    app_server_stop (self->server);
}

static void
app_application_finalize (GObject *object)
{
  AppApplication *self = APP_APPLICATION (object);

  g_clear_object (&self->server);
  g_clear_pointer (&self->state, workspace_state_free);

  G_OBJECT_CLASS (app_application_parent_class)->finalize (object);
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_application_finalize;
  application_class->activate = app_application_activate;
  application_class->open = app_application_open;
  application_class->startup = app_application_startup;
  application_class->shutdown = app_application_shutdown;
  GTK_APPLICATION_CLASS (klass)->window_removed = app_application_window_removed;
}

static void
app_application_init (AppApplication *self)
{
}

AppApplication *
app_application_new (void)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", "app.noctule.Noctule", "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/app/noctule/Noctule",
                       NULL);
}

void
app_application_open_folder (AppApplication *self, const char *folder, AppWindow *window)
{
  g_return_if_fail (APP_IS_APPLICATION (self));
  g_return_if_fail (folder != NULL);

  gtk_window_present (GTK_WINDOW (open_folder (self, folder, window)));
}

WorkspaceState *
app_application_get_state (AppApplication *self)
{
  g_return_val_if_fail (APP_IS_APPLICATION (self), NULL);

  return self->state;
}

AppServer *
app_application_get_server (AppApplication *self)
{
  g_return_val_if_fail (APP_IS_APPLICATION (self), NULL);

  return self->server;
}

GtkWindow *
app_application_get_main_window (AppApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (APP_IS_WINDOW (active))
    return active;
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    {
      if (APP_IS_WINDOW (link->data))
        return link->data;
    }

  return NULL;
}
