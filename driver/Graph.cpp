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
#include "Process.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
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
    : How(How), State(std::move(State)), Needed(How.Models) {
  Needed.insert(Needed.end(), {How.Tools.Plugin, How.Tools.Clang});
  if (!How.Overlay.empty())
    Needed.push_back(How.Overlay);
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
    return llvm::createStringError(Failed, "cannot make '" + State +
                                               "': " + Failed.message());
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
    return failure("ninja cannot be told what to do in '" + printable(State) +
                   "'");
  return writeFile(State + "/build.ninja", Out.str());
}

/// The log of a unit in which there is nothing to analyse.
static constexpr char EmptyLog[] =
    R"({"runs":[{"columnKind":"unicodeCodePoints","results":[],"tool":)"
    R"({"driver":{"name":"closewait"}}}],"version":"2.1.0"})";

void Graph::printRules(NinjaText &Word, llvm::raw_ostream &Out) const {
  std::string Below = Word(shellWord(State + "/"));
  // Whatever a launcher does or does not do, what was there is none of it.
  const char *Before = How.Launcher.empty() ? "" : "rm -f $out $out.err; ";
  std::string Run = "$run " + Below + "$out $seconds $memory " +
                    Word(shellWord(How.Tools.Clang)) + " @" + Below +
                    "$out.args";
  const char *Rest = "\n  description = $what\n"
                     "  depfile = $out.d\n"
                     "  deps = gcc\n"
                     "  rspfile = $out.args\n"
                     "  rspfile_content = $words\n";
  // A unit that fails leaves no output, which is what the command looks at:
  // ninja need not show its command line as the trouble.  Without the facts of
  // a unit, those of the others are joined.
  Out << "rule facts\n  command = : $stamp; " << Before << Run
      << " || rm -f $out" << Rest << "  restat = 1\n"
      << "rule join\n  command = " << Word(shellWord(How.Tools.Join)) << " "
      << List
      << "\n  description = combine the facts of all units\n  restat = 1\n"
      << "rule analyze\n  command = : $stamp; ";
  // A unit of which it is known that there is nothing to analyse is not.
  if (How.Facts)
    Out << "{ read -r _; read -r is; } <$told; case $$is in idle:*) "
        << "[ ! -e $out.err ] || rm -f $out.err; printf '%s\\n' '" << EmptyLog
        << "' >$out;; *) " << Before << Run << ";; esac";
  else
    Out << Before << Run;
  Out << " || rm -f $out" << Rest;
}

void Graph::printUnit(const Node &N, NinjaText &Word,
                      llvm::raw_ostream &Out) const {
  const Unit &U = *N.Of;
  bool AsksFacts = joins() && !path::is_absolute(N.Facts);
  if (!AsksFacts && !N.IsAnalyzed)
    return;
  auto Print = [&](const char *Rule, const std::string &To, const char *Kind,
                   const std::string &Words, bool Knows) {
    Out << "build " << To << ": " << Rule << " $file |";
    for (size_t I = 0; I != Needed.size(); ++I)
      Out << " $needed" << I;
    if (Knows)
      Out << " $known";
    Out << "\n  stamp = $is\n  what = $what\n"
        << "  run = " << Word(commandFor(How, Kind, U.Directory))
        << "\n  words = $common " << Word(outputArguments(To) + Words)
        << " $own\n";
    if (Knows)
      Out << "  told = $told\n";
  };
  Out << "file = " << Word(U.File)
      << "\nis = "
      // ninja itself only sees what is newer than a log, not an older file that
      // was moved there.
      << stampOf(U.File) << "\nown = " << Word(argumentsFor(How, U)) << "\n";
  if (AsksFacts) {
    Out << "what = facts of " << Word(U.File) << "\n";
    Print("facts", N.Facts, "facts", "", /*Knows=*/false);
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
  Out << "join = " << Word(How.Tools.Join) << "\n"
      << Names << "build" << Known << ": join" << Facts << " | " << List
      << " $join\nbuild facts: phony" << Facts << "\nbuild known: phony"
      << Known << "\n";
}

void Graph::printGraph(NinjaText &Word, llvm::raw_ostream &Out) const {
  Out << "ninja_required_version = 1.5\n"
      << "seconds = " << How.Seconds << "\n"
      << "memory = " << How.Memory << "\n"
      << "common = " << Word(commonArguments(How)) << "\n";
  printRules(Word, Out);
  for (size_t I = 0; I != Needed.size(); ++I)
    Out << "needed" << I << " = " << Word(Needed[I]) << "\n";
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

Ran Graph::run(Until Stage) const {
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
    return "its command ended without a result";
  std::string Error = errorIn((*Said)->getBuffer());
  return Error.empty() ? "see " + Log + ".err" : Error;
}

/// Whether \p Known says that its unit comes to no socket.  The rule "analyze"
/// looks at the same line.
static bool isIdle(const std::string &Known) {
  auto Text = llvm::MemoryBuffer::getFile(Known);
  return Text &&
         compat::startsWith((*Text)->getBuffer().split('\n').second, "idle:");
}

std::vector<Outcome> Graph::outcomes() const {
  std::vector<Outcome> Found;
  for (const Node &N : Nodes) {
    if (!N.IsAnalyzed)
      continue;
    std::string Log = pathOf(N.Log);
    bool IsThere = isWritable(*N.Of) && fs::exists(Log);
    std::string Trouble;
    if (!isWritable(*N.Of))
      Trouble = "a line break in its name or flags, which ninja cannot read";
    else if (!IsThere)
      Trouble = troubleOf(Log);
    bool IsIdle = How.Facts && IsThere && ::isIdle(pathOf(N.Known));
    Found.push_back({N.Of, IsThere ? Log : "", Trouble, IsIdle});
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

llvm::Expected<std::vector<const Unit *>>
Graph::readersOf(const std::set<std::string> &Files, Spellings &Spelled) const {
  auto Said = outputOf({How.Tools.Ninja, "-C", State, "-t", "deps"});
  if (!Said)
    return Said.takeError();
  llvm::StringMap<std::string> Real;
  auto IsOneOf = [&](llvm::StringRef Name) {
    auto Entry = Real.try_emplace(Name);
    if (Entry.second)
      Entry.first->second = realPath(Name.str());
    const std::string &File = Entry.first->second;
    // A name that ninja has not read right, or a file that has gone since.
    if (!fs::exists(File))
      return true;
    if (!Files.count(File))
      return false;
    Spelled[File].insert(Name.str());
    return true;
  };
  // A line for each of our files, and below it, indented, one for each file.
  std::set<std::string> Readers;
  std::string Made;
  llvm::StringRef Rest = *Said, Line;
  while (!Rest.empty()) {
    std::tie(Line, Rest) = Rest.split('\n');
    if (!compat::startsWith(Line, " "))
      Made = Line.split(": ").first.str();
    else if (IsOneOf(Line.trim()))
      Readers.insert(Made);
  }
  // A unit without facts may read anything.
  auto IsUnknown = [&](const Node &N) {
    return How.Facts && !fs::exists(pathOf(N.Facts));
  };
  std::vector<const Unit *> Found;
  for (const Node &N : Nodes)
    if (IsOneOf(N.Of->File) || Readers.count(N.Facts) || Readers.count(N.Log) ||
        IsUnknown(N))
      Found.push_back(N.Of);
  return Found;
}
