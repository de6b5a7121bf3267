/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cookies-window.h"

#include "app/cookie-editor.h"
#include "app/cookie-row.h"
#include "app/toast.h"

#include <glib/gi18n.h>
#include <string.h>

struct _AppCookiesWindow
{
  AdwWindow parent_instance;

  ExchangeCookieJar *jar;
  GtkFilterListModel *filtered;
  char *needle; /* folded; "" for all */

  /* template children */
  GtkStack *pages;
  GtkStack *contents;
  GtkEditable *search;
  GtkListView *list;
  AdwWindowTitle *edit_title;
  AppCookieEditor *editor;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (AppCookiesWindow, app_cookies_window, ADW_TYPE_WINDOW)

/* Cookies that were deleted and can come back. */
typedef struct
{
  ExchangeCookieJar *jar;
  GPtrArray *cookies; /* (element-type ExchangeCookie) */
} Deleted;

static Deleted *
deleted_new (ExchangeCookieJar *jar)
{
  Deleted *deleted = g_new (Deleted, 1);

  deleted->jar = g_object_ref (jar);
  deleted->cookies = g_ptr_array_new_with_free_func (g_object_unref);

  return deleted;
}

static void
deleted_free (gpointer data)
{
  Deleted *deleted = data;

  g_object_unref (deleted->jar);
  g_ptr_array_unref (deleted->cookies);
  g_free (deleted);
}

static void
put_back (gpointer data)
{
  Deleted *deleted = data;

  for (guint i = 0; i < deleted->cookies->len; i++)
    exchange_cookie_jar_put (deleted->jar, exchange_cookie_get_data (deleted->cookies->pdata[i]),
                             NULL);
}

static gboolean
holds (const char *text, const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, needle) != NULL;
}

static gboolean
is_match (gpointer item, gpointer data)
{
  AppCookiesWindow *self = data;
  const ExchangeCookieData *cookie = exchange_cookie_get_data (item);

  return self->needle == NULL || *self->needle == '\0' || holds (cookie->name, self->needle) ||
         holds (cookie->domain, self->needle) || holds (cookie->value, self->needle);
}

static void
show_contents (AppCookiesWindow *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->jar));
  const guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  const char *name = n_shown > 0 ? "cookies" : n > 0 ? "nothing-found" : "empty";

  gtk_stack_set_visible_child_name (self->contents, name);
  gtk_widget_set_visible (GTK_WIDGET (self->search), n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "cookies.delete-all", n > 0);
}

static void
on_search_changed (AppCookiesWindow *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->filtered),
                      GTK_FILTER_CHANGE_DIFFERENT);
  show_contents (self);
}

static void
delete_cookie (AppCookiesWindow *self, ExchangeCookie *cookie)
{
  Deleted *deleted = deleted_new (self->jar);
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"),
                                           exchange_cookie_get_data (cookie)->name);

  g_ptr_array_add (deleted->cookies, g_object_ref (cookie));
  exchange_cookie_jar_remove (self->jar, cookie);
  app_toast_show_undo (GTK_WIDGET (self->pages), text, put_back, deleted, deleted_free);
}

static void
on_row_deleted (GtkWidget *row, GtkListItem *item)
{
  delete_cookie (APP_COOKIES_WINDOW (gtk_widget_get_root (row)), gtk_list_item_get_item (item));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = g_object_new (APP_TYPE_COOKIE_ROW, NULL);

  g_signal_connect (row, "deleted", G_CALLBACK (on_row_deleted), item);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  app_cookie_row_show (APP_COOKIE_ROW (gtk_list_item_get_child (item)),
                       gtk_list_item_get_item (item));
}

static void
edit (AppCookiesWindow *self, ExchangeCookie *cookie)
{
  adw_window_title_set_title (self->edit_title,
                              cookie != NULL ? _ ("Edit Cookie") : _ ("New Cookie"));
  gtk_stack_set_visible_child_name (self->pages, "edit");
  gtk_window_set_default_widget (GTK_WINDOW (self), self->save_button);
  app_cookie_editor_start (self->editor, cookie);
}

static void
on_activated (AppCookiesWindow *self, guint position)
{
  g_autoptr (ExchangeCookie) cookie = g_list_model_get_item (G_LIST_MODEL (self->filtered),
                                                             position);

  if (cookie != NULL)
    edit (self, cookie);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  edit (APP_COOKIES_WINDOW (widget), NULL);
}

static void
leave_editor (AppCookiesWindow *self)
{
  gtk_window_set_default_widget (GTK_WINDOW (self), NULL);
  gtk_stack_set_visible_child_name (self->pages, "list");
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppCookiesWindow *self = APP_COOKIES_WINDOW (widget);

  if (g_str_equal (gtk_stack_get_visible_child_name (self->pages), "edit"))
    leave_editor (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppCookiesWindow *self = APP_COOKIES_WINDOW (widget);

  if (app_cookie_editor_save (self->editor, self->jar))
    leave_editor (self);
}

static void
delete_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppCookiesWindow *self = APP_COOKIES_WINDOW (widget);
  GListModel *model = G_LIST_MODEL (self->jar);
  Deleted *deleted = deleted_new (self->jar);
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (deleted->cookies, g_list_model_get_item (model, i));
  text = g_strdup_printf (ngettext ("%u cookie deleted", "%u cookies deleted",
                                    deleted->cookies->len),
                          deleted->cookies->len);
  exchange_cookie_jar_clear (self->jar);
  app_toast_show_undo (GTK_WIDGET (self->pages), text, put_back, deleted, deleted_free);
}

static void
on_save_failed (AppCookiesWindow *self, const char *message)
{
  app_toast_show (GTK_WIDGET (self->pages), message);
}

static void
app_cookies_window_dispose (GObject *object)
{
  AppCookiesWindow *self = APP_COOKIES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_COOKIES_WINDOW);
  g_clear_object (&self->filtered);
  g_clear_object (&self->jar);
  g_clear_pointer (&self->needle, g_free);

  G_OBJECT_CLASS (app_cookies_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "cookies.add", NULL, add);
  gtk_widget_class_install_action (klass, "cookies.delete-all", NULL, delete_all);
  gtk_widget_class_install_action (klass, "cookies.save", NULL, save);
  gtk_widget_class_install_action (klass, "cookies.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "cookies.cancel", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_n, GDK_CONTROL_MASK, "cookies.add", NULL);
}

static void
app_cookies_window_class_init (AppCookiesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_cookies_window_dispose;
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/cookies-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, list);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, edit_title);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, AppCookiesWindow, save_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
app_cookies_window_init (AppCookiesWindow *self)
{
  g_type_ensure (APP_TYPE_COOKIE_EDITOR);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_jar (AppCookiesWindow *self, ExchangeCookieJar *jar)
{
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_match, self, NULL));
  g_autoptr (GtkNoSelection) selection = NULL;

  self->jar = g_object_ref (jar);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (jar)), filter);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (show_contents), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jar, "items-changed", G_CALLBACK (show_contents), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (jar, "save-failed", G_CALLBACK (on_save_failed), self,
                           G_CONNECT_SWAPPED);
  show_contents (self);
}

GtkWindow *
app_cookies_window_new (GtkWindow *parent, ExchangeCookieJar *jar)
{
  AppCookiesWindow *self;

  g_return_val_if_fail (EXCHANGE_IS_COOKIE_JAR (jar), NULL);

  self = g_object_new (APP_TYPE_COOKIES_WINDOW, "transient-for", parent, NULL);
  set_jar (self, jar);

  return GTK_WINDOW (self);
}
