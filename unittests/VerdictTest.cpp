// The truth table of SocketVerdict.h: every row, and what no row may say.
#include "SocketVerdict.h"

#include <gtest/gtest.h>

using namespace closewait;

static SocketState owned() { return SocketState::owned(Transport::Stream); }
static SocketState borrowed(Evidence E = Evidence::Socket) {
  return SocketState::borrowed(E);
}
static SocketState zero(SocketState S) { return S.after(SocketEvent::ReadEnd); }
static SocketState failed(SocketState S) {
  return S.after(SocketEvent::ReadFailed);
}

TEST(Verdict, OwnedAndEndedIsLost) {
  EXPECT_EQ(Verdict::Lost, judge(zero(owned()), Occasion::ReferenceGone));
  EXPECT_EQ(Verdict::Lost, judge(failed(owned()), Occasion::ReferenceGone));
  EXPECT_EQ(Verdict::Lost, judge(owned().after(SocketEvent::WriteFailed),
                                 Occasion::ReferenceGone));
}

TEST(Verdict, OwnedAndOpenIsLeaked) {
  EXPECT_EQ(Verdict::Leaked, judge(owned(), Occasion::ReferenceGone));
  EXPECT_EQ(Verdict::None, judge(borrowed(), Occasion::ReferenceGone));
  EXPECT_EQ(Verdict::None, judge(zero(borrowed()), Occasion::ReferenceGone));
}

TEST(Verdict, AfterOurFinWhatRemainsIsALeak) {
  SocketState S = zero(owned()).after(SocketEvent::ShutDown);
  EXPECT_EQ(Verdict::Leaked, judge(S, Occasion::ReferenceGone));
  SocketState B = zero(borrowed()).after(SocketEvent::ShutDown);
  EXPECT_EQ(Verdict::None, judge(B, Occasion::EndsLikeKept));
}

