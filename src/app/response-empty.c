/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/response-empty.h"

struct _AppResponseEmpty
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (AppResponseEmpty, app_response_empty, ADW_TYPE_BIN)

static void
app_response_empty_class_init (AppResponseEmptyClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/app/noctule/Noctule/ui/response-empty.ui");
}

static void
app_response_empty_init (AppResponseEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
