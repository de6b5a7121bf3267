/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-hex.h"

#include "base/text.h"

#include <string.h>

/* Read at once: some screens full. */
#define PAGE_BYTES ((gsize)16 * 1024)

/* A row of base_text_append_hexdump(): "00000010  xx xx ..  xx xx ..  |................|" */
#define ROW_BYTES      16
#define OFFSET_CHARS   9
#define ASCII_START    60
#define ROW_CHARS      78
#define ROW_CHARS_OF_8 45

/* Positions of a row: room for its characters. */
#define ROW_POSITIONS 128

struct _AppTextHex
{
  GObject parent_instance;

  char *folder;
  HistoryReader *reader; /* opened at the first look */
  GBytes *page;
  GArray *secrets;
  char *problem; /* why the data cannot be read */
  guint64 page_offset;
  guint64 number;
  guint64 len;
  guint row_bytes;
};

static void app_text_hex_iface_init (AppTextSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTextHex,
                               app_text_hex,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_TEXT_SOURCE,
                                                      app_text_hex_iface_init))

static gboolean
read_page (AppTextHex *self, guint64 offset, GError **error)
{
  if (self->reader == NULL)
    self->reader = history_reader_open (self->folder, error);
  if (self->reader == NULL)
    return FALSE;

  g_clear_pointer (&self->page, g_bytes_unref);
  self->page_offset = offset - offset % PAGE_BYTES;
  self->page = history_reader_read_data (self->reader, self->number, self->page_offset, PAGE_BYTES,
                                         error);

  return self->page != NULL;
}

/* Returns: (nullable): the bytes at @offset, @len of them or less, borrowed until the next call. */
static const guint8 *
peek (AppTextHex *self, guint64 offset, gsize *len)
{
  g_autoptr (GError) error = NULL;
  const guint8 *page;
  gsize page_len;

  if ((self->page == NULL || offset - offset % PAGE_BYTES != self->page_offset) &&
      !read_page (self, offset, &error))
    {
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      return NULL;
    }

  page = g_bytes_get_data (self->page, &page_len);
  offset -= self->page_offset;
  *len = page_len > offset ? MIN (*len, page_len - (gsize)offset) : 0;

  return page + offset;
}

static void
mask (AppTextHex *self, guint64 offset, gsize n, char *row)
{
  for (guint i = 0; self->secrets != NULL && i < self->secrets->len; i++)
    {
      const HistoryRange *range = &g_array_index (self->secrets, HistoryRange, i);

      for (gsize b = 0; b < n; b++)
        if (offset + b >= range->offset && offset + b - range->offset < range->len)
          {
            memset (row + OFFSET_CHARS + 1 + b * 3 + (b >= ROW_BYTES / 2 ? 1 : 0), '*', 2);
            row[ASCII_START + 1 + b] = '*';
          }
    }
}

/* Cuts what a narrow row does not need out of one of 16 bytes. */
static void
narrow (AppTextHex *self, GString *row)
{
  gsize used = self->row_bytes * 3 + (self->row_bytes > ROW_BYTES / 2 ? 1 : 0);
  gsize start = OFFSET_CHARS + used;

  if (self->row_bytes < ROW_BYTES)
    g_string_erase (row, (gssize)start, (gssize)(ASCII_START - 2 - start));
}

static guint64
get_n_rows (AppTextHex *self)
{
  return MAX (1, (self->len + self->row_bytes - 1) / self->row_bytes);
}

static void
append_row (AppTextHex *self, guint64 offset, GString *out)
{
  gsize len = self->row_bytes;
  const guint8 *data = peek (self, offset, &len);

  if (data == NULL)
    {
      g_string_append (out, self->problem);
      return;
    }
  if (len == 0)
    return;

  base_text_append_hexdump (out, data, len, offset);
  g_string_truncate (out, out->len - 1);
  mask (self, offset, len, out->str);
  narrow (self, out);
}

static void
add_span (AppTextLine *line, gsize start, gsize len, AppTextColour colour)
{
  AppTextSpan span = { (guint)start, (guint)len, colour };

  if (start + len <= line->text->len)
    g_array_append_val (line->spans, span);
}

