// The facts of a project: what bodies do with all that they call.
#include "ProjectFacts.h"

#include <gtest/gtest.h>

#include "llvm/ADT/StringExtras.h"

using namespace closewait;

namespace {
/// A project whose units each have the rows \p Rows.
struct Project {
  ProjectFacts Facts;

  explicit Project(const std::vector<std::string> &Units) {
    for (const std::string &Unit : Units) {
      SocketModel Model;
      ModelError Error;
      EXPECT_TRUE(Model.read(Unit, Error)) << Error.Message << "\n" << Unit;
      Facts.add(Model);
    }
    Facts.settle();
  }

  /// What \p Function does, as "closes 0->fd; keeps 0".
  std::string operator[](const char *Function) const {
    BodyFacts Seen;
    if (!Facts.find(Function, Seen))
      return "unknown";
    std::vector<std::string> All;
    auto Say = [&](const char *Word, const std::vector<AccessPath> &Paths) {
      std::string Text = Word;
      for (const AccessPath &Path : Paths)
        Text += " " + Path.text();
      if (!Paths.empty())
        All.push_back(Text);
    };
    if (Seen.NeverReturns)
      All.push_back("never returns");
    if (Seen.Varies)
      All.push_back("varies");
    Say("closes", Seen.Closes);
    Say("may close", Seen.MayClose);
    Say("keeps", Seen.Keeps);
    Say("writes", Seen.Writes);
    Say("sends to", Seen.Sends);
    Say("gives", Seen.Gives);
    for (const BodyRead &Read : Seen.Reads)
      All.push_back("reads " + Read.Of.text() + ": end " + Read.End.text() +
                    ", failed " + Read.Failed.text() + ", again " +
                    Read.Again.text() + ", data " + Read.Data.text());
    return llvm::join(All, "; ");
  }
};
} // namespace

static std::string unit(const std::string &Rows,
                        const std::string &Pointers = "") {
  return "functions:\n" + Rows +
         (Pointers.empty() ? "" : "pointers:\n" + Pointers);
}

/// A row for \p Name with \p More.
static std::string body(const std::string &Name, const std::string &More = "") {
  return "- {names: [" + Name + "], does: body" +
         (More.empty() ? "" : ", " + More) + "}\n";
}

/// A call of \p Name that is always made.
static std::string call(const std::string &Name, const std::string &With,
                        const std::string &More = "always: true") {
  return "{of: " + Name + ", with: [" + With + "], " + More + "}";
}

static const std::string Close =
    unit(body("net_close", "closes: [\"0[]\"], writes: [\"0[]\"]"));

TEST(ProjectFacts, ACloseIsSeenThroughCalls) {
  Project P(
      {unit(body("drop", "calls: [" + call("conn_free", "\"0->conn\"") + "]")),
       unit(body("conn_free",
                 "calls: [" + call("net_close", "\"&0->sock\"") + "]")),
       Close});
  EXPECT_EQ("closes 0->sock; writes 0->sock", P["conn_free"]);
  EXPECT_EQ("closes 0->conn->sock; writes 0->conn->sock", P["drop"]);
}

TEST(ProjectFacts, WhatIsNotAlwaysCalledMayClose) {
  Project P(
      {unit(body("f", "calls: [" +
                          call("net_close", "\"&0->sock\"", "line: 3") + "]")),
       Close});
  EXPECT_EQ("may close 0->sock; writes 0->sock", P["f"]);
}

TEST(ProjectFacts, WhatNobodyKnowsMayDoAnything) {
  Project P({unit(body("f", "calls: [" + call("plugin_hook", "\"0\"") + "]") +
                  body("g", "calls: [" + call("f", "\"1\"") + "]"))});
  EXPECT_EQ("may close ?; keeps 0", P["f"]);
  EXPECT_EQ("may close ?; keeps 1", P["g"]);
  EXPECT_EQ("unknown", P["plugin_hook"]);
}

