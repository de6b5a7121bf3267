/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/page-private.h"

#include "base/units.h"

static const char page_head[] =
  "<!doctype html>\n"
  "<html lang=\"en\">\n"
  "<meta charset=\"utf-8\">\n"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
  "<meta name=\"color-scheme\" content=\"light dark\">\n"
  "<title>noctule serve</title>\n"
  "<style>\n"
  ":root { --ink: #241f31; --dim: #6b6577; --line: #deddda; --card: #fff; --paper: #f6f5f4;\n"
  "  --accent: #613583; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  :root { --ink: #f6f5f4; --dim: #a9a4b4; --line: #3a3547; --card: #2a2536; --paper: #1c1826;\n"
  "    --accent: #dc8add; } }\n"
  "* { box-sizing: border-box }\n"
  "body { margin: 0 auto; padding: 3rem 1.25rem 4rem; max-width: 52rem; background: var(--paper);\n"
  "  color: var(--ink); font: 16px/1.5 Cantarell, Inter, system-ui, sans-serif }\n"
  "h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em }\n"
  "h2 { margin: 2.5rem 0 .75rem; font-size: 1.1rem }\n"
  "p { margin: .4rem 0 .75rem; color: var(--dim) }\n"
  "code, input, #log { font: .9rem/1.5 ui-monospace, \"Source Code Pro\", monospace }\n"
  ".card { padding: 0; margin: 0; list-style: none; overflow: hidden; background: var(--card);\n"
  "  border: 1px solid var(--line); border-radius: 12px }\n"
  ".card > li { padding: .7rem 1rem; border-top: 1px solid var(--line) }\n"
  ".card > li:first-child { border-top: 0 }\n"
  ".name { margin-right: .4rem; color: var(--accent); font-weight: 600 }\n"
  "dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0 0;\n"
  "  color: var(--dim); font-size: .9rem }\n"
  "dd { margin: 0 }\n"
  "form { display: flex; gap: .5rem; padding: .7rem 1rem }\n"
  "input { flex: 1; min-width: 0 }\n"
  "input, button { padding: .45rem .8rem; border: 1px solid var(--line); border-radius: 8px;\n"
  "  background: var(--paper); color: inherit }\n"
  "button { border-color: var(--accent); background: var(--accent); color: var(--card);\n"
  "  font: inherit; font-weight: 600 }\n"
  "#log { margin: 0; padding: 0 1rem .7rem; min-height: 1.5rem; max-height: 12rem;\n"
  "  overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--dim) }\n"
  "</style>\n"
  "<h1>noctule serve</h1>\n"
  "<p>A server to try WebSocket clients on. It answers pings, compresses when that is offered,\n"
  "and closes with 1000 when it is done.</p>\n"
  "<h2>Try it</h2>\n"
  "<div class=\"card\"><form id=\"form\"><input id=\"text\" value=\"hello\"\n"
  "aria-label=\"Message\" autocomplete=\"off\"><button>Echo</button></form>\n"
  "<div id=\"log\" role=\"log\"></div></div>\n"
  "<h2>Paths</h2>\n"
  "<p>Parameters go behind a question mark: <code>/ticker?rate=10&amp;size=1KiB</code>. Below are\n"
  "their defaults.</p>\n"
  "<ul class=\"card\">\n";

static const char page_tail[] =
  "</ul>\n"
  "<script>\n"
  "'use strict';\n"
  "const log = document.getElementById('log');\n"
  "const say = text => { log.prepend(text + '\\n'); };\n"
  "let socket = null;\n"
  "document.getElementById('form').onsubmit = event => {\n"
  "  event.preventDefault();\n"
  "  const message = document.getElementById('text').value;\n"
  "  const send = () => { say('→ ' + message); socket.send(message); };\n"
  "  if (socket && socket.readyState === WebSocket.OPEN) return send();\n"
  "  socket = new WebSocket(location.origin.replace('http', 'ws') + '/echo');\n"
  "  socket.onopen = send;\n"
  "  socket.onmessage = event => say('← ' + event.data);\n"
  "  socket.onclose = event => say('closed with ' + event.code);\n"
  "};\n"
  "</script>\n"
  "</html>\n";

static void
append_bounds (GString *page, const ServeParam *param)
{
  if (param->max == G_MAXINT64)
    return;

  if (param->kind == SERVE_PARAM_SIZE)
    {
      g_autofree char *max = base_size_format (param->max);

      g_string_append_printf (page, " (at most %s)", max);
    }
  else if (param->kind == SERVE_PARAM_NUMBER)
    {
      g_string_append_printf (page, " (%" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT ")", param->min,
                              param->max);
    }
}

static void
append_params (GString *page, const ServeParam *params)
{
  g_string_append (page, "<dl>");
  for (const ServeParam *param = params; param->name != NULL; param++)
    {
      g_string_append_printf (page, "<dt><code>%s=%s</code><dd>%s", param->name, param->initial,
                              param->summary);
      append_bounds (page, param);
    }
  g_string_append (page, "</dl>");
}

static void
append_path (GString *page, const ServePath *path)
{
  g_string_append_printf (page, "<li><code class=\"name\">%s</code> %s", path->name, path->summary);
  if (path->params != NULL)
    append_params (page, path->params);
  g_string_append (page, "\n");
}

GString *
serve_page_new (const ServePath *const *paths)
{
  GString *page = g_string_new (page_head);

  for (; *paths != NULL; paths++)
    append_path (page, *paths);
  g_string_append (page, page_tail);

  return page;
}
