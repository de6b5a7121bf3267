/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/apply.h"

#define BASIC   .type = AUTH_TYPE_BASIC
#define BEARER  .type = AUTH_TYPE_BEARER
#define API_KEY .type = AUTH_TYPE_API_KEY

typedef struct
{
  AuthCredentials credentials;
  const char *name; /* NULL: nothing is added */
  const char *value;
} Case;

/* NULL stands for "" in these tables. */
static AuthCredentials
fill (AuthCredentials credentials)
{
  const char **texts[] = {
    &credentials.username, &credentials.password, &credentials.token,
    &credentials.prefix,   &credentials.key,      &credentials.value,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] == NULL)
      *texts[i] = "";

  return credentials;
}

static void
test_apply (void)
{
  static const Case cases[] = {
    { { .type = AUTH_TYPE_INHERIT }, NULL, NULL },
    { { .type = AUTH_TYPE_NONE, .username = "u" }, NULL, NULL },
    { { BASIC, .username = "Aladdin", .password = "open sesame" },
      "Authorization",
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==" },
    { { BASIC, .username = "test", .password = "123£" },
      "Authorization",
      "Basic dGVzdDoxMjPCow==" },
    { { BASIC, .username = "u", .password = "a:b" }, "Authorization", "Basic dTphOmI=" },
    { { BASIC }, "Authorization", "Basic Og==" },
    { { BASIC, .username = "u", .is_disabled = TRUE }, NULL, NULL },
    { { BEARER, .token = "abc", .prefix = "Bearer" }, "Authorization", "Bearer abc" },
    { { BEARER, .token = " abc\n", .prefix = "Token " }, "Authorization", "Token abc" },
    { { BEARER, .token = "abc" }, "Authorization", "abc" },
    { { BEARER, .is_disabled = TRUE }, NULL, NULL },
    { { API_KEY, .key = "X-Key", .value = "v" }, "X-Key", "v" },
    { { API_KEY, .key = "X-Key" }, "X-Key", "" },
    { { API_KEY, .key = "two words", .value = "a;b\nc", .in = AUTH_IN_QUERY },
      "two words",
      "a;b\nc" },
    { { API_KEY, .key = "sid", .value = "a b=c", .in = AUTH_IN_COOKIE }, "sid", "a b=c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AuthCredentials credentials = fill (cases[i].credentials);
      g_auto (AuthField) field = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (auth_apply (&credentials, &field, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (field.name, ==, cases[i].name);
      g_assert_cmpstr (field.value, ==, cases[i].value);
      g_assert_cmpint (field.in, ==, cases[i].credentials.in);
    }
}

/* @value: how the sentence begins. */
static void
test_refusals (void)
{
  static const Case cases[] = {
    { { .type = AUTH_TYPE_UNKNOWN }, NULL, "This version" },
    { { BASIC, .username = "a:b" }, NULL, "Username:" },
    { { BASIC, .username = "a\n" }, NULL, "Username:" },
    { { BASIC, .password = "a\n" }, NULL, "Password:" },
    { { BEARER, .token = " " }, NULL, "Token:" },
    { { BEARER, .token = "a\r\nX: y" }, NULL, "Token:" },
    { { BEARER, .token = "a", .prefix = "B\r\nX: y" }, NULL, "Prefix:" },
    { { API_KEY, .value = "v" }, NULL, "Key:" },
    { { API_KEY, .value = "v", .in = AUTH_IN_QUERY }, NULL, "Key:" },
    { { API_KEY, .key = "a b" }, NULL, "Key:" },
    { { API_KEY, .key = "ä" }, NULL, "Key:" },
    { { API_KEY, .key = "a=b", .in = AUTH_IN_COOKIE }, NULL, "Key:" },
    { { API_KEY, .key = "a", .value = "x\ry" }, NULL, "Value:" },
    { { API_KEY, .key = "a", .value = "x;y", .in = AUTH_IN_COOKIE }, NULL, "Value:" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AuthCredentials credentials = fill (cases[i].credentials);
      g_auto (AuthField) field = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (auth_apply (&credentials, &field, &error));
      g_assert_error (error, AUTH_ERROR, AUTH_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].value));
      g_assert_null (field.name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/apply/apply", test_apply);
  g_test_add_func ("/auth/apply/refusals", test_refusals);

  return g_test_run ();
}
