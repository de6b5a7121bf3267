/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookie-editor.h"

#include "app/cookie-text.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AppCookieEditor
{
  AdwBin parent_instance;

  ExchangeCookie *cookie; /* the one that is edited, NULL: a new one */

  /* template children */
  GtkEditable *name;
  GtkEditable *value;
  GtkEditable *domain;
  GtkEditable *path;
  GtkEditable *expires;
  GtkSwitch *subdomains;
  GtkSwitch *secure;
  GtkSwitch *http_only;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (AppCookieEditor, app_cookie_editor, ADW_TYPE_BIN)

static const ExchangeCookieData empty = { "", "", "", "/", 0, FALSE, FALSE };

static void
show_problem (AppCookieEditor *self, const char *text)
{
  gtk_label_set_label (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

void
app_cookie_editor_start (AppCookieEditor *self, ExchangeCookie *cookie)
{
  const ExchangeCookieData *data = cookie != NULL ? exchange_cookie_get_data (cookie) : &empty;
  g_autofree char *expires = app_cookie_text_dup_expires (data->expires);
  const gboolean is_wide = data->domain[0] == '.';

  g_return_if_fail (APP_IS_COOKIE_EDITOR (self));

  g_set_object (&self->cookie, cookie);
  gtk_editable_set_text (self->name, data->name);
  gtk_editable_set_text (self->value, data->value);
  gtk_editable_set_text (self->domain, data->domain + (is_wide ? 1 : 0));
  gtk_editable_set_text (self->path, data->path);
  gtk_editable_set_text (self->expires, expires);
  gtk_switch_set_active (self->subdomains, is_wide);
  gtk_switch_set_active (self->secure, data->is_secure);
  gtk_switch_set_active (self->http_only, data->is_http_only);
  show_problem (self, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (cookie != NULL ? self->value : self->name));
}

static gboolean
is_same_cookie (const ExchangeCookieData *a, const ExchangeCookieData *b)
{
  return strcmp (a->name, b->name) == 0 && strcmp (a->domain, b->domain) == 0 &&
         strcmp (a->path, b->path) == 0;
}

/* A cookie that was given another name or place leaves the old one behind. */
static void
remove_old (AppCookieEditor *self, ExchangeCookieJar *jar, const ExchangeCookieData *data)
{
  if (self->cookie != NULL && !is_same_cookie (exchange_cookie_get_data (self->cookie), data))
    exchange_cookie_jar_remove (jar, self->cookie);
}

gboolean
app_cookie_editor_save (AppCookieEditor *self, ExchangeCookieJar *jar)
{
  g_autofree char *domain = NULL;
  g_autoptr (GError) error = NULL;
  ExchangeCookieData data = { 0 };

  g_return_val_if_fail (APP_IS_COOKIE_EDITOR (self), FALSE);

  if (!app_cookie_text_parse_expires (gtk_editable_get_text (self->expires), &data.expires))
    {
      show_problem (self, _ ("Expires: this is no day and time like 2026-12-31 18:30."));
      return FALSE;
    }

  domain = g_strconcat (gtk_switch_get_active (self->subdomains) ? "." : "",
                        gtk_editable_get_text (self->domain), NULL);
  data.name = gtk_editable_get_text (self->name);
  data.value = gtk_editable_get_text (self->value);
  data.domain = domain;
  data.path = gtk_editable_get_text (self->path);
  data.is_secure = gtk_switch_get_active (self->secure);
  data.is_http_only = gtk_switch_get_active (self->http_only);
  if (!exchange_cookie_jar_put (jar, &data, &error))
    {
      show_problem (self, error->message);
      return FALSE;
    }

  remove_old (self, jar, &data);

  return TRUE;
}

static void
app_cookie_editor_dispose (GObject *object)
{
  AppCookieEditor *self = APP_COOKIE_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_COOKIE_EDITOR);
  g_clear_object (&self->cookie);

  G_OBJECT_CLASS (app_cookie_editor_parent_class)->dispose (object);
}

static void
app_cookie_editor_class_init (AppCookieEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_cookie_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/cookie-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, name);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, value);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, domain);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, path);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, expires);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, subdomains);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, secure);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, http_only);
  gtk_widget_class_bind_template_child (widget_class, AppCookieEditor, problem);
}

static void
app_cookie_editor_init (AppCookieEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
