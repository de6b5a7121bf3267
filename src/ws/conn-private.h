/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ws/body-private.h"
#include "ws/buffer-private.h"
#include "ws/conn.h"
#include "ws/deflater-private.h"
#include "ws/inflater-private.h"
#include "ws/pings-private.h"
#include "ws/utf8.h"

/* What the next received bytes are. */
typedef enum
{
  WS_INTAKE_NOTHING,   /* not started */
  WS_INTAKE_HANDSHAKE, /* of a head */
  WS_INTAKE_ANSWER,    /* server: kept until the owner has answered the request */
  WS_INTAKE_BODY,      /* client: of a refusal */
  WS_INTAKE_MESSAGE,   /* the first of a frame, with nothing kept of what came before */
  WS_INTAKE_FRAME,     /* of a frame's head */
  WS_INTAKE_PAYLOAD,   /* of a data frame's payload */
  WS_INTAKE_CONTROL,   /* of a control frame's payload */
  WS_INTAKE_DISCARD,   /* of no interest any more */
} WsIntake;

/* Events that the engine makes by itself, in the order in which they are told. */
typedef enum
{
  WS_PENDING_REQUEST,
  WS_PENDING_RESPONSE,
  WS_PENDING_OPEN,
  WS_PENDING_REFUSED,
  WS_PENDING_PING,
  WS_PENDING_PONG,
  WS_PENDING_CLOSE,
  WS_PENDING_ERROR,
  WS_PENDING_CLOSED,
} WsPending;

typedef enum
{
  WS_TIMER_STATE, /* the handshake or the closing handshake takes too long */
  WS_TIMER_PING,  /* a ping of our own is due */
  WS_TIMER_PONG,  /* the oldest ping is not answered */
  WS_TIMER_TRIM,  /* large buffers that are out of use are given back */
  WS_N_TIMERS,
} WsTimer;

/* What came of a look at the received bytes. */
typedef enum
{
  WS_STEP_EVENT,   /* an event: told to the owner */
  WS_STEP_AGAIN,   /* something changed: look again */
  WS_STEP_STARVED, /* more bytes are needed */
} WsStep;

/* The frame being received. */
typedef struct
{
  WsFrameHead head;
  uint8_t head_len;
  uint8_t n_partial; /* bytes in @partial: of the head, or of a control frame's payload */
  uint8_t partial[WS_CONTROL_PAYLOAD_MAX];
  uint64_t left; /* payload bytes to come */
} WsFrameIn;

/* The message being received. */
typedef struct
{
  WsBuffer buffer; /* its payload, unless that lies whole in the input */
  uint8_t opcode;  /* 0: none is being received */
  bool is_compressed;
  uint32_t n_frames;
  uint64_t wire_len;
  WsUtf8 utf8;
} WsMessageIn;

/* A Close frame. */
typedef struct
{
  uint16_t code; /* 0: there was none yet; 1005: it had no code */
  uint8_t reason_len;
  char reason[WS_CONTROL_PAYLOAD_MAX - 2];
} WsClose;

struct WsConn
{
  WsConfig config;
  WsState state;
  WsIntake intake;
  WsStatus error;               /* what the connection failed with */
  uint32_t pending;             /* bits of WsPending */
  uint64_t now;                 /* of the owner's last call */
  uint64_t timers[WS_N_TIMERS]; /* 0: off */

  /* input: what is not looked at yet lies at @in, in the owner's bytes or in @held */
  uint8_t *in; /* never NULL: 0 may be added to it */
  size_t in_len;
  WsBuffer held;
  bool has_ended;

  /* the handshake */
  WsHead head;       /* received last */
  WsHead asked;      /* client: our request, as it went out; until the answer is checked */
  WsBuffer hello;    /* the bytes of the head that we sent, until it has been told */
  size_t scanned;    /* see ws_head_read() */
  uint8_t n_interim; /* 1xx answers so far */
  uint16_t answer;   /* server: the status that we answered with */
  WsBody body;
  char *subprotocol;
  bool has_deflate;
  WsDeflateParams deflate;

