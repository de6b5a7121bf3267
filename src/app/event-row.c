/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event-row.h"

#include "base/time.h"
#include "base/units.h"
#include "history/event-summary.h"

#include <glib/gi18n.h>

/* More than the widest row shows, and enough for the JSON of a step to be whole. */
#define READ_MAX 4096

/* Of a time of today. */
#define TIME_CHARS 12

/* No character of the font for text is narrower, in pixels. */
#define CHAR_WIDTH_MIN 4

/* So much text is there even where there is no place for it: for who hears it. */
#define CHARS_MIN 100

#define NS_PER_SECOND G_GUINT64_CONSTANT (1000000000)

/* A day needs no year when it was less than ten months ago. */
#define NEAR_NS (NS_PER_SECOND * 3600 * 24 * 300)

struct _AppEventRow
{
  GtkWidget parent_instance;

  guint64 number;        /* 0: none */
  const char *class;     /* nullable: of the kind that is shown; static */
  const char *icon_name; /* nullable; static */
  /* borrowed: the template's */
  GtkImage *icon;
  /* inscriptions, whose size is not that of their text: a new event asks for no new layout */
  GtkInscription *text;
  GtkInscription *size;
  GtkInscription *time;
};

G_DEFINE_FINAL_TYPE (AppEventRow, app_event_row, GTK_TYPE_WIDGET)

/* How a kind of event looks, and what it is called for who does not see the icon. */
typedef struct
{
  const char *icon;
  const char *class; /* of CSS */
  const char *name;
} Look;

static const Look *
get_message_look (const HistoryEvent *event)
{
  static const Look sent = { "go-up-symbolic", "sent", N_ ("Sent") };
  static const Look received = { "go-down-symbolic", "received", N_ ("Received") };

  return (event->flags & HISTORY_FLAG_OUT) != 0 ? &sent : &received;
}

static const Look *
get_look (const HistoryEvent *event)
{
  static const Look open = { "emblem-ok-symbolic", "open", N_ ("Open") };
  static const Look closed = { "network-offline-symbolic", "closed", N_ ("Closed") };
  static const Look error = { "dialog-error-symbolic", "failed", N_ ("Error") };
  static const Look gap = { "dialog-warning-symbolic", "warned", N_ ("Warning") };
  static const Look beat = { "view-refresh-symbolic", "step", N_ ("Heartbeat") };
  static const Look close = { "window-close-symbolic", "closed", N_ ("Close") };
  static const Look step = { "network-transmit-receive-symbolic", "step", N_ ("Step") };
  static const Look secure = { "channel-secure-symbolic", "step", N_ ("TLS") };
  static const Look note = { "dialog-information-symbolic", "step", N_ ("Note") };

  switch ((HistoryKind)event->kind)
    {
    case HISTORY_KIND_MESSAGE:
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
    case HISTORY_KIND_BODY:
      return get_message_look (event);
    case HISTORY_KIND_OPEN:
      return &open;
    case HISTORY_KIND_CLOSED:
      return &closed;
    case HISTORY_KIND_ERROR:
      return &error;
    case HISTORY_KIND_GAP:
      return &gap;
    case HISTORY_KIND_PING:
    case HISTORY_KIND_PONG:
      return &beat;
    case HISTORY_KIND_CLOSE:
      return &close;
    case HISTORY_KIND_RESOLVE:
    case HISTORY_KIND_CONNECT:
      return &step;
    case HISTORY_KIND_TLS:
    case HISTORY_KIND_CERTIFICATE:
      return &secure;
    case HISTORY_KIND_NOTE:
    default:
      return &note;
    }
}

static gboolean
has_size (const HistoryEvent *event)
{
  return event->kind == HISTORY_KIND_MESSAGE || event->kind == HISTORY_KIND_BODY ||
         event->kind == HISTORY_KIND_REQUEST || event->kind == HISTORY_KIND_RESPONSE;
}

static void
set_icon (AppEventRow *self, const char *icon_name)
{
  if (self->icon_name == icon_name)
    return;

  gtk_image_set_from_icon_name (self->icon, icon_name);
  self->icon_name = icon_name;
}

static void
set_class (AppEventRow *self, const char *class)
{
  if (self->class == class)
    return;

  if (self->class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->class);
  if (class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), class);
  self->class = class;
}

