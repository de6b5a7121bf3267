/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "case-own.h"

/* x.2: frames that break a rule; the client fails the connection with the code. */
static const Case broken[] = {
  { "x.2.1", "a masked frame", .script = "text masked 'bat'" },
  { "x.2.2", "a length of 125 in two octets", .script = "raw <81 7e 00 7d> 'a'*125" },
  { "x.2.3", "a length of 65535 in eight octets",
    .script = "raw <81 7f 00 00 00 00 00 00 ff ff> 'a'*65535" },
  { "x.2.4", "a length with the top bit set", .script = "raw <82 7f 80 00 00 00 00 00 00 01>" },
  { "x.2.5", "a compressed bit that was not agreed", .options = "--no-compression",
    .script = "text rsv=4 'bat'" },
  { "x.2.6", "a compressed ping", .script = "ping rsv=4 'bat'", .uses_deflate = TRUE },
  { "x.2.7", "a compressed Close", .script = "close rsv=4 1000", .uses_deflate = TRUE },
  { "x.2.8", "a compressed bit on the second fragment",
    .script = "text more 'one'; cont rsv=4 'two'", .uses_deflate = TRUE },
  { "x.2.9", "RSV2 while compression is agreed", .script = "text rsv=2 'bat'",
    .uses_deflate = TRUE },
  { "x.2.10", "compressed octets that are none", .script = "text rsv=4 <ff ff ff ff>",
    .uses_deflate = TRUE, .codes = { 1007, 1002 } },
  { "x.2.11", "compressed data that reaches back before the start",
    .script = "text rsv=4 <f2 00 11 00 00>", .uses_deflate = TRUE, .codes = { 1007, 1002 } },
  { "x.2.12", "a stored block with a wrong length", .script = "text rsv=4 <00 05 00 00 00 48>",
    .uses_deflate = TRUE, .codes = { 1007, 1002 } },
  { "x.2.13", "compressed text that is no UTF-8", .script = "text deflate 'bat' <ed a0 80>",
    .uses_deflate = TRUE, .codes = { 1007 } },
  { "x.2.14", "a good text, then one that is no UTF-8, in one write",
    .script = "text 'bat'; text <c0 af>", .expect = "text 'bat'", .codes = { 1007 } },
  { "x.2.15", "10 MiB of fragmented text, the last octet is invalid",
    .script = "text 'squeak '*10485759 <ff> /65536", .codes = { 1007 }, .mib = 48 },
  { "x.2.16", "10 MiB of text that ends inside a character",
    .script = "text 'squeak '*10485759 <c3> /65536", .codes = { 1007 }, .mib = 48 },
  { "x.2.17", "Close with code 1005", .script = "close 1005" },
  { "x.2.18", "Close with a reason that is no UTF-8", .script = "close 1000 <ff>",
    .codes = { 1002, 1007 } },
};

/* x.3: more than there may be. */
static const Case limits[] = {
  { "x.3.1", "a frame of 2 GiB announced",
    .script = "raw <82 7f 00 00 00 00 80 00 00 00> 'a'*65536", .codes = { 1009 } },
  { "x.3.2", "a frame of 2^62 octets announced",
    .script = "raw <82 7f 40 00 00 00 00 00 00 00> 'a'*65536", .codes = { 1009 } },
  { "x.3.3", "a frame of 1 octet more than the limit announced",
    .options = "--max-message-size 1MiB", .script = "raw <82 7f 00 00 00 00 00 10 00 01>",
    .codes = { 1009 } },
  { "x.3.4", "fragments of 1 octet more than the limit together",
    .options = "--max-message-size 1MiB", .script = "text 'squeak '*1048577 /65536",
    .codes = { 1009 } },
  { "x.3.5", "fragments without end", .script = "binary more; flood 512 <00 7e 40 00> 'a'*16384",
    .codes = { 1009 }, .mib = 96 },
  { "x.3.6", "empty fragments without end", .script = "text more; flood 64 <00 00>",
    .codes = { 1009 } },
  { "x.3.7", "a bomb: 95 MiB of one letter, compressed", .script = "binary deflate 'z'*100000000",
    .uses_deflate = TRUE, .codes = { 1009 }, .mib = 96 },
  { "x.3.8", "a bomb in fragments, with a limit of 1 MiB", .options = "--max-message-size 1MiB",
    .script = "binary deflate 'z'*67108864 /1024", .uses_deflate = TRUE, .codes = { 1009 } },
};

