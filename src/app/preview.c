/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview.h"

struct _AppPreview
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AppPreview, app_preview, ADW_TYPE_BIN)

static void
app_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PREVIEW);

  G_OBJECT_CLASS (app_preview_parent_class)->dispose (object);
}

static void
app_preview_class_init (AppPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_preview_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/app/noctule/Noctule/ui/preview.ui");
}

static void
app_preview_init (AppPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
app_preview_show (AppPreview *preview, const char *folder, guint64 number)
{
}
