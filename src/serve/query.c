/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/query-private.h"

#include "base/units.h"

#include <gio/gio.h>

static gsize
count_params (const ServeParam *params)
{
  gsize n = 0;

  while (params[n].name != NULL)
    n++;

  return n;
}

static gboolean
parse_flag (const char *text, guint64 *value)
{
  *value = g_str_equal (text, "1") || g_str_equal (text, "true");

  return *value || g_str_equal (text, "0") || g_str_equal (text, "false");
}

static gboolean
parse_value (const ServeParam *param, const char *text, ServeValue *value)
{
  switch (param->kind)
    {
    case SERVE_PARAM_NUMBER:
      return g_ascii_string_to_unsigned (text, 10, param->min, param->max, &value->number, NULL);

    case SERVE_PARAM_SIZE:
      return base_size_parse (text, &value->number) && value->number >= param->min &&
             value->number <= param->max;

    case SERVE_PARAM_FLAG:
      return parse_flag (text, &value->number);

    case SERVE_PARAM_TEXT:
    default:
      value->number = strlen (text);
      value->text = g_strdup (text);
      return value->number >= param->min && value->number <= param->max;
    }
}

static void
set_value_error (GError **error, const ServeParam *param)
{
  if (param->kind == SERVE_PARAM_FLAG)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "The parameter %s is 0, 1, false or true.", param->name);
  else if (param->kind == SERVE_PARAM_TEXT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "The parameter %s has at most %" G_GUINT64_FORMAT " bytes.", param->name,
                 param->max);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "The parameter %s is a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                 ".",
                 param->name, param->min, param->max);
}

static gboolean
check_names (GHashTable *given, const ServeParam *params, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  gsize n_known = 0;

  for (gsize i = 0; params[i].name != NULL; i++)
    {
      if (g_hash_table_contains (given, params[i].name))
        n_known++;
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", params[i].name);
    }
  if (n_known == g_hash_table_size (given))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "This path takes no other parameters than these: %s.", known->str);

  return FALSE;
}

static GHashTable *
split (const char *query, GError **error)
{
  g_autoptr (GError) local = NULL;
  GHashTable *given = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, &local);

  if (given == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         "The query is no list of name=value joined by &, percent-encoded UTF-8.");

  return given;
}

ServeValue *
serve_query_parse (const char *query, const ServeParam *params, GError **error)
{
  g_autoptr (GHashTable) given = split (query != NULL ? query : "", error);
  gsize n = count_params (params);
  ServeValue *values;

  if (given == NULL || !check_names (given, params, error))
    return NULL;

  values = g_new0 (ServeValue, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      const char *text = g_hash_table_lookup (given, params[i].name);

      if (!parse_value (&params[i], text != NULL ? text : params[i].initial, &values[i]))
        {
          set_value_error (error, &params[i]);
          serve_values_free (values, params);
          return NULL;
        }
    }

  return values;
}

void
serve_values_free (ServeValue *values, const ServeParam *params)
{
  if (values == NULL)
    return;

  for (gsize i = 0; params[i].name != NULL; i++)
    g_free (values[i].text);
  g_free (values);
}
