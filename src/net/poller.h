/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Many file descriptors behind one epoll descriptor, so that a main loop with ten thousand sockets
 * polls one. There is one poller a GMainContext; it lives as long as something is watched in it. */
typedef struct _NetWatch NetWatch;

/* @condition: G_IO_IN, G_IO_OUT, and always G_IO_ERR and G_IO_HUP. Level-triggered; a
 * watch with condition 0 is told of an error or a hang-up once. Any watch may be changed or freed
 * inside the callback. */
typedef void (*NetWatchFunc) (int fd, GIOCondition condition, gpointer user_data);

/* Watches @fd in @context (NULL: the thread's default). @fd is borrowed and must stay open. */
NetWatch *net_watch_new (GMainContext *context,
                         int fd,
                         GIOCondition condition,
                         NetWatchFunc func,
                         gpointer user_data);

void net_watch_set_condition (NetWatch *watch, GIOCondition condition);

void net_watch_free (NetWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetWatch, net_watch_free)
