//===- Join.cpp - What the units of a project know of each other ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// closewait-join, which ninja runs when the facts of a unit have changed:
//
//   closewait-join LIST
//
// LIST has two lines for each unit: the path of its facts, and the path of the
// file that tells it what is known.  A file whose words stay the same is not
// touched: what depends on it is up to date.
//
//===----------------------------------------------------------------------===//

#include "FactsFile.h"
#include "Files.h"
#include "ProjectFacts.h"
#include "ReadRecord.h"
#include "SocketCells.h"

#include "llvm/Support/raw_ostream.h"

using namespace closewait;

namespace {
/// What a unit is to be told, and where.
struct Listener {
  std::string Known;
  bool IsIdle = false; ///< By itself, it meets no socket.
  /// The functions of other units that it calls.
  std::set<std::string> Calls;
  /// Where it keeps descriptors.
  std::set<std::string> Cells;
};
} // namespace

/// Adds the facts in \p File to \p Project; where there are none, or none that
/// can be read, nothing is known of its unit.
static void addFacts(const std::string &File, ProjectFacts &Project,
                     SocketCells &Sockets, Listener &Unit) {
  SocketModel Facts;
  if (!readFacts(File, Facts))
    return;
  Project.add(Facts);
  Sockets.add(Facts.socketFlows());
  for (const auto &Flow : Facts.socketFlows())
    Unit.Cells.insert(Flow.first);
  Unit.IsIdle = Facts.isIdle();
  for (const auto &Row : Facts.rows())
    for (const BodyCall &Call : Row.getValue().Seen.Calls)
      if (!Facts.knows(Call.Of))
        Unit.Calls.insert(Call.Of);
}

/// What \p Unit is told.
static std::string knownTo(const Listener &Unit, const ProjectFacts &Project,
                           const SocketCells &Sockets) {
  SocketModel Known;
  bool Meets = false;               // A socket, by what it calls.
  std::set<llvm::StringRef> Fields; // Of what is read for it.
  for (const std::string &Name : Unit.Calls) {
    FunctionModel Row;
    Row.Does = Role::Body;
    if (!Project.find(Name, Row.Seen) || Row.Seen.mayCloseAnything())
      continue;
    // No unit asks for these.
    Row.Seen.Sends.clear();
    Meets |= Row.Seen.tellsOfReads() || Row.Seen.givesNew();
    for (const BodyRead &Read : Row.Seen.Reads)
      if (auto Steps = Read.Of.steps(); !Steps.empty())
        Fields.insert(Steps.back().ltrim("->."));
    Known.add(Name, std::move(Row));
  }
  for (const std::string &Cell : Unit.Cells)
    if (Sockets.has(Cell))
      Known.addSocketFlow("new", Cell);
  for (llvm::StringRef Field : Fields)
    for (llvm::StringRef Cell : Sockets.ofField(Field))
      Known.addSocketFlow("new", Cell.str());
  if (Unit.IsIdle && !Meets) {
    Known = SocketModel();
    Known.setIdle(true);
  }
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Known.write(Out);
  return sealed(Out.str());
}

int main(int Count, char **Words) {
  if (Count != 2) {
    llvm::errs() << "usage: closewait-join LIST\n";
    return 2;
  }
  auto Fail = [](llvm::Error E) {
    llvm::errs() << "error: " << llvm::toString(std::move(E)) << "\n";
    return 2;
  };
  auto List = readFile(Words[1]);
  if (!List)
    return Fail(List.takeError());
  ProjectFacts Project;
  SocketCells Sockets;
  std::vector<Listener> Units;
  llvm::StringRef Rest = *List, Facts, Known;
  while (!Rest.empty()) {
    std::tie(Facts, Rest) = Rest.split('\n');
    std::tie(Known, Rest) = Rest.split('\n');
    Units.emplace_back();
    Units.back().Known = Known.str();
    addFacts(Facts.str(), Project, Sockets, Units.back());
  }
  Project.settle();
  Sockets.settle();
  for (const Listener &Unit : Units)
    if (llvm::Error E = writeFile(Unit.Known, knownTo(Unit, Project, Sockets)))
      return Fail(std::move(E));
  return 0;
}
