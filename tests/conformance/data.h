/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the long cases send: made by a fixed rule, the same in every run. */
typedef enum
{
  DATA_STARS,  /* one ASCII character; text */
  DATA_OCTETS, /* one octet that is no UTF-8; binary */
  DATA_JSON,   /* an array of records; text */
  DATA_BITMAP, /* grey steps with noise; binary */
  DATA_PROSE,  /* German sentences; binary, as the original suite sends it */
  DATA_HTML,   /* a page with tables; text */
  DATA_PDF,    /* objects with packed streams; binary */
  DATA_N_KINDS,
} DataKind;

/* The octets of each kind; no message is longer. */
#define DATA_SIZE (1u << 20)

/* Returns: (array length=DATA_SIZE): static. */
const guint8 *data_get (DataKind kind);

const char *data_get_name (DataKind kind);
gboolean data_is_text (DataKind kind);
