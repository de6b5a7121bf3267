/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-filter.h"

#define BIT(kind) ((guint32)1 << (kind))

#define PINGS (BIT (HISTORY_KIND_PING) | BIT (HISTORY_KIND_PONG))
#define ENDS  (BIT (HISTORY_KIND_OPEN) | BIT (HISTORY_KIND_CLOSED))
#define BAD   (BIT (HISTORY_KIND_ERROR) | BIT (HISTORY_KIND_GAP))
#define STEPS                                                                             \
  (BIT (HISTORY_KIND_NOTE) | BIT (HISTORY_KIND_RESOLVE) | BIT (HISTORY_KIND_CONNECT) |    \
   BIT (HISTORY_KIND_TLS) | BIT (HISTORY_KIND_CERTIFICATE) | BIT (HISTORY_KIND_REQUEST) | \
   BIT (HISTORY_KIND_RESPONSE) | BIT (HISTORY_KIND_BODY))

static guint32
get_kinds (AppEventFilter filter, gboolean shows_pings)
{
  switch (filter)
    {
    case APP_EVENT_FILTER_MESSAGES:
    case APP_EVENT_FILTER_SENT:
    case APP_EVENT_FILTER_RECEIVED:
      return BIT (HISTORY_KIND_MESSAGE);
    case APP_EVENT_FILTER_CONTROL:
      return PINGS | BIT (HISTORY_KIND_CLOSE);
    case APP_EVENT_FILTER_CONNECTION:
      return STEPS | ENDS | BIT (HISTORY_KIND_CLOSE);
    case APP_EVENT_FILTER_ERRORS:
      return BAD;
    case APP_EVENT_FILTER_ALL:
    default:
      return BIT (HISTORY_KIND_MESSAGE) | BIT (HISTORY_KIND_BODY) | ENDS | BAD |
             (shows_pings ? PINGS : 0);
    }
}

HistoryQuery
app_event_choice_get_query (const AppEventChoice *choice)
{
  gboolean has_text = choice->text != NULL && *choice->text != '\0';

  return (HistoryQuery){
    .text = has_text && !choice->is_regex ? choice->text : NULL,
    .regex = has_text && choice->is_regex ? choice->text : NULL,
    .ignore_case = !choice->is_case_sensitive,
    .kinds = get_kinds (choice->filter, choice->shows_pings),
    .only_out = choice->filter == APP_EVENT_FILTER_SENT,
    .only_in = choice->filter == APP_EVENT_FILTER_RECEIVED,
  };
}
