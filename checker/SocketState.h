//===- SocketState.h - What a path knows of one descriptor ------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The typestate of a socket descriptor, as a value, and the one function that
// moves it.  Nothing here knows clang: a unit test needs no analyzer.
//
//                  data
//                 +-----+
//                 v     |   a read gives 0
//   acquired --> +--------+ ------------------> +-------------+
//   borrowed --> |  Open  |                     | PeerClosed* |
//                +--------+ --+                 +-------------+
//                 |    ^      | a read or write       |
//                 |    |      | gives -1              |
//                 |    |      v                       |
//                 |    |   +---------+                |
//                 |    +---| Failed* |                | close()
//                 |  again |         |                |
//                 |  or    +---------+                |
//                 |  data      | close()              |
//                 | close()    v                      |
//                 +-------> Closed <------------------+
//
// A state marked * has *ended*: the program owes it a close().  Handing the
// descriptor on, or shutting down its sending side, settles that debt without
// closing; both are marks beside the phase, not phases, because a socket that
// was handed on can still be read.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETSTATE_H
#define CLOSEWAIT_SOCKETSTATE_H

#include <cstdint>

namespace closewait {

/// Whose duty the close is.
enum class Owner : uint8_t {
  Borrowed, ///< A parameter, a field, a global: other code keeps it, too.
  Owned,    ///< Obtained on this very path.
  Given     ///< Was owned, and has been handed on.
};

enum class Phase : uint8_t { Open, PeerClosed, Failed, Closed };

/// What the last read of a socket that is still open gave.
enum class LastRead : uint8_t { None, Data, Again, PeekedData };

enum class Transport : uint8_t { Unknown, Stream, Datagram, Listening };

/// What speaks for the descriptor being a socket, strongest last.
enum class Evidence : uint8_t {
  Other,   ///< Known to be a file, a pipe, a terminal, an eventfd.
  None,    ///< Nothing is known.
  Watched, ///< Only that the program waits for it in poll, select or epoll.
  Socket
};

/// The transport of a socket that is opened with \p Type, as in socket(2).
Transport transportOf(int Type);

/// What can happen to a descriptor on a path.
enum class SocketEvent : uint8_t {
  ReadData,
  PeekData,
  ReadEnd,     ///< A read of non-zero length returned 0.
  PeekEnd,     ///< The same, by a read that leaves everything where it is.
  ReadFailed,  ///< A read returned -1; errno has not been looked at.
  WriteFailed, ///< A write returned -1, and the program saw it.
  Excused,     ///< errno said "try again".
  Unclear,     ///< errno was looked at, and nothing follows from it.
  Waited,      ///< The program waits for events: a round is over.
  ShutDown,    ///< shutdown() of the sending side: our FIN is out.
  Unwatched,   ///< Taken out of the event loop.
  HandedOn,    ///< Something that outlives the path can reach it now.
  Listens,
  Addressed, ///< Its data come with an address: no stream.
  Proven,    ///< Given to a call that fails on whatever is no socket.
  Recalled,  ///< The library was asked whether it has ended.
  SaidBye,   ///< Our last word is out, though no FIN: what follows is a drain.
  Closed
};

class SocketState {
public:
  static SocketState owned(Transport T) {
    return SocketState(Owner::Owned, T, Evidence::Socket);
  }
  static SocketState borrowed(Evidence E, Transport T = Transport::Unknown) {
    return SocketState(Owner::Borrowed, T, E);
  }

  Owner owner() const { return Who; }
  Phase phase() const { return Where; }
  LastRead lastRead() const { return Last; }
  Transport transport() const { return Kind; }
  Evidence evidence() const { return Proof; }

  bool isOwned() const { return Who == Owner::Owned; }
  bool isOpen() const { return Where == Phase::Open; }
  bool isPeerClosed() const { return Where == Phase::PeerClosed; }
  bool isFailed() const { return Where == Phase::Failed; }
  bool isClosed() const { return Where == Phase::Closed; }
  bool hasEnded() const { return isPeerClosed() || isFailed(); }
  bool endedByRead() const { return hasEnded() && !ByWrite; }
  bool endedByWrite() const { return hasEnded() && ByWrite; }
  /// Taken out of the event loop after it ended.
  bool isUnwatched() const { return OutOfLoop; }
  /// Handed on after it ended: other code will close it.
  bool isHandedOnSince() const { return HandedSince; }
  bool isShutDown() const { return FinSent; }
  /// The program had said good-bye when it ended (SSL_shutdown()).
  bool saidBye() const { return ByeSaid; }
  /// Who asks for its end once more is told so: it was only peeked at, or the
  /// library remembers it, and the program asks.
  bool isEndOnRecord() const { return EndOnRecord; }
  /// A datagram, raw or listening socket has no end of stream.
  bool canEnd() const {
    return Kind != Transport::Datagram && Kind != Transport::Listening;
  }

  /// The state after \p Event.  The whole machine is this one switch.
  SocketState after(SocketEvent Event) const;

  bool operator==(const SocketState &O) const { return key() == O.key(); }
  bool operator!=(const SocketState &O) const { return key() != O.key(); }

  /// Every distinct state has a distinct key.
  uint32_t key() const;

  /// The words of the drawing above, for dumps.
  const char *name() const;

private:
  SocketState(Owner O, Transport T, Evidence E) : Who(O), Kind(T), Proof(E) {}

  SocketState ended(Phase P, bool Write) const;

  Owner Who;
  Phase Where = Phase::Open;
  LastRead Last = LastRead::None;
  Transport Kind;
  Evidence Proof;
  bool ByWrite = false;
  bool OutOfLoop = false;
  bool HandedSince = false;
  bool FinSent = false;
  bool ByeSaid = false;
  bool EndOnRecord = false;
};

} // namespace closewait

#endif // CLOSEWAIT_SOCKETSTATE_H