  /* frames in */
  WsFrameIn frame;
  WsMessageIn message;
  WsInflater *inflater;
  uint32_t short_max; /* payload of the frames that the short way takes */

  /* frames out */
  WsBuffer queue;
  size_t n_sent; /* bytes of @queue that are on the wire */
  WsBuffer deflated;
  WsDeflater *deflater;
  uint8_t *keys; /* unused masking keys: the last @keys_left bytes of the pool */
  size_t keys_left;

  /* control frames */
  WsPings pings;
  uint32_t n_pings;
  char ping[12]; /* the payload of our last own ping */
  WsClose sent_close;
  WsClose received_close;
  /* borrowed: the payload of the pong to be told, in the input or in @frame */
  const uint8_t *pong;
  size_t pong_len;
};

/* conn.c */

/* The one place that changes the state; also sets its deadline. */
void ws_conn_set_state (WsConn *conn, WsState state);
void ws_conn_push (WsConn *conn, WsPending pending);
/* @buffer is out of use: it is given back soon when it is large. */
void ws_conn_plan_trim (WsConn *conn, const WsBuffer *buffer);
/* Gives back what is out of use. */
void ws_conn_trim (WsConn *conn);
bool ws_conn_is_server (const WsConn *conn);

/* conn-input.c */
void ws_conn_skip (WsConn *conn, size_t len);
/* Moves what is not looked at yet out of the owner's bytes. Returns false when memory is short. */
bool ws_conn_hold_input (WsConn *conn);

/* conn-handshake.c */
WsStep ws_conn_step_handshake (WsConn *conn, WsEvent *event);
WsStep ws_conn_step_answer (WsConn *conn, WsEvent *event);
WsStep ws_conn_step_body (WsConn *conn, WsEvent *event);
void ws_conn_end_body (WsConn *conn);

/* conn-frame.c */
WsStep ws_conn_step_frame (WsConn *conn, WsEvent *event);
WsStep ws_conn_step_payload (WsConn *conn, WsEvent *event);
/* Takes a whole unfragmented, uncompressed message. Returns: false: it takes the long way. */
bool ws_conn_take_short (WsConn *conn, WsEvent *event);

/* conn-control.c */
WsStep ws_conn_step_control (WsConn *conn, WsEvent *event);
void ws_conn_ping_is_due (WsConn *conn);

/* conn-output.c */

/* Makes room for @len more bytes of output. Returns WS_OK, WS_ERROR_OUTPUT_FULL or
 * WS_ERROR_MEMORY. */
WsStatus ws_conn_reserve_output (WsConn *conn, uint64_t len);
/* Appends bytes of a head or a body to the output. */
WsStatus ws_conn_queue_bytes (WsConn *conn, const void *data, size_t len);
/* Appends a control frame. Returns WS_OK, WS_ERROR_OUTPUT_FULL or WS_ERROR_MEMORY. */
WsStatus ws_conn_queue_control (WsConn *conn, WsOpcode opcode, const void *payload, size_t len);
/* Returns: the bytes of a control frame on the wire. */
uint64_t ws_conn_get_control_len (const WsConn *conn, size_t len);

/* conn-close.c */

/* Returns: whether a Close may carry @code (RFC 6455 section 7.4). */
bool ws_close_code_is_valid (uint16_t code);
/* Section 7.1.7: tells the error, sends a Close when open, and waits for the peer's end. */
WsStep ws_conn_fail (WsConn *conn, WsStatus error);
/* Tells the error and waits for nothing. */
void ws_conn_break (WsConn *conn, WsStatus error);
/* Nothing more comes and nothing more is expected. */
void ws_conn_finish (WsConn *conn);
WsStep ws_conn_take_close (WsConn *conn, const uint8_t *payload, size_t len, WsEvent *event);
/* The peer's stream ended, and all that came before was looked at. */
void ws_conn_end (WsConn *conn);
/* Lets at most one timer that is due do its work. Returns: whether one was. */
bool ws_conn_fire_timer (WsConn *conn);
