/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/response-pane.h"

#include "app/answer.h"
#include "app/events-panel.h"
#include "app/history-menu.h"
#include "app/pair-list.h"
#include "app/preview.h"
#include "app/response-empty.h"
#include "app/response-facts.h"
#include "app/tab-button.h"
#include "app/text-lines.h"
#include "app/text-view.h"
#include "app/timeline-panel.h"
#include "history/view.h"
#include "workspace/node.h"

struct _AppResponsePane
{
  AdwBin parent_instance;

  WorkspaceNode *node;
  GSignalGroup *session;
  HistoryView *view;
  GSimpleActionGroup *actions;
  char *folder;       /* of the log that is shown; NULL: none */
  AppAnswer *answer;  /* what that says of its handshake; NULL: not read */
  AppTextLines *sent; /* the request as it was sent */
  AppResponseFacts facts;
  GCancellable *reading; /* the answer */
  GCancellable *finding; /* the last connection */
  guint update_timeout;
  gboolean is_past; /* chosen from the menu, not what is going on */

  /* borrowed */
  GtkStack *stack;
  GtkStack *tabs;
  GtkLabel *badge;
  GtkLabel *short_badge;
  GtkLabel *state;
  GtkLabel *time;
  GtkLabel *in;
  GtkLabel *out;
  AppHistoryMenu *history;
  GtkWidget *past_bar;
  GtkLabel *past;
  GtkLabel *warning;
  GtkWidget *end_bar;
  GtkImage *end_icon;
  GtkLabel *end;
  GtkButton *next;
  AppEventsPanel *events;
  AppTabButton *events_tab;
  AppTabButton *headers_tab;
  AppTabButton *cookies_tab;
  AppTabButton *answer_tab;
  AppTabButton *request_tab;
  AppPairList *headers;
  AppPairList *cookies;
  AppTimelinePanel *timeline;
  AppPreview *body;
  AppTextView *request;
};

/* response-show.c: what is known, on the screen. */

/* Brings status line, bars and counts up to date. */
void app_response_pane_show_facts (AppResponsePane *self);

/* Shows what the answer of the server says; there may be none. */
void app_response_pane_show_answer (AppResponsePane *self);

/* Returns: whether what is shown is the session's connection. */
gboolean app_response_pane_is_now (AppResponsePane *self);