static void
app_text_hex_get_line (AppTextSource *source, guint64 number, AppTextLine *line)
{
  AppTextHex *self = APP_TEXT_HEX (source);
  guint64 offset = number * self->row_bytes;

  append_row (self, offset, line->text);
  line->position = offset * ROW_POSITIONS;
  line->end = line->position + line->text->len;
  line->number = number + 1;

  add_span (line, 0, OFFSET_CHARS, APP_TEXT_DIM);
  for (gsize i = OFFSET_CHARS; i + 1 < line->text->len && line->text->str[i] != '|'; i++)
    if (strncmp (line->text->str + i, " 00", 3) == 0)
      add_span (line, i + 1, 2, APP_TEXT_DIM);
}

static void
app_text_hex_set_columns (AppTextSource *source, guint columns)
{
  AppTextHex *self = APP_TEXT_HEX (source);
  guint row_bytes = columns >= ROW_CHARS ? ROW_BYTES : columns >= ROW_CHARS_OF_8 ? 8 : 4;

  if (row_bytes == self->row_bytes)
    return;

  self->row_bytes = row_bytes;
  app_text_source_changed (source, FALSE);
}

static guint64
app_text_hex_get_n_lines (AppTextSource *source)
{
  return get_n_rows (APP_TEXT_HEX (source));
}

static guint64
app_text_hex_find_line (AppTextSource *source, guint64 position)
{
  AppTextHex *self = APP_TEXT_HEX (source);

  return MIN (position / ROW_POSITIONS / self->row_bytes, get_n_rows (self) - 1);
}

static guint64
app_text_hex_get_end (AppTextSource *source)
{
  AppTextHex *self = APP_TEXT_HEX (source);

  return self->len * ROW_POSITIONS + ROW_CHARS;
}

static GString *
app_text_hex_dup_text (AppTextSource *source, guint64 from, guint64 to)
{
  guint64 first = app_text_hex_find_line (source, from);
  guint64 last = app_text_hex_find_line (source, to);
  g_autoptr (GString) out = g_string_new (NULL);
  AppTextLine line;

  if (last - first >= APP_TEXT_COPY_MAX / ROW_CHARS)
    return NULL;

  app_text_line_init (&line);
  for (guint64 i = first; i <= last; i++)
    {
      gsize start, end;

      app_text_source_get_line (source, i, &line);
      start = i == first ? app_text_line_get_index (&line, from) : 0;
      end = i == last ? app_text_line_get_index (&line, to) : line.text->len;
      g_string_append_len (out, line.text->str + start, (gssize)(MAX (end, start) - start));
      if (i < last)
        g_string_append_c (out, '\n');
    }
  app_text_line_clear (&line);

  return g_steal_pointer (&out);
}

static void
app_text_hex_iface_init (AppTextSourceInterface *iface)
{
  iface->set_columns = app_text_hex_set_columns;
  iface->get_n_lines = app_text_hex_get_n_lines;
  iface->get_line = app_text_hex_get_line;
  iface->find_line = app_text_hex_find_line;
  iface->get_end = app_text_hex_get_end;
  iface->dup_text = app_text_hex_dup_text;
}

static void
app_text_hex_finalize (GObject *object)
{
  AppTextHex *self = APP_TEXT_HEX (object);

  g_clear_pointer (&self->reader, history_reader_free);
  g_clear_pointer (&self->page, g_bytes_unref);
  g_clear_pointer (&self->secrets, g_array_unref);
  g_free (self->folder);
  g_free (self->problem);

  G_OBJECT_CLASS (app_text_hex_parent_class)->finalize (object);
}

static void
app_text_hex_class_init (AppTextHexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_text_hex_finalize;
}

static void
app_text_hex_init (AppTextHex *self)
{
  self->row_bytes = ROW_BYTES;
}

AppTextHex *
app_text_hex_new (const char *folder, guint64 number, guint64 len, GArray *secrets)
{
  AppTextHex *self = g_object_new (APP_TYPE_TEXT_HEX, NULL);

  g_return_val_if_fail (folder != NULL, self);

  self->folder = g_strdup (folder);
  self->number = number;
  self->len = len;
  self->secrets = secrets != NULL ? g_array_ref (secrets) : NULL;

  return self;
}
