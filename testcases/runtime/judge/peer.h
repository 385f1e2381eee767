//===- peer.h - The other end of a program's connections ----------*- C -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_PEER_H
#define CLOSEWAIT_PEER_H

#include <openssl/types.h>
#include <stdbool.h>

/// How a peer behaves.
enum act {
  ACT_FIN,   ///< Says something, then sends a FIN and goes on reading.
  ACT_MUTE,  ///< The same without a word.
  ACT_RST,   ///< Says something, then resets the connection.
  ACT_STILL, ///< Says nothing for a while, then sends a FIN.
  ACTS
};

/// One connection, seen from the peer's end.
struct peer {
  int fd;
  SSL *tls;               ///< The session, or null where it speaks in clear.
  bool ended;             ///< The program has closed its end, or reset it.
  int port, program_port; ///< Its own port and the program's.
};

/// A socket that listens on a port of 127.0.0.1, on \p *port if that is not 0;
/// it says which. -1 with errno.
int listen_for_program(int *port);

/// Connects to the program within \p ms milliseconds. False with errno.
bool connect_peer(struct peer *peer, int port, int ms);

/// Accepts the program; false with errno, EAGAIN where it has not connected.
bool accept_peer(struct peer *peer, int listener);

/// Agrees with the program, a server, on TLS within \p ms milliseconds, whatever
/// its certificate. False if they do not come to terms.
bool start_tls(struct peer *peer, int ms);

/// Says \p text. What the program sends meanwhile is not looked at.
void say(struct peer *peer, const char *text);

/// Reads what is there, and notes an end.
void drain(struct peer *peer);

/// Whether the program's end of the connection has got all that was sent: what
/// was said, and the end. It need not have been read.
bool is_heard(const struct peer *peer);

/// Sends FIN (and no close_notify: TLS or not, that is what a crash or a lost
/// patience looks like); the peer goes on reading.
void finish(struct peer *peer);

/// Resets the connection and forgets it.
void reset(struct peer *peer);

/// Closes this end.
void close_peer(struct peer *peer);

#endif // CLOSEWAIT_PEER_H
