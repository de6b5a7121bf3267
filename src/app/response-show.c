/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-pane-private.h"

#include "app/history-item.h"
#include "base/time.h"
#include "base/units.h"

#include <glib/gi18n.h>

#define STATUS_SWITCHING_PROTOCOLS 101
#define STATUS_REDIRECT            300
#define STATUS_ERROR               400

static void
set_class (GtkWidget *widget, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* Hidden when there is nothing to say. */
static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* The status as the server said it, or the state where there is none. */
static void
show_badge (AppResponsePane *self)
{
  const AppResponseFacts *facts = &self->facts;
  const AppHttpHead *head = self->answer != NULL ? self->answer->head : NULL;
  guint status = facts->status != 0 ? facts->status : head != NULL ? head->status : 0;
  g_autofree char *state = app_response_facts_dup_state (facts);
  g_autofree char *number = status != 0 ? g_strdup_printf ("%u", status) : g_strdup (state);
  g_autofree char *text = NULL;
  GtkWidget *badge = GTK_WIDGET (self->badge);

  if (status == 0)
    text = g_strdup (state);
  else
    text = g_strdup_printf ("%u %s", status,
                            head != NULL && head->status == status ? head->reason
                            : status == STATUS_SWITCHING_PROTOCOLS ? "Switching Protocols"
                                                                   : "");
  set_text (self->badge, g_strstrip (text));
  set_text (self->short_badge, number);
  set_text (self->state, status != 0 ? state : "");
  set_class (badge, "success", status == STATUS_SWITCHING_PROTOCOLS);
  set_class (badge, "warning", status >= STATUS_REDIRECT && status < STATUS_ERROR);
  set_class (badge, "error",
             status >= STATUS_ERROR || (status == 0 && facts->state == EXCHANGE_STATE_FAILED));
}

static void
show_time (AppResponsePane *self)
{
  gint64 us = self->facts.open_us;
  g_autofree char *text = NULL;

  if (us == 0 && self->answer != NULL)
    us = self->answer->open_us;
  text = us > 0 ? base_duration_format (us * 1000) : g_strdup ("");
  set_text (self->time, text);
}

static void
show_traffic (AppResponsePane *self, gboolean is_in)
{
  const ExchangeCounts *counts = &self->facts.counts;
  guint64 messages = is_in ? counts->messages_in : counts->messages_out;
  GtkLabel *label = is_in ? self->in : self->out;
  g_autofree char *size = base_size_format (is_in ? counts->bytes_in : counts->bytes_out);
  g_autofree char *text = g_strdup_printf ("%s %" G_GUINT64_FORMAT "  %s", is_in ? "↓" : "↑",
                                           messages, size);
  g_autofree char *count = g_strdup_printf (ngettext ("%" G_GUINT64_FORMAT " message",
                                                      "%" G_GUINT64_FORMAT " messages",
                                                      (gulong)messages),
                                            messages);
  g_autofree char *hint = NULL;

  if (is_in)
    /* Translators: "3 messages", a size */
    hint = g_strdup_printf (_ ("%s, %s received"), count, size);
  else
    /* Translators: "3 messages", a size */
    hint = g_strdup_printf (_ ("%s, %s sent"), count, size);
  set_text (label, messages > 0 ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), hint);
}

typedef struct
{
  const char *label;
  const char *action;
} Next;

static Next
get_next (AppResponsePane *self)
{
  gboolean is_now = !self->is_past;

  switch (app_response_facts_get_next (&self->facts))
    {
    case APP_RESPONSE_NEXT_CONNECT:
      return is_now ? (Next){ _ ("Connect Again"), "exchange.connect" } : (Next){ NULL, NULL };
    case APP_RESPONSE_NEXT_TRY_AGAIN:
      return is_now ? (Next){ _ ("Try Again"), "exchange.connect" } : (Next){ NULL, NULL };
    case APP_RESPONSE_NEXT_CERTIFICATE:
      return (Next){ _ ("Check the Certificate"), "response.certificate" };
    case APP_RESPONSE_NEXT_ANSWER:
      return (Next){ _ ("See the Answer"), "response.answer" };
    case APP_RESPONSE_NEXT_NONE:
    default:
      return (Next){ NULL, NULL };
    }
}

static const char *
get_end_icon (const AppResponseFacts *facts)
{
  if (app_response_facts_is_well (facts))
    return "emblem-ok-symbolic";

  return facts->state == EXCHANGE_STATE_FAILED ? "dialog-error-symbolic"
                                               : "dialog-warning-symbolic";
}

