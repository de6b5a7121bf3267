/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview-load.h"

#include "app/close-meaning.h"
#include "app/text-lines.h"
#include "base/json-format.h"

#include <glib/gi18n.h>
#include <string.h>

/* Between two looks whether it was cancelled. */
#define PIECE ((gsize)256 * 1024)

/* A character that is cut at the end of what was read. */
#define UTF8_MAX 4

AppPreviewJob *
app_preview_job_new (const char *folder, guint64 number, AppPreviewMode mode)
{
  AppPreviewJob *job = g_new0 (AppPreviewJob, 1);

  job->folder = g_strdup (folder);
  job->number = number;
  job->mode = mode;
  job->limit = APP_PREVIEW_FIRST;

  return job;
}

void
app_preview_job_free (AppPreviewJob *job)
{
  g_free (job->folder);
  g_free (job);
}

void
app_preview_content_free (AppPreviewContent *content)
{
  g_clear_pointer (&content->secrets, g_array_unref);
  g_clear_pointer (&content->text, g_bytes_unref);
  g_clear_pointer (&content->fold, app_text_fold_free);
  g_free (content->note);
  g_free (content);
}

gboolean
app_preview_has_modes (guint8 kind)
{
  switch (kind)
    {
    case HISTORY_KIND_NOTE:
    case HISTORY_KIND_ERROR:
    case HISTORY_KIND_GAP:
    case HISTORY_KIND_CLOSED:
      return FALSE;
    default:
      return TRUE;
    }
}

static GString *
read_masked (HistoryReader *reader,
             const AppPreviewJob *job,
             AppPreviewContent *content,
             GCancellable *cancellable,
             GError **error)
{
  gsize wanted = MIN (content->event.len, job->limit);
  g_autoptr (GString) data = g_string_sized_new (wanted + 1);
  GString *masked;

  while (data->len < wanted)
    {
      g_autoptr (GBytes) piece = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      piece = history_reader_read_data (reader, job->number, data->len,
                                        MIN (PIECE, wanted - data->len), error);
      if (piece == NULL)
        return NULL;
      if (g_bytes_get_size (piece) == 0)
        break;
      g_string_append_len (data, g_bytes_get_data (piece, NULL), (gssize)g_bytes_get_size (piece));
    }

  content->shown = data->len;
  if (job->is_revealed || content->secrets->len == 0)
    return g_steal_pointer (&data);

  masked = g_string_sized_new (data->len + 1);
  history_event_append_masked (masked, (const guint8 *)data->str, data->len,
                               (const HistoryRange *)(gpointer)content->secrets->data,
                               content->secrets->len);

  return masked;
}

/* Whether @data is text, but for a character that is cut at its end. */
static gboolean
is_text (const char *data, gsize len)
{
  const char *wrong;

  /* NUL is text to many who send it, at the end at least */
  while (!g_utf8_validate_len (data, len, &wrong))
    {
      gsize at = (gsize)(wrong - data);

      if (*wrong != '\0')
        return len - at < UTF8_MAX &&
               g_utf8_get_char_validated (wrong, (gssize)(len - at)) == (gunichar)-2;
      data = wrong + 1;
      len -= at + 1;
    }

  return TRUE;
}

static char *
dup_note (const char *problem, const char *data, gsize offset)
{
  guint64 line = 1;
  const char *start = data;
  glong column;

  for (const char *p; (p = memchr (start, '\n', (gsize)(data + offset - start))) != NULL; line++)
    start = p + 1;
  column = g_utf8_strlen (start, data + offset - start) + 1;

  /* Translators: a problem of JSON, its line and column */
  return g_strdup_printf (_ ("Not valid JSON: %s (line %" G_GUINT64_FORMAT ", column %ld)"),
                          _ (problem), line, column);
}

/* Returns: (transfer full) (nullable): @data laid out; NULL with content->note when it is no JSON.
 */
static GString *
lay_out (const AppPreviewJob *job,
         AppPreviewContent *content,
         const GString *data,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GString) out = g_string_sized_new (data->len + data->len / 2 + 1);
  g_autoptr (BaseJsonFormat) format = base_json_format_new (base_json_append_part, out);
  gboolean is_whole = content->shown == content->event.len, is_json = TRUE;
  gsize i = 0;

  for (; is_json && i < data->len && out->len < job->limit * APP_PREVIEW_GROWTH; i += PIECE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      is_json = base_json_format_feed (format, data->str + i, MIN (PIECE, data->len - i));
    }

  if (is_json && i >= data->len && is_whole)
    is_json = base_json_format_end (format);
  if (is_json && i < data->len)
    content->shown = i;
  if (is_json)
    return g_steal_pointer (&out);

  content->note = dup_note (base_json_format_get_problem (format), data->str,
                            (gsize)base_json_format_get_offset (format));

  return NULL;
}

