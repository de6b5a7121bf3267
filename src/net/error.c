/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/error.h"

GQuark
net_error_quark (void)
{
  return g_quark_from_static_string ("net-error-quark");
}
