/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The lock of a log: an open file description lock on the file "lock" of its folder. It goes with
 * its holder, however that ends; asking who holds it disturbs nobody. */

/* Makes the lock file and takes the lock. Returns: a descriptor that holds it until it is closed;
 * -1 with errno, EEXIST when there is a lock file. */
int history_lock_create (int dir);

/* Takes the lock of a log that is there. Returns: a descriptor that holds it until it is closed;
 * -1 with errno: EAGAIN when somebody holds it. */
int history_lock_take (int dir);

/* Returns: whether somebody holds the lock of the log in @dir. */
gboolean history_lock_is_held (int dir);
