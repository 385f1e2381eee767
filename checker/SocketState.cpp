//===- SocketState.cpp - What a path knows of one descriptor --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketState.h"

#include <sys/socket.h>

using namespace closewait;

Transport closewait::transportOf(int Type) {
  switch (Type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) {
  case SOCK_STREAM:
  case SOCK_SEQPACKET:
    return Transport::Stream;
  case SOCK_DGRAM:
  case SOCK_RAW:
    return Transport::Datagram;
  default:
    return Transport::Unknown;
  }
}

/// The first ending is the one that counts: a drain after it, or the error
/// that follows an end of stream, tells nothing new.
SocketState SocketState::ended(Phase P, bool Write) const {
  if (isClosed() || hasEnded() || !canEnd())
    return *this;
  SocketState S = *this;
  S.Where = P;
  S.ByWrite = Write;
  S.HandedSince = false;
  S.OutOfLoop = false;
  return S;
}

SocketState SocketState::after(SocketEvent Event) const {
  SocketState S = *this;
  switch (Event) {
  case SocketEvent::ReadData:
    // Data after a failure: it was one of those that pass.
    if (isFailed())
      S.Where = Phase::Open;
    S.Last = LastRead::Data;
    return S;
  case SocketEvent::PeekData:
    S.Last = LastRead::PeekedData;
    return S;
  case SocketEvent::ReadEnd:
    S = ended(Phase::PeerClosed, /*Write=*/false);
    S.EndOnRecord = false;
    return S;
  case SocketEvent::PeekEnd:
    S = ended(Phase::PeerClosed, /*Write=*/false);
    S.EndOnRecord = S != *this;
    return S;
  case SocketEvent::ReadFailed:
    return ended(Phase::Failed, /*Write=*/false);
  case SocketEvent::WriteFailed:
    return ended(Phase::Failed, /*Write=*/true);
  case SocketEvent::Excused:
    if (!isFailed())
      return S;
    S.Where = Phase::Open;
    S.Last = LastRead::Again;
    S.ByWrite = false;
    return S;
  case SocketEvent::Unclear:
    if (!isFailed())
      return S;
    S.Where = Phase::Open;
    S.Last = LastRead::None;
    S.ByWrite = false;
    return S;
  case SocketEvent::Waited:
    S.Last = LastRead::None;
    return S;
  case SocketEvent::ShutDown:
    S.FinSent = true;
    return S;
  case SocketEvent::Unwatched:
    S.OutOfLoop = hasEnded();
    return S;
  case SocketEvent::HandedOn:
    if (isOwned())
      S.Who = Owner::Given;
    S.HandedSince = hasEnded();
    return S;
  case SocketEvent::Listens:
    S.Kind = Transport::Listening;
    return S;
  case SocketEvent::Addressed:
    if (Kind == Transport::Unknown)
      S.Kind = Transport::Datagram;
    return S;
  case SocketEvent::Proven:
    if (Proof != Evidence::Other)
      S.Proof = Evidence::Socket;
    return S;
  case SocketEvent::Recalled:
    S.EndOnRecord |= hasEnded();
    return S;
  case SocketEvent::SaidBye:
    S.ByeSaid |= !hasEnded();
    return S;
  case SocketEvent::Closed:
    S.Where = Phase::Closed;
    return S;
  }
  return S;
}

uint32_t SocketState::key() const {
  uint32_t K = uint32_t(Who);
  K = K << 2 | uint32_t(Where);
  K = K << 2 | uint32_t(Last);
  K = K << 2 | uint32_t(Kind);
  K = K << 2 | uint32_t(Proof);
  K = K << 1 | uint32_t(ByWrite);
  K = K << 1 | uint32_t(OutOfLoop);
  K = K << 1 | uint32_t(HandedSince);
  K = K << 1 | uint32_t(FinSent);
  K = K << 1 | uint32_t(ByeSaid);
  K = K << 1 | uint32_t(EndOnRecord);
  return K;
}

const char *SocketState::name() const {
  switch (Where) {
  case Phase::Open:
    return "Open";
  case Phase::PeerClosed:
    return "PeerClosed";
  case Phase::Failed:
    return "Failed";
  case Phase::Closed:
    return "Closed";
  }
  return "";
}
