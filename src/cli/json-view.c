/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json-view.h"

#include <string.h>

#include "base/json-format.h"
#include "base/text.h"

typedef struct
{
  GString *out;
  const CliStyle *style;
  gboolean is_compact;
} View;

static void
append_part (BaseJsonPart part, const char *text, gsize len, gpointer user_data)
{
  View *view = user_data;

  switch (part)
    {
    case BASE_JSON_LAYOUT:
      if (!view->is_compact)
        g_string_append_len (view->out, text, (gssize)len);
      break;
    case BASE_JSON_SPACE:
      /* never the white space itself: a carriage return would overwrite the line */
      for (gsize i = 0; view->is_compact && i < len; i++)
        g_string_append_c (view->out, ' ');
      break;
    case BASE_JSON_KEY:
      g_string_append (view->out, cli_style_get_colour (view->style, CLI_COLOUR_KEY));
      base_text_append_visible (view->out, text, len, FALSE);
      g_string_append (view->out, cli_style_get_colour (view->style, CLI_COLOUR_NONE));
      break;
    case BASE_JSON_MARK:
    case BASE_JSON_STRING:
    case BASE_JSON_NUMBER:
    case BASE_JSON_LITERAL:
    case BASE_JSON_SEPARATOR:
    default:
      base_text_append_visible (view->out, text, len, FALSE);
    }
}

static gboolean
is_json (const char *text, gsize len)
{
  g_autoptr (BaseJsonFormat) format = base_json_format_new (NULL, NULL);

  return base_json_looks_like (text, len) && base_json_format_feed (format, text, len) &&
         base_json_format_end (format);
}

gboolean
cli_json_append_readable (GString *out,
                          const char *text,
                          gsize len,
                          guint width,
                          const CliStyle *style)
{
  View view = { .out = out, .style = style };
  g_autoptr (BaseJsonFormat) format = base_json_format_new (append_part, &view);

  if (!is_json (text, len))
    return FALSE;

  view.is_compact = len <= width && memchr (text, '\n', len) == NULL;

  return base_json_format_feed (format, text, len) && base_json_format_end (format);
}
