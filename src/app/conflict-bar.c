/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict-bar.h"

#include <glib/gi18n.h>
#include <string.h>

/* How much of what others wrote is shown in the tooltip of the button that takes it. */
#define THEIRS_SHOWN 400

/* One question, or a failure to save when there is no key. */
typedef struct
{
  WorkspaceNode *node;
  char *key;
  char *text; /* theirs, or why it was not saved */
} Notice;

struct _AppConflictBar
{
  AdwBin parent_instance;

  Workspace *workspace;
  GSignalGroup *signals;
  GQueue notices; /* of Notice; the first is shown */
  /* borrowed */
  GtkRevealer *revealer;
  GtkLabel *text;
  GtkWidget *ours;
  GtkWidget *theirs;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (AppConflictBar, app_conflict_bar, ADW_TYPE_BIN)

enum
{
  PROP_WORKSPACE = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
notice_free (Notice *notice)
{
  g_object_unref (notice->node);
  g_free (notice->key);
  g_free (notice->text);
  g_free (notice);
}

/* What a key is called where it is edited. */
static const char *
get_title (const char *key)
{
  static const struct
  {
    const char *key;
    const char *title;
  } titles[] = {
    { "url", N_ ("Address") },
    { "name", N_ ("Name") },
    { "docs", N_ ("Docs") },
    { "messages", N_ ("Messages") },
    { "headers", N_ ("Headers") },
    { "params", N_ ("Params") },
    { "path-params", N_ ("Path parameters") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (strcmp (key, titles[i].key) == 0)
        return _ (titles[i].title);
    }

  return key;
}

static char *
dup_sentence (const Notice *notice)
{
  const char *name = workspace_node_get_name (notice->node);

  if (notice->key == NULL)
    return g_strdup_printf (_ ("“%s” could not be saved: %s"), name, notice->text);

  return g_strdup_printf (_ ("“%s” of “%s” was also changed on disk."), get_title (notice->key),
                          name);
}

static char *
dup_beginning (const char *text)
{
  if (text == NULL)
    return g_strdup (_ ("It was removed there"));
  if (g_utf8_strlen (text, -1) <= THEIRS_SHOWN)
    return g_strdup (text);

  return g_strdup_printf ("%.*s…", (int)(g_utf8_offset_to_pointer (text, THEIRS_SHOWN) - text),
                          text);
}

static void
show_first (AppConflictBar *self)
{
  const Notice *notice = g_queue_peek_head (&self->notices);
  g_autofree char *sentence = NULL;
  g_autofree char *theirs = NULL;

  gtk_revealer_set_reveal_child (self->revealer, notice != NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self), notice != NULL);
  if (notice == NULL)
    return;

  sentence = dup_sentence (notice);
  gtk_label_set_label (self->text, sentence);
  gtk_widget_set_visible (self->ours, notice->key != NULL);
  gtk_widget_set_visible (self->theirs, notice->key != NULL);
  gtk_widget_set_visible (self->again, notice->key == NULL);
  if (notice->key == NULL)
    return;
  theirs = dup_beginning (notice->text);
  gtk_widget_set_tooltip_text (self->theirs, theirs);
}

static Notice *
find_notice (AppConflictBar *self, WorkspaceNode *node, const char *key)
{
  for (GList *link = self->notices.head; link != NULL; link = link->next)
    {
      Notice *notice = link->data;

      if (notice->node == node && g_strcmp0 (notice->key, key) == 0)
        return notice;
    }

  return NULL;
}

static void
add_notice (AppConflictBar *self, WorkspaceNode *node, const char *key, const char *text)
{
  Notice *notice = find_notice (self, node, key);

  if (notice != NULL)
    g_free (notice->text);
  else
    {
      notice = g_new0 (Notice, 1);
      notice->node = g_object_ref (node);
      notice->key = g_strdup (key);
      g_queue_push_tail (&self->notices, notice);
    }
  notice->text = g_strdup (text);
  show_first (self);
}

static void
on_conflict (AppConflictBar *self, WorkspaceNode *node, const char *key, const char *theirs)
{
  add_notice (self, node, key, theirs);
}

static void
on_save_failed (AppConflictBar *self, WorkspaceNode *node, const char *message)
{
  if (node != NULL)
    add_notice (self, node, NULL, message);
}

static void
answer (AppConflictBar *self, gboolean keep_ours)
{
  Notice *notice = g_queue_pop_head (&self->notices);

  if (notice == NULL)
    return;
  workspace_resolve (self->workspace, notice->node, notice->key, keep_ours);
  notice_free (notice);
  show_first (self);
}

static void
on_ours_clicked (AppConflictBar *self)
{
  answer (self, TRUE);
}

static void
on_theirs_clicked (AppConflictBar *self)
{
  answer (self, FALSE);
}

static void
drop_failures (AppConflictBar *self)
{
  GList *link = self->notices.head;

  while (link != NULL)
    {
      GList *next = link->next;
      Notice *notice = link->data;

      if (notice->key == NULL)
        {
          notice_free (notice);
          g_queue_delete_link (&self->notices, link);
        }
      link = next;
    }
}

/* What fails again is told again, by the signal. */
static void
on_again_clicked (AppConflictBar *self)
{
  drop_failures (self);
  (void)workspace_flush (self->workspace, NULL);
  show_first (self);
}

static void
clear_notices (AppConflictBar *self)
{
  g_queue_clear_full (&self->notices, (GDestroyNotify)notice_free);
}

static void
app_conflict_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_WORKSPACE)
    g_value_set_object (value, APP_CONFLICT_BAR (object)->workspace);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
app_conflict_bar_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AppConflictBar *self = APP_CONFLICT_BAR (object);

  if (prop_id != PROP_WORKSPACE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (!g_set_object (&self->workspace, g_value_get_object (value)))
    return;

  clear_notices (self);
  g_signal_group_set_target (self->signals, self->workspace);
  show_first (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
app_conflict_bar_dispose (GObject *object)
{
  AppConflictBar *self = APP_CONFLICT_BAR (object);

  if (self->signals != NULL)
    g_signal_group_set_target (self->signals, NULL);
  g_clear_object (&self->signals);
  clear_notices (self);
  g_clear_object (&self->workspace);
  /* the template would let go of a child that is bound and that the bin still holds */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_CONFLICT_BAR);

  G_OBJECT_CLASS (app_conflict_bar_parent_class)->dispose (object);
}

static void
app_conflict_bar_class_init (AppConflictBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_conflict_bar_dispose;
  object_class->get_property = app_conflict_bar_get_property;
  object_class->set_property = app_conflict_bar_set_property;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL,
                                                    WORKSPACE_TYPE_WORKSPACE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/conflict-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppConflictBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AppConflictBar, text);
  gtk_widget_class_bind_template_child (widget_class, AppConflictBar, ours);
  gtk_widget_class_bind_template_child (widget_class, AppConflictBar, theirs);
  gtk_widget_class_bind_template_child (widget_class, AppConflictBar, again);
  gtk_widget_class_bind_template_callback (widget_class, on_ours_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_theirs_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_again_clicked);
}

static void
app_conflict_bar_init (AppConflictBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_queue_init (&self->notices);
  self->signals = g_signal_group_new (WORKSPACE_TYPE_WORKSPACE);
  g_signal_group_connect_swapped (self->signals, "conflict", G_CALLBACK (on_conflict), self);
  g_signal_group_connect_swapped (self->signals, "save-failed", G_CALLBACK (on_save_failed), self);
}
