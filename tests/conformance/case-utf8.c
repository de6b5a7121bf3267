/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

#include <string.h>

/* The text of Markus Kuhn's stress test begins with this word. */
#define KOSME "<ce ba e1 bd b9 cf 83 ce bc ce b5>"

static const Case cases[] = {
  { "6.1.1", "empty text", "text", "text" },
  { "6.1.2", "three empty fragments", "text more; cont more; cont", "text" },
  { "6.1.3", "fragments: empty, full, empty", "text more; cont more 'bat'; cont", "text 'bat'" },
  { "6.2.1", "valid text, one frame", "text 'Grüße-µ@äöàá-UTF-8!'", "=" },
  { "6.2.2", "valid text, cut between characters", "text more 'Grüße-µ@'; cont 'äöàá-UTF-8!'",
    "text 'Grüße-µ@äöàá-UTF-8!'" },
  { "6.2.3", "valid text, a frame each octet", "text 'Grüße-µ@äöàá-UTF-8!' /1", "=" },
  { "6.2.4", "valid Greek, a frame each octet", "text " KOSME " /1", "=" },
  { "6.3.1", "surrogate inside a text", "text " KOSME " <ed a0 80> 'edited'", "",
    .end = CASE_FAILED, .codes = { 1007 } },
  { "6.3.2", "surrogate inside a text, a frame each octet", "text " KOSME " <ed a0 80> 'edited' /1",
    "", .end = CASE_FAILED, .codes = { 1007 } },
  { "6.4.1",
    "second of three frames is invalid, 1 s apart",
    "text more " KOSME "; wait 1000; cont more <f4 90 80 80>; wait 1000; cont 'edited'",
    "wait",
    "wait; wait",
    CASE_FAILED,
    { 1007 } },
  { "6.4.2",
    "second of three frames ends with the first invalid octet, 1 s apart",
    "text more " KOSME " <f4>; wait 1000; cont more <90>; wait 1000; cont <80 80> 'edited'",
    "wait",
    "wait; wait",
    CASE_FAILED,
    { 1007 } },
  { "6.4.3",
    "second of three writes of one frame is invalid, 1 s apart",
    "raw <81 15> " KOSME "; wait 1000; raw <f4 90 80 80>; wait 1000; raw 'edited'",
    "wait",
    "wait; wait",
    CASE_FAILED,
    { 1007 } },
  { "6.4.4",
    "second of three writes of one frame ends with the first invalid octet, 1 s apart",
    "raw <81 15> " KOSME " <f4>; wait 1000; raw <90>; wait 1000; raw <80 80> 'edited'",
    "wait",
    "wait; wait",
    CASE_FAILED,
    { 1007 } },
};