/* The day as well, where it is not today. */
static void
set_time (AppEventRow *self, guint64 ns)
{
  guint64 now = base_time_now ();
  char text[BASE_TIME_MAX];
  g_autofree char *whole = NULL;

  base_time_write_local (ns, text);
  if (!base_time_is_same_day (ns, now))
    {
      g_autoptr (GDateTime) then = g_date_time_new_from_unix_local ((gint64)(ns / NS_PER_SECOND));
      gboolean is_near = ns < now && now - ns < NEAR_NS;
      g_autofree char *day = then == NULL
                               ? NULL
                               : g_date_time_format (then, is_near ? "%-d %b" : "%-d %b %Y");

      whole = g_strconcat (day != NULL ? day : "", " ", text, NULL);
    }
  gtk_inscription_set_text (self->time, whole != NULL ? whole : text);
  gtk_inscription_set_min_chars (self->time,
                                 whole == NULL
                                   ? TIME_CHARS
                                   : MAX (TIME_CHARS, (guint)g_utf8_strlen (whole, -1)));
}

/* Text that is wider than its place costs as much to lay out as text that is seen. */
static void
cut_text (GString *text, int width)
{
  gsize n_chars = MAX ((gsize)MAX (width, 0) / CHAR_WIDTH_MIN, CHARS_MIN);
  const char *end;

  if (text->len <= n_chars)
    return;

  end = text->str;
  for (gsize i = 0; i < n_chars && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return;

  g_string_truncate (text, (gsize)(end - text->str));
  g_string_append (text, "…");
}

static void
show_event (AppEventRow *self, HistoryReader *reader, const HistoryEvent *event, int width)
{
  gsize len = MIN (event->len, READ_MAX);
  const Look *look = get_look (event);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) secrets = NULL;
  g_autofree char *size = NULL;

  if ((event->flags & HISTORY_FLAG_SECRETS) != 0)
    secrets = history_reader_dup_secrets (reader, event->number);
  history_event_append_summary (text, event, len,
                                secrets != NULL ? (const HistoryRange *)(gpointer)secrets->data
                                                : NULL,
                                secrets != NULL ? secrets->len : 0);
  cut_text (text, width);
  if (has_size (event))
    size = base_size_format (event->len);

  set_icon (self, look->icon);
  set_class (self, look->class);
  gtk_inscription_set_text (self->text, text->str);
  gtk_inscription_set_text (self->size, size);
  set_time (self, event->time);

  g_string_prepend (text, ": ");
  g_string_prepend (text, _ (look->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str,
                                  -1);
}

static void
app_event_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_EVENT_ROW);

  G_OBJECT_CLASS (app_event_row_parent_class)->dispose (object);
}

static void
app_event_row_class_init (AppEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_event_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppEventRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AppEventRow, text);
  gtk_widget_class_bind_template_child (widget_class, AppEventRow, size);
  gtk_widget_class_bind_template_child (widget_class, AppEventRow, time);
  gtk_widget_class_set_css_name (widget_class, "event-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
app_event_row_init (AppEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
app_event_row_new (void)
{
  return g_object_new (APP_TYPE_EVENT_ROW, NULL);
}

void
app_event_row_bind (AppEventRow *self, HistoryReader *reader, guint64 number, int width)
{
  HistoryEvent event;

  g_return_if_fail (APP_IS_EVENT_ROW (self));

  if (self->number == number)
    return;

  self->number = number;
  if (history_reader_get (reader, number, READ_MAX, &event, NULL))
    {
      show_event (self, reader, &event, width);
      return;
    }

  set_icon (self, "dialog-warning-symbolic");
  set_class (self, "warned");
  gtk_inscription_set_text (self->text, _ ("This event cannot be read any more."));
  gtk_inscription_set_text (self->size, NULL);
  gtk_inscription_set_text (self->time, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("This event cannot be read any more."), -1);
}

void
app_event_row_unbind (AppEventRow *self)
{
  g_return_if_fail (APP_IS_EVENT_ROW (self));

  self->number = 0;
}

guint64
app_event_row_get_number (AppEventRow *self)
{
  return self->number;
}

void
app_event_row_set_selected (AppEventRow *self, gboolean is_selected)
{
  gboolean was = (gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_SELECTED) != 0;

  if (was == is_selected)
    return;

  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, is_selected,
                               -1);
}
