/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/close-popover.h"

#include <glib/gi18n.h>
#include <string.h>

/* RFC 6455, section 5.5: a control frame has 125 bytes, two of them are the code. */
#define REASON_MAX 123

struct _AppClosePopover
{
  GtkPopover parent_instance;

  /* borrowed */
  GtkSpinButton *code;
  GtkDropDown *known;
  GtkEntry *reason;
  GtkLabel *hint;
  GtkWidget *close_button;
};

G_DEFINE_FINAL_TYPE (AppClosePopover, app_close_popover, GTK_TYPE_POPOVER)

typedef struct
{
  int code; /* 0: any other */
  const char *title;
} KnownCode;

static const KnownCode known_codes[] = {
  { 1000, N_ ("Normal closure") },
  { 1001, N_ ("Going away") },
  { 1002, N_ ("Protocol error") },
  { 1003, N_ ("Unsupported data") },
  { 1007, N_ ("Invalid payload data") },
  { 1008, N_ ("Policy violation") },
  { 1009, N_ ("Message too big") },
  { 1010, N_ ("Extension missing") },
  { 1011, N_ ("Internal error") },
  { 1012, N_ ("Service restart") },
  { 1013, N_ ("Try again later") },
  { 1014, N_ ("Bad gateway") },
  { 3000, N_ ("Unauthorized") },
  { 3003, N_ ("Forbidden") },
  { 3008, N_ ("Timeout") },
  { 0, N_ ("Other") },
};

/* What stands in the field, not yet committed text included. */
static int
get_code (AppClosePopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code));

  return (int)CLAMP (g_ascii_strtoll (text, NULL, 10), 0, G_MAXUINT16);
}

static gboolean
may_be_sent (int code)
{
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
         (code >= 3000 && code <= 4999);
}

static void
set_invalid (gpointer widget, gboolean is_invalid)
{
  if (is_invalid)
    gtk_widget_add_css_class (widget, "error");
  else
    gtk_widget_remove_css_class (widget, "error");
  gtk_accessible_update_state (widget, GTK_ACCESSIBLE_STATE_INVALID,
                               is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE
                                          : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
update (AppClosePopover *self)
{
  gsize len = strlen (gtk_editable_get_text (GTK_EDITABLE (self->reason)));
  gboolean is_code = may_be_sent (get_code (self));
  g_autofree char *text = NULL;

  if (is_code)
    text = g_strdup_printf (_ ("%zu of %d bytes"), len, REASON_MAX);
  else
    text = g_strdup (_ ("This code cannot be sent: 1000–1003, 1007–1014 and 3000–4999 can."));
  gtk_label_set_text (self->hint, text);
  set_invalid (self->code, !is_code);
  set_invalid (self->reason, len > REASON_MAX);
  gtk_widget_set_sensitive (self->close_button, is_code && len <= REASON_MAX);
}

static void
on_code_edited (AppClosePopover *self)
{
  guint place = 0;

  while (known_codes[place].code != 0 && known_codes[place].code != get_code (self))
    place++;
  gtk_drop_down_set_selected (self->known, place);
  update (self);
}

static void
on_known_selected (AppClosePopover *self)
{
  guint selected = gtk_drop_down_get_selected (self->known);
  int code = selected < G_N_ELEMENTS (known_codes) ? known_codes[selected].code : 0;

  if (code != 0 && code != get_code (self))
    gtk_spin_button_set_value (self->code, code);
}

static void
on_reason_changed (AppClosePopover *self)
{
  update (self);
}

static void
on_close (AppClosePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "exchange.close", "(qs)", get_code (self),
                              gtk_editable_get_text (GTK_EDITABLE (self->reason)));
}

static void
app_close_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CLOSE_POPOVER);

  G_OBJECT_CLASS (app_close_popover_parent_class)->dispose (object);
}

static void
app_close_popover_class_init (AppClosePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_close_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/noctule/Noctule/ui/close-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AppClosePopover, code);
  gtk_widget_class_bind_template_child (widget_class, AppClosePopover, known);
  gtk_widget_class_bind_template_child (widget_class, AppClosePopover, reason);
  gtk_widget_class_bind_template_child (widget_class, AppClosePopover, hint);
  gtk_widget_class_bind_template_child (widget_class, AppClosePopover, close_button);
  gtk_widget_class_bind_template_callback (widget_class, on_code_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_known_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
app_close_popover_init (AppClosePopover *self)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (known_codes); i++)
    gtk_string_list_append (titles, _ (known_codes[i].title));
  gtk_drop_down_set_model (self->known, G_LIST_MODEL (titles));
  g_object_unref (titles);
  /* GtkSpinButton has no property of its own for it */
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->code))),
                                  TRUE);
  on_code_edited (self);
}
