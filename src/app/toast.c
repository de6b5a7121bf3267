/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/toast.h"

#include <glib/gi18n.h>

typedef struct
{
  AppToastUndo undo;
  gpointer data;
  GDestroyNotify destroy;
} ToastUndo;

static void
toast_undo_free (gpointer data, GClosure *closure)
{
  ToastUndo *undo = data;

  if (undo->destroy != NULL)
    undo->destroy (undo->data);
  g_free (undo);
}

static void
on_button_clicked (AdwToast *toast, gpointer data)
{
  ToastUndo *undo = data;
  AppToastUndo call = g_steal_pointer (&undo->undo);

  if (call != NULL)
    call (undo->data);
}

static AdwToast *
toast_new (const char *text)
{
  /* a toast's title is markup in libadwaita 1.2 */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

static void
toast_add (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), toast);
  else
    g_object_unref (toast);
}

void
app_toast_show (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  toast_add (widget, toast_new (text));
}

void
app_toast_show_undo (GtkWidget *widget,
                     const char *text,
                     AppToastUndo undo,
                     gpointer data,
                     GDestroyNotify destroy)
{
  AdwToast *toast = toast_new (text);
  ToastUndo *held = g_new (ToastUndo, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget));

  *held = (ToastUndo){ undo, data, destroy };
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_button_clicked), held,
                         toast_undo_free, 0);
  toast_add (widget, toast);
}
