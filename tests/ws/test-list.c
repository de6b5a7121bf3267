/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/list-private.h"

#include <glib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *values[4]; /* of fields called X-List; others stand between them */
  const char *items;     /* joined by | */
} ListCase;

static const ListCase list_cases[] = {
  { "none", { NULL }, "" },
  { "empty", { "" }, "" },
  { "one", { "a" }, "a" },
  { "blanks", { " a\t,\tb c ,d" }, "a|b c|d" },
  { "empty-elements", { ",, a,,", ",", "b" }, "a|b" },
  { "many-fields", { "a, b", "c", "d,e" }, "a|b|c|d|e" },
  { "quoted-comma", { "a=\"x, y\", b" }, "a=\"x, y\"|b" },
  { "escaped-quote", { "a=\"x\\\", y\", b" }, "a=\"x\\\", y\"|b" },
  { "open-quote", { "a=\"x, y", "b" }, "a=\"x, y|b" },
  { "lone-backslash", { "a=\"x\\" }, "a=\"x\\" },
};

static void
test_walk (gconstpointer data)
{
  const ListCase *c = data;
  WsHeader headers[8];
  WsHead head = { .headers = headers };
  WsListWalk walk = { .head = &head, .name = "x-list" };
  g_autoptr (GString) items = g_string_new (NULL);
  const char *item;
  size_t len;

  for (size_t i = 0; c->values[i] != NULL; i++)
    {
      headers[head.n_headers++] = (WsHeader){ "X-List", c->values[i] };
      headers[head.n_headers++] = (WsHeader){ "X-Lists", "z" };
    }

  while (ws_list_next (&walk, &item, &len))
    {
      if (items->len > 0)
        g_string_append_c (items, '|');
      g_string_append_len (items, item, (gssize)len);
    }

  g_assert_cmpstr (items->str, ==, c->items);
  g_assert_false (ws_list_next (&walk, &item, &len));
}

static void
test_names (void)
{
  g_assert_true (ws_list_is_name ("Sec-WebSocket-Key", "sec-websocket-KEY"));
  g_assert_true (ws_list_is_name ("", ""));
  g_assert_false (ws_list_is_name ("Host", "Hosts"));
  g_assert_false (ws_list_is_name ("Hosts", "Host"));
  g_assert_false (ws_list_is_name ("a@", "a`"));

  g_assert_true (ws_list_item_is ("chat, x", 4, "chat"));
  g_assert_false (ws_list_item_is ("Chat", 4, "chat"));
  g_assert_false (ws_list_item_is ("chats", 5, "chat"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (list_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ws/list/walk/", list_cases[i].name, NULL);

      g_test_add_data_func (path, &list_cases[i], test_walk);
    }
  g_test_add_func ("/ws/list/names", test_names);

  return g_test_run ();
}
