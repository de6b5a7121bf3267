/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "cli/command.h"

/* A closed descriptor would be given to the next socket or file that is opened, and what is meant
 * for a person would go there. */
static void
fill_standard_descriptors (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (fcntl (fd, F_GETFD) == -1)
      (void)open ("/dev/null", O_RDWR);
}

int
main (int argc, char *argv[])
{
  fill_standard_descriptors ();
  (void)setlocale (LC_ALL, "");
  /* a reader that is gone is told by write(); it is not a crash */
  (void)signal (SIGPIPE, SIG_IGN);

  return cli_noctule_command.run (&cli_noctule_command, argc, argv);
}
