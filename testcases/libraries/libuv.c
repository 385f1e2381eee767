// RUN: %verify %s
// Streams of libuv, which reads by itself and tells what came.
#include <uv.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct conn {
  uv_tcp_t tcp;
  size_t used;
  char in[256];
};

static void give_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buf) {
  struct conn *c = handle->data;
  (void)wanted;
  *buf = uv_buf_init(c->in, sizeof c->in);
}

static void on_read_forgets_the_end(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct conn *c = stream->data;
  (void)buf;
  if (nread < 0) {
    if (nread == UV_EOF)
      printf("the peer has gone\n");
    else
      printf("%s\n", uv_strerror((int)nread));
    return; // expected-warning{{'stream' stays open after 'nread' said that the peer closed}}
  }
  c->used += (size_t)nread;
}

static void on_read_stops_reading(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct conn *c = stream->data;
  (void)buf;
  if (nread < 0) {
    uv_read_stop(stream);
    return; // expected-warning{{'stream' is taken out of the event loop after 'nread' said that the peer closed}}
  }
  c->used += (size_t)nread;
}

static void on_read_closes(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct conn *c = stream->data;
  (void)buf;
  if (nread < 0) {
    uv_close((uv_handle_t *)stream, NULL);
    return;
  }
  c->used += (size_t)nread;
}

static void on_read_closes_the_owner(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct conn *c = stream->data;
  (void)buf;
  if (nread < 0) {
    uv_close((uv_handle_t *)&c->tcp, NULL);
    return;
  }
  c->used += (size_t)nread;
}

static void on_read_forgets_errors(uv_stream_t *stream, ssize_t nread, const uv_buf_t *buf) {
  struct conn *c = stream->data;
  (void)buf;
  if (nread == UV_EOF) {
    uv_close((uv_handle_t *)stream, NULL);
    return;
  }
  if (nread < 0)
    return; // expected-warning{{'stream' stays open after 'nread' said that the connection failed}}
  c->used += (size_t)nread;
}

void start(struct conn *c) {
  uv_read_start((uv_stream_t *)&c->tcp, give_room, on_read_forgets_the_end);
  uv_read_start((uv_stream_t *)&c->tcp, give_room, on_read_stops_reading);
  uv_read_start((uv_stream_t *)&c->tcp, give_room, on_read_closes);
  uv_read_start((uv_stream_t *)&c->tcp, give_room, on_read_closes_the_owner);
  uv_read_start((uv_stream_t *)&c->tcp, give_room, on_read_forgets_errors);
}