/* x.3, x.4: what a client has to bear. */
static const Case borne[] = {
  { "x.3.20", "a text of exactly the limit", .options = "--max-message-size 1MiB",
    .script = "text 'squeak '*1048576", .expect = "=" },
  { "x.3.21", "fragments of exactly the limit", .options = "--max-message-size 1MiB",
    .script = "text 'squeak '*1048576 /1000", .expect = "=" },
  { "x.3.22", "8 MiB of pings", .script = "flood 8 <89 04> 'ping'; text 'bat'",
    .expect = "text 'bat'", .seconds = 30 },
  { "x.3.23", "8 MiB of pongs that nobody asked for", .script = "flood 8 <8a 00>; text 'bat'",
    .expect = "text 'bat'", .seconds = 30 },
  { "x.3.24", "4 MiB of small texts", .script = "flood 4 <81 04> 'bats'; text 'bat'",
    .expect = "text 'bat'", .seconds = 30, .mib = 48 },
  { "x.3.25", "a text of one octet each 20 ms",
    .script = "drip 20 <81 1a> 'one squeak after the other'",
    .expect = "text 'one squeak after the other'" },
  { "x.3.26", "a compressed text with a final block",
    .script = "text rsv=4 <f3 48 cd c9 c9 07 00 00>", .expect = "text 'Hello'",
    .uses_deflate = TRUE },
  { "x.3.27", "a compressed text in a stored block",
    .script = "text rsv=4 <00 05 00 fa ff 48 65 6c 6c 6f 00>", .expect = "text 'Hello'",
    .uses_deflate = TRUE },
  { "x.3.28", "a compressed text that refers to the one before",
    .script = "text rsv=4 <f2 48 cd c9 c9 07 00>; text rsv=4 <f2 00 11 00 00>",
    .expect = "text 'Hello'; text 'Hello'", .uses_deflate = TRUE },
  { "x.3.29", "a compressed text in three frames around a ping",
    .script = "text more rsv=4 <f2 48>; ping 'now'; cont more <cd c9>; cont <c9 07 00>",
    .expect = "pong 'now'; text 'Hello'", .uses_deflate = TRUE },
  { "x.3.30", "an empty compressed text", .script = "text rsv=4 <00>", .expect = "text",
    .uses_deflate = TRUE },
  { "x.3.31", "a compressed text of many characters, in frames of 5 octets",
    .script = "text deflate 'Fledermäuse hören € 🦇 '*29000 /5", .expect = "=",
    .uses_deflate = TRUE },
  { "x.3.32", "an uncompressed text while compression is agreed", .script = "text 'bat'",
    .expect = "=", .uses_deflate = TRUE },

  { "x.4.1", "Close 1001", .script = "close 1001", .codes = { 1000, 1001 } },
  { "x.4.2", "an empty Close", .script = "close" },
  { "x.4.3", "Close 4000, which was expected", .options = "--expect-close 4000",
    .script = "close 4000", .codes = { 1000, 4000 } },
  { "x.4.4", "Close 1011", .script = "close 1011 'out of moths'", .codes = { 1000, 1011 },
    .exit_status = OWN_ABNORMAL },
  { "x.4.5", "Close 4000", .script = "close 4000", .codes = { 1000, 4000 },
    .exit_status = OWN_ABNORMAL },
  { "x.4.6", "data after Close", .script = "close 1000; text 'bat'; ping; text more 'bat'" },
  { "x.4.7", "data after Close, without end", .seconds = 15,
    .script = "mute; close 1000; flood 65535 <82 7e 40 00> 'a'*16384" },
  { "x.4.8", "Close, and TCP stays open", .script = "hold; close 1000", .seconds = 15 },
  { "x.4.9", "TCP reset after Close", .script = "mute; close 1000; wait 100; reset",
    .expect = "wait" },
};

/* x.4: the stream ends without a Close. */
static const Case cut[] = {
  { "x.4.10", "TCP ended without a Close", .script = "text 'bat'; wait 50; drop",
    .expect = "text 'bat'; wait" },
  { "x.4.11", "TCP ended inside a frame", .script = "raw <81 05> 'ba'; drop" },
  { "x.4.12", "TCP ended inside a message", .script = "text more 'ba'; drop" },
  { "x.4.13", "TCP reset after the handshake", .script = "reset" },
  { "x.4.14", "TCP reset inside a frame", .script = "raw <81 05> 'ba'; wait 50; reset",
    .expect = "wait" },
  { "x.4.15", "TCP reset inside a message", .script = "text more 'ba'; wait 50; reset",
    .expect = "wait" },
  { "x.4.16", "TCP reset during a flood", .script = "flood 4 <81 03> 'bat'; reset" },
  { "x.4.17", "a server that stops reading, floods and resets",
    .script = "deaf; flood 256 <82 7e 40 00> 'a'*16384; reset", .seconds = 20 },
};

/* x.4: the client closes by itself. */
static const Case leaving[] = {
  { "x.4.20", "its Close is answered", .options = "-w 100ms" },
  { "x.4.21", "its Close is answered, TCP stays open", .options = "-w 100ms", .script = "hold",
    .seconds = 15 },
  { "x.4.22", "its Close is not answered", .options = "-w 100ms", .script = "mute; hold",
    .seconds = 15 },
  { "x.4.23", "TCP ends instead of an answer to its Close", .options = "-w 100ms",
    .script = "mute; wait 400; drop", .expect = "wait" },
  { "x.4.24", "its Close is met with data without end", .options = "-w 100ms",
    .script = "mute; flood 65535 <82 7e 40 00> 'a'*16384", .seconds = 15, .mib = 48 },
  { "x.4.25", "data, and then an answer to its Close", .options = "-w 100ms",
    .script = "mute; wait 400; binary 'a'*1048576; ping; close 1000", .expect = "wait" },
  { "x.4.26", "its pings are not answered", .options = "--ping-interval 100ms --ping-timeout 300ms",
    .script = "mute", .codes = { 1002, 1011 }, .exit_status = OWN_TIMED_OUT },
};

void
case_add_hostile (GArray *list)
{
  const Case failed = { .end = CASE_FAILED, .exit_status = OWN_PROTOCOL };
  const Case good = { .end = CASE_CLOSED };
  const Case closing = { .end = CASE_CLOSING };
  const Case gone = { .end = CASE_GONE, .exit_status = OWN_ABNORMAL };

  own_add (list, broken, G_N_ELEMENTS (broken), &failed);
  own_add (list, limits, G_N_ELEMENTS (limits), &failed);
  own_add (list, borne, G_N_ELEMENTS (borne), &good);
  own_add (list, cut, G_N_ELEMENTS (cut), &gone);
  own_add (list, leaving, G_N_ELEMENTS (leaving), &closing);
}
