/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/style.h"

#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 80

static gboolean
wants_colours (void)
{
  const char *no_color = g_getenv ("NO_COLOR");
  const char *term = g_getenv ("TERM");

  if (no_color != NULL && *no_color != '\0')
    return FALSE;

  return term != NULL && *term != '\0' && !g_str_equal (term, "dumb");
}

void
cli_style_init (CliStyle *style, int fd)
{
  struct winsize size = { 0 };

  *style = (CliStyle){ .width = DEFAULT_WIDTH, .has_arrows = g_get_charset (NULL) };
  if (!isatty (fd))
    return;

  style->is_terminal = TRUE;
  style->has_colours = wants_colours ();
  if (ioctl (fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style->width = size.ws_col;
}

const char *
cli_style_get_colour (const CliStyle *style, CliColour colour)
{
  static const char *const sequences[] = {
    [CLI_COLOUR_IN] = "\033[32m",  [CLI_COLOUR_OUT] = "\033[36m",   [CLI_COLOUR_DIM] = "\033[2m",
    [CLI_COLOUR_KEY] = "\033[34m", [CLI_COLOUR_ERROR] = "\033[31m", [CLI_COLOUR_NONE] = "\033[0m",
  };

  return style->has_colours ? sequences[colour] : "";
}

const char *
cli_style_get_arrow (const CliStyle *style, gboolean is_outgoing)
{
  if (!style->has_arrows)
    return is_outgoing ? ">" : "<";

  return is_outgoing ? "→" : "←";
}
