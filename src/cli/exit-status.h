/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What `noctule` ends with; the table of docs/manual.md. Every status but 0 comes with a line on
 * stderr. */
typedef enum
{
  CLI_EXIT_DONE = 0,
  CLI_EXIT_INTERNAL = 1,
  CLI_EXIT_USAGE = 2,
  CLI_EXIT_CONNECT = 3,     /* DNS, TCP, proxy */
  CLI_EXIT_EXPECTATION = 4, /* fewer messages than --count, nothing found */
  CLI_EXIT_REFUSED = 5,     /* any answer but 101 */
  CLI_EXIT_PROTOCOL = 6,    /* a wrong 101, a wrong frame, a limit */
  CLI_EXIT_CLOSED = 7,      /* 1006, or another code than expected */
  CLI_EXIT_TLS = 8,
  CLI_EXIT_TIMED_OUT = 28,
  CLI_EXIT_INTERRUPTED = 130,
} CliExitStatus;
