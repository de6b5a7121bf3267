/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sessions.h"

struct _AppSessions
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (AppSessions, app_sessions, G_TYPE_OBJECT)

static void
app_sessions_class_init (AppSessionsClass *klass)
{
}

static void
app_sessions_init (AppSessions *self)
{
}
