/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include <stdio.h>
#include <string.h>

void
report_print (const Case *c, const Result *result)
{
  g_print ("%-6s %-8s %-13s %-28s %6u ms %4u MiB  %s", judge_is_pass (result) ? "ok" : "not ok",
           c->number, judge_verdict_name (result->verdict), result->closing, result->end.ms,
           result->end.mib, c->title);
  if (!judge_is_pass (result))
    g_print (" [%s; exit %d; %s]", result->detail, result->end.status, result->end.errors);
  g_print ("\n");
  fflush (stdout); /* a long run is watched through a pipe */
}

guint
report_print_sum (GArray *cases, const Result *results)
{
  guint counts[4] = { 0 };
  guint n_failed = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      counts[results[i].verdict]++;
      if (judge_is_pass (&results[i]))
        continue;
      if (n_failed++ == 0)
        g_print ("\nNot passed:\n");
      report_print (&g_array_index (cases, Case, i), &results[i]);
    }
  g_print ("\n%u OK, %u NON-STRICT, %u FAILED, %u INFORMATIONAL\n%u passed, %u failed\n",
           counts[VERDICT_OK], counts[VERDICT_NON_STRICT], counts[VERDICT_FAILED],
           counts[VERDICT_INFORMATIONAL], cases->len - n_failed, n_failed);

  return n_failed;
}

static const struct
{
  const char *prefix;
  const char *title;
} groups[] = {
  { "1.", "1. Framing" },
  { "2.", "2. Pings and pongs" },
  { "3.", "3. Reserved bits" },
  { "4.", "4. Reserved opcodes" },
  { "5.", "5. Fragments" },
  { "6.", "6. UTF-8" },
  { "7.", "7. Closing" },
  { "9.", "9. Size" },
  { "10.", "10. Frames of an odd size" },
  { "12.", "12. Compression: payloads" },
  { "13.", "13. Compression: parameters" },
  { "x.1.", "x.1 The answer to the handshake" },
  { "x.2.", "x.2 Frames and compression" },
  { "x.3.", "x.3 Limits and floods" },
  { "x.4.", "x.4 The end" },
};

static void
write_row (GString *page, const Case *c, const Result *result)
{
  g_autofree char *title = g_strescape (c->title, NULL);

  g_string_append_printf (page, "| %s | %s | %s | %s |", c->number, title,
                          judge_verdict_name (result->verdict), result->closing);
  if (!case_is_numbered (c))
    g_string_append_printf (page, " %u | %d |", c->codes[0] != 0 ? c->codes[0] : 0, c->exit_status);
  g_string_append_c (page, '\n');
}

static void
write_group (GString *page, gsize group, GArray *cases, const Result *results)
{
  gboolean is_own = groups[group].prefix[0] == 'x';
  gboolean has_begun = FALSE;

  for (guint i = 0; i < cases->len; i++)
    {
      const Case *c = &g_array_index (cases, Case, i);

      if (!g_str_has_prefix (c->number, groups[group].prefix))
        continue;
      if (!has_begun)
        g_string_append_printf (page,
                                "\n## %s\n\n| case | the server sends | result | closing |%s\n"
                                "|---|---|---|---|%s\n",
                                groups[group].title, is_own ? " code | exit |" : "",
                                is_own ? "---|---|" : "");
      has_begun = TRUE;
      write_row (page, c, &results[i]);
    }
}

gboolean
report_write_markdown (GArray *cases, const Result *results, const char *path, GError **error)
{
  g_autoptr (GString) page = g_string_new ("# Conformance\n");

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    write_group (page, i, cases, results);

  return g_file_set_contents (path, page->str, (gssize)page->len, error);
}
