/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "app/language.h"

#include <glib/gi18n.h>

/* what ./run falls back to the terminal for */
#define MAIN_EXIT_NO_DISPLAY 3

int
main (int argc, char *argv[])
{
  g_autoptr (AppApplication) application = NULL;

  app_language_set_up ();
  if (!gtk_init_check ())
    {
      g_printerr (_ ("There is no display to open a window on. “noctule --help” tells what can be "
                     "done in a terminal.\n"));
      return MAIN_EXIT_NO_DISPLAY;
    }
  application = app_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
