/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef enum
{
  CLI_COLOUR_IN,
  CLI_COLOUR_OUT,
  CLI_COLOUR_DIM,
  CLI_COLOUR_KEY, /* of a JSON object */
  CLI_COLOUR_ERROR,
  CLI_COLOUR_NONE, /* back to the terminal's own */
} CliColour;

/* How text for a person is dressed. */
typedef struct
{
  gboolean is_terminal;
  gboolean has_colours;
  gboolean has_arrows; /* the terminal shows UTF-8 */
  guint width;         /* in columns */
} CliStyle;

/* Colours only on a terminal, and never with NO_COLOR (https://no-color.org) or a dumb one. */
void cli_style_init (CliStyle *style, int fd);

/* Returns: the escape sequence, "" without colours; static. */
const char *cli_style_get_colour (const CliStyle *style, CliColour colour);

/* Returns: "→" or ">" for what we sent, "←" or "<" for what came; static. */
const char *cli_style_get_arrow (const CliStyle *style, gboolean is_outgoing);
