/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/source-style.h"

#include "app/sessions.h"

#include <adwaita.h>
#include <string.h>

#define STYLES "/app/noctule/Noctule/styles/"

char *
app_source_style_dup_css (const char *font)
{
  PangoFontDescription *description = pango_font_description_from_string (font);
  PangoFontMask set = pango_font_description_get_set_fields (description);
  GString *css = g_string_new (NULL);

  if (set & PANGO_FONT_MASK_FAMILY)
    {
      g_autofree char *family = g_strescape (pango_font_description_get_family (description), NULL);

      g_string_append_printf (css, "font-family: \"%s\";", family);
    }
  if (set & PANGO_FONT_MASK_SIZE)
    g_string_append_printf (css, "font-size: %d%s;",
                            pango_font_description_get_size (description) / PANGO_SCALE,
                            pango_font_description_get_size_is_absolute (description) ? "px"
                                                                                      : "pt");
  if (pango_font_description_get_weight (description) != PANGO_WEIGHT_NORMAL)
    g_string_append_printf (css, "font-weight: %d;",
                            pango_font_description_get_weight (description));
  pango_font_description_free (description);

  return g_string_free (css, FALSE);
}

static void
on_font_changed (WorkspacePreferences *preferences, GtkCssProvider *provider)
{
  const char *font = workspace_preferences_get (preferences, "editor-font");
  g_autofree char *declarations = app_source_style_dup_css (font != NULL ? font : "");
  g_autofree char *css = g_strdup_printf (".source { %s }", declarations);

  gtk_css_provider_load_from_data (provider, css, -1);
}

/* One provider a display: what has the class follows, whoever made it. */
static void
ensure_font (GtkWidget *widget)
{
  static GtkCssProvider *provider;
  WorkspacePreferences *preferences;

  if (provider != NULL)
    return;

  provider = gtk_css_provider_new ();
  preferences = app_sessions_get_preferences (app_sessions_get_default ());
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect (preferences, "changed::editor-font", G_CALLBACK (on_font_changed), provider);
  on_font_changed (preferences, provider);
}

static void
write_scheme (const char *folder, const char *name)
{
  g_autofree char *resource = g_strconcat (STYLES, name, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) wanted = g_resources_lookup_data (resource, 0, NULL);
  g_autofree char *there = NULL;
  gsize len;
  const char *text = g_bytes_get_data (wanted, &len);

  if (!g_file_get_contents (path, &there, NULL, NULL) || strcmp (there, text) != 0)
    g_file_set_contents (path, text, (gssize)len, NULL);
}

/* GtkSourceView 5.6 lists schemes of resources but reads them as files only. Where the cache cannot
 * be written, the text has the colours of its own schemes. */
static GtkSourceStyleSchemeManager *
get_schemes (void)
{
  static GtkSourceStyleSchemeManager *schemes;
  g_autofree char *folder = NULL;

  if (schemes != NULL)
    return schemes;

  folder = g_build_filename (g_get_user_cache_dir (), "noctule", "styles", NULL);
  g_mkdir_with_parents (folder, 0700);
  write_scheme (folder, "noctule.xml");
  write_scheme (folder, "noctule-dark.xml");
  schemes = gtk_source_style_scheme_manager_get_default ();
  gtk_source_style_scheme_manager_append_search_path (schemes, folder);

  return schemes;
}

static GtkSourceStyleScheme *
find_scheme (const char *ours, const char *theirs)
{
  GtkSourceStyleScheme *scheme = gtk_source_style_scheme_manager_get_scheme (get_schemes (), ours);

  return scheme != NULL ? scheme
                        : gtk_source_style_scheme_manager_get_scheme (get_schemes (), theirs);
}

static void
follow_dark (GtkSourceBuffer *buffer)
{
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_source_buffer_set_style_scheme (buffer, is_dark ? find_scheme ("noctule-dark", "Adwaita-dark")
                                                      : find_scheme ("noctule", "Adwaita"));
}

void
app_source_style_attach (GtkSourceView *view)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (GTK_SOURCE_IS_VIEW (view));

  ensure_font (GTK_WIDGET (view));
  gtk_widget_add_css_class (GTK_WIDGET (view), "source");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (follow_dark), buffer, G_CONNECT_SWAPPED);
  follow_dark (GTK_SOURCE_BUFFER (buffer));
}
