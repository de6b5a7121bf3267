/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Blocking sockets on 127.0.0.1 for the programs of ./bench. Whatever fails ends the program with a
 * message: a measurement has nobody to report to. */

/* Returns: a listening socket; @port gets the port that the system picked. */
int wire_listen (uint16_t *port);

/* Returns: the first connection that comes to the socket @listener, which is closed. */
int wire_accept (int listener);

int wire_connect (uint16_t port);

/* Sends all of @data. */
void wire_send (int fd, const void *data, size_t len);

/* Returns: the bytes received, 0 at the end of the stream, also after a reset. */
size_t wire_recv (int fd, void *buffer, size_t size);

/* Returns: nanoseconds of the monotonic clock. */
uint64_t wire_now (void);

/* Reads a positive number from the command line. */
uint64_t wire_parse (const char *text);

/* Prints @what and ends the program. */
_Noreturn void wire_fail (const char *what);
