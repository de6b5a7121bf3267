/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* No test waits so long: a hang ends here instead of in the timeout of the whole. */
#define PATIENCE_S 20

Client *
client_new (void)
{
  Client *self = g_new0 (Client, 1);

  self->options = net_dial_options_new ();
  self->options->proxy = g_strdup ("");
  self->cancellable = g_cancellable_new ();
  self->steps = g_string_new (NULL);

  return self;
}

static void
on_step (NetStep step, const char *text, const char *json, gpointer user_data)
{
  static const char *const names[] = {
    [NET_STEP_RESOLVE] = "resolve",         [NET_STEP_CONNECT] = "connect", [NET_STEP_TLS] = "tls",
    [NET_STEP_CERTIFICATE] = "certificate", [NET_STEP_NOTE] = "note",
  };
  Client *self = user_data;
  g_autofree char *object = g_strconcat ("{", json, "}", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (object, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  g_assert_false (self->is_done);
  g_assert_false (g_cancellable_is_cancelled (self->cancellable) && self->cancel_at == NULL);

  g_string_append_printf (self->steps, "%s %s  %s\n", names[step], text, object);
  if (self->cancel_at != NULL && strstr (text, self->cancel_at) != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
on_dialled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;

  self->stream = net_dial_finish (result, &self->error);
  self->is_done = TRUE;
}

void
client_start (Client *self, const char *url, guint port)
{
  g_autoptr (GString) text = g_string_new (url);
  g_autofree char *number = g_strdup_printf ("%u", port);
  g_autoptr (GError) error = NULL;
  g_autoptr (NetUrl) parsed = NULL;

  g_string_replace (text, "%u", number, 0);
  parsed = net_url_parse (text->str, &error);
  g_assert_no_error (error);

  g_clear_pointer (&self->stream, net_stream_free);
  g_clear_error (&self->error);
  g_string_truncate (self->steps, 0);
  self->is_done = FALSE;
  net_dial_async (parsed, self->options, self->cancellable, on_step, on_dialled, self);
}

static gboolean
lose_patience (gpointer unused)
{
  g_error ("The test waited for %d seconds", PATIENCE_S);

  return G_SOURCE_REMOVE;
}

void
client_turn_until (gboolean (*is_over) (gpointer data), gpointer data)
{
  guint patience = g_timeout_add_seconds (PATIENCE_S, lose_patience, NULL);

  while (!is_over (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (patience);
}

static gboolean
is_done (gpointer data)
{
  return ((Client *)data)->is_done;
}

void
client_dial (Client *self, const char *url, guint port)
{
  client_start (self, url, port);
  client_turn_until (is_done, self);
}

static void
wait_for (NetStream *stream, GIOCondition condition)
{
  GPollFD fd = { .fd = net_stream_get_fd (stream), .events = (gushort)condition };

  g_assert_cmpint (g_poll (&fd, 1, PATIENCE_S * 1000), ==, 1);
}

static gboolean
send_text (Client *self, const char *text, gsize len)
{
  gsize n = 0;

  for (gsize sent = 0; sent < len; sent += n)
    {
      NetIo io = net_stream_send (self->stream, text + sent, len - sent, &n, &self->error);

      if (io == NET_IO_ERROR)
        return FALSE;
      if (io == NET_IO_WOULD_BLOCK)
        {
          n = 0;
          wait_for (self->stream, G_IO_OUT);
        }
    }

  return TRUE;
}

char *
client_talk (Client *self, const char *text, gsize len)
{
  GString *got = g_string_new (NULL);
  char buffer[4096];
  NetIo io = send_text (self, text, strlen (text)) ? NET_IO_OK : NET_IO_ERROR;

  while (got->len < len && (io == NET_IO_OK || io == NET_IO_WOULD_BLOCK))
    {
      gsize n;

      io = net_stream_recv (self->stream, buffer, sizeof buffer, &n, &self->error);
      if (io == NET_IO_OK)
        g_string_append_len (got, buffer, (gssize)n);
      else if (io == NET_IO_WOULD_BLOCK)
        wait_for (self->stream, G_IO_IN);
    }
  g_assert_cmpint (io == NET_IO_ERROR, ==, self->error != NULL);

  return g_string_free (got, FALSE);
}

void
client_assert_failed (Client *self, NetError code, const char *part)
{
  g_assert_null (self->stream);
  g_assert_error (self->error, NET_ERROR, (int)code);
  g_test_message ("%s", self->error->message);
  if (strstr (self->error->message, part) == NULL)
    g_error ("“%s” is not in “%s”", part, self->error->message);
}

void
client_assert_steps (Client *self, const char *parts)
{
  g_auto (GStrv) lines = g_strsplit (parts, "\n", -1);
  const char *p = self->steps->str;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *found = strstr (p, lines[i]);

      if (found == NULL)
        g_error ("“%s” is not in the rest of:\n%s", lines[i], self->steps->str);
      p = found + strcspn (found, "\n");
    }
}

void
client_free (Client *self)
{
  if (self == NULL)
    return;

  net_stream_free (self->stream);
  net_dial_options_free (self->options);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_string_free (self->steps, TRUE);
  g_free (self);
}
