//===- Graph.cpp - The work, as ninja sees it -----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Graph.h"
#include "Compat.h"
#include "Files.h"
#include "Ninja.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA1.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

/// The files of the join: what it reads and writes, below the state.
static constexpr char List[] = "units.list";

/// Whether ninja can be told of \p U.
static bool isWritable(const Unit &U) {
  NinjaText Word;
  Word(U.File);
  Word(U.Directory);
  llvm::for_each(U.Arguments, [&](llvm::StringRef Text) { Word(Text); });
  return Word.isWhole();
}

/// \returns an error where ninja cannot be told how all units are analysed.
static llvm::Error checkNames(const Plan &How, llvm::StringRef State) {
  std::vector<std::pair<llvm::StringRef, llvm::StringRef>> Names = {
      {"the folder of the database", State},
      {"the path of clang", How.Tools.Clang},
      {"the path of the plugin", How.Tools.Plugin},
      {"the path of closewait-unit", How.Tools.RunUnit},
      {"the path of closewait-join", How.Tools.Join},
      {"the list of checkers", How.Checkers},
      {"the launcher", How.Launcher},
      {"the path of the overlay", How.Overlay}};
  for (const std::string &Model : How.Models)
    Names.push_back({"the path of a model file", Model});
  for (const std::string &Argument : How.ExtraArgs)
    Names.push_back({"an extra argument", Argument});
  for (const auto &Name : Names) {
    NinjaText Word;
    Word(Name.second);
    if (!Word.isWhole())
      return failure(Name.first +
                     " has a line break in it, which ninja "
                     "cannot read: '" +
                     printable(Name.second) + "'");
  }
  return llvm::Error::success();
}

std::string closewait::nameOf(const Unit &U) {
  llvm::SHA1 Hash;
  for (const std::string &Argument : U.Arguments) {
    Hash.update(Argument);
    Hash.update(llvm::StringRef("\0", 1));
  }
  Hash.update(U.Directory);
  Hash.update(llvm::StringRef("\0", 1));
  Hash.update(U.File);
  std::string Name = llvm::sys::path::filename(U.File).str();
  for (char &C : Name)
    if (!llvm::isAlnum(C) && !llvm::StringRef("._-+").contains(C))
      C = '_';
  return "units/" + Name + "-" +
         llvm::toHex(Hash.final(), /*LowerCase=*/true).substr(0, 12);
}

Graph::Graph(const Plan &How, const std::vector<Unit> &Units, std::string State)
    : How(How), State(std::move(State)) {
  for (const Unit &U : Units) {
    std::string Name = nameOf(U);
    Nodes.push_back({&U, Name + ".sarif", Name + ".facts", Name + ".known"});
  }
}

void Graph::leaveOut(const IsOne &Is) {
  llvm::erase_if(Nodes, [&](const Node &N) { return Is(*N.Of); });
}

void Graph::analyzeOnly(const IsOne &Is) {
  for (Node &N : Nodes)
    N.IsAnalyzed = Is(*N.Of);
}

void Graph::takeFacts(const Graph &Other, const IsOne &Is) {
  std::map<const Unit *, std::string> Theirs; // They may be of a third graph.
  for (const Node &N : Other.Nodes)
    Theirs[N.Of] = Other.pathOf(N.Facts);
  for (Node &N : Nodes)
    if (Theirs.count(N.Of) && Is(*N.Of))
      N.Facts = Theirs[N.Of];
}

void Graph::takeKnown(const Graph &Other) {
  for (Node &N : Nodes)
    N.Known = Other.pathOf(N.Known);
}

std::string Graph::pathOf(const std::string &Name) const {
  return path::is_absolute(Name) ? Name : State + "/" + Name;
}

/// Whether there are facts to be joined.
bool Graph::joins() const {
  return How.Facts && llvm::any_of(Nodes, [](const Node &N) {
           return isWritable(*N.Of) && !path::is_absolute(N.Known);
         });
}

/// Whether the facts of \p N are made here.
bool Graph::asksFacts(const Node &N) const {
  return joins() && !path::is_absolute(N.Facts);
}

