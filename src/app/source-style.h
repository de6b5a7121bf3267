/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

/* Has the colours of @view's text follow dark and light, and its font the preference "editor-font"
 * (a Pango font description, e.g. "Source Code Pro 11"; the system's monospace font without one).
 * Other widgets get that font by the CSS class "source". */
void app_source_style_attach (GtkSourceView *view);

/* Returns: (transfer full): the CSS declarations for a Pango font description; "" for one that says
 * nothing. */
char *app_source_style_dup_css (const char *font);
