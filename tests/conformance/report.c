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

static const char preface[] =
  "# Conformance\n"
  "\n"
  "What `noctule connect --echo` does with servers that try it. Written by\n"
  "`tests/e2e/conformance.sh`, which fails when this page says anything else than its run:\n"
  "\n"
  "    build/tests/conformance/conformance [--case GLOB] [--jobs N] [--markdown FILE] -- COMMAND\n"
  "\n"
  "plays a server of its own for each case, a fresh connection and a fresh process of COMMAND each,\n"
  "and judges any echo client, not only ours. `{url}` in COMMAND stands for the URL, `{log}` for a\n"
  "folder in which the cases x.* look for a whole event log.\n"
  "\n"
  "1 to 13 are the 517 cases, by number, of the suite with which WebSocket implementations are\n"
  "commonly compared; the x cases are our own.\n"
  "\n"
  "- **OK**: what the standard asks, as early as it can be done. **NON-STRICT**: allowed, but later\n"
  "  or less. **FAILED**: anything else. **INFORMATIONAL**: the standard leaves it open.\n"
  "- **closing**: *clean* when the code of the Close frame is the one demanded, nothing follows it,\n"
  "  the server is the one to end TCP after a closing handshake, and the program ends.\n"
  "- Every frame of the client is checked as well: masked, minimal length, no reserved bit, valid\n"
  "  close code, compressed within what was agreed.\n"
  "- Stricter than the suite: 3.7, 7.3.2 and 7.3.6 have to be failed with 1002, a connection that is\n"
  "  failed needs its Close frame, and the echoes of 9 are compared octet by octet.\n"
  "- The cases x.* also demand the exit status of the program, a line on stderr when it is not 0, an\n"
  "  event log that is whole and tells the end, at most 32 MiB resident (96 MiB where a message of\n"
  "  64 MiB may be under way), and an end within 10 s (15 s or more where the server goes on and on).\n";

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

/* The close codes that a client may send here. */
static void
write_codes (GString *page, const Case *c)
{
  if (c->end == CASE_GONE)
    g_string_append (page, " none |");
  else if (c->codes[0] == 0)
    g_string_append_printf (page, " %u |", judge_get_default_code (c));
  else
    {
      for (gsize i = 0; i < G_N_ELEMENTS (c->codes) && c->codes[i] != 0; i++)
        g_string_append_printf (page, "%s%u", i == 0 ? " " : ", ", c->codes[i]);
      g_string_append (page, " |");
    }
}

static void
write_row (GString *page, const Case *c, const Result *result)
{
  g_string_append_printf (page, "| %s | %s | %s | %s |", c->number, c->title,
                          judge_verdict_name (result->verdict), result->closing);
  if (!case_is_numbered (c))
    {
      write_codes (page, c);
      g_string_append_printf (page, " %d |", c->exit_status);
    }
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

static void
write_sum (GString *page, GArray *cases, const Result *results)
{
  guint n_numbered = 0, n_numbered_passed = 0, n_passed = 0;

  for (guint i = 0; i < cases->len; i++)
    {
      gboolean is_numbered = case_is_numbered (&g_array_index (cases, Case, i));
      gboolean is_passed = judge_is_pass (&results[i]);

      n_numbered += is_numbered;
      n_passed += is_passed;
      n_numbered_passed += is_numbered && is_passed;
    }
  g_string_append_printf (page, "\nOf the %u: %u passed. Of the %u of our own: %u passed.\n",
                          n_numbered, n_numbered_passed, cases->len - n_numbered,
                          n_passed - n_numbered_passed);
}

gboolean
report_write_markdown (GArray *cases, const Result *results, const char *path, GError **error)
{
  g_autoptr (GString) page = g_string_new (preface);

  write_sum (page, cases, results);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    write_group (page, i, cases, results);

  return g_file_set_contents (path, page->str, (gssize)page->len, error);
}
