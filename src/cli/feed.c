/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/feed.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

#include "cli/lines.h"
#include "cli/value.h"

#define PIECE ((gsize)64 * 1024)

typedef enum
{
  FEED_SENDING, /* the messages of the options */
  FEED_READING,
  FEED_ENDED,
} FeedState;

struct _CliFeed
{
  CliLines lines;
  GSource *source;
  FeedState state;
  guint n_sent; /* of @messages */
  guint64 n_lines;
  CliFeedEndFunc on_end;
  gpointer user_data;
  int fd;
  /* borrowed */
  ExchangeConnection *connection;
  const CliConnectOptions *options;
  const GPtrArray *messages;
};

CliFeed *
cli_feed_new (ExchangeConnection *connection,
              const CliConnectOptions *options,
              const GPtrArray *messages,
              int fd)
{
  CliFeed *feed = g_new0 (CliFeed, 1);

  /* hexadecimal takes two letters a byte, white space aside */
  cli_lines_init (&feed->lines,
                  (gsize)options->max_message * (options->encoding == CLI_ENCODING_NONE ? 1 : 3));
  feed->connection = connection;
  feed->options = options;
  feed->messages = messages;
  feed->fd = fd;

  return feed;
}

void
cli_feed_set_end_func (CliFeed *feed, CliFeedEndFunc on_end, gpointer user_data)
{
  feed->on_end = on_end;
  feed->user_data = user_data;
}

static void
stop_watching (CliFeed *feed)
{
  if (feed->source == NULL)
    return;

  g_source_destroy (feed->source);
  g_clear_pointer (&feed->source, g_source_unref);
}

void
cli_feed_stop (CliFeed *feed)
{
  stop_watching (feed);
  feed->state = FEED_ENDED;
}

static void
end (CliFeed *feed, const GError *error)
{
  if (feed->state == FEED_ENDED)
    return;

  cli_feed_stop (feed);
  feed->on_end (error, feed->user_data);
}

static gboolean
send_message (CliFeed *feed, GError **error)
{
  const CliMessage *message = feed->messages->pdata[feed->n_sent++];
  gsize len;
  const void *data = cli_bytes_get_data (message->bytes, &len);

  return exchange_connection_send (feed->connection, message->opcode, data, len, error);
}

static gboolean
send_line (CliFeed *feed, const char *line, gsize len, GError **error)
{
  CliEncoding encoding = (CliEncoding)feed->options->encoding;
  ExchangeOpcode opcode = cli_connect_options_get_opcode (feed->options);
  g_autoptr (GBytes) bytes = NULL;
  const void *data = line;

  if (encoding != CLI_ENCODING_NONE)
    {
      bytes = cli_payload_decode (encoding, line, len, error);
      if (bytes == NULL)
        return FALSE;
      data = cli_bytes_get_data (bytes, &len);
    }

  return exchange_connection_send (feed->connection, opcode, data, len, error);
}

static gboolean on_readable (int fd, GIOCondition condition, gpointer user_data);

static void
watch (CliFeed *feed)
{
  if (feed->source != NULL)
    return;

  feed->source = g_unix_fd_source_new (feed->fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (feed->source, G_SOURCE_FUNC (on_readable), feed, NULL);
  g_source_attach (feed->source, g_main_context_get_thread_default ());
}

static void
fail_at_line (CliFeed *feed, const char *why)
{
  g_autoptr (GError) error = g_error_new (CLI_ERROR, CLI_ERROR_USAGE,
                                          "Line %" G_GUINT64_FORMAT " of the input: %s",
                                          feed->n_lines, why);

  end (feed, error);
}

/* Sends the next line there is. Returns: FALSE when there is none for now, or none at all. */
static gboolean
pump_line (CliFeed *feed)
{
  g_autoptr (GError) error = NULL;
  const char *line;
  gsize len;
  CliLinesStatus status = cli_lines_next (&feed->lines, &line, &len);

  if (status == CLI_LINES_MORE)
    {
      watch (feed);
      return FALSE;
    }
  if (status == CLI_LINES_END)
    {
      end (feed, NULL);
      return FALSE;
    }

  feed->n_lines++;
  if (status == CLI_LINES_TOO_LONG)
    fail_at_line (feed, "it is longer than --max-message-size allows.");
  else if (!send_line (feed, line, len, &error))
    fail_at_line (feed, error->message);
  else if (feed->options->is_single)
    end (feed, NULL);

  return TRUE;
}

static void
pump_message (CliFeed *feed)
{
  g_autoptr (GError) error = NULL;

  if (feed->n_sent < feed->messages->len)
    {
      if (!send_message (feed, &error))
        end (feed, error);
    }
  else if (feed->fd >= 0)
    {
      feed->state = FEED_READING;
    }
  else
    {
      end (feed, NULL);
    }
}

void
cli_feed_pump (CliFeed *feed)
{
  while (feed->state != FEED_ENDED)
    {
      if (exchange_connection_get_pending (feed->connection) >= EXCHANGE_HIGH_MARK)
        {
          stop_watching (feed);
          return;
        }
      if (feed->state == FEED_SENDING)
        pump_message (feed);
      else if (!pump_line (feed))
        return;
    }
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  CliFeed *feed = user_data;
  char *room = cli_lines_reserve (&feed->lines, PIECE);
  gssize n = read (fd, room, PIECE);
  gboolean is_waiting = n < 0 && (errno == EINTR || errno == EAGAIN);

  cli_lines_commit (&feed->lines, PIECE, n > 0 ? (gsize)n : 0);
  if (n <= 0 && !is_waiting)
    {
      stop_watching (feed);
      cli_lines_end (&feed->lines);
    }
  cli_feed_pump (feed);

  return G_SOURCE_CONTINUE;
}

void
cli_feed_free (CliFeed *feed)
{
  stop_watching (feed);
  cli_lines_clear (&feed->lines);
  g_free (feed);
}
