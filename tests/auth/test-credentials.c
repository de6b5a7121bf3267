/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/credentials.h"

/* @user_data: key, text, key, text, ..., NULL. */
static const char *
look_up (const char *key, gpointer user_data)
{
  const char *const *pairs = user_data;

  for (; *pairs != NULL; pairs += 2)
    if (g_str_equal (pairs[0], key))
      return pairs[1];

  return NULL;
}

static void
test_types (void)
{
  static const struct
  {
    const char *text;
    AuthType type;
  } cases[] = {
    { NULL, AUTH_TYPE_INHERIT },      { "", AUTH_TYPE_INHERIT },
    { "inherit", AUTH_TYPE_INHERIT }, { "none", AUTH_TYPE_NONE },
    { "basic", AUTH_TYPE_BASIC },     { "bearer", AUTH_TYPE_BEARER },
    { "api-key", AUTH_TYPE_API_KEY }, { "oauth2", AUTH_TYPE_UNKNOWN },
    { "Basic", AUTH_TYPE_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (auth_type_parse (cases[i].text), ==, cases[i].type);
  for (AuthType type = AUTH_TYPE_INHERIT; type < AUTH_TYPE_UNKNOWN; type++)
    g_assert_cmpint (auth_type_parse (auth_type_get_name (type)), ==, type);
}

static void
test_in (void)
{
  g_assert_cmpint (auth_in_parse (NULL), ==, AUTH_IN_HEADER);
  g_assert_cmpint (auth_in_parse ("header"), ==, AUTH_IN_HEADER);
  g_assert_cmpint (auth_in_parse ("query"), ==, AUTH_IN_QUERY);
  g_assert_cmpint (auth_in_parse ("cookie"), ==, AUTH_IN_COOKIE);
  g_assert_cmpint (auth_in_parse ("body"), ==, AUTH_IN_HEADER);
}

static void
test_nothing (void)
{
  const char *pairs[] = { NULL };
  AuthCredentials credentials;

  auth_credentials_read (&credentials, look_up, pairs);
  g_assert_cmpint (credentials.type, ==, AUTH_TYPE_INHERIT);
  g_assert_false (credentials.is_disabled);
  g_assert_cmpstr (credentials.username, ==, "");
  g_assert_cmpstr (credentials.prefix, ==, "Bearer");
}

static void
test_everything (void)
{
  const char *pairs[] = {
    "auth.type",
    "api-key",
    "auth.disabled",
    "true",
    "auth.username",
    "u",
    "auth.password",
    "p",
    "auth.token",
    "t",
    "auth.prefix",
    "NO_PREFIX",
    "auth.key",
    "k",
    "auth.value",
    "v",
    "auth.in",
    "cookie",
    NULL,
  };
  AuthCredentials credentials;

  auth_credentials_read (&credentials, look_up, pairs);
  g_assert_cmpint (credentials.type, ==, AUTH_TYPE_API_KEY);
  g_assert_true (credentials.is_disabled);
  g_assert_cmpstr (credentials.username, ==, "u");
  g_assert_cmpstr (credentials.password, ==, "p");
  g_assert_cmpstr (credentials.token, ==, "t");
  g_assert_cmpstr (credentials.prefix, ==, "");
  g_assert_cmpstr (credentials.key, ==, "k");
  g_assert_cmpstr (credentials.value, ==, "v");
  g_assert_cmpint (credentials.in, ==, AUTH_IN_COOKIE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/credentials/types", test_types);
  g_test_add_func ("/auth/credentials/in", test_in);
  g_test_add_func ("/auth/credentials/nothing", test_nothing);
  g_test_add_func ("/auth/credentials/everything", test_everything);

  return g_test_run ();
}
