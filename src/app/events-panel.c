/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/events-panel.h"

#include "app/event-filter.h"
#include "app/event-list.h"
#include "app/export-bar.h"
#include "app/preview.h"
#include "base/units.h"

#include <glib/gi18n.h>

struct _AppEventsPanel
{
  AdwBin parent_instance;

  HistoryView *view;    /* nullable */
  GSignalGroup *events; /* of the view */
  GSimpleActionGroup *actions;
  guint tick; /* 0: nothing has grown */
  /* borrowed: the template's */
  GtkEditable *search;
  GtkDropDown *kinds;
  GtkLabel *problem;
  GtkLabel *count;
  GtkSpinner *spinner;
  GtkButton *pill;
  GtkStack *stack;
  AppEventList *list;
  AppExportBar *export_bar;
  AppPreview *preview;
};

G_DEFINE_FINAL_TYPE (AppEventsPanel, app_events_panel, ADW_TYPE_BIN)

enum
{
  PROP_VIEW = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_on (AppEventsPanel *self, const char *action)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions),
                                                                action);

  return g_variant_get_boolean (state);
}

static void
set_on (AppEventsPanel *self, const char *name, gboolean is_on)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_on));
}

static gboolean
has_filter (AppEventsPanel *self)
{
  return *gtk_editable_get_text (self->search) != '\0' ||
         gtk_drop_down_get_selected (self->kinds) != APP_EVENT_FILTER_ALL;
}

static char *
dup_count (AppEventsPanel *self, guint64 n_rows, guint64 n_events)
{
  g_autofree char *rows = base_count_format (n_rows);
  g_autofree char *events = base_count_format (n_events);

  /* without a filter, what is left to the timeline is not missing */
  if (!has_filter (self))
    return g_strdup_printf (ngettext ("%s event", "%s events", (gulong)n_rows), rows);

  return g_strdup_printf (_ ("%s of %s"), rows, events);
}

static gboolean
is_searching (AppEventsPanel *self)
{
  return self->view != NULL && history_view_is_searching (self->view);
}

/* What of the log is shown, in words. */
static void
update (AppEventsPanel *self)
{
  guint64 n_rows = self->view == NULL ? 0 : history_view_get_n_rows (self->view);
  guint64 n_events = self->view == NULL ? 0 : history_view_get_n_events (self->view);
  g_autofree char *count = dup_count (self, n_rows, n_events);

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n_rows > 0);
  /* over the list, which must be there to see what comes */
  gtk_widget_set_visible (GTK_WIDGET (self->stack), n_rows == 0 && !is_searching (self));
  if (n_events > 0 && has_filter (self))
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  else if (self->view != NULL && history_view_has_hidden (self->view))
    gtk_stack_set_visible_child_name (self->stack, "cleared");
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* How the search goes, and why it does not. */
static void
update_search (AppEventsPanel *self)
{
  const char *problem = self->view == NULL ? "" : history_view_get_problem (self->view);

  gtk_spinner_set_spinning (self->spinner, is_searching (self));
  gtk_label_set_label (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *problem != '\0');
  update (self);
}

static void
apply_choice (AppEventsPanel *self)
{
  AppEventChoice choice = {
    .text = gtk_editable_get_text (self->search),
    .filter = (AppEventFilter)gtk_drop_down_get_selected (self->kinds),
    .is_regex = is_on (self, "regex"),
    .is_case_sensitive = is_on (self, "match-case"),
    .shows_pings = is_on (self, "pings"),
  };
  HistoryQuery query = app_event_choice_get_query (&choice);

  if (self->view != NULL)
    history_view_set_query (self->view, &query);
  update (self);
}

static void
on_choice_changed (AppEventsPanel *self)
{
  apply_choice (self);
}

static void
on_stop_search (AppEventsPanel *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_selected (AppEventsPanel *self)
{
  guint64 number = app_event_list_get_selected (self->list);

  app_preview_show (self->preview,
                    number == 0 || self->view == NULL ? NULL : history_view_get_folder (self->view),
                    number);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), number != 0);
}

static void
on_n_new (AppEventsPanel *self)
{
  g_autofree char *count = NULL;
  g_autofree char *label = NULL;
  guint64 n_new;

  g_object_get (self->list, "n-new", &n_new, NULL);
  count = base_count_format (n_new);
  label = g_strdup_printf (_ ("%s new"), count);
  gtk_button_set_label (self->pill, label);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), n_new > 0);
}

static void
on_rows_changed (AppEventsPanel *self)
{
  /* another log is not paused */
  set_on (self, "pause", history_view_get_frozen (self->view));
  update (self);
}

static void
on_rows_added (AppEventsPanel *self, guint64 n)
{
  update (self);
}

static void
toggle_choice (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  g_simple_action_set_state (action, state);
  apply_choice (user_data);
}

static void
toggle_pause (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AppEventsPanel *self = user_data;

  g_simple_action_set_state (action, state);
  if (self->view != NULL)
    history_view_set_frozen (self->view, g_variant_get_boolean (state));
}

static void
on_clear (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppEventsPanel *self = user_data;

  if (self->view == NULL)
    return;

  app_event_list_select (self->list, 0);
  history_view_hide_all (self->view);
}

