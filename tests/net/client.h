/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "net/dial.h"

/* A dial whose steps are kept, and what became of it. */
typedef struct
{
  NetDialOptions *options;
  GCancellable *cancellable;
  NetStream *stream;
  GError *error;
  GString *steps; /* a line each: "connect Connected to 127.0.0.1 port 80.  {…}" */
  gboolean is_done;

  /* borrowed */
  const char *cancel_at; /* cancels when a step has this text */
} Client;

Client *client_new (void);

/* Dials, with the port in place of "%u", and waits for the end. */
void client_dial (Client *self, const char *url, guint port);

/* Begins only. */
void client_start (Client *self, const char *url, guint port);

/* Turns the loop until @is_over, or fails the test after some seconds. */
void client_turn_until (gboolean (*is_over) (gpointer data), gpointer data);

/* Sends @text and reads until the end, an error or @len bytes. Returns: (transfer full). */
char *client_talk (Client *self, const char *text, gsize len);

/* Asserts that the dial failed with @code and that the sentence has @part. */
void client_assert_failed (Client *self, NetError code, const char *part);

/* Asserts that each of the lines of @parts is part of a step, in this order. */
void client_assert_steps (Client *self, const char *parts);

void client_free (Client *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)
