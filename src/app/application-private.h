/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"

/* What the files of the application share. */

struct _AppApplication
{
  AdwApplication parent_instance;

  WorkspaceState *state;
  AppServer *server;
  guint signal_ids[3];
  gboolean is_server_wanted; /* it was started by hand, and is not to end with the sample */
  gboolean is_quitting;      /* windows that close now come back at the next start */
};

/* The actions "app.*" and the keys of all commands that do not yield. */
void app_application_init_actions (AppApplication *self);

/* Starts the built-in server where it was the last time; the sample's requests follow it when it
 * has to go elsewhere. Returns: FALSE with @error. */
gboolean app_application_start_server (AppApplication *self, GError **error);

/* Returns: (nullable): the window that a dialog or a toast belongs to. */
GtkWindow *app_application_get_main_window (AppApplication *self);