TEST(ProjectFacts, ResultsLeadBackToArguments) {
  Project P({unit(body("next", "gives: [\"0->next\"]") +
                  body("fresh", "gives: [\"new\"]") +
                  body("f", "calls: [" + call("next", "\"0\"", "number: 1") +
                                ", " + call("net_close", "\"&%1->fd\"") + "]") +
                  body("g", "gives: [\"%2\"], calls: [" +
                                call("fresh", "", "number: 2") + "]")),
             Close});
  EXPECT_EQ("closes 0->next->fd; writes 0->next->fd", P["f"]);
  EXPECT_EQ("gives new", P["g"]);
}

TEST(ProjectFacts, GlobalsAreSomewhereButForPlainOnes) {
  Project P(
      {unit(body("log_reopen", "closes: [\"log_fd\"], writes: [\"log_fd\"]") +
            body("own", "closes: [\"log_fd@\"]") +
            body("sweep", "closes: [\"conns[]\"]"))});
  EXPECT_EQ("closes log_fd; writes ?", P["log_reopen"]);
  EXPECT_EQ("", P["own"]);
  EXPECT_EQ("may close ?", P["sweep"]);
}

TEST(ProjectFacts, PointersCallAllThatTheyCanBe) {
  const std::string Ops =
      unit(body("plain_close", "closes: [\"0->fd\"]") +
               body("tls_close", "closes: [\"0->fd\"], keeps: [\"0->tls\"]") +
               body("f", "calls: [" + call("ops.close", "\"0\"") + "]"),
           "- {to: ops.close, from: [chosen]}\n"
           "- {to: chosen, from: ['plain_close()', 'tls_close()']}\n");
  EXPECT_EQ("closes 0->fd; keeps 0->tls", Project({Ops})["f"]);
  // Another unit gives it something that nobody knows.
  EXPECT_EQ("may close ?; keeps 0",
            Project({Ops, unit("[]\n", "- {to: chosen, from: ['?']}\n")})["f"]);
}

TEST(ProjectFacts, SeveralBodiesAreSureOfWhatTheyHaveInCommon) {
  const std::string One = unit(
                        body("quit", "never-returns: true, closes: [\"0\"]")),
                    Other = unit(
                        body("quit", "closes: [\"0\", \"1\"], varies: true"));
  EXPECT_EQ("varies; closes 0; may close 1", Project({One, Other})["quit"]);
  EXPECT_EQ("varies; closes 0; may close 1", Project({Other, One})["quit"]);
}

TEST(ProjectFacts, RecursionComesToAnEnd) {
  Project P({unit(
      body("even", "calls: [" + call("odd", "\"0->next\"", "line: 1") + "]") +
      body("odd", "keeps: [\"0->item\"], calls: [" +
                      call("even", "\"0->next\"", "line: 2") + "]") +
      body("spin", "gives: [\"%1\"], calls: [" +
                       call("spin", "\"%1\"", "number: 1") + "]"))});
  EXPECT_EQ("keeps 0->next...", P["even"]);
  EXPECT_EQ("", P["spin"]);
}

TEST(ProjectFacts, TheOrderOfUnitsDoesNotMatter) {
  std::vector<std::string> Units = {
      unit(body("a", "calls: [" + call("b", "\"0->x\"", "line: 1") + ", " +
                         call("c", "\"0\"", "line: 2") + "]")),
      unit(body("b", "writes: [\"0->s\"], calls: [" +
                         call("c", "\"0->y\"", "line: 1") + "]")),
      unit(body("c", "keeps: [\"0->k\"], calls: [" +
                         call("a", "\"0->z\"", "line: 1") + "]")),
      unit(body("c", "closes: [\"0->fd\"]"))};
  std::string First;
  do {
    Project P(Units);
    std::string All = P["a"] + "|" + P["b"] + "|" + P["c"];
    if (First.empty())
      First = All;
    EXPECT_EQ(First, All);
  } while (std::next_permutation(Units.begin(), Units.end()));
}

