/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookie-row.h"

#include "app/cookie-text.h"
#include "base/text.h"

#include <string.h>

/* Bytes of a value that are shown: it may have 4 KiB, and the row has one line for it. */
#define VALUE_SHOWN_MAX 256

struct _AppCookieRow
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *name;
  GtkLabel *value;
  GtkLabel *place;
  GtkLabel *life;
  GtkWidget *secure;
};

G_DEFINE_FINAL_TYPE (AppCookieRow, app_cookie_row, ADW_TYPE_BIN)

enum
{
  DELETED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_delete_clicked (AppCookieRow *self)
{
  g_signal_emit (self, signals[DELETED], 0);
}

void
app_cookie_row_show (AppCookieRow *self, ExchangeCookie *cookie)
{
  const ExchangeCookieData *data = exchange_cookie_get_data (cookie);
  g_autofree char *value = base_text_dup_line (data->value, strlen (data->value), VALUE_SHOWN_MAX);
  g_autofree char *place = g_strconcat (data->domain[0] == '.' ? "*" : "", data->domain,
                                        strcmp (data->path, "/") != 0 ? data->path : "", NULL);
  g_autofree char *life = app_cookie_text_dup_life (data->expires,
                                                    g_get_real_time () / G_USEC_PER_SEC);

  g_return_if_fail (APP_IS_COOKIE_ROW (self));

  gtk_label_set_label (self->name, data->name);
  gtk_label_set_label (self->value, value);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->life, life);
  gtk_widget_set_visible (self->secure, data->is_secure);
}

static void
app_cookie_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_COOKIE_ROW);

  G_OBJECT_CLASS (app_cookie_row_parent_class)->dispose (object);
}

static void
app_cookie_row_class_init (AppCookieRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_cookie_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/cookie-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppCookieRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppCookieRow, value);
  gtk_widget_class_bind_template_child (widget_class, AppCookieRow, place);
  gtk_widget_class_bind_template_child (widget_class, AppCookieRow, life);
  gtk_widget_class_bind_template_child (widget_class, AppCookieRow, secure);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_clicked);

  signals[DELETED] = g_signal_new ("deleted", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_cookie_row_init (AppCookieRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