/// Tells the join what to read and what to write.
llvm::Error Graph::writeList() const {
  std::string Text;
  for (const Node &N : Nodes)
    if (isWritable(*N.Of))
      Text += pathOf(N.Facts) + "\n" + pathOf(N.Known) + "\n";
  return writeFile(State + "/" + List, Text);
}

llvm::Error Graph::write() const {
  if (llvm::Error E = checkNames(How, State))
    return E;
  if (std::error_code Failed = fs::create_directories(State + "/units"))
    return failure("cannot make '" + State + "/units': " + Failed.message() +
                   "; remove '" + State + "', and run again");
  // Where a file of ours is to be, a folder cannot be written to.
  for (const char *Name :
       {".gitignore", List, "build.ninja", "tools", ".ninja_log"})
    if (fs::is_directory(State + "/" + Name))
      removeAll(State + "/" + Name);
  // Of an earlier version of this program, which had ninja look at the headers.
  removeAll(State + "/.ninja_deps");
  // Nothing here is for a repository.
  if (llvm::Error E = writeFile(State + "/.gitignore", "*\n"))
    return E;
  if (joins())
    if (llvm::Error E = writeList())
      return E;
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  NinjaText Word;
  printGraph(Word, Out);
  if (!Word.isWhole())
    return failure("ninja cannot read a name in '" + printable(State) + "'");
  return writeFile(State + "/build.ninja", Out.str());
}

/// The log of a unit in which there is nothing to analyse.
static constexpr char EmptyLog[] =
    R"({"runs":[{"columnKind":"unicodeCodePoints","results":[],"tool":)"
    R"({"driver":{"name":"closewait"}}}],"version":"2.1.0"})";

void Graph::printRules(NinjaText &Word, llvm::raw_ostream &Out) const {
  std::string Below = Word(shellWord(State + "/"));
  // Whatever a launcher does or does not do, what was there is none of it.
  const char *Before =
      How.Launcher.empty() ? "" : "rm -rf $out $out.err $out.reads; ";
  std::string Run = "$run " + Below + "$out $seconds $memory " +
                    Word(shellWord(How.Tools.Clang)) + " @" + Below +
                    "$out.args";
  const char *Rest = "\n  description = $what\n"
                     "  rspfile = $out.args\n"
                     "  rspfile_content = $words\n";
  // A unit that fails leaves no output, which is what the command looks at:
  // ninja need not show its command line as the trouble.  Without the facts of
  // a unit, those of the others are joined.
  const char *Failed = " || rm -rf $out $out.reads";
  Out << "rule facts\n  command = : $tools; " << Before << Run << Failed << Rest
      << "  restat = 1\n"
      << "rule join\n  command = : $tools; " << Word(shellWord(How.Tools.Join))
      << " " << List
      << "\n  description = combine the facts of all units\n  restat = 1\n"
      << "rule analyze\n  command = : $tools; ";
  // A unit of which it is known that there is nothing to analyse is not.
  if (How.Facts)
    Out << "{ read -r _; read -r is; } <$told; case $$is in idle:*) "
        << "rm -rf $out.err $out.reads; printf '%s\\n' '" << EmptyLog
        << "' >$out;; *) " << Before << Run << ";; esac";
  else
    Out << Before << Run;
  Out << Failed << Rest;
}