TEST(ProjectFacts, ManyPathsOfOneRootAreTheRoot) {
  std::string Many;
  for (unsigned I = 0; I < 40; ++I)
    Many += (I ? ", \"0->f" : "\"0->f") + std::to_string(I) + "\"";
  EXPECT_EQ("keeps 0 1->a",
            Project({unit(body("f", "keeps: [" + Many + ", \"1->a\"]"))})["f"]);
}

static const std::string Read =
    unit(body("net_read", "reads: [{of: \"0->fd\", end: \"0\", failed: \"-1\", "
                          "again: \"-1\", data: \"1..\"}]"));

/// What a caller makes of what net_read() gives: -1 where it is over, 0 where
/// it is to be tried again.
static const std::string Turns =
    "always: true, turns: [{from: \"-1\", to: \"-1\"}, {from: \"-1\", again: "
    "true, to: \"0\"}, {from: \"0\", to: \"-1\"}, {from: \"1..\", same: true}]";

TEST(ProjectFacts, WhoHasOthersSendSendsToo) {
  Project P({unit(
      body("net_send", "sends: [\"0->fd\"]") +
      body("conn_say", "calls: [" + call("net_send", "\"0->net\"") + "]"))});
  EXPECT_EQ("sends to 0->net->fd", P["conn_say"]);
}

TEST(ProjectFacts, WhatAReaderAnswersIsSeenThroughCalls) {
  Project P(
      {unit(body("conn_fill",
                 "calls: [" + call("net_read", "\"0->net\"", Turns) + "]") +
            body("session_fill",
                 "calls: [" +
                     call("conn_fill", "\"0->conn\"",
                          "always: true, turns: [{from: \"-1\", to: "
                          "\"7\"}, {from: \"-1\", again: true, to: "
                          "\"7\"}, {from: \"0\", same: true}, {from: "
                          "\"1..\", to: \"0\"}]") +
                     "]")),
       Read});
  EXPECT_EQ("reads 0->fd: end 0, failed -1, again -1, data 1..", P["net_read"]);
  EXPECT_EQ("reads 0->net->fd: end -1, failed -1, again 0, data 1..",
            P["conn_fill"]);
  EXPECT_EQ("reads 0->conn->net->fd: end 7, failed 7, again 0, data 0",
            P["session_fill"]);
}

TEST(ProjectFacts, WhoHidesTheEndKeepsWhatItHasRead) {
  Project P(
      {unit(body("hides", "calls: [" +
                              call("net_read", "\"0\"",
                                   "always: true, turns: [{from: "
                                   "\"..\", to: \"0\"}]") +
                              "]") +
            body("skips", "without: \"0\", calls: [" +
                              call("net_read", "\"0\"",
                                   "turns: [{from: \"-1\", same: true}, "
                                   "{from: \"0\", same: true}, {from: "
                                   "\"1..\", same: true}]") +
                              "]") +
            body("ignores", "calls: [" + call("net_read", "\"0\"") + "]")),
       Read});
  EXPECT_EQ("keeps 0->fd", P["hides"]);
  EXPECT_EQ("keeps 0->fd", P["skips"]);
  EXPECT_EQ("keeps 0->fd", P["ignores"]);
}

TEST(ProjectFacts, WhoReadsInOneProgramOnlyIsNoReader) {
  Project P({Read, unit(body("net_read", "at: \"other.c:1\""))});
  EXPECT_EQ("keeps 0->fd", P["net_read"]);
}

TEST(ProjectFacts, ARecursionThroughAnObjectIsCutOff) {
  Project P({unit(
      body("drop", "may-close: [\"0->fd\"], calls: [" +
                       call("drop", "\"0->inner\"", "always: false") + "]"))});
  EXPECT_EQ("may close 0->fd 0->inner...", P["drop"]);
}
