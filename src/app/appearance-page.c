/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appearance-page.h"

#include "app/sessions.h"

/* What the button shows where no font was chosen. */
#define SYSTEM_FONT "Monospace 11"

/* As they stand in the drop-down. */
static const char *const themes[] = { "system", "light", "dark" };

struct _AppAppearancePage
{
  AdwPreferencesPage parent_instance;

  gboolean is_refreshing;

  /* template children */
  AdwComboRow *theme;
  GtkFontChooser *font;
  GtkWidget *reset;

  /* borrowed */
  WorkspacePreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppAppearancePage, app_appearance_page, ADW_TYPE_PREFERENCES_PAGE)

static void
refresh (AppAppearancePage *self)
{
  const char *theme = workspace_preferences_get (self->preferences, "theme");
  const char *font = workspace_preferences_get (self->preferences, "editor-font");
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    if (g_strcmp0 (themes[i], theme) == 0)
      selected = i;

  self->is_refreshing = TRUE;
  adw_combo_row_set_selected (self->theme, selected);
  gtk_font_chooser_set_font (self->font, font != NULL ? font : SYSTEM_FONT);
  gtk_widget_set_visible (self->reset, font != NULL);
  self->is_refreshing = FALSE;
}

static void
on_theme_selected (AppAppearancePage *self)
{
  const guint selected = adw_combo_row_get_selected (self->theme);

  if (!self->is_refreshing && selected < G_N_ELEMENTS (themes))
    workspace_preferences_set (self->preferences, "theme", selected > 0 ? themes[selected] : NULL);
}

static void
on_font_set (AppAppearancePage *self)
{
  g_autofree char *font = gtk_font_chooser_get_font (self->font);

  workspace_preferences_set (self->preferences, "editor-font", font);
}

static void
on_reset_clicked (AppAppearancePage *self)
{
  workspace_preferences_set (self->preferences, "editor-font", NULL);
}

static void
app_appearance_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_APPEARANCE_PAGE);

  G_OBJECT_CLASS (app_appearance_page_parent_class)->dispose (object);
}

static void
app_appearance_page_class_init (AppAppearancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_appearance_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/appearance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppAppearancePage, theme);
  gtk_widget_class_bind_template_child (widget_class, AppAppearancePage, font);
  gtk_widget_class_bind_template_child (widget_class, AppAppearancePage, reset);
  gtk_widget_class_bind_template_callback (widget_class, on_theme_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_font_set);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked);
}

static void
app_appearance_page_init (AppAppearancePage *self)
{
  self->preferences = app_sessions_get_preferences (app_sessions_get_default ());
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->preferences, "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
}
