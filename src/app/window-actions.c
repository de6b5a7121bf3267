/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/application.h"
#include "app/commands.h"
#include "app/cookies-window.h"
#include "app/events-panel.h"
#include "app/files.h"
#include "app/palette.h"
#include "app/sessions.h"
#include "app/toast.h"

#include <glib/gi18n.h>

static AppApplication *
get_application (AppWindow *self)
{
  return APP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
on_new_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  app_sidebar_add (self->sidebar, WORKSPACE_KIND_WEBSOCKET, NULL);
}

static void
on_new_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  app_sidebar_add (self->sidebar, WORKSPACE_KIND_FOLDER, NULL);
}

static void
on_rename (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  app_sidebar_rename (self->sidebar, app_sidebar_get_selected (self->sidebar));
}

static void
on_duplicate (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  app_sidebar_duplicate (self->sidebar, app_sidebar_get_selected (self->sidebar));
}

static void
on_pin (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  app_sidebar_toggle_pin (self->sidebar, app_sidebar_get_selected (self->sidebar));
}

static void
on_delete (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  app_sidebar_remove (self->sidebar, app_sidebar_get_selected (self->sidebar));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  workspace_undo (self->workspace);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  workspace_redo (self->workspace);
}

static void
on_palette (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  AppRequestPage *page = app_window_get_request_page (self);
  GtkWidget *palette = app_palette_new (self, (GtkWidget *)page,
                                        app_application_get_state (get_application (self)));
  /* not the stack: GTK takes each child of one for a page */
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self->views));
  graphene_rect_t bounds;

  gtk_widget_set_parent (palette, parent);
  if (gtk_widget_compute_bounds (GTK_WIDGET (self->views), parent, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (palette),
                                 &(GdkRectangle){ (int)bounds.size.width / 2, (int)bounds.origin.y,
                                                  1, 1 });
  gtk_popover_popup (GTK_POPOVER (palette));
}

static void
on_focus_url (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *page = app_window_get_request_page (user_data);

  if (page != NULL)
    app_request_page_focus_address (page);
}

/* Returns: (nullable): the events below @widget; borrowed. */
static GtkWidget *
find_events (GtkWidget *widget)
{
  GtkWidget *found = APP_IS_EVENTS_PANEL (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_events (child);

  return found;
}

static void
on_focus_filter (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppRequestPage *page = app_window_get_request_page (user_data);
  GtkWidget *events = page != NULL ? find_events (GTK_WIDGET (page)) : NULL;

  if (events != NULL)
    (void)gtk_widget_activate_action (events, "events.focus-filter", NULL);
}

static void
on_focus_sidebar (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, TRUE);
  app_sidebar_focus_filter (self->sidebar);
}

static void
on_next_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  app_sidebar_select_neighbour (self->sidebar, 1);
}

static void
on_previous_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  app_sidebar_select_neighbour (self->sidebar, -1);
}

static void
on_cookies (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  ExchangeCookieJar *jar = app_sessions_get_cookie_jar (app_sessions_get_default (),
                                                        self->workspace);

  if (self->cookies == NULL)
    g_set_weak_pointer (&self->cookies, app_cookies_window_new (GTK_WINDOW (self), jar));
  gtk_window_present (self->cookies);
}

static void
on_show_in_files (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  g_autoptr (GFile) file = g_file_new_build_filename (workspace_get_folder (self->workspace),
                                                      "noctule.yaml", NULL);

  app_files_show (GTK_WIDGET (self->views), file);
}

/* Opens, or first makes, the workspace in @folder. */
static void
make_workspace (AppWindow *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_basename (folder);
  g_autofree char *around = workspace_find_folder (folder, NULL);
  g_autoptr (Workspace) workspace = NULL;

  if (around == NULL)
    workspace = workspace_create (folder, name, &error);
  if (around != NULL || workspace != NULL)
    app_application_open_folder (get_application (self), folder, self);
  else
    app_toast_show (GTK_WIDGET (self->views), error->message);
}

