/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/search.h"

/* The choices of kinds and directions that a person has, in the order of the drop-down. */
typedef enum
{
  APP_EVENT_FILTER_ALL, /* all that a person wants to see; the timeline has the rest */
  APP_EVENT_FILTER_MESSAGES,
  APP_EVENT_FILTER_SENT,
  APP_EVENT_FILTER_RECEIVED,
  APP_EVENT_FILTER_CONTROL,
  APP_EVENT_FILTER_CONNECTION,
  APP_EVENT_FILTER_ERRORS,
} AppEventFilter;

typedef struct
{
  const char *text; /* nullable */
  AppEventFilter filter;
  gboolean is_regex;
  gboolean is_case_sensitive;
  gboolean shows_pings; /* with APP_EVENT_FILTER_ALL */
} AppEventChoice;

/* Returns: the query for @choice; borrows its text. */
HistoryQuery app_event_choice_get_query (const AppEventChoice *choice);
