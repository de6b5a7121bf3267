/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/request-page.h"
#include "app/sidebar.h"
#include "app/welcome.h"
#include "app/window.h"

/* What the files of the window share. */

struct _AppWindow
{
  AdwApplicationWindow parent_instance;

  Workspace *workspace;
  WorkspaceState *state;
  GSignalGroup *workspace_signals;
  GSignalGroup *selected_signals;
  gboolean is_closing_agreed; /* the person has seen what closing would end */
  int sidebar_start_width;    /* when it began to be dragged */
  double pointer_start;
  guint new_button_id;
  /* borrowed */
  AdwWindowTitle *title;
  GtkStack *views;
  AdwFlap *flap;
  AppSidebar *sidebar;
  GtkWidget *grip;
  GtkStack *pages;
  GtkMenuButton *workspace_button;
  GtkWidget *workspace_label;
  GtkMenuButton *menu_button;
  GtkWidget *new_button;
  AppWelcome *welcome;
  GtkWindow *cookies;      /* weak */
  GtkWidget *request_page; /* these are made when they are first needed */
  GtkWidget *folder_page;
  GtkWidget *status_page;
};

/* The actions "win.*" and the keys of all commands. */
void app_window_init_actions (AppWindow *self);

/* Makes actions possible or not as what is selected and what can be undone allow. */
void app_window_update_actions (AppWindow *self);

/* The size, the sidebar and the selection that were left; keeps them. */
void app_window_restore (AppWindow *self);
void app_window_save (AppWindow *self);

/* The part of closing that may ask. Returns: whether the window stays for now. */
gboolean app_window_hold_close (AppWindow *self);

/* Returns: (nullable): the page of a request, if one is shown. */
AppRequestPage *app_window_get_request_page (AppWindow *self);
