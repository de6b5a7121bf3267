/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case.h"

#define KIB 1024u
#define MIB (1024u * 1024u)

static const struct
{
  const char *word;
  const char *payload;
} kinds[] = { { "text", "'Echo7&bat!'" }, { "binary", "<00 fe 23 fa f0>" } };

static Case
new_case (guint group, guint sub, guint index)
{
  g_autofree char *number = g_strdup_printf ("%u.%u.%u", group, sub, index);

  return (Case){ .number = g_intern_string (number), .seconds = 120, .is_heavy = TRUE };
}

static void
take_texts (Case *c, char *title, char *script)
{
  c->title = g_intern_string (title);
  c->script = script == NULL ? NULL : g_intern_string (script);
  c->expect = script == NULL ? "" : "=";
  g_free (title);
  g_free (script);
}

/* Returns: (transfer full): @n in the largest unit that divides it. */
static char *
dup_size (gsize n)
{
  if (n > 0 && n % MIB == 0)
    return g_strdup_printf ("%zu MiB", n / MIB);
  if (n > 0 && n % KIB == 0)
    return g_strdup_printf ("%zu KiB", n / KIB);

  return g_strdup_printf ("%zu octets", n);
}

/* 9.1, 9.2: one message; 9.3, 9.4: cut into frames; 9.5, 9.6: cut into writes. */
static void
add_large (GArray *list)
{
  static const gsize sizes[] = { 64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB };

  for (guint kind = 0; kind < 2; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autofree char *size = dup_size (sizes[i]);
        Case c = new_case (9, 1 + kind, 1 + i);

        take_texts (&c, g_strdup_printf ("%s of %s", kinds[kind].word, size),
                    g_strdup_printf ("%s %s*%zu", kinds[kind].word, kinds[kind].payload, sizes[i]));
        g_array_append_val (list, c);
      }
}

static void
add_fragmented (GArray *list)
{
  for (guint kind = 0; kind < 2; kind++)
    for (guint i = 0; i < 9; i++)
      {
        gsize cut = 64u << 2 * i;
        g_autofree char *size = dup_size (cut);
        Case c = new_case (9, 3 + kind, 1 + i);

        take_texts (&c, g_strdup_printf ("%s of 4 MiB in frames of %s", kinds[kind].word, size),
                    g_strdup_printf ("%s %s*%u /%zu", kinds[kind].word, kinds[kind].payload,
                                     4 * MIB, cut));
        g_array_append_val (list, c);
      }
}

static void
add_chopped (GArray *list)
{
  for (guint kind = 0; kind < 2; kind++)
    for (guint i = 0; i < 6; i++)
      {
        guint chop = 64u << i;
        Case c = new_case (9, 5 + kind, 1 + i);

        take_texts (&c,
                    g_strdup_printf ("%s of 1 MiB in writes of %u octets", kinds[kind].word, chop),
                    g_strdup_printf ("chop %u; %s %s*%u", chop, kinds[kind].word,
                                     kinds[kind].payload, MIB));
        g_array_append_val (list, c);
      }
}

static void
add_round_trips (GArray *list)
{
  static const gsize sizes[] = { 0, 16, 64, 256, KIB, 4 * KIB };
  static Rounds rounds[2][G_N_ELEMENTS (sizes)];

  for (guint kind = 0; kind < 2; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autofree char *size = dup_size (sizes[i]);
        Case c = new_case (9, 7 + kind, 1 + i);

        rounds[kind][i] = (Rounds){ kind == 0 ? DATA_STARS : DATA_OCTETS, sizes[i], 1000 };
        c.rounds = &rounds[kind][i];
        take_texts (&c, g_strdup_printf ("1000 round trips of %s, %s", kinds[kind].word, size),
                    NULL);
        g_array_append_val (list, c);
      }
}

#define N_SIZES 18

static const struct
{
  gsize size;
  gsize cut;
} sizes[N_SIZES] = {
  { 16, 0 },
  { 64, 0 },
  { 256, 0 },
  { KIB, 0 },
  { 4 * KIB, 0 },
  { 8 * KIB, 0 },
  { 16 * KIB, 0 },
  { 32 * KIB, 0 },
  { 64 * KIB, 0 },
  { 128 * KIB, 0 },
  { 8 * KIB, 256 },
  { 16 * KIB, 256 },
  { 32 * KIB, 256 },
  { 64 * KIB, 256 },
  { 128 * KIB, 256 },
  { 128 * KIB, KIB },
  { 128 * KIB, 4 * KIB },
  { 128 * KIB, 32 * KIB },
};

static const DataKind payloads[] = { DATA_JSON, DATA_BITMAP, DATA_PROSE, DATA_HTML, DATA_PDF };

static const DeflateAnswer plain[] = { { FALSE, 0 } };
static const DeflateAnswer resets[] = { { TRUE, 0 } };
static const DeflateAnswer bits_9[] = { { FALSE, 9 } };
static const DeflateAnswer bits_15[] = { { FALSE, 15 } };
static const DeflateAnswer resets_9[] = { { TRUE, 9 } };
static const DeflateAnswer resets_15[] = { { TRUE, 15 } };
static const DeflateAnswer any[] = { { TRUE, 9 }, { TRUE, 0 }, { FALSE, 0 } };

static const struct
{
  const DeflateAnswer *answers;
  guint n_answers;
  const char *title;
} agreements[] = {
  { plain, 1, "plain offer taken" },
  { resets, 1, "client resets its context" },
  { bits_9, 1, "client window of 9 bits" },
  { bits_15, 1, "client window of 15 bits" },
  { resets_9, 1, "client resets, window of 9 bits" },
  { resets_15, 1, "client resets, window of 15 bits" },
  { any, 3, "the first that was offered of: resets and 9 bits, resets, plain" },
};

static void
add_deflated (GArray *list, guint group, guint sub, const Rounds *base, const char *note)
{
  static Rounds rounds[2][G_N_ELEMENTS (agreements)][N_SIZES];

  for (guint i = 0; i < N_SIZES; i++)
    {
      g_autofree char *size = dup_size (sizes[i].size);
      g_autofree char *cut = dup_size (sizes[i].cut);
      Rounds *own = &rounds[group - 12][sub - 1][i];
      Case c = new_case (group, sub, i + 1);

      *own = *base;
      own->size = sizes[i].size;
      own->cut = sizes[i].cut;
      own->count = 1000;
      c.rounds = own;
      take_texts (&c,
                  g_strdup_printf ("%s: 1000 messages of %s%s%s", note, size,
                                   own->cut > 0 ? " in frames of " : "", own->cut > 0 ? cut : ""),
                  NULL);
      g_array_append_val (list, c);
    }
}

void
case_add_bulk (GArray *list)
{
  static const Case fragmented = { "10.1.1", "64 KiB of text in frames of 1300 octets",
                                   "text '*'*65536 /1300", "=" };

  add_large (list);
  add_fragmented (list);
  add_chopped (list);
  add_round_trips (list);
  g_array_append_val (list, fragmented);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      const Rounds base = { .data = payloads[i], .answers = plain, .n_answers = 1 };

      add_deflated (list, 12, i + 1, &base, data_get_name (payloads[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (agreements); i++)
    {
      const Rounds base = { .data = DATA_JSON,
                            .answers = agreements[i].answers,
                            .n_answers = agreements[i].n_answers };

      add_deflated (list, 13, i + 1, &base, agreements[i].title);
    }
}
