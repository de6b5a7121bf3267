/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/certificate-private.h"

#include "pki.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *alt_names;
  const char *text;  /* its begin */
  const char *found; /* the names, joined */
} TextCase;

static const TextCase text_cases[] = {
  { "a.example", NULL, "CN=a.example, issued by CN=a.example, valid from ", "" },
  { "a", "DNS:a.example,DNS:*.b.example", "CN=a,", "a.example, *.b.example" },
  { "a", "IP:127.0.0.1,IP:::1", "CN=a,", "127.0.0.1, ::1" },
  { "a", "URI:https://a/,email:x@y", "CN=a,", "https://a/, x@y" },
  { "a", "RID:1.2.3.4,DNS:b", "CN=a,", "b" },
  { "bücher", NULL, "CN=bücher,", "" },
  { "a\x1b[31m\nb", NULL, "CN=a\\1B[31m\\0Ab,", "" },
  { "a\u202eb", NULL, "CN=a\\u202eb,", "" },
  { "a", "DNS:a,DNS:b,DNS:c,DNS:d,DNS:e,DNS:f,DNS:g,DNS:h,DNS:i,DNS:j", "CN=a,",
    "a, b, c, d, e, f, g, h and 2 more" },
};

static void
check_json (X509 *certificate)
{
  g_autoptr (GString) json = g_string_new ("{");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  net_certificate_append_json (json, certificate);
  g_string_append_c (json, '}');
  node = json_from_string (json->str, NULL);
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_true (json_object_has_member (object, "subject"));
  g_assert_true (json_object_has_member (object, "issuer"));
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "not_before")), ==, 20);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "not_after")), ==, 20);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "sha256")), ==, 32 * 3 - 1);
  g_assert_nonnull (json_object_get_array_member (object, "names"));
}

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      const TextCase *c = &text_cases[i];
      IdentityKind kind = { .name = c->name, .alt_names = c->alt_names, .to = 3600 };
      g_autoptr (Identity) identity = identity_new (&kind, NULL);
      g_autofree char *text = net_certificate_dup_text (identity->certificate);
      g_autoptr (GPtrArray) names = net_certificate_get_alt_names (identity->certificate);
      g_autofree char *joined = net_certificate_dup_alt_text (names);

      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, c->text));
      g_assert_cmpstr (joined, ==, c->found);
      check_json (identity->certificate);
    }
}

static void
test_zero_in_name (void)
{
  IdentityKind kind = { .name = "a", .to = 3600 };
  g_autoptr (Identity) identity = identity_new (&kind, NULL);
  GENERAL_NAMES *names = sk_GENERAL_NAME_new_null ();
  GENERAL_NAME *name = GENERAL_NAME_new ();
  ASN1_IA5STRING *text = ASN1_IA5STRING_new ();
  g_autoptr (GPtrArray) found = NULL;

  ASN1_STRING_set (text, "good.example\0.evil.example", 26);
  GENERAL_NAME_set0_value (name, GEN_DNS, text);
  sk_GENERAL_NAME_push (names, name);
  X509_add1_ext_i2d (identity->certificate, NID_subject_alt_name, names, 0, 0);
  GENERAL_NAMES_free (names);

  found = net_certificate_get_alt_names (identity->certificate);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (found, 0), ==, "good.example\\x00.evil.example");
}

static void
test_many_names (void)
{
  g_autoptr (GString) alt_names = g_string_new ("DNS:x");
  IdentityKind kind = { .name = "a", .to = 3600 };
  g_autoptr (Identity) identity = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (alt_names, ",DNS:h%u", i);
  kind.alt_names = alt_names->str;
  identity = identity_new (&kind, NULL);
  found = net_certificate_get_alt_names (identity->certificate);
  g_assert_cmpuint (found->len, ==, 100);
}

static void
test_time (void)
{
  static const struct
  {
    const char *time;
    const char *text;
  } cases[] = {
    { "20261123120000Z", "2026-11-23T12:00:00Z" },
    { "99991231235959Z", "9999-12-31T23:59:59Z" },
    { "19700101000000Z", "1970-01-01T00:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ASN1_TIME *time = ASN1_TIME_new ();
      g_autofree char *text = NULL;

      g_assert_true (ASN1_TIME_set_string (time, cases[i].time));
      text = net_certificate_dup_time (time);
      g_assert_cmpstr (text, ==, cases[i].text);
      ASN1_TIME_free (time);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/certificate/text", test_text);
  g_test_add_func ("/net/certificate/zero-in-name", test_zero_in_name);
  g_test_add_func ("/net/certificate/many-names", test_many_names);
  g_test_add_func ("/net/certificate/time", test_time);
  return g_test_run ();
}
