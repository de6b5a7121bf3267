/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history-item.h"

#include "base/time.h"
#include "base/units.h"
#include "history/store.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define NS_PER_SECOND G_GUINT64_CONSTANT (1000000000)

struct _AppHistoryItem
{
  GObject parent_instance;

  char *folder;
  AppResponseFacts facts;
  guint64 bytes;
  guint64 began;
  gboolean is_live;
  gboolean is_pinned;
};

G_DEFINE_FINAL_TYPE (AppHistoryItem, app_history_item, G_TYPE_OBJECT)

enum
{
  PROP_IS_PINNED = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
app_history_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_PINNED:
      g_value_set_boolean (value, APP_HISTORY_ITEM (object)->is_pinned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_history_item_finalize (GObject *object)
{
  AppHistoryItem *self = APP_HISTORY_ITEM (object);

  g_free (self->folder);
  app_response_facts_clear (&self->facts);

  G_OBJECT_CLASS (app_history_item_parent_class)->finalize (object);
}

static void
app_history_item_class_init (AppHistoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = app_history_item_finalize;
  object_class->get_property = app_history_item_get_property;
  properties[PROP_IS_PINNED] = g_param_spec_boolean ("is-pinned", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_history_item_init (AppHistoryItem *self)
{
}

const char *
app_history_item_get_folder (AppHistoryItem *self)
{
  return self->folder;
}

const AppResponseFacts *
app_history_item_get_facts (AppHistoryItem *self)
{
  return &self->facts;
}

gboolean
app_history_item_is_live (AppHistoryItem *self)
{
  return self->is_live;
}

gboolean
app_history_item_is_pinned (AppHistoryItem *self)
{
  return self->is_pinned;
}

gboolean
app_history_item_set_pinned (AppHistoryItem *self, gboolean is_pinned, GError **error)
{
  if (self->is_pinned == is_pinned)
    return TRUE;
  if (!history_store_set_pinned (self->folder, is_pinned, error))
    return FALSE;

  self->is_pinned = is_pinned;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PINNED]);

  return TRUE;
}

guint64
app_history_get_began (const char *folder)
{
  g_autofree char *name = g_path_get_basename (folder);
  int year, month, day, hour, minute, second, us;
  g_autoptr (GDateTime) time = NULL;

  /* "20261123T120000.123456-4b7c2f", see history_store_dup_new_folder() */
  if (sscanf (name, "%4d%2d%2dT%2d%2d%2d.%6d", &year, &month, &day, &hour, &minute, &second, &us) !=
      7)
    return 0;

  time = g_date_time_new_utc (year, month, day, hour, minute, second);
  if (time == NULL || us < 0)
    return 0;

  return (guint64)g_date_time_to_unix (time) * NS_PER_SECOND + (guint64)us * 1000;
}

char *
app_history_dup_when (guint64 ns, guint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local ((gint64)(ns / NS_PER_SECOND));
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local ((gint64)(now / NS_PER_SECOND));

  if (then == NULL || today == NULL)
    return g_strdup ("?");

  /* Translators: a time, and dates with times, as strftime() writes them */
  if (g_date_time_get_year (then) != g_date_time_get_year (today))
    return g_date_time_format (then, _ ("%-d %b %Y, %H:%M"));
  if (g_date_time_get_day_of_year (then) != g_date_time_get_day_of_year (today))
    return g_date_time_format (then, _ ("%-d %b, %H:%M"));

  return g_date_time_format (then, _ ("%H:%M:%S"));
}

char *
app_history_item_dup_when (AppHistoryItem *self)
{
  return app_history_dup_when (self->began, base_time_now ());
}

char *
app_history_item_dup_line (AppHistoryItem *self)
{
  /* its summary is written when it ends */
  g_autofree char *line = self->is_live ? g_strdup (_ ("Goes on"))
                                        : app_response_facts_dup_line (&self->facts);
  g_autofree char *size = base_size_format (self->bytes);

  return g_strdup_printf ("%s · %s", line, size);
}

static AppHistoryItem *
item_new (HistoryEntry *entry)
{
  AppHistoryItem *self = g_object_new (APP_TYPE_HISTORY_ITEM, NULL);

  self->folder = g_strdup (entry->folder);
  self->bytes = entry->bytes;
  self->is_live = entry->is_live;
  self->is_pinned = entry->is_pinned;
  self->began = app_history_get_began (entry->folder);
  app_response_facts_set_summary (&self->facts, entry->summary, entry->is_live);

  return self;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = history_store_list (&error);
  GPtrArray *items;

  if (entries == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (AppHistoryItem) item = item_new (g_ptr_array_index (entries, i));

      if (g_strcmp0 (item->facts.request_id, data) == 0)
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  g_task_return_pointer (task, items, (GDestroyNotify)g_ptr_array_unref);
}

void
app_history_items_load_async (const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (id != NULL);

  g_task_set_task_data (task, g_strdup (id), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

GPtrArray *
app_history_items_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
