/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/setting-text.h"

#include "base/units.h"

#include <glib/gi18n.h>

static char *
dup_time (const ExchangeSetting *setting, const char *value)
{
  gint64 nanoseconds;

  if (!base_duration_parse (value, &nanoseconds))
    return g_strdup (value);
  if (nanoseconds > 0)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *measured = base_duration_format (nanoseconds);

      /* what was typed is no measurement: "30 s" */
      g_string_assign (text, measured);
      g_string_replace (text, ".0 ", " ", 1);

      return g_strdup (text->str);
    }

  /* an interval of 0 is none, a timeout of 0 waits for ever */
  return g_strdup (g_str_has_suffix (setting->key, "-interval") ? _ ("Off") : _ ("Never"));
}

static char *
dup_size (const char *value)
{
  guint64 bytes;

  return base_size_parse (value, &bytes) ? base_size_format (bytes) : g_strdup (value);
}

char *
app_setting_text_dup_value (const ExchangeSetting *setting, const char *value)
{
  if (*value == '\0')
    return g_strdup (setting->type == EXCHANGE_SETTING_TEXT ? _ ("Automatic") : _ ("None"));

  switch (setting->type)
    {
    case EXCHANGE_SETTING_BOOLEAN:
      return g_strdup (exchange_setting_read_boolean (value) ? _ ("On") : _ ("Off"));

    case EXCHANGE_SETTING_TIME:
      return dup_time (setting, value);

    case EXCHANGE_SETTING_SIZE:
      return dup_size (value);

    case EXCHANGE_SETTING_SECRET:
      return g_strdup ("••••••••");

    case EXCHANGE_SETTING_FILE:
    case EXCHANGE_SETTING_TEXT:
    default:
      return g_strdup (value);
    }
}

char *
app_setting_text_dup_default (const ExchangeSetting *setting,
                              gboolean is_for_node,
                              WorkspacePreferences *preferences)
{
  ExchangeSettingSource source;
  g_autofree char *value = exchange_setting_dup_effective (setting, NULL,
                                                           is_for_node ? preferences : NULL,
                                                           &source);
  g_autofree char *text = app_setting_text_dup_value (setting, value);

  if (source == EXCHANGE_SETTING_FROM_PREFERENCES)
    return g_strdup_printf (_ ("%s (preferences)"), text);

  return g_strdup_printf (_ ("%s (default)"), text);
}
