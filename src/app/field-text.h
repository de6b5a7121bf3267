/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Rows of a table (headers, parameters) as text, for editing many at once and for the clipboard.
 *
 * One "Name: value" a line; a row that is off begins with "# "; an empty line is nothing. A line
 * break inside a value goes on in a line that begins with a space. In a name, colon, backslash,
 * a line break (\n), a leading # and spaces at its ends are written with a backslash. A plain text
 * (subprotocols) is a line of its own. */

typedef struct
{
  char *name;  /* never NULL */
  char *value; /* never NULL; of a list of plain texts: the text */
  gboolean is_enabled;
} AppField;

/* What the rows are, which decides how a paste is read. */
typedef enum
{
  APP_FIELD_HEADER, /* "Name: value", also curl's -H */
  APP_FIELD_PARAM,  /* the same, and a=b&c=d, also as a whole URL */
  APP_FIELD_TEXT,   /* a line is a value; no name */
} AppFieldKind;

/* A text longer than this is not read into rows: nobody has a thousand header fields. */
#define APP_FIELD_TEXT_MAX ((gsize)256 * 1024)

AppField *app_field_new (const char *name, const char *value, gboolean is_enabled);
void app_field_free (AppField *field);

/* Returns: (transfer full) (element-type AppField): what app_field_text_append() wrote, exactly. */
GPtrArray *app_field_text_parse (const char *text, AppFieldKind kind);

/* Appends the line (or lines) of one row. */
void app_field_text_append (GString *out,
                            AppFieldKind kind,
                            const char *name,
                            const char *value,
                            gboolean is_enabled);

/* Reads a paste. Returns: (transfer full) (nullable): the rows; NULL when @text is not rows but a
 * piece of text that belongs into one cell. */
GPtrArray *app_field_text_parse_paste (const char *text, AppFieldKind kind);

/* Returns: (transfer full) (element-type AppField): the pairs of a query ("a=1&b"), decoded; it
 * ends at a #. */
GPtrArray *app_field_text_parse_query (const char *query);

/* Returns: (nullable): why a header field cannot have that name or value (RFC 9110 section 5), as a
 * translated sentence; NULL: it can. */
const char *app_field_check_header_name (const char *name);
const char *app_field_check_header_value (const char *value);

/* Returns: (nullable): the same for a subprotocol (a token, RFC 6455 section 4.1). */
const char *app_field_check_subprotocol (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppField, app_field_free)
