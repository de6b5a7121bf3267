/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same bytes as parameters of the extension, as a compressed message, and as a message to
 * compress. The first byte picks the length of the pieces, the limit and the window.
 */
#include "ws/deflate.h"
#include "ws/deflater-private.h"
#include "ws/inflater-private.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check (bool holds)
{
  if (!holds)
    abort ();
}

/* What can be read can be written, and reads the same. */
static void
check_params (const char *text, size_t len, bool is_offer)
{
  WsDeflateParams params = { 0 }, again = { 0 };
  char written[160];
  size_t written_len;

  if (ws_deflate_params_read (text, len, is_offer, &params) != WS_OK)
    return;

  written_len = ws_deflate_params_write (&params, written, sizeof written);
  check (written_len < sizeof written && written_len == strlen (written));
  check (ws_deflate_params_read (written, written_len, is_offer, &again) == WS_OK);
  check (memcmp (&params, &again, sizeof params) == 0);
}

static WsStatus
inflate_pieces (WsInflater *inflater, const WsBuffer *in, size_t piece, size_t limit, WsBuffer *out)
{
  WsStatus status = WS_OK;

  for (size_t n = 0; n < in->len && status == WS_OK; n += piece)
    {
      size_t len = piece < in->len - n ? piece : in->len - n;

      status = ws_inflater_feed (inflater, in->data + n, len, limit, out);
      check (out->len <= limit && out->size <= limit + 1);
    }

  return status == WS_OK ? ws_inflater_end_message (inflater, limit, out) : status;
}

/* However it is cut, the same comes out, and never more than the limit. */
static void
check_inflate (const WsBuffer *in, size_t piece, size_t limit)
{
  WsInflater *first = ws_inflater_new (15), *second = ws_inflater_new (15);
  WsBuffer whole = { 0 }, cut = { 0 };
  WsStatus status;

  check (first != NULL && second != NULL);
  status = inflate_pieces (first, in, SIZE_MAX / 2, limit, &whole);
  check (status == inflate_pieces (second, in, piece, limit, &cut));
  check (whole.len == cut.len);
  check (whole.len == 0 || memcmp (whole.data, cut.data, whole.len) == 0);

  ws_inflater_free (first);
  ws_inflater_free (second);
  ws_buffer_clear (&whole);
  ws_buffer_clear (&cut);
}

/* What was compressed comes back, the second time out of the window. */
static void
check_round (const WsBuffer *in, size_t piece, uint8_t bits)
{
  WsDeflater *deflater = ws_deflater_new (bits);
  WsInflater *inflater = ws_inflater_new (bits);
  WsBuffer compressed = { 0 }, back = { 0 };

  check (deflater != NULL && inflater != NULL);
  for (size_t i = 0; i < 2; i++)
    {
      back.len = 0;
      check (ws_deflater_write (deflater, in->data, in->len, &compressed) == WS_OK);
      check (inflate_pieces (inflater, &compressed, piece, in->len, &back) == WS_OK);
      check (back.len == in->len && memcmp (back.data, in->data, in->len) == 0);
    }

  ws_deflater_free (deflater);
  ws_inflater_free (inflater);
  ws_buffer_clear (&compressed);
  ws_buffer_clear (&back);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  WsBuffer in = { 0 };
  size_t piece, limit;

  if (size < 2)
    return 0;

  piece = 1 + data[0] % 16;
  limit = (size_t)16 << (data[0] >> 4);
  check (ws_buffer_append (&in, data + 1, size - 1));

  check_params ((const char *)in.data, in.len, true);
  check_params ((const char *)in.data, in.len, false);
  check_inflate (&in, piece, limit);
  check_round (&in, piece, (uint8_t)(9 + data[0] % 7));
  ws_buffer_clear (&in);

  return 0;
}
