/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/field-text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static GString *
write_fields (const GPtrArray *fields, AppFieldKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const AppField *field = fields->pdata[i];

      app_field_text_append (text, kind, field->name, field->value, field->is_enabled);
    }

  return text;
}

/* What was read is written and read again as it was. */
static void
check (const char *input, AppFieldKind kind)
{
  g_autoptr (GPtrArray) fields = app_field_text_parse (input, kind);
  g_autoptr (GString) text = write_fields (fields, kind);
  g_autoptr (GPtrArray) again = app_field_text_parse (text->str, kind);
  g_autoptr (GPtrArray) pasted = app_field_text_parse_paste (input, kind);

  if (again->len != fields->len || (pasted != NULL && pasted->len == 0))
    abort ();

  for (guint i = 0; i < fields->len; i++)
    {
      const AppField *a = fields->pdata[i];
      const AppField *b = again->pdata[i];

      if (strcmp (a->name, b->name) != 0 || strcmp (a->value, b->value) != 0 ||
          a->is_enabled != b->is_enabled)
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *input = g_utf8_make_valid ((const char *)data, (gssize)size);

  check (input, APP_FIELD_HEADER);
  check (input, APP_FIELD_PARAM);

  return 0;
}
