/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ws/head.h"

#include <stdlib.h>
#include <string.h>

#define VERSION_LEN strlen ("HTTP/1.1")

/* A line of a head, without its CR LF. */
typedef struct
{
  const uint8_t *text;
  size_t len;
} Line;

/* RFC 9110 section 5.6.2: tchar. */
static bool
is_token_char (uint8_t c)
{
  if ((c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))
    return true;

  return c != '\0' && strchr ("!#$%&'*+-.^_`|~", c) != NULL;
}

static bool
is_digit (uint8_t c)
{
  return c >= '0' && c <= '9';
}

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static int
fold_case (int c)
{
  return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Not strncasecmp(): a name is the same name in every locale. */
static bool
is_same (const char *a, size_t len, const char *b)
{
  for (size_t i = 0; i < len; i++)
    if (fold_case (a[i]) != fold_case (b[i]))
      return false;

  return b[len] == '\0';
}

static size_t
token_len (Line line)
{
  size_t n = 0;

  while (n < line.len && is_token_char (line.text[n]))
    n++;

  return n;
}

/* Checks as much of HTTP/1.0 or HTTP/1.1 as is there. */
static WsStatus
check_version (const uint8_t *text, size_t len)
{
  static const char form[] = "HTTP/1.";

  for (size_t i = 0; i < len && i < strlen (form); i++)
    if (text[i] != (uint8_t)form[i])
      return i == 5 && is_digit (text[i]) ? WS_ERROR_HTTP_VERSION : WS_ERROR_HEAD_SYNTAX;

  if (len > 7 && text[7] != '0' && text[7] != '1')
    return is_digit (text[7]) ? WS_ERROR_HTTP_VERSION : WS_ERROR_HEAD_SYNTAX;

  return WS_OK;
}

/* RFC 9112 section 4. The space before an empty reason is often forgotten, and harmless. */
static WsStatus
check_status_line (Line line)
{
  WsStatus status = check_version (line.text, line.len);
  const uint8_t *code;

  if (status != WS_OK)
    return status;

  if (line.len < VERSION_LEN + 4 || line.text[VERSION_LEN] != ' ')
    return WS_ERROR_HEAD_SYNTAX;

  code = line.text + VERSION_LEN + 1;
  if (code[0] == '0' || !is_digit (code[0]) || !is_digit (code[1]) || !is_digit (code[2]))
    return WS_ERROR_HEAD_SYNTAX;

  return line.len == VERSION_LEN + 4 || code[3] == ' ' ? WS_OK : WS_ERROR_HEAD_SYNTAX;
}

/* RFC 9112 section 3. */
static WsStatus
check_request_line (Line line)
{
  size_t method = token_len (line), target = method + 1;

  if (method == 0 || method == line.len || line.text[method] != ' ')
    return WS_ERROR_HEAD_SYNTAX;

  while (target < line.len && line.text[target] > ' ' && line.text[target] != 0x7f)
    target++;

  if (target == method + 1 || target == line.len || line.text[target] != ' ')
    return WS_ERROR_HEAD_SYNTAX;

  target++;
  if (line.len - target != VERSION_LEN)
    return WS_ERROR_HEAD_SYNTAX;

  return check_version (line.text + target, VERSION_LEN);
}

static WsStatus
check_field (Line line)
{
  size_t name = token_len (line);

  return name > 0 && name < line.len && line.text[name] == ':' ? WS_OK : WS_ERROR_HEAD_SYNTAX;
}

/* Returns: the line whose LF is data[end]. */
static Line
line_before (const uint8_t *data, size_t end)
{
  size_t start = end - 1;

  while (start > 0 && data[start - 1] != '\n')
    start--;

  return (Line){ data + start, end - 1 - start };
}

static WsStatus
check_line (WsHeadKind kind, const uint8_t *data, Line line)
{
  if (line.text != data)
    return check_field (line);

  return kind == WS_HEAD_REQUEST ? check_request_line (line) : check_status_line (line);
}

/* Looks at byte @i and at the line that it may end. WS_OK: the head ends here. */
static WsStatus
scan_byte (WsHeadKind kind, const uint8_t *data, size_t i)
{
  uint8_t c = data[i], before = i > 0 ? data[i - 1] : 0;
  WsStatus status;
  Line line;

  if (c == '\n' && before != '\r')
    return WS_ERROR_HEAD_BARE_LF;

  if (c == '\0' || (c != '\n' && before == '\r'))
    return WS_ERROR_HEAD_SYNTAX;

  if (before == '\n' && is_blank ((char)c))
    return WS_ERROR_HEAD_FOLDED;

  if (c != '\n')
    return WS_NEED_MORE;

  line = line_before (data, i);
  if (line.len == 0 && line.text != data)
    return WS_OK;

  status = check_line (kind, data, line);

  return status == WS_OK ? WS_NEED_MORE : status;
}

static WsStatus
scan (WsHeadKind kind, const uint8_t *data, size_t len, size_t *scanned)
{
  /* what is no HTTP at all often never ends its line */
  WsStatus status = kind == WS_HEAD_RESPONSE ? check_version (data, len) : WS_OK;

  if (status != WS_OK)
    return status;

  status = WS_NEED_MORE;
  while (*scanned < len && status == WS_NEED_MORE)
    status = scan_byte (kind, data, (*scanned)++);

  return status;
}

/* Ends the string at @text, which runs to the CR LF at @end, and drops the blanks at its sides. */
static char *
trim (char *text, char *end)
{
  while (is_blank (*text))
    text++;
  while (end > text && is_blank (end[-1]))
    end--;
  *end = '\0';

  return text;
}

static void
cut_status_line (WsHead *head, char *line, char *end)
{
  char *code = line + VERSION_LEN + 1;

  head->minor = (uint8_t)(line[VERSION_LEN - 1] - '0');
  head->status = (uint16_t)((code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0'));
  head->reason = trim (code + 3, end);
}

static void
cut_request_line (WsHead *head, char *line, const char *end)
{
  char *target = strchr (line, ' ');

  head->method = line;
  *target++ = '\0';
  head->target = target;
  *strchr (target, ' ') = '\0';
  head->minor = (uint8_t)(end[-1] - '0');
}

static WsHeader
cut_field (char *line, char *end)
{
  char *colon = strchr (line, ':');

  *colon = '\0';

  return (WsHeader){ .name = line, .value = trim (colon + 1, end) };
}

/* Cuts a checked head with @n_headers fields into strings. */
static WsStatus
cut (WsHeadKind kind, const uint8_t *data, size_t len, size_t n_headers, WsHead *head)
{
  WsHeader *headers = malloc (n_headers * sizeof *headers + len + 1);
  char *line, *end;

  if (headers == NULL)
    return WS_ERROR_MEMORY;

  /* the fields and their text share one block */
  line = (char *)(headers + n_headers);
  memcpy (line, data, len);
  line[len] = '\0';
  *head = (WsHead){ .text = line, .len = len, .headers = headers, .n_headers = n_headers };

  end = strchr (line, '\r');
  if (kind == WS_HEAD_REQUEST)
    cut_request_line (head, line, end);
  else
    cut_status_line (head, line, end);

  for (size_t i = 0; i < n_headers; i++)
    {
      line = end + 2;
      end = strchr (line, '\r');
      headers[i] = cut_field (line, end);
    }

  return WS_OK;
}

static size_t
count_lines (const uint8_t *data, size_t len)
{
  size_t n = 0;

  for (size_t i = 0; i < len; i++)
    n += data[i] == '\n';

  return n;
}

WsStatus
ws_head_read (WsHeadKind kind,
              const uint8_t *data,
              size_t len,
              const WsHeadLimits *limits,
              size_t *scanned,
              WsHead *head)
{
  size_t allowed = len < limits->max_bytes ? len : limits->max_bytes;
  WsStatus status = scan (kind, data, allowed, scanned);
  size_t n_headers;

  if (status == WS_NEED_MORE && allowed == limits->max_bytes)
    return WS_ERROR_HEAD_TOO_LARGE;

  if (status != WS_OK)
    return status;

  /* neither the start line nor the blank line is a field */
  n_headers = count_lines (data, *scanned) - 2;
  if (n_headers > limits->max_headers)
    return WS_ERROR_HEAD_TOO_MANY;

  return cut (kind, data, *scanned, n_headers, head);
}

void
ws_head_clear (WsHead *head)
{
  free (head->headers);
  *head = (WsHead){ 0 };
}

const char *
ws_head_get (const WsHead *head, const char *name)
{
  for (size_t i = 0; i < head->n_headers; i++)
    if (is_same (head->headers[i].name, strlen (head->headers[i].name), name))
      return head->headers[i].value;

  return NULL;
}

static bool
list_has_token (const char *list, const char *token)
{
  size_t element, len;

  for (;; list += element + 1)
    {
      list += strspn (list, " \t");
      element = len = strcspn (list, ",");
      while (len > 0 && is_blank (list[len - 1]))
        len--;

      if (is_same (list, len, token))
        return true;
      if (list[element] == '\0')
        return false;
    }
}

bool
ws_head_has_token (const WsHead *head, const char *name, const char *token)
{
  for (size_t i = 0; i < head->n_headers; i++)
    {
      const WsHeader *header = &head->headers[i];

      if (is_same (header->name, strlen (header->name), name) &&
          list_has_token (header->value, token))
        return true;
    }

  return false;
}
