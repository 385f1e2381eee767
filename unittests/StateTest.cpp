// The state machine of SocketState.h, arrow by arrow.
#include "SocketState.h"

#include <gtest/gtest.h>

#include <set>

using namespace closewait;

static SocketState owned() { return SocketState::owned(Transport::Stream); }
static SocketState borrowed() {
  return SocketState::borrowed(Evidence::Socket);
}

TEST(State, ZeroEndsAStream) {
  SocketState S = owned().after(SocketEvent::ReadEnd);
  EXPECT_TRUE(S.isPeerClosed());
  EXPECT_TRUE(S.hasEnded());
  EXPECT_TRUE(S.endedByRead());
  EXPECT_FALSE(S.endedByWrite());
  EXPECT_STREQ("PeerClosed", S.name());
}

TEST(State, FailedWriteEnds) {
  SocketState S = borrowed().after(SocketEvent::WriteFailed);
  EXPECT_TRUE(S.isFailed());
  EXPECT_TRUE(S.endedByWrite());
  EXPECT_FALSE(S.endedByRead());
}

TEST(State, AgainIsNoEnding) {
  SocketState S =
      borrowed().after(SocketEvent::ReadFailed).after(SocketEvent::Excused);
  EXPECT_TRUE(S.isOpen());
  EXPECT_EQ(LastRead::Again, S.lastRead());
}

TEST(State, UnclearIsNeitherAnEndingNorAgain) {
  SocketState S =
      borrowed().after(SocketEvent::ReadFailed).after(SocketEvent::Unclear);
  EXPECT_TRUE(S.isOpen());
  EXPECT_EQ(LastRead::None, S.lastRead());
}

TEST(State, EndOfStreamIsForEver) {
  SocketState S =
      borrowed().after(SocketEvent::ReadEnd).after(SocketEvent::ReadFailed);
  EXPECT_TRUE(S.isPeerClosed());
  EXPECT_TRUE(S.after(SocketEvent::Excused).isPeerClosed());
  EXPECT_TRUE(S.after(SocketEvent::Unclear).isPeerClosed());
}

TEST(State, DatagramAndListenerNeverEnd) {
  SocketState Datagram = SocketState::owned(Transport::Datagram);
  EXPECT_FALSE(Datagram.after(SocketEvent::ReadEnd).hasEnded());
  EXPECT_FALSE(Datagram.after(SocketEvent::ReadFailed).hasEnded());
  SocketState Listener = owned().after(SocketEvent::Listens);
  EXPECT_FALSE(Listener.after(SocketEvent::ReadFailed).hasEnded());
}

TEST(State, AddressShowsADatagramSocketUnlessTheKindIsKnown) {
  EXPECT_FALSE(borrowed().after(SocketEvent::Addressed).canEnd());
  SocketState Stream = SocketState::owned(Transport::Stream);
  EXPECT_TRUE(Stream.after(SocketEvent::Addressed).canEnd());
}

TEST(State, ACallThatOnlySocketsTakeProvesOne) {
  SocketState Unknown = SocketState::borrowed(Evidence::None);
  EXPECT_EQ(Evidence::Socket, Unknown.after(SocketEvent::Proven).evidence());
  SocketState File = SocketState::borrowed(Evidence::Other);
  EXPECT_EQ(Evidence::Other, File.after(SocketEvent::Proven).evidence());
}

TEST(State, GoodbyeCountsOnlyBeforeTheEnding) {
  EXPECT_TRUE(borrowed()
                  .after(SocketEvent::SaidBye)
                  .after(SocketEvent::ReadEnd)
                  .saidBye());
  EXPECT_FALSE(borrowed()
                   .after(SocketEvent::ReadEnd)
                   .after(SocketEvent::SaidBye)
                   .saidBye());
}

TEST(State, APeekAtTheEndCountsUntilTheEndIsRead) {
  SocketState S = borrowed().after(SocketEvent::PeekEnd);
  EXPECT_TRUE(S.isPeerClosed());
  EXPECT_TRUE(S.isEndOnRecord());
  EXPECT_FALSE(S.after(SocketEvent::ReadEnd).isEndOnRecord());
  EXPECT_FALSE(borrowed()
                   .after(SocketEvent::ReadEnd)
                   .after(SocketEvent::PeekEnd)
                   .isEndOnRecord());
}

TEST(State, HandingOnBeforeTheEndingDoesNotSettleIt) {
  SocketState S =
      borrowed().after(SocketEvent::HandedOn).after(SocketEvent::ReadEnd);
  EXPECT_FALSE(S.isHandedOnSince());
  EXPECT_TRUE(S.after(SocketEvent::HandedOn).isHandedOnSince());
}

TEST(State, HandingOnEndsOwnership) {
  EXPECT_EQ(Owner::Given, owned().after(SocketEvent::HandedOn).owner());
  EXPECT_EQ(Owner::Borrowed, borrowed().after(SocketEvent::HandedOn).owner());
}

TEST(State, UnwatchedCountsOnlyAfterTheEnding) {
  EXPECT_FALSE(borrowed().after(SocketEvent::Unwatched).isUnwatched());
  EXPECT_TRUE(borrowed()
                  .after(SocketEvent::ReadEnd)
                  .after(SocketEvent::Unwatched)
                  .isUnwatched());
}

TEST(State, WaitingForgetsTheLastRead) {
  SocketState S =
      borrowed().after(SocketEvent::ReadData).after(SocketEvent::Waited);
  EXPECT_EQ(LastRead::None, S.lastRead());
}

TEST(State, PeekedDataAreStillToBeRead) {
  EXPECT_EQ(LastRead::PeekedData,
            borrowed().after(SocketEvent::PeekData).lastRead());
}

TEST(State, ClosedStaysClosed) {
  SocketState S = owned().after(SocketEvent::Closed);
  EXPECT_TRUE(S.isClosed());
  EXPECT_TRUE(S.after(SocketEvent::ReadEnd).isClosed());
  EXPECT_STREQ("Closed", S.name());
}

TEST(State, ShutDownIsRemembered) {
  EXPECT_TRUE(owned().after(SocketEvent::ShutDown).isShutDown());
}

TEST(State, KeysTellStatesApart) {
  std::set<uint32_t> Keys;
  SocketState A = owned(), B = borrowed();
  for (SocketState S :
       {A, B, A.after(SocketEvent::ReadEnd), A.after(SocketEvent::ReadFailed),
        A.after(SocketEvent::WriteFailed), A.after(SocketEvent::Closed),
        A.after(SocketEvent::HandedOn), A.after(SocketEvent::ShutDown),
        A.after(SocketEvent::ReadData), A.after(SocketEvent::PeekData),
        A.after(SocketEvent::Listens)})
    EXPECT_TRUE(Keys.insert(S.key()).second) << S.name();
  EXPECT_TRUE(A == owned());
  EXPECT_TRUE(A != B);
}
