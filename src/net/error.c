/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/error.h"

G_DEFINE_QUARK (net - error - quark, net_error)