static void
show_end (AppResponsePane *self)
{
  g_autofree char *text = app_response_facts_dup_end (&self->facts);
  Next next = get_next (self);

  gtk_widget_set_visible (self->end_bar, text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_text (self->end, text);
  gtk_image_set_from_icon_name (self->end_icon, get_end_icon (&self->facts));
  set_class (self->end_bar, "error", self->facts.state == EXCHANGE_STATE_FAILED);
  set_class (self->end_bar, "warning",
             self->facts.state == EXCHANGE_STATE_CLOSED &&
               !app_response_facts_is_well (&self->facts));
  gtk_widget_set_visible (GTK_WIDGET (self->next), next.action != NULL);
  if (next.action != NULL)
    {
      gtk_button_set_label (self->next, next.label);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), next.action);
    }
}

static const char *
get_when (AppResponsePane *self, const char *when)
{
  if (self->folder == NULL)
    return _ ("History");

  return app_response_pane_is_now (self) ? _ ("Now") : when;
}

static void
show_past (AppResponsePane *self)
{
  guint64 began = self->folder != NULL ? app_history_get_began (self->folder) : 0;
  g_autofree char *when = app_history_dup_when (began, base_time_now ());
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->past_bar, self->is_past);
  gtk_widget_set_visible (GTK_WIDGET (self->request_tab),
                          self->folder != NULL && !app_response_pane_is_now (self));
  g_object_set (self->history, "current", self->folder, "label", get_when (self, when), NULL);
  if (!self->is_past)
    return;

  /* Translators: a time */
  text = g_strdup_printf (_ ("Looking at the connection of %s"), when);
  gtk_label_set_text (self->past, text);
}

static void
show_warning (AppResponsePane *self)
{
  g_autoptr (ExchangeSession) session = g_signal_group_dup_target (self->session);
  g_autofree char *warning = NULL;

  if (session != NULL && app_response_pane_is_now (self))
    g_object_get (session, "warning", &warning, NULL);
  set_text (self->warning, warning != NULL ? warning : "");
}

void
app_response_pane_show_facts (AppResponsePane *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->folder != NULL ? "log" : "empty");
  show_badge (self);
  show_time (self);
  show_traffic (self, TRUE);
  show_traffic (self, FALSE);
  show_end (self);
  show_past (self);
  show_warning (self);
}

static void
show_pairs (AppResponsePane *self, const AppHttpHead *head)
{
  g_autoptr (GPtrArray) cookies = head != NULL ? app_http_head_dup_cookies (head) : NULL;
  guint n_cookies = cookies != NULL ? cookies->len : 0;
  g_autofree char *note = g_strdup_printf (ngettext ("The server has set %u cookie",
                                                     "The server has set %u cookies", n_cookies),
                                           n_cookies);

  app_pair_list_set (self->headers, head != NULL ? head->fields : NULL,
                     head != NULL ? head->start : "", _ ("No answer has come yet"));
  app_pair_list_set (self->cookies, cookies, n_cookies > 0 ? note : "",
                     head != NULL ? _ ("The server has set no cookies")
                                  : _ ("No answer has come yet"));
  g_object_set (self->headers_tab, "count", (guint64)(head != NULL ? head->fields->len : 0), NULL);
  g_object_set (self->cookies_tab, "count", (guint64)n_cookies, NULL);
}

static void
show_request (AppResponsePane *self)
{
  g_autoptr (GString) text = g_string_new (self->facts.url);
  g_autoptr (GBytes) bytes = NULL;

  if (self->answer != NULL && self->answer->request->len > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", self->answer->request->str);
  while (text->len > 0 && text->str[text->len - 1] == '\n')
    g_string_truncate (text, text->len - 1);
  bytes = g_bytes_new (text->str, text->len);
  app_text_lines_set (self->sent, APP_TEXT_SYNTAX_HEAD, bytes, NULL);
}

/* A tab that is not there any more cannot be the one that is seen. */
static void
leave_hidden_tab (AppResponsePane *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->tabs);
  gboolean is_hidden = (g_strcmp0 (page, "answer") == 0 &&
                        !gtk_widget_get_visible (GTK_WIDGET (self->answer_tab))) ||
                       (g_strcmp0 (page, "request") == 0 &&
                        !gtk_widget_get_visible (GTK_WIDGET (self->request_tab)));

  if (is_hidden)
    gtk_stack_set_visible_child_name (self->tabs, "events");
}

void
app_response_pane_show_answer (AppResponsePane *self)
{
  guint64 body = self->answer != NULL ? self->answer->body : 0;

  show_pairs (self, self->answer != NULL ? self->answer->head : NULL);
  show_request (self);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_tab), body > 0);
  app_preview_show (self->body, body > 0 ? self->folder : NULL, body);
  leave_hidden_tab (self);
}
