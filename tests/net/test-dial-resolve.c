/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client.h"
#include "names.h"
#include "server.h"

typedef struct
{
  const char *url;
  const char *proxy; /* with the port of the proxy as %u */
  const char *steps; /* NULL: nothing is resolved */
  guint n_lookups;
} NameCase;

static const NameCase cases[] = {
  { "ws://127.0.0.1:%u", "", NULL, 0 },
  { "ws://one.test:%u", "",
    "resolve Resolved one.test to 127.0.0.1.  {\"host\":\"one.test\","
    "\"addresses\":[\"127.0.0.1\"]}",
    1 },
  { "ws://One.Test:%u", "", "Resolved one.test to 127.0.0.1.", 1 },
  { "ws://dot.test.:%u", "", "Resolved dot.test. to 127.0.0.1.", 1 },
  { "ws://two.test:%u", "", "Resolved two.test to ::1, 127.0.0.1.\nConnected to 127.0.0.1 port",
    1 },
  { "ws://many.test:%u", "", "Resolved many.test to 127.0.0.1, 127.0.0.2, ", 1 },
  { "ws://unknown.test:%u", "http://proxy.test:%u", "Resolved proxy.test to 127.0.0.1.", 1 },
  { "ws://unknown.test:%u", "http://127.0.0.1:%u", NULL, 0 },
};

static gboolean
has_resolved (const Client *client)
{
  return g_strstr_len (client->steps->str, -1, "resolve ") != NULL;
}

static void
test_names (gconstpointer data)
{
  const NameCase *c = data;
  HttpProxy http_proxy = { .request = g_string_new (NULL) };
  g_autoptr (Server) server = server_new ("127.0.0.1", serve_echo, NULL);
  g_autoptr (Server) proxy = server_new ("127.0.0.1", serve_http_proxy, &http_proxy);
  g_autofree char *port = g_strdup_printf ("%u", server_get_port (proxy));
  g_autoptr (GString) proxy_url = g_string_new (c->proxy);
  g_autoptr (Client) client = client_new ();
  guint n_before = names_get_n_lookups ();

  g_string_replace (proxy_url, "%u", port, 1);
  g_free (client->options->proxy);
  client->options->proxy = g_strdup (proxy_url->str);
  client_dial (client, c->url, server_get_port (server));

  g_assert_no_error (client->error);
  g_assert_cmpuint (names_get_n_lookups () - n_before, ==, c->n_lookups);
  g_assert_cmpint (net_stream_get_timings (client->stream)->resolved > 0, ==, c->n_lookups > 0);
  g_assert_cmpint (has_resolved (client), ==, c->steps != NULL);
  if (c->steps != NULL)
    client_assert_steps (client, c->steps);

  g_clear_pointer (&client->stream, net_stream_free);
  g_clear_pointer (&server, server_free);
  g_clear_pointer (&proxy, server_free);
  g_string_free (http_proxy.request, TRUE);
}

static void
test_unknown (void)
{
  g_autoptr (Client) client = client_new ();

  client_dial (client, "ws://unknown.test:%u", 80);
  client_assert_failed (client, NET_ERROR_RESOLVE,
                        "The name unknown.test could not be resolved: no such name.");

  g_free (client->options->proxy);
  client->options->proxy = g_strdup ("http://unknown.test");
  client_dial (client, "ws://a.test:%u", 80);
  client_assert_failed (client, NET_ERROR_PROXY, "The proxy's name unknown.test could not");
}

static void
test_unix_socket (void)
{
  g_autoptr (Client) client = client_new ();

  client->options->unix_socket = g_strdup ("/nonexistent");
  client_dial (client, "ws://unknown.test:%u", 80);
  client_assert_failed (client, NET_ERROR_CONNECT, "No such file");
  g_assert_false (has_resolved (client));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GString) many = g_string_new ("127.0.0.1");

  g_test_init (&argc, &argv, NULL);
  for (guint i = 2; i < 200; i++)
    g_string_append_printf (many, ",127.0.0.%u", i);
  names_set ("one.test", "127.0.0.1");
  names_set ("dot.test.", "127.0.0.1");
  names_set ("proxy.test", "127.0.0.1");
  names_set ("two.test", "::1,127.0.0.1");
  names_set ("many.test", many->str);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/net/dial-resolve/names/%u", i);

      g_test_add_data_func (path, &cases[i], test_names);
    }
  g_test_add_func ("/net/dial-resolve/unknown", test_unknown);
  g_test_add_func ("/net/dial-resolve/unix-socket", test_unix_socket);
  return g_test_run ();
}
