/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

void
wire_fail (const char *what)
{
  perror (what);
  exit (1);
}

static struct sockaddr_in
loopback (uint16_t port)
{
  return (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
}

/* every answer leaves at once: a round trip must not wait for Nagle's algorithm */
static void
set_no_delay (int fd)
{
  const int on = 1;

  if (setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
    wire_fail ("setsockopt");
}

int
wire_listen (uint16_t *port)
{
  struct sockaddr_in address = loopback (0);
  socklen_t len = sizeof address;
  const int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0 || bind (fd, (struct sockaddr *)&address, len) != 0 || listen (fd, 1) != 0 ||
      getsockname (fd, (struct sockaddr *)&address, &len) != 0)
    wire_fail ("listen");
  *port = ntohs (address.sin_port);
  return fd;
}

int
wire_accept (int listener)
{
  const int fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);

  if (fd < 0)
    wire_fail ("accept");
  close (listener);
  set_no_delay (fd);
  return fd;
}

int
wire_connect (uint16_t port)
{
  struct sockaddr_in address = loopback (port);
  const int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (fd < 0 || connect (fd, (struct sockaddr *)&address, sizeof address) != 0)
    wire_fail ("connect");
  set_no_delay (fd);
  return fd;
}

void
wire_send (int fd, const void *data, size_t len)
{
  const uint8_t *next = data;

  while (len > 0)
    {
      const ssize_t n = send (fd, next, len, MSG_NOSIGNAL);

      if (n < 0 && errno != EINTR)
        wire_fail ("send");
      if (n > 0)
        {
          next += n;
          len -= (size_t)n;
        }
    }
}

size_t
wire_recv (int fd, void *buffer, size_t size)
{
  ssize_t n;

  do
    n = recv (fd, buffer, size, 0);
  while (n < 0 && errno == EINTR);
  if (n < 0 && errno != ECONNRESET)
    wire_fail ("recv");
  return n > 0 ? (size_t)n : 0;
}

uint64_t
wire_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * UINT64_C (1000000000) + (uint64_t)now.tv_nsec;
}

uint64_t
wire_parse (const char *text)
{
  char *end;
  const unsigned long long value = strtoull (text, &end, 10);

  if (*text == '\0' || *end != '\0' || value == 0)
    {
      fprintf (stderr, "%s is not a positive number\n", text);
      exit (2);
    }
  return value;
}
