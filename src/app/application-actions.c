/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application-private.h"

#include "app/commands.h"
#include "app/preferences-window.h"

#include <glib/gi18n.h>

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *window = app_window_new (user_data);

  app_window_show_welcome (window, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_open_workspace (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = user_data;
  GtkWindow *window = app_application_get_main_window (self);

  app_application_open_folder (self, g_variant_get_string (parameter, NULL), (AppWindow *)window);
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (app_preferences_window_new (app_application_get_main_window (user_data)));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/app/noctule/Noctule/ui/shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, app_application_get_main_window (user_data));
  gtk_window_present (window);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (
    app_application_get_main_window (user_data), "application-name", _ ("Noctule"),
    "application-icon", "app.noctule.Noctule", "version", NOCTULE_VERSION, "license-type",
    GTK_LICENSE_GPL_3_0, "comments",
    _ ("For people who build and debug realtime services. A noctule is a bat: awake at night, and "
       "it finds its way by echoes."),
    NULL);
}

/* Windows with connections or unsaved files ask, and stay until they are answered. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  self->is_quitting = TRUE;
  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (APP_IS_WINDOW (link->data))
        gtk_window_close (link->data);
    }
  self->is_quitting = FALSE;
}

static void
tell_server (AppApplication *self, const char *text)
{
  GtkWindow *window = app_application_get_main_window (self);

  if (window != NULL)
    app_window_tell (APP_WINDOW (window), text);
}

static void
on_server_toggled (GSimpleAction *action, GVariant *wanted, gpointer user_data)
{
  AppApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  self->is_server_wanted = g_variant_get_boolean (wanted);
  if (!self->is_server_wanted)
    {
      app_server_stop (self->server);
      tell_server (self, _ ("Built-in server stopped"));
      return;
    }
  if (app_application_start_server (self, &error))
    text = g_strdup_printf (_ ("Built-in server at ws://127.0.0.1:%u"),
                            app_server_get_port (self->server));
  tell_server (self, text != NULL ? text : error->message);
}

static void
on_server_changed (AppApplication *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "server");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (app_server_get_is_running (self->server)));
}

static const GActionEntry entries[] = {
  { "new-window", on_new_window, NULL, NULL, NULL, { 0 } },
  { "open-workspace", on_open_workspace, "s", NULL, NULL, { 0 } },
  { "preferences", on_preferences, NULL, NULL, NULL, { 0 } },
  { "shortcuts", on_shortcuts, NULL, NULL, NULL, { 0 } },
  { "about", on_about, NULL, NULL, NULL, { 0 } },
  { "quit", on_quit, NULL, NULL, NULL, { 0 } },
  { "server", NULL, NULL, "false", on_server_toggled, { 0 } },
};

void
app_application_init_actions (AppApplication *self)
{
  gsize n_commands;
  const AppCommand *commands = app_commands_list (&n_commands);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < n_commands; i++)
    {
      if (commands[i].accel != NULL && !commands[i].is_yielding)
        gtk_application_set_accels_for_action (GTK_APPLICATION (self), commands[i].action,
                                               (const char *const[]){ commands[i].accel, NULL });
    }
  g_signal_connect_object (self->server, "notify::is-running", G_CALLBACK (on_server_changed), self,
                           G_CONNECT_SWAPPED);
}
