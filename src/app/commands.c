/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/commands.h"

#include <glib/gi18n.h>

static const AppCommand commands[] = {
  { "win.new-request", N_ ("New WebSocket Request"), "<Control>n", FALSE },
  { "win.new-folder", N_ ("New Folder"), "<Control><Shift>n", FALSE },
  { "exchange.connect", N_ ("Connect"), "<Control>Return", TRUE },
  { "exchange.cancel", N_ ("Cancel Connecting"), NULL, FALSE },
  { "exchange.disconnect", N_ ("Disconnect"), NULL, FALSE },
  { "exchange.disconnect-all", N_ ("Disconnect All Requests"), NULL, FALSE },
  { "exchange.send", N_ ("Send Message"), "<Control><Shift>Return", TRUE },
  { "win.rename", N_ ("Rename"), "F2", FALSE },
  { "win.duplicate", N_ ("Duplicate"), "<Control>d", TRUE },
  { "win.pin", N_ ("Pin or Unpin"), "<Control><Shift>p", FALSE },
  { "win.delete", N_ ("Delete"), NULL, FALSE },
  { "win.undo", N_ ("Undo"), "<Control>z", TRUE },
  { "win.redo", N_ ("Redo"), "<Control><Shift>z", TRUE },
  { "win.palette", NULL, "<Control>p", FALSE },
  { "win.focus-url", N_ ("Edit Address"), "<Control>l", FALSE },
  { "win.focus-filter", N_ ("Filter Events"), "<Control>f", TRUE },
  { "win.focus-sidebar", N_ ("Filter Requests"), "<Control><Shift>f", TRUE },
  { "win.next-request", N_ ("Next Request"), "<Control>Page_Down", FALSE },
  { "win.previous-request", N_ ("Previous Request"), "<Control>Page_Up", FALSE },
  { "win.toggle-sidebar", N_ ("Show or Hide Sidebar"), "F9", FALSE },
  { "win.cookies", N_ ("Cookies"), "<Control>k", FALSE },
  { "win.new-workspace", N_ ("New Workspace…"), NULL, FALSE },
  { "win.open-folder", N_ ("Open Folder…"), "<Control>o", FALSE },
  { "win.show-in-files", N_ ("Show Workspace in Files"), NULL, FALSE },
  { "app.new-window", N_ ("New Window"), NULL, FALSE },
  { "app.server", N_ ("Start or Stop Built-in Server"), NULL, FALSE },
  { "app.preferences", N_ ("Preferences"), "<Control>comma", FALSE },
  { "app.shortcuts", N_ ("Keyboard Shortcuts"), "<Control>question", FALSE },
  { "app.about", N_ ("About Noctule"), NULL, FALSE },
  { "window.close", N_ ("Close Window"), "<Control>w", FALSE },
  { "app.quit", N_ ("Quit"), "<Control>q", FALSE },
};

const AppCommand *
app_commands_list (gsize *n)
{
  *n = G_N_ELEMENTS (commands);

  return commands;
}
