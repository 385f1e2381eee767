//===- SocketVerdict.cpp - When a socket's fate is a defect ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketVerdict.h"

using namespace closewait;

using Who = VerdictRow::Who;
using Ending = VerdictRow::Ending;
using Loop = VerdictRow::Loop;

// clang-format off
const VerdictRow closewait::VerdictTable[] = {
  // occasion                  whose              ended by      loop       socket?  verdict
  {Occasion::SameCallAgain,    Who::Any,          Ending::Zero, Loop::Any, false,   Verdict::ReadAgain},
  {Occasion::SameCallAgain,    Who::Any,          Ending::Any,  Loop::Any, true,    Verdict::ReadAgain},
  {Occasion::SameWaitAgain,    Who::Any,          Ending::Read, Loop::Any, true,    Verdict::ReadAgain},
  {Occasion::ReferenceGone,    Who::Owned,        Ending::Any,  Loop::Any, true,    Verdict::Lost},
  {Occasion::ReferenceGone,    Who::Owned,        Ending::None, Loop::Any, true,    Verdict::Leaked},
  {Occasion::SlotGone,         Who::Any,          Ending::Any,  Loop::Any, true,    Verdict::Lost},
  {Occasion::SlotGone,         Who::OwnedOrGiven, Ending::None, Loop::Any, true,    Verdict::Leaked},
  {Occasion::EndsLikeKept,     Who::Borrowed,     Ending::Read, Loop::In,  true,    Verdict::Swallowed},
  {Occasion::EndsLikeKept,     Who::Borrowed,     Ending::Read, Loop::Out, true,    Verdict::Unwatched},
  {Occasion::ErrnoSplitsFate,  Who::Any,          Ending::Zero, Loop::Any, true,    Verdict::StaleErrno},
  {Occasion::EventDone,        Who::Any,          Ending::None, Loop::Any, false,   Verdict::Hangup},
};
// clang-format on

const size_t closewait::VerdictTableSize =
    sizeof(VerdictTable) / sizeof(VerdictTable[0]);

static bool matches(Who W, const SocketState &S) {
  switch (W) {
  case Who::Owned:
    return S.owner() == Owner::Owned;
  case Who::Borrowed:
    return S.owner() == Owner::Borrowed;
  case Who::OwnedOrGiven:
    return S.owner() != Owner::Borrowed;
  case Who::Any:
    return true;
  }
  return false;
}

static bool matches(Ending E, const SocketState &S) {
  // After our own FIN the socket is in CLOSE_WAIT no more: what remains of an
  // ending is a descriptor that may leak.
  bool Ended = S.hasEnded() && !S.isShutDown();
  switch (E) {
  case Ending::None:
    return !Ended;
  case Ending::Zero:
    return Ended && S.isPeerClosed();
  case Ending::Read:
    return Ended && S.endedByRead();
  case Ending::Any:
    return Ended;
  }
  return false;
}

static bool matches(Loop L, const SocketState &S) {
  switch (L) {
  case Loop::In:
    return !S.isUnwatched();
  case Loop::Out:
    return S.isUnwatched();
  case Loop::Any:
    return true;
  }
  return false;
}

static bool matches(const VerdictRow &Row, const SocketState &S) {
  if (Row.NeedsSocket && S.evidence() < Evidence::Watched)
    return false;
  // What is only known to be watched can be a terminal: there only a 0 counts.
  if (S.evidence() == Evidence::Watched && S.hasEnded() && !S.isPeerClosed())
    return false;
  return matches(Row.Whose, S) && matches(Row.End, S) &&
         matches(Row.Watched, S);
}

Verdict closewait::judge(const SocketState &S, Occasion When) {
  if (S.isClosed() || S.isHandedOnSince() || S.evidence() == Evidence::Other)
    return Verdict::None;
  // A lingering close: the program reads what is left, and closes later.  Or
  // the end can be asked for again.
  if ((S.saidBye() || S.isEndOnRecord()) && S.hasEnded() &&
      S.owner() == Owner::Borrowed &&
      (When == Occasion::EndsLikeKept || When == Occasion::ErrnoSplitsFate))
    return Verdict::None;
  for (const VerdictRow &Row : VerdictTable)
    if (Row.When == When && matches(Row, S))
      return Row.Is;
  return Verdict::None;
}

const char *closewait::checkerOf(Verdict V) {
  switch (V) {
  case Verdict::None:
    return "";
  case Verdict::Lost:
  case Verdict::ReadAgain:
  case Verdict::Swallowed:
  case Verdict::StaleErrno:
  case Verdict::Unwatched:
    return "CloseWait";
  case Verdict::Hangup:
    return "Hangup";
  case Verdict::Leaked:
    return "Leak";
  }
  return "";
}

unsigned closewait::cweOf(Verdict V) {
  switch (V) {
  case Verdict::None:
    return 0;
  case Verdict::Lost:
  case Verdict::ReadAgain:
  case Verdict::Swallowed:
  case Verdict::StaleErrno:
  case Verdict::Unwatched:
  case Verdict::Hangup:
  case Verdict::Leaked:
    return 772;
  }
  return 0;
}
