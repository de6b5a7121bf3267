/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "squeeze.h"

#include <string.h>
#include <zlib.h>

/* The cases have no message above 16 MiB. */
#define INFLATED_MAX (64u << 20)

#define STEP (64u << 10)

/* zlib looks for a match that reaches too far back only when it leaves the output of the call, so
 * that a short window is enforced only with short calls. */
#define SHORT_STEP 256u

struct Squeeze
{
  z_stream out;
  z_stream in;
  guint step;
  gboolean resets;
};

static const guint8 tail[4] = { 0x00, 0x00, 0xff, 0xff };

Squeeze *
squeeze_new (guint client_bits, gboolean client_resets)
{
  Squeeze *squeeze = g_new0 (Squeeze, 1);

  squeeze->resets = client_resets;
  squeeze->step = client_bits < MAX_WBITS ? SHORT_STEP : STEP;
  /* level 1: gigabytes go through here, and any level makes the same demands on the client */
  if (deflateInit2 (&squeeze->out, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
      inflateInit2 (&squeeze->in, -(int)client_bits) != Z_OK)
    g_error ("zlib has no memory");

  return squeeze;
}

void
squeeze_free (Squeeze *squeeze)
{
  deflateEnd (&squeeze->out);
  inflateEnd (&squeeze->in);
  g_free (squeeze);
}

void
squeeze_deflate (Squeeze *squeeze, const guint8 *data, gsize len, GByteArray *out)
{
  z_stream *z = &squeeze->out;

  if (len == 0)
    {
      /* section 7.2.3.6: zlib has nothing to flush twice */
      g_byte_array_append (out, tail, 1);
      return;
    }

  z->next_in = (Bytef *)data;
  z->avail_in = (uInt)len;
  do
    {
      guint before = out->len;

      g_byte_array_set_size (out, before + STEP);
      z->next_out = out->data + before;
      z->avail_out = STEP;
      deflate (z, Z_SYNC_FLUSH);
      g_byte_array_set_size (out, before + STEP - z->avail_out);
    }
  while (z->avail_out == 0);

  /* section 7.2.1: without the tail of the flush */
  g_assert (out->len >= 4 && memcmp (out->data + out->len - 4, tail, 4) == 0);
  g_byte_array_set_size (out, out->len - 4);
}

static gboolean
inflate_part (Squeeze *squeeze, const guint8 *data, gsize len, GByteArray *out)
{
  z_stream *z = &squeeze->in;
  int status;

  z->next_in = (Bytef *)data;
  z->avail_in = (uInt)len;
  do
    {
      guint before = out->len;

      g_byte_array_set_size (out, before + squeeze->step);
      z->next_out = out->data + before;
      z->avail_out = squeeze->step;
      status = inflate (z, Z_SYNC_FLUSH);
      g_byte_array_set_size (out, before + squeeze->step - z->avail_out);
      if (status == Z_STREAM_END)
        inflateReset (z);
    }
  while ((status == Z_OK || status == Z_STREAM_END) && (z->avail_out == 0 || z->avail_in > 0) &&
         out->len <= INFLATED_MAX);

  return (status == Z_OK || status == Z_BUF_ERROR || status == Z_STREAM_END) && z->avail_in == 0;
}

gboolean
squeeze_inflate (Squeeze *squeeze, const guint8 *data, gsize len, GByteArray *out)
{
  gboolean is_good = inflate_part (squeeze, data, len, out) &&
                     inflate_part (squeeze, tail, sizeof tail, out);

  if (squeeze->resets)
    inflateReset (&squeeze->in);

  return is_good;
}
