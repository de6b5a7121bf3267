/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/deflate.h"

#include <stdio.h>
#include <string.h>

#define NAME     "permessage-deflate"
#define BITS_MIN 8
#define BITS_MAX 15

typedef struct
{
  const char *text;
  size_t len;
} Span;

static bool
span_is (Span span, const char *text)
{
  return span.len == strlen (text) && memcmp (span.text, text, span.len) == 0;
}

static void
drop (Span *rest, size_t len)
{
  rest->text += len;
  rest->len -= len;
}

static void
drop_blanks (Span *rest)
{
  while (rest->len > 0 && (*rest->text == ' ' || *rest->text == '\t'))
    drop (rest, 1);
}

/* Takes @c with the blanks around it. */
static bool
take_char (Span *rest, char c)
{
  drop_blanks (rest);
  if (rest->len == 0 || *rest->text != c)
    return false;

  drop (rest, 1);
  drop_blanks (rest);

  return true;
}

static bool
is_token_char (char c)
{
  return c > ' ' && c < 0x7f && strchr ("\"(),/:;<=>?@[\\]{}", c) == NULL;
}

static Span
take_token (Span *rest)
{
  Span token = { rest->text, 0 };

  while (token.len < rest->len && is_token_char (rest->text[token.len]))
    token.len++;
  drop (rest, token.len);

  return token;
}

/* A value is a token, also between quotes (RFC 6455 section 9.1). */
static WsStatus
take_value (Span *rest, Span *value)
{
  bool is_quoted = rest->len > 0 && *rest->text == '"';

  if (is_quoted)
    drop (rest, 1);

  *value = take_token (rest);
  if (value->len == 0)
    return WS_ERROR_EXTENSION_SYNTAX;

  if (!is_quoted)
    return WS_OK;

  if (rest->len == 0 || *rest->text != '"')
    return WS_ERROR_EXTENSION_SYNTAX;

  drop (rest, 1);

  return WS_OK;
}

/* Takes "name" or "name=value"; without a value @value->text is NULL. */
static WsStatus
take_parameter (Span *rest, Span *name, Span *value)
{
  *name = take_token (rest);
  *value = (Span){ 0 };

  if (name->len == 0)
    return WS_ERROR_EXTENSION_SYNTAX;

  return take_char (rest, '=') ? take_value (rest, value) : WS_OK;
}

static WsStatus
set_flag (bool *flag, Span value)
{
  if (*flag || value.text != NULL)
    return WS_ERROR_EXTENSION_PARAMETER;

  *flag = true;

  return WS_OK;
}

/* RFC 7692 section 7.1.2: 8 to 15, without a leading zero. */
static WsStatus
set_bits (uint8_t *bits, Span value)
{
  unsigned int number = 0;

  if (*bits != 0 || value.len == 0 || value.len > 2 || *value.text == '0')
    return WS_ERROR_EXTENSION_PARAMETER;

  for (size_t i = 0; i < value.len; i++)
    {
      if (value.text[i] < '0' || value.text[i] > '9')
        return WS_ERROR_EXTENSION_PARAMETER;
      number = number * 10 + (unsigned int)(value.text[i] - '0');
    }

  if (number < BITS_MIN || number > BITS_MAX)
    return WS_ERROR_EXTENSION_PARAMETER;

  *bits = (uint8_t)number;

  return WS_OK;
}

static WsStatus
set_parameter (WsDeflateParams *params, bool is_offer, Span name, Span value)
{
  if (span_is (name, "server_no_context_takeover"))
    return set_flag (&params->server_no_context_takeover, value);

  if (span_is (name, "client_no_context_takeover"))
    return set_flag (&params->client_no_context_takeover, value);

  if (span_is (name, "server_max_window_bits"))
    return set_bits (&params->server_max_window_bits, value);

  if (!span_is (name, "client_max_window_bits"))
    return WS_ERROR_EXTENSION_PARAMETER;

  if (!is_offer || value.text != NULL || params->client_max_window_bits != 0)
    return set_bits (&params->client_max_window_bits, value);

  params->client_max_window_bits = WS_DEFLATE_BITS_ANY;

  return WS_OK;
}