static void
on_make_workspace (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  make_workspace (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_folder_chosen (AppWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  gboolean is_new = g_object_get_data (G_OBJECT (dialog), "is-new") != NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      if (is_new)
        make_workspace (self, g_file_peek_path (file));
      else
        app_application_open_folder (get_application (self), g_file_peek_path (file), self);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_folder (AppWindow *self, const char *title, const char *accept, gboolean is_new)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (self),
                                                              GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                                              accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  if (is_new)
    g_object_set_data (G_OBJECT (dialog), "is-new", GINT_TO_POINTER (1));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_new_workspace (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_folder (user_data, _ ("Folder of the New Workspace"), _ ("C_reate Here"), TRUE);
}

static void
on_open_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_folder (user_data, _ ("Open Workspace"), _ ("_Open"), FALSE);
}

static const GActionEntry entries[] = {
  { "new-request", on_new_request, NULL, NULL, NULL, { 0 } },
  { "new-folder", on_new_folder, NULL, NULL, NULL, { 0 } },
  { "rename", on_rename, NULL, NULL, NULL, { 0 } },
  { "duplicate", on_duplicate, NULL, NULL, NULL, { 0 } },
  { "pin", on_pin, NULL, NULL, NULL, { 0 } },
  { "delete", on_delete, NULL, NULL, NULL, { 0 } },
  { "undo", on_undo, NULL, NULL, NULL, { 0 } },
  { "redo", on_redo, NULL, NULL, NULL, { 0 } },
  { "palette", on_palette, NULL, NULL, NULL, { 0 } },
  { "focus-url", on_focus_url, NULL, NULL, NULL, { 0 } },
  { "focus-filter", on_focus_filter, NULL, NULL, NULL, { 0 } },
  { "focus-sidebar", on_focus_sidebar, NULL, NULL, NULL, { 0 } },
  { "next-request", on_next_request, NULL, NULL, NULL, { 0 } },
  { "previous-request", on_previous_request, NULL, NULL, NULL, { 0 } },
  { "cookies", on_cookies, NULL, NULL, NULL, { 0 } },
  { "show-in-files", on_show_in_files, NULL, NULL, NULL, { 0 } },
  { "new-workspace", on_new_workspace, NULL, NULL, NULL, { 0 } },
  { "open-folder", on_open_folder, NULL, NULL, NULL, { 0 } },
  { "make-workspace", on_make_workspace, "s", NULL, NULL, { 0 } },
};

static void
set_enabled (AppWindow *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

void
app_window_update_actions (AppWindow *self)
{
  static const char *const for_workspace[] = { "new-request",  "new-folder",       "focus-sidebar",
                                               "next-request", "previous-request", "show-in-files",
                                               "cookies" };
  WorkspaceNode *node = app_sidebar_get_selected (self->sidebar);
  gboolean is_request = node != NULL && workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET;
  gboolean is_known = is_request ||
                      (node != NULL && workspace_node_get_kind (node) == WORKSPACE_KIND_FOLDER);
  gboolean can_undo = FALSE;
  gboolean can_redo = FALSE;

  if (self->workspace != NULL)
    g_object_get (self->workspace, "can-undo", &can_undo, "can-redo", &can_redo, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (for_workspace); i++)
    set_enabled (self, for_workspace[i], self->workspace != NULL);
  set_enabled (self, "undo", can_undo);
  set_enabled (self, "redo", can_redo);
  set_enabled (self, "delete", node != NULL);
  set_enabled (self, "rename", is_known);
  set_enabled (self, "duplicate", is_known);
  set_enabled (self, "pin", is_request);
  set_enabled (self, "focus-url", is_request);
  set_enabled (self, "focus-filter", is_request);
}

/* Returns: whether what has the focus has an undo of its own. */
static gboolean
is_text_focused (AppWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus);
}

/* The keys of these come here after what has the focus had them, and "exchange.*" is an action of
 * the page, which is not above the window. */
static gboolean
on_yielding_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  const AppCommand *command = user_data;
  AppWindow *self = APP_WINDOW (widget);
  AppRequestPage *page = app_window_get_request_page (self);
  gboolean is_undo = g_str_equal (command->action, "win.undo") ||
                     g_str_equal (command->action, "win.redo");

  if (is_undo && is_text_focused (self))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_activate_action (page != NULL ? GTK_WIDGET (page) : widget, command->action,
                                     NULL);
}

void
app_window_init_actions (AppWindow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  g_autoptr (GPropertyAction) toggle = g_property_action_new ("toggle-sidebar", self->flap,
                                                              "reveal-flap");
  gsize n_commands;
  const AppCommand *commands = app_commands_list (&n_commands);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (toggle));

  for (gsize i = 0; i < n_commands; i++)
    {
      if (commands[i].is_yielding)
        gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (keys),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (commands[i].accel),
                            gtk_callback_action_new (on_yielding_key, (gpointer)&commands[i],
                                                     NULL)));
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