static const struct
{
  const char *number;
  gboolean is_valid;
  const char *title;
  const char *hex;
} stress[] = {
  { "6.5.1", TRUE, "valid", "6261742463617665" },
  { "6.5.2", TRUE, "valid", "626174c2a263617665" },
  { "6.5.3", TRUE, "valid", "626174e282ac63617665" },
  { "6.5.4", TRUE, "valid", "626174f0a4ada263617665" },
  { "6.5.5", TRUE, "valid", "cebae1bdb9cf83cebcceb5" },
  { "6.6.1", FALSE, "prefix of a valid text", "ce" },
  { "6.6.2", TRUE, "prefix of a valid text", "ceba" },
  { "6.6.3", FALSE, "prefix of a valid text", "cebae1" },
  { "6.6.4", FALSE, "prefix of a valid text", "cebae1bd" },
  { "6.6.5", TRUE, "prefix of a valid text", "cebae1bdb9" },
  { "6.6.6", FALSE, "prefix of a valid text", "cebae1bdb9cf" },
  { "6.6.7", TRUE, "prefix of a valid text", "cebae1bdb9cf83" },
  { "6.6.8", FALSE, "prefix of a valid text", "cebae1bdb9cf83ce" },
  { "6.6.9", TRUE, "prefix of a valid text", "cebae1bdb9cf83cebc" },
  { "6.6.10", FALSE, "prefix of a valid text", "cebae1bdb9cf83cebcce" },
  { "6.6.11", TRUE, "prefix of a valid text", "cebae1bdb9cf83cebcceb5" },
  { "6.7.1", TRUE, "first sequence of its length", "00" },
  { "6.7.2", TRUE, "first sequence of its length", "c280" },
  { "6.7.3", TRUE, "first sequence of its length", "e0a080" },
  { "6.7.4", TRUE, "first sequence of its length", "f0908080" },
  { "6.8.1", FALSE, "first sequence of 5 or 6 octets", "f888808080" },
  { "6.8.2", FALSE, "first sequence of 5 or 6 octets", "fc8480808080" },
  { "6.9.1", TRUE, "last sequence of its length", "7f" },
  { "6.9.2", TRUE, "last sequence of its length", "dfbf" },
  { "6.9.3", TRUE, "last sequence of its length", "efbfbf" },
  { "6.9.4", TRUE, "last sequence of its length", "f48fbfbf" },
  { "6.10.1", FALSE, "last sequence of 4, 5 or 6 octets", "f7bfbfbf" },
  { "6.10.2", FALSE, "last sequence of 4, 5 or 6 octets", "fbbfbfbfbf" },
  { "6.10.3", FALSE, "last sequence of 4, 5 or 6 octets", "fdbfbfbfbfbf" },
  { "6.11.1", TRUE, "border of a range", "ed9fbf" },
  { "6.11.2", TRUE, "border of a range", "ee8080" },
  { "6.11.3", TRUE, "border of a range", "efbfbd" },
  { "6.11.4", TRUE, "border of a range", "f48fbfbf" },
  { "6.11.5", FALSE, "border of a range", "f4908080" },
  { "6.12.1", FALSE, "continuation octets alone", "80" },
  { "6.12.2", FALSE, "continuation octets alone", "bf" },
  { "6.12.3", FALSE, "continuation octets alone", "80bf" },
  { "6.12.4", FALSE, "continuation octets alone", "80bf80" },
  { "6.12.5", FALSE, "continuation octets alone", "80bf80bf" },
  { "6.12.6", FALSE, "continuation octets alone", "80bf80bf80" },
  { "6.12.7", FALSE, "continuation octets alone", "80bf80bf80bf" },
  { "6.12.8", FALSE, "continuation octets alone",
    "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbe" },
  { "6.13.1", FALSE, "start octets alone",
    "c020c120c220c320c420c520c620c720c820c920ca20cb20cc20cd20ce20cf20d020d120d220d320d420d520d620d720d820d920da20db20dc20dd20de20" },
  { "6.13.2", FALSE, "start octets alone",
    "e020e120e220e320e420e520e620e720e820e920ea20eb20ec20ed20ee20" },
  { "6.13.3", FALSE, "start octets alone", "f020f120f220f320f420f520f620" },
  { "6.13.4", FALSE, "start octets alone", "f820f920fa20" },
  { "6.13.5", FALSE, "start octets alone", "fc20" },
  { "6.14.1", FALSE, "last octet missing", "c0" },
  { "6.14.2", FALSE, "last octet missing", "e080" },
  { "6.14.3", FALSE, "last octet missing", "f08080" },
  { "6.14.4", FALSE, "last octet missing", "f8808080" },
  { "6.14.5", FALSE, "last octet missing", "fc80808080" },
  { "6.14.6", FALSE, "last octet missing", "df" },
  { "6.14.7", FALSE, "last octet missing", "efbf" },
  { "6.14.8", FALSE, "last octet missing", "f7bfbf" },
  { "6.14.9", FALSE, "last octet missing", "fbbfbfbf" },
  { "6.14.10", FALSE, "last octet missing", "fdbfbfbfbf" },
  { "6.15.1", FALSE, "incomplete sequences joined",
    "c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf" },
  { "6.16.1", FALSE, "impossible octets", "fe" },
  { "6.16.2", FALSE, "impossible octets", "ff" },
  { "6.16.3", FALSE, "impossible octets", "fefeffff" },
  { "6.17.1", FALSE, "overlong slash", "c0af" },
  { "6.17.2", FALSE, "overlong slash", "e080af" },
  { "6.17.3", FALSE, "overlong slash", "f08080af" },
  { "6.17.4", FALSE, "overlong slash", "f8808080af" },
  { "6.17.5", FALSE, "overlong slash", "fc80808080af" },
  { "6.18.1", FALSE, "longest overlong", "c1bf" },
  { "6.18.2", FALSE, "longest overlong", "e09fbf" },
  { "6.18.3", FALSE, "longest overlong", "f08fbfbf" },
  { "6.18.4", FALSE, "longest overlong", "f887bfbfbf" },
  { "6.18.5", FALSE, "longest overlong", "fc83bfbfbfbf" },
  { "6.19.1", FALSE, "overlong NUL", "c080" },
  { "6.19.2", FALSE, "overlong NUL", "e08080" },
  { "6.19.3", FALSE, "overlong NUL", "f0808080" },
  { "6.19.4", FALSE, "overlong NUL", "f880808080" },
  { "6.19.5", FALSE, "overlong NUL", "fc8080808080" },
  { "6.20.1", FALSE, "surrogate", "eda080" },
  { "6.20.2", FALSE, "surrogate", "edadbf" },
  { "6.20.3", FALSE, "surrogate", "edae80" },
  { "6.20.4", FALSE, "surrogate", "edafbf" },
  { "6.20.5", FALSE, "surrogate", "edb080" },
  { "6.20.6", FALSE, "surrogate", "edbe80" },
  { "6.20.7", FALSE, "surrogate", "edbfbf" },
  { "6.21.1", FALSE, "pair of surrogates", "eda080edb080" },
  { "6.21.2", FALSE, "pair of surrogates", "eda080edbfbf" },
  { "6.21.3", FALSE, "pair of surrogates", "edadbfedb080" },
  { "6.21.4", FALSE, "pair of surrogates", "edadbfedbfbf" },
  { "6.21.5", FALSE, "pair of surrogates", "edae80edb080" },
  { "6.21.6", FALSE, "pair of surrogates", "edae80edbfbf" },
  { "6.21.7", FALSE, "pair of surrogates", "edafbfedb080" },
  { "6.21.8", FALSE, "pair of surrogates", "edafbfedbfbf" },
  { "6.22.1", TRUE, "noncharacter, valid", "efbfbe" },
  { "6.22.2", TRUE, "noncharacter, valid", "efbfbf" },
  { "6.22.3", TRUE, "noncharacter, valid", "f09fbfbe" },
  { "6.22.4", TRUE, "noncharacter, valid", "f09fbfbf" },
  { "6.22.5", TRUE, "noncharacter, valid", "f0afbfbe" },
  { "6.22.6", TRUE, "noncharacter, valid", "f0afbfbf" },
  { "6.22.7", TRUE, "noncharacter, valid", "f0bfbfbe" },
  { "6.22.8", TRUE, "noncharacter, valid", "f0bfbfbf" },
  { "6.22.9", TRUE, "noncharacter, valid", "f18fbfbe" },
  { "6.22.10", TRUE, "noncharacter, valid", "f18fbfbf" },
  { "6.22.11", TRUE, "noncharacter, valid", "f19fbfbe" },
  { "6.22.12", TRUE, "noncharacter, valid", "f19fbfbf" },
  { "6.22.13", TRUE, "noncharacter, valid", "f1afbfbe" },
  { "6.22.14", TRUE, "noncharacter, valid", "f1afbfbf" },
  { "6.22.15", TRUE, "noncharacter, valid", "f1bfbfbe" },
  { "6.22.16", TRUE, "noncharacter, valid", "f1bfbfbf" },
  { "6.22.17", TRUE, "noncharacter, valid", "f28fbfbe" },
  { "6.22.18", TRUE, "noncharacter, valid", "f28fbfbf" },
  { "6.22.19", TRUE, "noncharacter, valid", "f29fbfbe" },
  { "6.22.20", TRUE, "noncharacter, valid", "f29fbfbf" },
  { "6.22.21", TRUE, "noncharacter, valid", "f2afbfbe" },
  { "6.22.22", TRUE, "noncharacter, valid", "f2afbfbf" },
  { "6.22.23", TRUE, "noncharacter, valid", "f2bfbfbe" },
  { "6.22.24", TRUE, "noncharacter, valid", "f2bfbfbf" },
  { "6.22.25", TRUE, "noncharacter, valid", "f38fbfbe" },
  { "6.22.26", TRUE, "noncharacter, valid", "f38fbfbf" },
  { "6.22.27", TRUE, "noncharacter, valid", "f39fbfbe" },
  { "6.22.28", TRUE, "noncharacter, valid", "f39fbfbf" },
  { "6.22.29", TRUE, "noncharacter, valid", "f3afbfbe" },
  { "6.22.30", TRUE, "noncharacter, valid", "f3afbfbf" },
  { "6.22.31", TRUE, "noncharacter, valid", "f3bfbfbe" },
  { "6.22.32", TRUE, "noncharacter, valid", "f3bfbfbf" },
  { "6.22.33", TRUE, "noncharacter, valid", "f48fbfbe" },
  { "6.22.34", TRUE, "noncharacter, valid", "f48fbfbf" },
  { "6.23.1", TRUE, "U+FFF9 to U+FFFF, valid", "efbfb9" },
  { "6.23.2", TRUE, "U+FFF9 to U+FFFF, valid", "efbfba" },
  { "6.23.3", TRUE, "U+FFF9 to U+FFFF, valid", "efbfbb" },
  { "6.23.4", TRUE, "U+FFF9 to U+FFFF, valid", "efbfbc" },
  { "6.23.5", TRUE, "U+FFF9 to U+FFFF, valid", "efbfbd" },
  { "6.23.6", TRUE, "U+FFF9 to U+FFFF, valid", "efbfbe" },
  { "6.23.7", TRUE, "U+FFF9 to U+FFFF, valid", "efbfbf" },
};

static Case
make_stress (gsize i)
{
  g_autofree char *script = g_strdup_printf ("text <%s>", stress[i].hex);
  g_autofree char *title = g_strdup_printf ("%s: %.24s%s", stress[i].title, stress[i].hex,
                                            strlen (stress[i].hex) > 24 ? "..." : "");
  Case c = {
    .number = stress[i].number,
    .title = g_intern_string (title),
    .script = g_intern_string (script),
    .expect = stress[i].is_valid ? "=" : "",
  };

  if (!stress[i].is_valid)
    {
      c.end = CASE_FAILED;
      c.codes[0] = 1007;
    }

  return c;
}

void
case_add_utf8 (GArray *list)
{
  g_array_append_vals (list, cases, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (stress); i++)
    {
      Case c = make_stress (i);

      g_array_append_val (list, c);
    }
}
