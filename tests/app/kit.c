/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/kit.h"

#include <gtksourceview/gtksource.h>

#define KIT_LIMIT_SECONDS 10

/* GLib's first table of quarks, which it drops when a program has more of them than fit (a window
 * has) and never frees, on purpose. It is made before main() by an allocation without a name that
 * lsan.supp could list, so it is kept reachable here: the first one of its size. */
#define KIT_QUARK_TABLE_SIZE (2048 * sizeof (char *))

static const volatile void *kit_quark_table;

void __sanitizer_malloc_hook (const volatile void *data, gsize size);

/* called by the allocator of the sanitizers, by nobody else */
void
__sanitizer_malloc_hook (const volatile void *data, gsize size)
{
  if (kit_quark_table == NULL && size == KIT_QUARK_TABLE_SIZE)
    kit_quark_table = data;
}

void
kit_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  gtk_source_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static gboolean
on_limit (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

void
kit_wait (KitCondition condition, gpointer user_data)
{
  gboolean is_late = FALSE;
  guint limit = g_timeout_add_seconds (KIT_LIMIT_SECONDS, on_limit, &is_late);

  while (!condition (user_data))
    {
      g_assert_false (is_late);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (limit);
}

void
kit_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
is_drawn (gpointer user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (user_data);

  return clock != NULL && gdk_frame_clock_get_frame_counter (clock) >= 1;
}

GtkWindow *
kit_present (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  kit_wait (is_drawn, window);
  return GTK_WINDOW (window);
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *)user_data == NULL;
}

void
kit_close (GtkWindow *window)
{
  GtkWindow *left = window;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *)&left);
  gtk_window_destroy (window);
  kit_wait (is_gone, &left);
}

static gboolean
is_called (GtkWidget *widget, const char *name)
{
  static const char *const properties[] = { "label", "title", "tooltip-text" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (widget), properties[i]);
      g_autofree char *value = NULL;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING)
        continue;
      g_object_get (widget, properties[i], &value, NULL);
      if (g_strcmp0 (value, name) == 0)
        return TRUE;
    }
  return FALSE;
}

gpointer
kit_find (gpointer root, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (name == NULL || is_called (root, name)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = kit_find (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}
