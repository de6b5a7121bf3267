/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/markdown.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A view is given UTF-8 in bounded depth, and only links that may be opened say so. */
static void
check (const AppMarkdownBlock *block)
{
  if (block->quotes > APP_MARKDOWN_DEPTH_MAX || block->depth > APP_MARKDOWN_DEPTH_MAX ||
      block->level > 6)
    abort ();

  for (guint i = 0; i < block->runs->len; i++)
    {
      const AppMarkdownRun *run = block->runs->pdata[i];

      if (!g_utf8_validate (run->text, -1, NULL))
        abort ();
      if ((run->style & APP_MARKDOWN_LINK) != 0 &&
          (run->url == NULL || !app_markdown_can_open (run->url)))
        abort ();
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)size);
  g_autoptr (GPtrArray) blocks = app_markdown_parse (text);

  for (guint i = 0; i < blocks->len; i++)
    check (blocks->pdata[i]);

  return 0;
}