static void
on_show_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppEventsPanel *self = user_data;

  gtk_drop_down_set_selected (self->kinds, APP_EVENT_FILTER_ALL);
  gtk_editable_set_text (self->search, "");
  apply_choice (self);
  if (self->view != NULL)
    history_view_show_all (self->view);
}

/* Another tab may be in front. */
static void
bring_forward (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       widget = parent, parent = gtk_widget_get_parent (parent))
    if (GTK_IS_STACK (parent))
      gtk_stack_set_visible_child (GTK_STACK (parent), widget);
}

static void
on_focus_filter (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppEventsPanel *self = user_data;

  bring_forward (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

static void
on_newest (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_event_list_go_to_newest (((AppEventsPanel *)user_data)->list);
}

static void
on_oldest (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_event_list_go_to_oldest (((AppEventsPanel *)user_data)->list);
}

static void
on_export (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  static const char *const names[] = {
    [APP_EXPORT_JSON] = "json",
    [APP_EXPORT_HAR] = "har",
    [APP_EXPORT_RAW] = "raw",
  };
  AppEventsPanel *self = user_data;
  const char *name = g_variant_get_string (parameter, NULL);

  if (self->view == NULL || history_view_get_folder (self->view) == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      app_export_bar_ask (self->export_bar, history_view_get_folder (self->view),
                          (AppExportFormat)i);
}

static void
set_view (AppEventsPanel *self, HistoryView *view)
{
  if (!g_set_object (&self->view, view))
    return;

  g_signal_group_set_target (self->events, view);
  app_event_list_select (self->list, 0);
  set_on (self, "pause", view != NULL && history_view_get_frozen (view));
  apply_choice (self);
  update_search (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
app_events_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppEventsPanel *self = APP_EVENTS_PANEL (object);

  switch (prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_events_panel_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_VIEW:
      set_view (APP_EVENTS_PANEL (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_events_panel_dispose (GObject *object)
{
  AppEventsPanel *self = APP_EVENTS_PANEL (object);

  if (self->events != NULL)
    g_signal_group_set_target (self->events, NULL);
  g_clear_object (&self->events);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "events", NULL);
  g_clear_object (&self->actions);
  /* the template would let go of a child that is bound and that the bin still holds */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_EVENTS_PANEL);
  g_clear_object (&self->view);

  G_OBJECT_CLASS (app_events_panel_parent_class)->dispose (object);
}

static void
app_events_panel_class_init (AppEventsPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = app_events_panel_dispose;
  object_class->get_property = app_events_panel_get_property;
  object_class->set_property = app_events_panel_set_property;

  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, HISTORY_TYPE_VIEW, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_EVENT_LIST);
  g_type_ensure (APP_TYPE_EXPORT_BAR);
  g_type_ensure (APP_TYPE_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/events-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, search);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, kinds);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, problem);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, count);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, pill);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, list);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, export_bar);
  gtk_widget_class_bind_template_child (widget_class, AppEventsPanel, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_n_new);
}

static const GActionEntry entries[] = {
  { "pause", NULL, NULL, "false", toggle_pause, { 0 } },
  { "regex", NULL, NULL, "false", toggle_choice, { 0 } },
  { "match-case", NULL, NULL, "false", toggle_choice, { 0 } },
  { "pings", NULL, NULL, "false", toggle_choice, { 0 } },
  { "clear", on_clear, NULL, NULL, NULL, { 0 } },
  { "show-all", on_show_all, NULL, NULL, NULL, { 0 } },
  { "focus-filter", on_focus_filter, NULL, NULL, NULL, { 0 } },
  { "newest", on_newest, NULL, NULL, NULL, { 0 } },
  { "oldest", on_oldest, NULL, NULL, NULL, { 0 } },
  { "export", on_export, "s", NULL, NULL, { 0 } },
};

static void
app_events_panel_init (AppEventsPanel *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "events", G_ACTION_GROUP (self->actions));

  self->events = g_signal_group_new (HISTORY_TYPE_VIEW);
  g_signal_group_connect_swapped (self->events, "added", G_CALLBACK (on_rows_added), self);
  g_signal_group_connect_swapped (self->events, "changed", G_CALLBACK (on_rows_changed), self);
  g_signal_group_connect_swapped (self->events, "notify::is-searching", G_CALLBACK (update_search),
                                  self);
  g_signal_group_connect_swapped (self->events, "notify::problem", G_CALLBACK (update_search),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AppEventsPanel *self = APP_EVENTS_PANEL (widget);

  self->tick = 0;
  if (self->view != NULL)
    history_view_refresh (self->view);

  return G_SOURCE_REMOVE;
}

void
app_events_panel_refresh (AppEventsPanel *self)
{
  g_return_if_fail (APP_IS_EVENTS_PANEL (self));

  /* not the list's tick: it has none while the empty state is in its place */
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
app_events_panel_select (AppEventsPanel *self, guint64 number)
{
  g_return_if_fail (APP_IS_EVENTS_PANEL (self));

  app_event_list_select (self->list, number);
}
