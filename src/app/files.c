/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/files.h"

#include "app/toast.h"

#include <glib/gi18n.h>

#define FILE_MANAGER_NAME      "org.freedesktop.FileManager1"
#define FILE_MANAGER_PATH      "/org/freedesktop/FileManager1"
#define FILE_MANAGER_INTERFACE "org.freedesktop.FileManager1"

/* A call in flight: the widget may be gone when it returns. */
typedef struct
{
  GFile *file;
  GWeakRef widget;
} Call;

static Call *
call_new (GtkWidget *widget, GFile *file)
{
  Call *call = g_new0 (Call, 1);

  call->file = g_object_ref (file);
  g_weak_ref_init (&call->widget, widget);

  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->file);
  g_weak_ref_clear (&call->widget);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&call->widget);
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) || widget == NULL)
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_toast_show (widget, _ ("No program was found that opens this."));
}

static void
show_uri (GtkWidget *widget, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, on_shown,
                       call_new (widget, file));
}

void
app_files_open (GtkWidget *widget, GFile *file)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  show_uri (widget, file);
}

/* Without a file manager that can select a file, its folder is shown. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&call->widget);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               NULL);
  g_autoptr (GFile) parent = g_file_get_parent (call->file);

  if (answer == NULL && widget != NULL)
    show_uri (widget, parent != NULL ? parent : call->file);
}

void
app_files_show (GtkWidget *widget, GFile *file)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application)
                                             : NULL;
  g_autofree char *uri = NULL;
  const char *uris[2] = { NULL, NULL };

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (G_IS_FILE (file));

  if (bus == NULL)
    {
      g_autoptr (GFile) parent = g_file_get_parent (file);

      show_uri (widget, parent != NULL ? parent : file);
      return;
    }

  uri = g_file_get_uri (file);
  uris[0] = uri;
  g_dbus_connection_call (bus, FILE_MANAGER_NAME, FILE_MANAGER_PATH, FILE_MANAGER_INTERFACE,
                          "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answered, call_new (widget, file));
}
