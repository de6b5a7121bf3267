/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/setting-row.h"

#include "app/setting-text.h"
#include "workspace/workspace.h"

#include <glib/gi18n.h>

/* As they stand in the drop-down of a boolean. */
enum
{
  CHOICE_DEFAULT,
  CHOICE_ON,
  CHOICE_OFF,
};

/* Characters of a field: the words beside it need their room too. */
#define WIDTH 14

struct _AppSettingRow
{
  AdwActionRow parent_instance;

  WorkspaceNode *node;
  char *key; /* "settings.KEY" */
  gboolean is_refreshing;

  /* children, NULL where the type has none */
  GtkEditable *entry;
  GtkDropDown *choice;
  GtkWidget *reset;

  /* borrowed */
  const ExchangeSetting *setting;
  WorkspacePreferences *preferences;
};

G_DEFINE_FINAL_TYPE (AppSettingRow, app_setting_row, ADW_TYPE_ACTION_ROW)

/* Returns: (nullable): borrowed. */
static const char *
get_own (AppSettingRow *self)
{
  return self->node != NULL ? workspace_node_get (self->node, self->key)
                            : workspace_preferences_get (self->preferences, self->setting->key);
}

static void
set_own (AppSettingRow *self, const char *value)
{
  if (self->node != NULL)
    workspace_node_set (self->node, self->key, value);
  else
    workspace_preferences_set (self->preferences, self->setting->key, value);
}

/* Returns: (transfer full): what the option does, and for a secret where it is kept. */
static char *
dup_description (AppSettingRow *self)
{
  const char *text = _ (self->setting->description);

  if (self->setting->type != EXCHANGE_SETTING_SECRET)
    return g_strdup (text);

  return g_strdup_printf ("%s %s", text,
                          self->node != NULL ? _ ("Kept as plain text in the request's file.")
                                             : _ ("Kept as plain text in the preferences."));
}

/* Shows why @text cannot be taken in the place of the description. Returns: whether it can. */
static gboolean
check (AppSettingRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *description = dup_description (self);

  if (exchange_setting_check (self->setting, text, &error))
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), description);
    }
  else
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), error->message);
    }

  return error == NULL;
}

static void
show_choice (AppSettingRow *self, const char *own)
{
  GtkStringList *words = GTK_STRING_LIST (gtk_drop_down_get_model (self->choice));
  g_autofree char *fallback = app_setting_text_dup_default (self->setting, self->node != NULL,
                                                            self->preferences);
  guint choice = CHOICE_DEFAULT;

  if (own != NULL && exchange_setting_check (self->setting, own, NULL))
    choice = exchange_setting_read_boolean (own) ? CHOICE_ON : CHOICE_OFF;
  if (g_strcmp0 (gtk_string_list_get_string (words, CHOICE_DEFAULT), fallback) != 0)
    gtk_string_list_splice (words, CHOICE_DEFAULT, 1, (const char *const[]){ fallback, NULL });
  gtk_drop_down_set_selected (self->choice, choice);
}

static void
show_text (AppSettingRow *self, const char *own)
{
  g_autofree char *fallback = app_setting_text_dup_default (self->setting, self->node != NULL,
                                                            self->preferences);

  /* what was typed and cannot be taken by the preferences stays until it is mended */
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "invalid") && self->node == NULL)
    return;

  if (g_strcmp0 (gtk_editable_get_text (self->entry), own != NULL ? own : "") != 0)
    gtk_editable_set_text (self->entry, own != NULL ? own : "");
  g_object_set (self->entry, "placeholder-text", fallback, "tooltip-text", fallback, NULL);
  check (self, own != NULL ? own : "");
}

void
app_setting_row_refresh (AppSettingRow *self)
{
  const char *own;

  g_return_if_fail (APP_IS_SETTING_ROW (self));

  own = get_own (self);
  self->is_refreshing = TRUE;
  if (self->choice != NULL)
    show_choice (self, own);
  else
    show_text (self, own);
  self->is_refreshing = FALSE;
  gtk_widget_set_visible (self->reset, own != NULL);
}

