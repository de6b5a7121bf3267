/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/source-style.h"

#include "app/kit.h"

static void
test_css (void)
{
  static const struct
  {
    const char *font;
    const char *css;
  } cases[] = {
    { "", "" },
    { "Monospace 11", "font-family: \"Monospace\";font-size: 11pt;" },
    { "Source Code Pro Bold 12px",
      "font-family: \"Source Code Pro\";font-size: 12px;font-weight: 700;" },
    { "a\"; } * { color: red; 9", "font-family: \"a\\\"; } * { color: red;\";font-size: 9pt;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *css = app_source_style_dup_css (cases[i].font);

      g_assert_cmpstr (css, ==, cases[i].css);
    }
}

static const char *
get_scheme (GtkSourceBuffer *buffer)
{
  return gtk_source_style_scheme_get_id (gtk_source_buffer_get_style_scheme (buffer));
}

static void
test_dark (void)
{
  GtkWidget *view = gtk_source_view_new ();
  GtkSourceBuffer *buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  GtkWindow *window = kit_present (view, 200, 200);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  app_source_style_attach (GTK_SOURCE_VIEW (view));
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpstr (get_scheme (buffer), ==, "noctule-dark");
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_cmpstr (get_scheme (buffer), ==, "noctule");
  kit_close (window);
}

int
main (int argc, char *argv[])
{
  kit_init (&argc, &argv);
  g_test_add_func ("/app/source-style/css", test_css);
  g_test_add_func ("/app/source-style/dark", test_dark);

  return g_test_run ();
}
