/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first byte picks the kind of head (its lowest bit) and the length of the pieces in which the
 * rest comes.
 */
#include "ws/head.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const WsHeadLimits limits = { .max_bytes = 1024, .max_headers = 8 };

static void
check (bool holds)
{
  if (!holds)
    abort ();
}

static WsStatus
read_pieces (WsHeadKind kind, const uint8_t *data, size_t len, size_t piece, WsHead *head)
{
  WsStatus status = WS_NEED_MORE;
  size_t scanned = 0, n = 0;

  while (status == WS_NEED_MORE && n < len)
    {
      n = piece < len - n ? n + piece : len;
      status = ws_head_read (kind, data, n, &limits, &scanned, head);
    }

  return status;
}

static void
check_text (const char *text)
{
  check (strpbrk (text, "\r\n") == NULL);
}

static void
check_head (WsHeadKind kind, const WsHead *head, size_t size)
{
  check (head->len <= size && head->len <= limits.max_bytes);
  check (head->n_headers <= limits.max_headers);
  check (head->minor <= 1);

  if (kind == WS_HEAD_REQUEST)
    {
      check (head->method[0] != '\0' && head->target[0] != '\0');
      check_text (head->method);
      check_text (head->target);
    }
  else
    {
      check (head->status >= 100 && head->status <= 999);
      check_text (head->reason);
    }

  for (size_t i = 0; i < head->n_headers; i++)
    {
      check (head->headers[i].name[0] != '\0');
      check_text (head->headers[i].name);
      check_text (head->headers[i].value);
      check (ws_head_get (head, head->headers[i].name) != NULL);
      ws_head_has_token (head, head->headers[i].name, "upgrade");
    }
}

/* However it is cut, the same comes out. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  WsHead whole = { 0 }, cut = { 0 };
  WsHeadKind kind;
  WsStatus status;

  if (size < 2)
    return 0;

  kind = (data[0] & 1) != 0 ? WS_HEAD_RESPONSE : WS_HEAD_REQUEST;
  status = read_pieces (kind, data + 1, size - 1, size, &whole);
  check (status == read_pieces (kind, data + 1, size - 1, 1 + data[0] / 2, &cut));

  if (status == WS_OK)
    {
      check_head (kind, &whole, size - 1);
      check (whole.len == cut.len && whole.n_headers == cut.n_headers);
    }

  ws_head_clear (&whole);
  ws_head_clear (&cut);

  return 0;
}
