/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "history/view.h"

struct _HistoryView
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (HistoryView, history_view, G_TYPE_OBJECT)

static void
history_view_class_init (HistoryViewClass *klass)
{
}

static void
history_view_init (HistoryView *self)
{
}
