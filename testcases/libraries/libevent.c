// RUN: %verify %s
// Sockets in libevent: events, bufferevents and listeners.
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <event2/listener.h>
#include <event2/util.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void on_event_forgets_the_end(struct bufferevent *bev, short what, void *arg) {
  (void)arg;
  if (what & BEV_EVENT_ERROR) {
    bufferevent_free(bev);
    return;
  }
  if (what & BEV_EVENT_EOF)
    printf("the peer has gone\n");
} // expected-warning{{'bev' stays open after 'what' said that the peer closed}}

static void on_event_frees(struct bufferevent *bev, short what, void *arg) {
  (void)arg;
  if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
    bufferevent_free(bev);
}

static void on_event_forgets_errors(struct bufferevent *bev, short what, void *arg) {
  (void)arg;
  if (what & BEV_EVENT_EOF)
    bufferevent_free(bev);
  else if (what & BEV_EVENT_ERROR)
    bufferevent_disable(bev, EV_READ | EV_WRITE);
} // expected-warning{{'bev' stays open after 'what' said that the connection failed}}

struct conn {
  struct bufferevent *bev;
  struct event *ev;
  evutil_socket_t fd;
  int gone;
  size_t used;
  char in[256];
};

static void on_event_tells_its_owner(struct bufferevent *bev, short what, void *arg) {
  struct conn *c = arg;
  (void)bev;
  if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR))
    c->gone = 1;
}

static void on_event_frees_what_the_owner_holds(struct bufferevent *bev, short what, void *arg) {
  struct conn *c = arg;
  (void)bev;
  if (what & BEV_EVENT_CONNECTED)
    return;
  bufferevent_free(c->bev);
  free(c);
}

void set_up(struct bufferevent *a, struct bufferevent *b, struct bufferevent *c, struct bufferevent *d, struct bufferevent *e, void *arg) {
  bufferevent_setcb(a, NULL, NULL, on_event_forgets_the_end, NULL);
  bufferevent_setcb(b, NULL, NULL, on_event_frees, NULL);
  bufferevent_setcb(c, NULL, NULL, on_event_forgets_errors, NULL);
  bufferevent_setcb(d, NULL, NULL, on_event_tells_its_owner, arg);
  bufferevent_setcb(e, NULL, NULL, &on_event_frees_what_the_owner_holds, arg);
}

static void on_accept_forgets_a_refused_client(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *from, int size, void *arg) {
  (void)from;
  (void)size;
  (void)arg;
  struct bufferevent *bev = bufferevent_socket_new(evconnlistener_get_base(l), fd, BEV_OPT_CLOSE_ON_FREE);
  if (!bev)
    return; // expected-warning{{'fd' is leaked}}
  bufferevent_setcb(bev, NULL, NULL, on_event_frees, NULL);
  bufferevent_enable(bev, EV_READ);
}

static void on_accept_closes_a_refused_client(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *from, int size, void *arg) {
  (void)from;
  (void)size;
  (void)arg;
  struct bufferevent *bev = bufferevent_socket_new(evconnlistener_get_base(l), fd, BEV_OPT_CLOSE_ON_FREE);
  if (!bev) {
    evutil_closesocket(fd);
    return;
  }
  bufferevent_setcb(bev, NULL, NULL, on_event_frees, NULL);
  bufferevent_enable(bev, EV_READ);
}

static void on_accept_frees_without_closing(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *from, int size, void *arg) {
  (void)from;
  (void)size;
  (void)arg;
  struct bufferevent *bev = bufferevent_socket_new(evconnlistener_get_base(l), fd, 0);
  if (!bev) {
    evutil_closesocket(fd);
    return;
  }
  bufferevent_free(bev);
} // expected-warning{{'fd' is leaked}}

static void on_accept_frees_and_closes(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *from, int size, void *arg) {
  (void)from;
  (void)size;
  (void)arg;
  struct bufferevent *bev = bufferevent_socket_new(evconnlistener_get_base(l), fd, BEV_OPT_CLOSE_ON_FREE);
  if (bev)
    bufferevent_free(bev);
  else
    evutil_closesocket(fd);
}