void Graph::printUnit(const Node &N, NinjaText &Word,
                      llvm::raw_ostream &Out) const {
  const Unit &U = *N.Of;
  if (!asksFacts(N) && !N.IsAnalyzed)
    return;
  auto Print = [&](const char *Rule, const std::string &To, const char *Kind,
                   const std::string &Words, bool Knows) {
    Out << "build " << To << ": " << Rule << (Knows ? " | $known" : "")
        << "\n  what = $what\n  run = "
        << Word(commandFor(How, Kind, U.Directory)) << "\n  words = $common "
        << Word(Words) << " $own\n";
    if (Knows)
      Out << "  told = $told\n";
  };
  Out << "own = " << Word(argumentsFor(How, U)) << "\n";
  if (asksFacts(N)) {
    Out << "what = facts of " << Word(U.File) << "\n";
    // Facts that are the same again keep their time, and the join has nothing
    // to do.  So they stay, and their record, if it is not there, asks for
    // them.
    Print("facts", N.Facts + " | " + recordFor(N.Facts), "facts", "",
          /*Knows=*/false);
  }
  if (!N.IsAnalyzed)
    return;
  std::string Words;
  if (How.Facts) {
    Out << "known = " << Word(N.Known)
        << "\ntold = " << Word(shellWord(N.Known)) << "\n";
    Words += " " + knownArguments(pathOf(N.Known));
  }
  if (How.Pages)
    Words += " " + pagesArguments(pathOf(N.Log) + ".pages");
  Out << "what = " << Word(U.File) << "\n";
  Print("analyze", N.Log, "log", Words, How.Facts);
}

void Graph::printJoin(NinjaText &Word, llvm::raw_ostream &Out) const {
  std::string Known, Facts, Names;
  for (const Node &N : Nodes) {
    if (!isWritable(*N.Of))
      continue;
    Known += " " + N.Known;
    if (!path::is_absolute(N.Facts)) {
      Facts += " " + N.Facts;
      continue;
    }
    std::string Name = "facts" + std::to_string(&N - Nodes.data());
    Names += Name + " = " + Word(N.Facts) + "\n";
    Facts += " $" + Name;
  }
  Out << Names << "build" << Known << ": join" << Facts << " | " << List
      << "\nbuild facts: phony" << Facts << "\nbuild known: phony" << Known
      << "\n";
}

void Graph::printGraph(NinjaText &Word, llvm::raw_ostream &Out) const {
  Out << "ninja_required_version = 1.5\n"
      << "seconds = " << How.Seconds << "\n"
      << "memory = " << How.Memory << "\n"
      << "common = " << Word(commonArguments(How)) << "\n"
      << "tools = "
      << wordFor({How.Tools.Clang, How.Tools.Plugin, How.Tools.RunUnit,
                  How.Tools.Join},
                 State + "/tools")
      << contentHash(How.Tools.Version) << "\n";
  printRules(Word, Out);
  std::string Logs;
  for (const Node &N : Nodes)
    if (isWritable(*N.Of)) {
      printUnit(N, Word, Out);
      Logs += N.IsAnalyzed ? " " + N.Log : "";
    }
  if (joins())
    printJoin(Word, Out);
  Out << "build end: phony" << Logs << "\n";
}

/// The hash of what \p N is told; 0 where nothing is asked, and nothing where
/// that is damaged, or not there.
std::optional<uint64_t> Graph::knownTo(const Node &N) const {
  if (!How.Facts)
    return 0;
  auto Text = llvm::MemoryBuffer::getFile(pathOf(N.Known));
  if (!Text || !holdsSeal((*Text)->getBuffer()))
    return std::nullopt;
  return contentHash((*Text)->getBuffer());
}

/// Whether it is known that \p N comes to no socket.  The rule "analyze" looks
/// at the same line.
bool Graph::isIdle(const Node &N) const {
  auto Text = llvm::MemoryBuffer::getFile(pathOf(N.Known));
  return How.Facts && Text &&
         compat::startsWith((*Text)->getBuffer().split('\n').second, "idle:");
}

/// Whether the log of \p N is as it was written, with what is known now.
bool Graph::isWholeLog(const Node &N) const {
  auto Known = knownTo(N);
  std::string Log = pathOf(N.Log);
  if (!Known || !isIdle(N))
    return Known && isWhole(Log, *Known);
  auto Text = llvm::MemoryBuffer::getFile(Log);
  return Text && (*Text)->getBuffer() == std::string(EmptyLog) + "\n";
}

void Graph::removeStaleFacts(const Node &N, Freshness &Now) const {
  std::string Facts = pathOf(N.Facts);
  Use Is = Now.of(Facts, /*Known=*/0);
  if (Is == Use::Damaged)
    removeAll(Facts);
  if (Is != Use::Again)
    removeAll(recordFor(Facts));
}