TEST(Verdict, DrainAfterAGoodbyeIsNoSwallowedEnd) {
  SocketState S = zero(borrowed().after(SocketEvent::SaidBye));
  EXPECT_EQ(Verdict::None, judge(S, Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::None, judge(S, Occasion::ErrnoSplitsFate));
  EXPECT_EQ(Verdict::ReadAgain, judge(S, Occasion::SameCallAgain));
  SocketState Owned = zero(owned().after(SocketEvent::SaidBye));
  EXPECT_EQ(Verdict::Lost, judge(Owned, Occasion::ReferenceGone));
}

TEST(Verdict, WhatWasOnlyPeekedAtIsNotSwallowed) {
  SocketState S = borrowed().after(SocketEvent::PeekEnd);
  EXPECT_EQ(Verdict::None, judge(S, Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::ReadAgain, judge(S, Occasion::SameCallAgain));
  EXPECT_EQ(Verdict::Swallowed, judge(zero(S), Occasion::EndsLikeKept));
  SocketState Owned = owned().after(SocketEvent::PeekEnd);
  EXPECT_EQ(Verdict::Lost, judge(Owned, Occasion::ReferenceGone));
}

TEST(Verdict, WhatTheLibraryRemembersIsNotSwallowed) {
  SocketState S = zero(borrowed()).after(SocketEvent::Recalled);
  EXPECT_EQ(Verdict::None, judge(S, Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::ReadAgain, judge(S, Occasion::SameCallAgain));
  SocketState Before = zero(borrowed().after(SocketEvent::Recalled));
  EXPECT_EQ(Verdict::Swallowed, judge(Before, Occasion::EndsLikeKept));
  SocketState Owned = zero(owned()).after(SocketEvent::Recalled);
  EXPECT_EQ(Verdict::Lost, judge(Owned, Occasion::ReferenceGone));
}

TEST(Verdict, SlotRule) {
  EXPECT_EQ(Verdict::Lost, judge(zero(borrowed()), Occasion::SlotGone));
  EXPECT_EQ(Verdict::Leaked, judge(owned(), Occasion::SlotGone));
  EXPECT_EQ(Verdict::Leaked,
            judge(owned().after(SocketEvent::HandedOn), Occasion::SlotGone));
  EXPECT_EQ(Verdict::None, judge(borrowed(), Occasion::SlotGone));
}

TEST(Verdict, ReadAgainNeedsNoEvidenceAfterZero) {
  EXPECT_EQ(Verdict::ReadAgain,
            judge(zero(borrowed(Evidence::None)), Occasion::SameCallAgain));
  EXPECT_EQ(Verdict::None,
            judge(failed(borrowed(Evidence::None)), Occasion::SameCallAgain));
  EXPECT_EQ(Verdict::ReadAgain,
            judge(failed(borrowed()), Occasion::SameCallAgain));
  EXPECT_EQ(Verdict::None, judge(borrowed(), Occasion::SameCallAgain));
}

TEST(Verdict, WaitedForAgainSpeaksOfReads) {
  EXPECT_EQ(Verdict::ReadAgain,
            judge(zero(borrowed()), Occasion::SameWaitAgain));
  EXPECT_EQ(Verdict::ReadAgain,
            judge(zero(borrowed(Evidence::Watched)), Occasion::SameWaitAgain));
  EXPECT_EQ(Verdict::None, judge(owned().after(SocketEvent::WriteFailed),
                                 Occasion::SameWaitAgain));
  EXPECT_EQ(Verdict::None, judge(borrowed(), Occasion::SameWaitAgain));
}

TEST(Verdict, KnownOthersAreSilent) {
  EXPECT_EQ(Verdict::None,
            judge(zero(borrowed(Evidence::Other)), Occasion::SameCallAgain));
}

TEST(Verdict, SwallowedIsForBorrowedReads) {
  EXPECT_EQ(Verdict::Swallowed,
            judge(zero(borrowed()), Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::Swallowed,
            judge(failed(borrowed()), Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::None, judge(zero(owned()), Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::None, judge(borrowed().after(SocketEvent::WriteFailed),
                                 Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::None,
            judge(zero(borrowed(Evidence::None)), Occasion::EndsLikeKept));
}

TEST(Verdict, WatchedOnlyCountsZero) {
  EXPECT_EQ(Verdict::Swallowed,
            judge(zero(borrowed(Evidence::Watched)), Occasion::EndsLikeKept));
  EXPECT_EQ(Verdict::None,
            judge(failed(borrowed(Evidence::Watched)), Occasion::EndsLikeKept));
}

TEST(Verdict, UnwatchedIsSwallowedOutsideTheLoop) {
  SocketState S = zero(borrowed()).after(SocketEvent::Unwatched);
  EXPECT_EQ(Verdict::Unwatched, judge(S, Occasion::EndsLikeKept));
}

TEST(Verdict, StaleErrnoSpeaksOfZeroOnly) {
  EXPECT_EQ(Verdict::StaleErrno,
            judge(zero(borrowed()), Occasion::ErrnoSplitsFate));
  EXPECT_EQ(Verdict::None,
            judge(failed(borrowed()), Occasion::ErrnoSplitsFate));
}

TEST(Verdict, Hangup) {
  EXPECT_EQ(Verdict::Hangup,
            judge(borrowed(Evidence::None), Occasion::EventDone));
}

TEST(Verdict, ClosedAndHandedOnAreNoDefect) {
  for (Occasion O : {Occasion::SameCallAgain, Occasion::SameWaitAgain,
                     Occasion::ReferenceGone, Occasion::SlotGone,
                     Occasion::EndsLikeKept, Occasion::ErrnoSplitsFate}) {
    EXPECT_EQ(Verdict::None,
              judge(zero(owned()).after(SocketEvent::Closed), O));
    EXPECT_EQ(Verdict::None,
              judge(zero(borrowed()).after(SocketEvent::HandedOn), O));
  }
}

TEST(Verdict, EveryVerdictHasACheckerAndACwe) {
  for (size_t I = 0; I < VerdictTableSize; ++I) {
    EXPECT_STRNE("", checkerOf(VerdictTable[I].Is));
    EXPECT_NE(0u, cweOf(VerdictTable[I].Is));
  }
  EXPECT_STREQ("CloseWait", checkerOf(Verdict::Lost));
  EXPECT_STREQ("Hangup", checkerOf(Verdict::Hangup));
  EXPECT_STREQ("Leak", checkerOf(Verdict::Leaked));
}
