/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data.h"

#include <string.h>

typedef struct
{
  GString *out;
  guint64 state;
} Maker;

/* xorshift64: the numbers only have to be the same everywhere. */
static guint
draw (Maker *maker, guint below)
{
  maker->state ^= maker->state << 13;
  maker->state ^= maker->state >> 7;
  maker->state ^= maker->state << 17;

  return (guint)(maker->state >> 33) % below;
}

#define PICK(maker, list) ((list)[draw (maker, G_N_ELEMENTS (list))])

static void
make_json (Maker *maker)
{
  static const char *const places[] = { "roost", "canopy", "belfry", "quarry", "river" };

  g_string_append_printf (maker->out,
                          "{\"id\":%u,\"place\":\"%s\",\"call\":{\"khz\":%u.%02u,\"ms\":%u},"
                          "\"seen\":%s,\"tags\":[\"night\",\"%s\"]},\n",
                          draw (maker, 1000000), PICK (maker, places), 18 + draw (maker, 8),
                          draw (maker, 100), 5 + draw (maker, 20),
                          draw (maker, 2) != 0 ? "true" : "false", PICK (maker, places));
}

static void
make_bitmap (Maker *maker)
{
  gsize row = maker->out->len / 512;

  for (guint column = 0; column < 512; column++)
    g_string_append_c (maker->out, (char)((row + column) / 4 + draw (maker, 12)));
}

static void
make_prose (Maker *maker)
{
  static const char *const words[] = { "der",   "Abendsegler", "fliegt", "über",   "dem",
                                       "Wald",  "hört",        "jedes",  "Echo",   "Nächte",
                                       "und",   "Geräusch",    "im",     "Herbst", "zwischen",
                                       "hohen", "Bäumen",      "leise" };

  for (guint n = 6 + draw (maker, 9); n > 0; n--)
    g_string_append_printf (maker->out, "%s ", PICK (maker, words));
  g_string_append (maker->out, "\n");
}

static void
make_html (Maker *maker)
{
  static const char *const names[] = { "Noctule", "Pipistrelle", "Serotine", "Barbastelle" };

  g_string_append_printf (maker->out,
                          "<tr class=\"row%u\"><td><a href=\"/bats/%u\">%s</a></td>"
                          "<td>%u&nbsp;kHz &ndash; %u</td></tr>\n",
                          draw (maker, 2), draw (maker, 100000), PICK (maker, names),
                          20 + draw (maker, 90), draw (maker, 10000));
}

static void
make_pdf (Maker *maker)
{
  guint len = 200 + draw (maker, 2000);

  g_string_append_printf (maker->out, "%u 0 obj\n<< /Length %u /Filter /FlateDecode >>\nstream\n",
                          draw (maker, 5000), len);
  for (; len > 0; len--)
    g_string_append_c (maker->out, (char)draw (maker, 256));
  g_string_append (maker->out, "\nendstream\nendobj\n");
}

static void
make_stars (Maker *maker)
{
  g_string_append_c (maker->out, '*');
}

static void
make_octets (Maker *maker)
{
  g_string_append_c (maker->out, (char)0xfe);
}

static const struct
{
  const char *name;
  gboolean is_text;
  void (*make) (Maker *maker);
} kinds[DATA_N_KINDS] = {
  [DATA_STARS] = { "text", TRUE, make_stars },
  [DATA_OCTETS] = { "binary", FALSE, make_octets },
  [DATA_JSON] = { "JSON", TRUE, make_json },
  [DATA_BITMAP] = { "a bitmap", FALSE, make_bitmap },
  [DATA_PROSE] = { "German prose", FALSE, make_prose },
  [DATA_HTML] = { "HTML", TRUE, make_html },
  [DATA_PDF] = { "a PDF", FALSE, make_pdf },
};

const guint8 *
data_get (DataKind kind)
{
  static GMutex lock;
  static GString *made[DATA_N_KINDS];

  g_mutex_lock (&lock);
  if (made[kind] == NULL)
    {
      Maker maker = { .out = g_string_sized_new (DATA_SIZE + 4096), .state = 0x6e6f6374756c65 };

      while (maker.out->len < DATA_SIZE)
        kinds[kind].make (&maker);
      made[kind] = maker.out;
    }
  g_mutex_unlock (&lock);

  return (const guint8 *)made[kind]->str;
}

const char *
data_get_name (DataKind kind)
{
  return kinds[kind].name;
}

gboolean
data_is_text (DataKind kind)
{
  return kinds[kind].is_text;
}