void Graph::removeStaleLog(const Node &N, Freshness &Now) const {
  std::string Log = pathOf(N.Log);
  auto Known = knownTo(N);
  if (!Known && !path::is_absolute(N.Known))
    removeAll(pathOf(N.Known));
  if (isIdle(N) ? isWholeLog(N) : Known && Now.of(Log, *Known) == Use::Again)
    return;
  removeAll(Log);
  removeAll(recordFor(Log));
}

/// Removes what earlier runs have made and what cannot be used again, so that
/// ninja makes it anew.
void Graph::removeStale(Until Stage) const {
  Freshness Now(How.Overlay.empty() ? Contents() : readOverlay(How.Overlay));
  for (const Node &N : Nodes) {
    if (!isWritable(*N.Of))
      continue;
    if (asksFacts(N))
      removeStaleFacts(N, Now);
    if (N.IsAnalyzed && Stage != Until::Facts)
      removeStaleLog(N, Now);
    // ninja writes the arguments there.
    for (const std::string &Name : {N.Facts, N.Log})
      if (std::string File = pathOf(Name) + ".args"; fs::is_directory(File))
        removeAll(File);
  }
}

Ran Graph::run(Until Stage) const {
  removeStale(Stage);
  Ninja Worker{How.Tools.Ninja, State, How.Jobs, How.Quiet};
  Worker.Parks = How.Facts && Stage == Until::End && How.Launcher.empty();
  switch (Worker.build(Stage == Until::Facts   ? "facts"
                       : Stage == Until::Known ? "known"
                                               : "end")) {
  case Ninja::Whole:
    return Ran::Whole;
  case Ninja::Interrupted:
    return Ran::Interrupted;
  case Ninja::Never:
    return Ran::Never;
  case Ninja::Failed:
    break;
  }
  // Where something has failed, it is a unit, and has no log.
  bool AllThere = llvm::all_of(outcomes(), [](const Outcome &O) {
    return !O.Log.empty() || !isWritable(*O.Of);
  });
  return AllThere || Stage != Until::End ? Ran::Never : Ran::Whole;
}

/// Why the unit whose log would be \p Log was not analysed.
static std::string troubleOf(const std::string &Log) {
  auto Said = llvm::MemoryBuffer::getFile(Log + ".err");
  if (!Said)
    return "its command left no result; without --quiet, its message is shown";
  std::string Error = errorIn((*Said)->getBuffer());
  return Error.empty() ? "see " + Log + ".err" : Error;
}

std::vector<Outcome> Graph::outcomes() const {
  std::vector<Outcome> Found;
  for (const Node &N : Nodes) {
    if (!N.IsAnalyzed)
      continue;
    std::string Log = pathOf(N.Log);
    bool IsThere = isWritable(*N.Of) && isWholeLog(N);
    std::string Trouble;
    if (!isWritable(*N.Of))
      Trouble = "a line break in its name or flags, which ninja cannot read";
    else if (!IsThere && fs::exists(Log))
      Trouble = "the log of its findings is damaged: remove '" + State +
                "', and run again";
    else if (!IsThere)
      Trouble = troubleOf(Log);
    Found.push_back({N.Of, IsThere ? Log : "", Trouble, IsThere && isIdle(N)});
  }
  return Found;
}

std::vector<std::string> Graph::facts() const {
  std::vector<std::string> Found;
  for (const Node &N : Nodes)
    if (isWritable(*N.Of))
      Found.push_back(pathOf(N.Facts));
  return Found;
}

bool Graph::knowsTheSame(const Graph &Other, const Unit &U) const {
  std::string Name = nameOf(U) + ".known";
  auto Here = llvm::MemoryBuffer::getFile(State + "/" + Name);
  auto There = llvm::MemoryBuffer::getFile(Other.State + "/" + Name);
  return Here && There && (*Here)->getBuffer() == (*There)->getBuffer();
}