static void
take_text (AppPreviewContent *content, GString *text, AppTextSyntax syntax)
{
  content->text = g_string_free_to_bytes (text);
  content->syntax = syntax;
}

/* The lines of a head, without what ends them. */
static GString *
dup_head (const GString *data)
{
  GString *head = g_string_new_len (data->str, (gssize)data->len);

  g_string_replace (head, "\r\n", "\n", 0);
  while (head->len > 0 && head->str[head->len - 1] == '\n')
    g_string_truncate (head, head->len - 1);

  return head;
}

static GString *
dup_close (const HistoryEvent *event, const GString *reason)
{
  g_autofree char *title = app_close_dup_title (event->code);
  GString *text = g_string_new (title);

  g_string_append_printf (text, "\n%s", app_close_meaning_get (event->code));
  if (reason->len > 0)
    g_string_append_printf (text, "\n\n%s %s", _ ("Reason:"), reason->str);
  if (event->kind == HISTORY_KIND_CLOSED)
    g_string_append_printf (text, "\n\n%s",
                            (event->flags & HISTORY_FLAG_CLEAN) != 0
                              ? _ ("Close frames went both ways.")
                              : _ ("The closing handshake was not finished."));

  return text;
}

static gboolean
make_pretty (const AppPreviewJob *job,
             AppPreviewContent *content,
             GString *data,
             GCancellable *cancellable,
             GError **error)
{
  GString *text;

  switch (content->event.kind)
    {
    case HISTORY_KIND_REQUEST:
    case HISTORY_KIND_RESPONSE:
      take_text (content, dup_head (data), APP_TEXT_SYNTAX_HEAD);
      return TRUE;
    case HISTORY_KIND_CLOSE:
    case HISTORY_KIND_CLOSED:
      take_text (content, dup_close (&content->event, data), APP_TEXT_SYNTAX_NONE);
      return TRUE;
    default:
      break;
    }

  if (base_json_looks_like (data->str, data->len))
    {
      text = lay_out (job, content, data, cancellable, error);
      if (text != NULL)
        take_text (content, text, APP_TEXT_SYNTAX_JSON);
      if (text != NULL || content->note == NULL)
        return text != NULL;
    }
  if (is_text (data->str, data->len))
    take_text (content, g_string_new_len (data->str, (gssize)data->len), APP_TEXT_SYNTAX_NONE);
  else
    g_clear_pointer (&content->note, g_free);

  return TRUE;
}

static void
fold (const AppPreviewJob *job, AppPreviewContent *content)
{
  gsize len;
  const char *text;

  if (content->text == NULL || job->columns == 0)
    return;

  text = g_bytes_get_data (content->text, &len);
  content->fold = app_text_lines_make_fold (content->syntax, job->columns);
  app_text_fold_extend (content->fold, text, len);
}

static gboolean
load (const AppPreviewJob *job,
      HistoryReader *reader,
      AppPreviewContent *content,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GString) data = NULL;

  if (!history_reader_get (reader, job->number, 0, &content->event, error))
    return FALSE;

  content->secrets = history_reader_dup_secrets (reader, job->number);
  if (job->mode == APP_PREVIEW_HEX)
    {
      content->shown = content->event.len;
      return TRUE;
    }

  data = read_masked (reader, job, content, cancellable, error);
  if (data == NULL)
    return FALSE;

  if (job->mode == APP_PREVIEW_RAW)
    take_text (content, g_steal_pointer (&data), APP_TEXT_SYNTAX_NONE);
  else if (!make_pretty (job, content, data, cancellable, error))
    return FALSE;
  if (content->text == NULL)
    content->shown = content->event.len;
  fold (job, content);

  return TRUE;
}

AppPreviewContent *
app_preview_load (const AppPreviewJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (HistoryReader) reader = history_reader_open (job->folder, error);
  AppPreviewContent *content;

  if (reader == NULL)
    return NULL;

  content = g_new0 (AppPreviewContent, 1);
  if (!load (job, reader, content, cancellable, error))
    g_clear_pointer (&content, app_preview_content_free);

  return content;
}
