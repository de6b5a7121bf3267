/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Reads a JSON object that the log keeps as text. What is on disk may be anything: text that is too
 * long or nested deeper than a parser that recurses can take is refused.
 * Returns: (transfer full) (nullable): NULL when @text is no such object. */
JsonObject *history_json_parse (const char *text, gsize len);

/* Returns: (nullable): borrowed: the string or number called @name; NULL or 0 when there is none.
 */
const char *history_json_get_string (JsonObject *object, const char *name);
double history_json_get_number (JsonObject *object, const char *name);

/* Returns: (nullable): borrowed: the object called @name. */
JsonObject *history_json_get_object (JsonObject *object, const char *name);

/* Appends @node as JSON on one line; numbers as short as they were. */
void history_json_append (GString *out, JsonNode *node);