WsStatus
ws_deflate_params_read (const char *text, size_t len, bool is_offer, WsDeflateParams *params)
{
  WsDeflateParams parsed = { 0 };
  Span rest = { text, len }, name, value;
  WsStatus first_wrong = WS_OK;
  bool is_ours;

  drop_blanks (&rest);
  name = take_token (&rest);
  if (name.len == 0)
    return WS_ERROR_EXTENSION_SYNTAX;

  is_ours = span_is (name, NAME);
  while (take_char (&rest, ';'))
    {
      WsStatus status = take_parameter (&rest, &name, &value);

      if (status != WS_OK)
        return status;
      if (is_ours && first_wrong == WS_OK)
        first_wrong = set_parameter (&parsed, is_offer, name, value);
    }

  if (rest.len > 0)
    return WS_ERROR_EXTENSION_SYNTAX;

  if (!is_ours)
    return WS_ERROR_EXTENSION_NOT_OFFERED;

  if (first_wrong == WS_OK)
    *params = parsed;

  return first_wrong;
}

static size_t
put (char *out, size_t size, size_t at, const char *text)
{
  size_t len = strlen (text);

  if (at + len < size)
    memcpy (out + at, text, len + 1);

  return at + len;
}

static size_t
put_bits (char *out, size_t size, size_t at, const char *name, uint8_t bits)
{
  char text[8];

  if (bits == 0)
    return at;

  at = put (out, size, at, name);
  if (bits == WS_DEFLATE_BITS_ANY)
    return at;

  (void)snprintf (text, sizeof text, "=%u", (unsigned int)bits);

  return put (out, size, at, text);
}

size_t
ws_deflate_params_write (const WsDeflateParams *params, char *out, size_t size)
{
  size_t len = put (out, size, 0, NAME);

  if (params->server_no_context_takeover)
    len = put (out, size, len, "; server_no_context_takeover");
  if (params->client_no_context_takeover)
    len = put (out, size, len, "; client_no_context_takeover");
  len = put_bits (out, size, len, "; server_max_window_bits", params->server_max_window_bits);

  return put_bits (out, size, len, "; client_max_window_bits", params->client_max_window_bits);
}

WsStatus
ws_deflate_check_answer (const WsDeflateParams *offer, const WsDeflateParams *answer)
{
  /* what we asked for binds the server; what we did not it may still do, and say so */
  if (offer->server_no_context_takeover && !answer->server_no_context_takeover)
    return WS_ERROR_EXTENSION_PARAMETER;

  if (offer->server_max_window_bits != 0 &&
      (answer->server_max_window_bits == 0 ||
       answer->server_max_window_bits > offer->server_max_window_bits))
    return WS_ERROR_EXTENSION_PARAMETER;

  /* section 7.1.2.2: it may bind our window only if we said that we understand that. A wider
   * window than the one that we announced harms nobody but is no answer to our offer. */
  if (answer->client_max_window_bits > offer->client_max_window_bits)
    return WS_ERROR_EXTENSION_PARAMETER;

  return WS_OK;
}

static uint8_t
smaller_bits (uint8_t a, uint8_t b)
{
  if (a == 0 || b == 0)
    return a == 0 ? b : a;

  return a < b ? a : b;
}

void
ws_deflate_answer (const WsDeflateParams *offer,
                   const WsDeflateParams *wanted,
                   WsDeflateParams *answer)
{
  *answer = (WsDeflateParams){
    .server_no_context_takeover = offer->server_no_context_takeover ||
                                  wanted->server_no_context_takeover,
    .client_no_context_takeover = offer->client_no_context_takeover ||
                                  wanted->client_no_context_takeover,
    .server_max_window_bits = smaller_bits (offer->server_max_window_bits,
                                            wanted->server_max_window_bits),
  };

  if (offer->client_max_window_bits == 0)
    return;

  answer->client_max_window_bits = smaller_bits (offer->client_max_window_bits,
                                                 wanted->client_max_window_bits);
  /* an answer always has a number (section 7.1.2.2); none leaves the client its full window */
  if (answer->client_max_window_bits == WS_DEFLATE_BITS_ANY)
    answer->client_max_window_bits = 0;
}
