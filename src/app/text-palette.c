/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/text-palette.h"

#define RGB(hex)                                                               \
  {                                                                            \
    (float)((hex) >> 16 & 0xff) / 255.0f, (float)((hex) >> 8 & 0xff) / 255.0f, \
      (float)((hex)&0xff) / 255.0f, 1.0f                                       \
  }

/* As in styles/noctule.xml and noctule-dark.xml, where those have the same thing. */
static const GdkRGBA colours[][2] = {
  [APP_TEXT_DIM] = { RGB (0x77767b), RGB (0x9a9996) },
  [APP_TEXT_KEY] = { RGB (0x1a5fb4), RGB (0x99c1f1) },
  [APP_TEXT_STRING] = { RGB (0x1a7f5a), RGB (0x8de0b8) },
  [APP_TEXT_NUMBER] = { RGB (0xc64600), RGB (0xffbe6f) },
  [APP_TEXT_LITERAL] = { RGB (0x813d9c), RGB (0xdc8add) },
  [APP_TEXT_ESCAPE] = { RGB (0x986a44), RGB (0xcdab8f) },
  [APP_TEXT_IN] = { RGB (0x1c71d8), RGB (0x62a0ea) },
  [APP_TEXT_OUT] = { RGB (0x26a269), RGB (0x57e389) },
  [APP_TEXT_ERROR] = { RGB (0xc01c28), RGB (0xff7b63) },
};

const GdkRGBA *
app_text_palette_get (AppTextColour colour, gboolean is_dark)
{
  return colour == APP_TEXT_PLAIN ? NULL : &colours[colour][is_dark ? 1 : 0];
}
