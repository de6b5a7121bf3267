/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "app/language.h"

int
main (int argc, char *argv[])
{
  g_autoptr (AppApplication) application = NULL;

  app_language_set_up ();
  application = app_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
