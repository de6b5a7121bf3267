/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window as src/app/main.c starts it, with a stop watch. */
#include "app/application.h"
#include "app/language.h"

#include "first-frame.h"

int
main (void)
{
  app_language_set_up ();
  return first_frame_run (G_APPLICATION (app_application_new ()));
}