void listen_on(struct event_base *base, struct sockaddr *at, int size) {
  evconnlistener_new_bind(base, on_accept_forgets_a_refused_client, NULL, 0, -1, at, size);
  evconnlistener_new_bind(base, on_accept_closes_a_refused_client, NULL, 0, -1, at, size);
  evconnlistener_new_bind(base, on_accept_frees_without_closing, NULL, 0, -1, at, size);
  evconnlistener_new_bind(base, on_accept_frees_and_closes, NULL, 0, -1, at, size);
}

// Whoever gets the event's argument has the connection.
int register_hands_the_connection_over(struct event_base *base, int listener, event_callback_fn fn) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  struct conn *c = calloc(1, sizeof *c);
  if (!c) {
    evutil_closesocket(fd);
    return -1;
  }
  c->fd = fd;
  c->ev = event_new(base, fd, EV_READ | EV_PERSIST, fn, c);
  return event_add(c->ev, NULL);
}

int register_forgets_the_socket(struct event_base *base, int listener, event_callback_fn fn) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  struct event *ev = event_new(base, fd, EV_READ, fn, NULL);
  if (!ev)
    return -1; // expected-warning{{'fd' is leaked}}
  return event_add(ev, NULL) == 0 ? 0 : -1; // expected-warning{{'fd' is leaked}}
}

// From memcached: only -1 is a failure.
int register_looks_for_minus_one(struct event_base *base, int listener, event_callback_fn fn, struct event *ev) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0)
    return -1;
  event_assign(ev, base, fd, EV_READ, fn, NULL);
  if (event_add(ev, NULL) == -1) {
    evutil_closesocket(fd);
    return -1;
  }
  return 0;
}

// An event only watches: whoever frees it closes nothing.
void on_readable_frees_only_the_event(evutil_socket_t fd, short what, void *arg) {
  struct conn *c = arg;
  (void)what;
  ssize_t n = recv(fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    event_free(c->ev);
    return; // expected-warning{{'fd' stays open after recv() returned 0}}
  }
  c->used += (size_t)n;
}

void on_readable_stops_the_event(evutil_socket_t fd, short what, void *arg) {
  struct conn *c = arg;
  (void)what;
  ssize_t n = recv(c->fd, c->in, sizeof c->in, 0);
  (void)fd;
  if (n <= 0) {
    event_del(c->ev);
    return; // expected-warning{{'c->fd' is taken out of the event loop after recv() returned 0}}
  }
  c->used += (size_t)n;
}

void on_readable_closes(evutil_socket_t fd, short what, void *arg) {
  struct conn *c = arg;
  (void)what;
  ssize_t n = recv(fd, c->in, sizeof c->in, 0);
  if (n <= 0) {
    event_free(c->ev);
    evutil_closesocket(fd);
    return;
  }
  c->used += (size_t)n;
}

void fill_forgets_the_end(struct conn *c, struct evbuffer *in) {
  if (getpeername(c->fd, NULL, NULL) != 0)
    return;
  int n = evbuffer_read(in, c->fd, -1);
  if (n <= 0)
    return; // expected-warning{{'c->fd' stays open after evbuffer_read() returned 0}}
  c->used += (size_t)n;
}

// Who passes the event on leaves it to the next one to decide.
struct filter {
  int references;
  void (*on_event)(struct filter *, short);
};

static void on_event_passes_it_on(struct bufferevent *bev, short what, void *arg) {
  struct filter *f = arg;
  (void)bev;
  if (f->references > 0)
    f->on_event(f, what);
}

void set_up_filter(struct filter *f, struct bufferevent *lower) {
  bufferevent_setcb(lower, NULL, NULL, on_event_passes_it_on, f);
}

// An event that is part of an object: who has the object has the socket.
struct watch {
  int flags;
  struct event event;
};

struct watch *watch_for(struct event_base *base, event_callback_fn fn) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return NULL;
  struct watch *w = calloc(1, sizeof *w);
  if (!w) {
    close(fd);
    return NULL;
  }
  event_assign(&w->event, base, fd, EV_READ | EV_PERSIST, fn, w);
  event_add(&w->event, NULL);
  return w;
}

int watch_again(struct watch *w, struct event_base *base, event_callback_fn fn) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  event_assign(&w->event, base, fd, EV_READ | EV_PERSIST, fn, w);
  return event_add(&w->event, NULL);
}

int watch_is_forgotten(struct event_base *base, event_callback_fn fn) {
  struct event event;
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  event_assign(&event, base, fd, EV_READ, fn, NULL);
  return 0; // expected-warning{{'fd' is leaked}}
}
