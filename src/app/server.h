/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The demo and test server (serve/server.h) inside the window's program, on 127.0.0.1 and on a
 * thread of its own, so that neither what it floods with nor a slow client is ever felt in the
 * window. Main thread only.
 *
 * Properties, notified: "is-running", "port" (uint, 0: not running). */
#define APP_TYPE_SERVER (app_server_get_type ())
G_DECLARE_FINAL_TYPE (AppServer, app_server, APP, SERVER, GObject)

AppServer *app_server_new (void);

/* Where the server is looked for when nothing else was agreed on. */
#define APP_SERVER_PORT 7357

/* Listens on @port, or when that is taken on one of the next few, or on any. Does nothing when it
 * runs. Returns: FALSE with @error when it cannot listen at all. */
gboolean app_server_start (AppServer *server, guint16 port, GError **error);

/* Closes all of its connections and the port; has ended when this returns. */
void app_server_stop (AppServer *server);

gboolean app_server_get_is_running (AppServer *server);

/* Returns: the port listened on, 0: not running. */
guint16 app_server_get_port (AppServer *server);
