/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window-private.h"

#include "app/sessions.h"
#include "workspace/state.h"

#include <glib/gi18n.h>

#define GROUP "window"

/* A window that was left larger than any screen of today was not left by a person. */
#define SIZE_MAX_PIXELS 16384

#define SIDEBAR_WIDTH 260

static int
get_number (WorkspaceState *state, const char *key, int initial)
{
  g_autofree char *text = workspace_state_dup (state, GROUP, key);
  gint64 number = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, SIZE_MAX_PIXELS, &number, NULL))
    return initial;

  return (int)number;
}

static gboolean
get_flag (WorkspaceState *state, const char *key, gboolean initial)
{
  g_autofree char *text = workspace_state_dup (state, GROUP, key);

  return text != NULL ? g_str_equal (text, "true") : initial;
}

static void
set_number (WorkspaceState *state, const char *key, int number)
{
  g_autofree char *text = g_strdup_printf ("%d", number);

  workspace_state_set (state, GROUP, key, text);
}

static void
set_flag (WorkspaceState *state, const char *key, gboolean is_set)
{
  workspace_state_set (state, GROUP, key, is_set ? "true" : "false");
}

void
app_window_restore (AppWindow *self)
{
  g_autofree char *selected = workspace_state_dup (self->state, GROUP, "selected");
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), get_number (self->state, "width", width),
                               get_number (self->state, "height", height));
  if (get_flag (self->state, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_widget_set_size_request (GTK_WIDGET (self->sidebar),
                               get_number (self->state, "sidebar-width", SIDEBAR_WIDTH), -1);
  adw_flap_set_reveal_flap (self->flap, get_flag (self->state, "sidebar-visible", TRUE));
  if (selected != NULL)
    app_window_select (self, selected);
}

void
app_window_save (AppWindow *self)
{
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  if (self->state == NULL)
    return;

  set_flag (self->state, "maximized", is_maximized);
  if (!is_maximized && !gtk_window_is_fullscreen (GTK_WINDOW (self)))
    {
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      set_number (self->state, "width", width);
      set_number (self->state, "height", height);
    }
  gtk_widget_get_size_request (GTK_WIDGET (self->sidebar), &width, &height);
  set_number (self->state, "sidebar-width", width);
  /* where it covers the page it is hidden most of the time, which is not what was chosen */
  if (!adw_flap_get_folded (self->flap))
    set_flag (self->state, "sidebar-visible", adw_flap_get_reveal_flap (self->flap));
  workspace_state_flush (self->state);
}

static gboolean
close_agreed (gpointer user_data)
{
  AppWindow *self = user_data;

  self->is_closing_agreed = TRUE;
  gtk_window_close (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
on_end_response (AppWindow *self, const char *response)
{
  if (g_str_equal (response, "close"))
    /* not from within the dialog: it would outlive the window that it stands on */
    g_idle_add_full (G_PRIORITY_DEFAULT, close_agreed, g_object_ref (self), g_object_unref);
}

static void
ask (AppWindow *self, const char *heading, const char *body, const char *close_label)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "close",
                                    close_label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_end_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
close_connections (WorkspaceNode *node)
{
  GListModel *children = workspace_node_get_children (node);

  if (workspace_node_get_kind (node) == WORKSPACE_KIND_WEBSOCKET)
    {
      ExchangeSession *session = app_sessions_get (app_sessions_get_default (), node);

      if (exchange_session_is_live (session))
        exchange_session_close (session, 1000, NULL);
    }
  for (guint i = 0; children != NULL && i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (WorkspaceNode) child = g_list_model_get_item (children, i);

      close_connections (child);
    }
}

gboolean
app_window_hold_close (AppWindow *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_saved = app_window_flush (self, &error);
  guint n_live = app_window_count_live (self);

  if (self->is_closing_agreed)
    {
      if (n_live > 0)
        close_connections (workspace_get_root (self->workspace));
      return FALSE;
    }

  if (!is_saved)
    {
      ask (self, _ ("Close Without Saving?"), error->message, _ ("Close _Without Saving"));
      return TRUE;
    }
  if (n_live > 0)
    {
      g_autofree char *heading = g_strdup_printf (ngettext ("End %u Open Connection?",
                                                            "End %u Open Connections?", n_live),
                                                  n_live);

      ask (self, heading,
           _ ("Nothing goes on in a window that is closed. What was received stays in "
              "the history."),
           _ ("_End and Close"));
      return TRUE;
    }

  return FALSE;
}
