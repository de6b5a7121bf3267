/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/connect-options.h"

/* What `connect` sends by itself: the messages of -m and -f, then stdin line by line. Bounded: it
 * reads no further while too much waits to be sent. */
typedef struct _CliFeed CliFeed;

/* Called once, from cli_feed_pump() or the main loop, when all is sent and no more comes. @error:
 * (nullable): what stopped it before. */
typedef void (*CliFeedEndFunc) (const GError *error, gpointer user_data);

/* @messages: (element-type CliMessage). @fd: -1 when there is nothing to read. Everything is
 * borrowed. */
CliFeed *cli_feed_new (ExchangeConnection *connection,
                       const CliConnectOptions *options,
                       const GPtrArray *messages,
                       int fd);

void cli_feed_set_end_func (CliFeed *feed, CliFeedEndFunc on_end, gpointer user_data);

/* Sends what can be sent: call it when the connection is open, and when it has drained. */
void cli_feed_pump (CliFeed *feed);

/* Sends and reads nothing more; the end is not told. */
void cli_feed_stop (CliFeed *feed);

void cli_feed_free (CliFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliFeed, cli_feed_free)