static void
on_text_changed (AppSettingRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->entry));
  const gboolean is_right = !self->is_refreshing && check (self, text);

  if (self->is_refreshing || (!is_right && self->node == NULL))
    return;

  set_own (self, *text != '\0' ? text : NULL);
  gtk_widget_set_visible (self->reset, get_own (self) != NULL);
}

static void
on_choice_selected (AppSettingRow *self)
{
  static const char *const values[] = { NULL, "true", "false" };
  const guint choice = gtk_drop_down_get_selected (self->choice);

  if (self->is_refreshing || choice >= G_N_ELEMENTS (values))
    return;

  set_own (self, values[choice]);
  gtk_widget_set_visible (self->reset, get_own (self) != NULL);
}

static void
on_reset_clicked (AppSettingRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
  set_own (self, NULL);
  app_setting_row_refresh (self);
}

/* Returns: (transfer full) (nullable): the path as it is written down: relative when it lies in the
 * folder of the workspace, so that it holds for everybody who has the workspace. */
static char *
dup_path (AppSettingRow *self, GFile *file)
{
  Workspace *workspace = self->node != NULL ? workspace_node_get_workspace (self->node) : NULL;
  g_autoptr (GFile) folder = workspace != NULL
                               ? g_file_new_for_path (workspace_get_folder (workspace))
                               : NULL;
  char *relative = folder != NULL ? g_file_get_relative_path (folder, file) : NULL;

  return relative != NULL ? relative : g_file_get_path (file);
}

static void
on_file_chosen (AppSettingRow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = dup_path (self, file);
  if (path != NULL)
    gtk_editable_set_text (self->entry, path);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
on_choose_clicked (AppSettingRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_ (self->setting->title),
                                 GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkWidget *
add_button (AppSettingRow *self, const char *icon, const char *words, GCallback on_clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "clicked", on_clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  return button;
}

static void
add_field (AppSettingRow *self, GtkWidget *field)
{
  gtk_widget_set_valign (field, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->setting->title), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), field);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), field);
}

static void
add_choice (AppSettingRow *self)
{
  const char *const words[] = { "", _ ("On"), _ ("Off"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (words);

  self->choice = GTK_DROP_DOWN (choice);
  add_field (self, choice);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_choice_selected), self,
                           G_CONNECT_SWAPPED);
}

static void
add_entry (AppSettingRow *self)
{
  const ExchangeSettingType type = self->setting->type;
  GtkWidget *entry = type == EXCHANGE_SETTING_SECRET ? gtk_password_entry_new () : gtk_entry_new ();

  if (type == EXCHANGE_SETTING_SECRET)
    gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  self->entry = GTK_EDITABLE (entry);
  gtk_editable_set_width_chars (self->entry, WIDTH);
  gtk_editable_set_max_width_chars (self->entry, WIDTH);
  add_field (self, entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_text_changed), self, G_CONNECT_SWAPPED);
  if (type == EXCHANGE_SETTING_FILE)
    add_button (self, "document-open-symbolic", _ ("Choose a File"),
                G_CALLBACK (on_choose_clicked));
}

static void
app_setting_row_dispose (GObject *object)
{
  AppSettingRow *self = APP_SETTING_ROW (object);

  g_clear_object (&self->node);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (app_setting_row_parent_class)->dispose (object);
}

static void
app_setting_row_class_init (AppSettingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_setting_row_dispose;
}

static void
app_setting_row_init (AppSettingRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
app_setting_row_new (const ExchangeSetting *setting, WorkspacePreferences *preferences)
{
  AppSettingRow *self = g_object_new (APP_TYPE_SETTING_ROW, NULL);

  self->setting = setting;
  self->preferences = preferences;
  self->key = g_strconcat ("settings.", setting->key, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ (setting->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _ (setting->description));
  self->reset = add_button (self, "edit-undo-symbolic", _ ("Use the Default"),
                            G_CALLBACK (on_reset_clicked));
  if (setting->type == EXCHANGE_SETTING_BOOLEAN)
    add_choice (self);
  else
    add_entry (self);
  app_setting_row_refresh (self);

  return GTK_WIDGET (self);
}

void
app_setting_row_set_node (AppSettingRow *self, WorkspaceNode *node)
{
  g_return_if_fail (APP_IS_SETTING_ROW (self));

  if (!g_set_object (&self->node, node))
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
  app_setting_row_refresh (self);
}
