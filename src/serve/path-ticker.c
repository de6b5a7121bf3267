/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serve/path-private.h"

#include "base/time.h"

#include <string.h>

#define TICKER_SIZE_MAX ((gsize)1024 * 1024)

enum
{
  TICKER_RATE,
  TICKER_SIZE,
  TICKER_COUNT,
};

typedef struct
{
  guint64 start;
  guint64 sent;
} Ticker;

static void
pad (GString *text, gsize size)
{
  static const char name[] = ",\"pad\":\"";
  gsize room = size > text->len + 1 ? size - text->len - 1 : 0; /* the brace that follows */
  gsize n_pad = room >= sizeof name ? room - sizeof name : 0;
  gsize start;

  if (room < sizeof name)
    {
      for (gsize i = 0; i < room; i++)
        g_string_append_c (text, ' ');
      return;
    }

  g_string_append (text, name);
  start = text->len;
  g_string_set_size (text, start + n_pad);
  memset (text->str + start, 'x', n_pad);
  g_string_append_c (text, '"');
}

static void
tick (ServeClient *client, Ticker *ticker)
{
  GString *text = serve_client_get_hub (client)->text;
  char time[BASE_TIME_MAX];

  ticker->sent++;
  base_time_write_utc (base_time_now (), time);
  g_string_printf (text, "{\"seq\":%" G_GUINT64_FORMAT ",\"time\":\"%s\"", ticker->sent, time);
  pad (text, serve_client_get_number (client, TICKER_SIZE));
  g_string_append_c (text, '}');
  serve_client_send (client, WS_OPCODE_TEXT, text->str, text->len);
}

/* Returns: how many messages are to be sent by now. In two parts, or it would overflow in hours. */
static guint64
count_due (guint64 elapsed, guint64 rate)
{
  return elapsed / WS_SECOND * rate + elapsed % WS_SECOND * rate / WS_SECOND + 1;
}

/* Returns: when the message after the first @sent is to be sent, after the start. */
static guint64
due_at (guint64 sent, guint64 rate)
{
  return sent / rate * WS_SECOND + (sent % rate * WS_SECOND + rate - 1) / rate;
}

static gboolean
ticker_on_writable (ServeClient *client)
{
  Ticker *ticker = serve_client_get_state (client);
  guint64 rate = serve_client_get_number (client, TICKER_RATE);
  guint64 count = serve_client_get_number (client, TICKER_COUNT);
  guint64 due = count_due (serve_client_get_hub (client)->now - ticker->start, rate);

  if (count > 0)
    due = MIN (due, count);
  while (ticker->sent < due && serve_client_get_room (client) > 0)
    tick (client, ticker);

  if (ticker->sent < due)
    return TRUE;
  if (count > 0 && ticker->sent == count)
    return serve_client_finish (client);
  serve_client_set_timer (client, ticker->start + due_at (ticker->sent, rate));

  return FALSE;
}

static void
ticker_on_open (ServeClient *client)
{
  Ticker *ticker = serve_client_get_state (client);

  ticker->start = serve_client_get_hub (client)->now;
  serve_client_start_writing (client);
}

static const ServeParam ticker_params[] = {
  [TICKER_RATE] = { "rate", SERVE_PARAM_NUMBER, "1", 1, 1000000, "messages a second" },
  [TICKER_SIZE] = { "size", SERVE_PARAM_SIZE, "0", 0, TICKER_SIZE_MAX,
                    "bytes a message is padded to" },
  [TICKER_COUNT] = { "count", SERVE_PARAM_NUMBER, "0", 0, G_MAXINT64,
                     "messages until it closes, 0 for ever" },
  { 0 },
};

const ServePath serve_path_ticker = {
  .name = "/ticker",
  .summary = "sends JSON messages with a number and the time, at a steady rate",
  .params = ticker_params,
  .state_size = sizeof (Ticker),
  .on_open = ticker_on_open,
  .on_writable = ticker_on_writable,
  .on_timer = serve_client_start_writing,
};
