// RUN: %verify-gio %s
// Sockets of GIO, and channels of GLib around a descriptor.
#include <gio/gio.h>

#include <sys/socket.h>
#include <unistd.h>

struct conn {
  GSocket *socket;
  GIOChannel *channel;
  int fd;
  gsize used;
  char in[256];
};

void on_readable_forgets_the_end(struct conn *c) {
  gssize n = g_socket_receive(c->socket, c->in, sizeof c->in, NULL, NULL);
  if (n <= 0)
    return; // expected-warning{{'c->socket' stays open after g_socket_receive() returned 0}}
  c->used += (gsize)n;
}

void on_readable_closes(struct conn *c) {
  gssize n = g_socket_receive(c->socket, c->in, sizeof c->in, NULL, NULL);
  if (n == 0) {
    g_socket_close(c->socket, NULL);
    return;
  }
  if (n > 0)
    c->used += (gsize)n;
}

void on_readable_drops_the_object(struct conn *c) {
  GError *error = NULL;
  gssize n = g_socket_receive(c->socket, c->in, sizeof c->in, NULL, &error);
  if (n < 0 && g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
    g_clear_error(&error);
    return;
  }
  if (n <= 0) {
    g_clear_error(&error);
    g_object_unref(c->socket);
    return;
  }
  c->used += (gsize)n;
}

int greet_forgets_the_descriptor(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  GIOChannel *channel = g_io_channel_unix_new(fd);
  g_io_channel_set_encoding(channel, NULL, NULL);
  g_io_channel_unref(channel);
  return 0; // expected-warning{{'fd' is leaked}}
}

int greet_shuts_the_channel_down(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  GIOChannel *channel = g_io_channel_unix_new(fd);
  g_io_channel_shutdown(channel, TRUE, NULL);
  g_io_channel_unref(channel);
  return 0;
}

int greet_lets_the_channel_close(int listener) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  GIOChannel *channel = g_io_channel_unix_new(fd);
  g_io_channel_set_close_on_unref(channel, TRUE);
  g_io_channel_unref(channel);
  return 0;
}
