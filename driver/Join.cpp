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
// LIST has a line for each unit, the path of its facts, a tab, and the path for
// what it is told.  A file whose words stay the same is not touched: who reads
// it is up to date.
//
//===----------------------------------------------------------------------===//

#include "Files.h"
#include "ProjectFacts.h"

#include "llvm/Support/raw_ostream.h"

using namespace closewait;

namespace {
/// What a unit is to be told, and where.
struct Listener {
  std::string Known;
  bool IsIdle = false; ///< By itself, it meets no socket.
  /// The functions of other units that it calls.
  std::set<std::string> Calls;
};
} // namespace

/// Adds the facts in \p File to \p Project; where there are none, or none that
/// can be read, nothing is known of its unit.
static void addFacts(const std::string &File, ProjectFacts &Project,
                     Listener &Unit) {
  auto Text = readFile(File);
  if (!Text)
    return llvm::consumeError(Text.takeError());
  SocketModel Facts;
  ModelError Wrong;
  if (!Facts.read(*Text, Wrong)) {
    llvm::errs() << "warning: " << File << ":" << Wrong.Line << ":"
                 << Wrong.Column << ": " << Wrong.Message << "\n";
    return;
  }
  Project.add(Facts);
  Unit.IsIdle = Facts.isIdle();
  for (const auto &Row : Facts.rows())
    for (const BodyCall &Call : Row.getValue().Seen.Calls)
      if (!Facts.knows(Call.Of))
        Unit.Calls.insert(Call.Of);
}

/// What \p Unit is told.
static std::string knownTo(const Listener &Unit, const ProjectFacts &Project) {
  SocketModel Known;
  bool Reads = false;
  for (const std::string &Name : Unit.Calls) {
    FunctionModel Row;
    Row.Does = Role::Body;
    if (!Project.find(Name, Row.Seen) || Row.Seen.mayCloseAnything())
      continue;
    Reads |= Row.Seen.tellsOfReads();
    Known.add(Name, std::move(Row));
  }
  if (Unit.IsIdle && !Reads) {
    Known = SocketModel();
    Known.setIdle(true);
  }
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Known.write(Out);
  return Out.str();
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
  std::vector<Listener> Units;
  llvm::StringRef Rest = *List, Line;
  while (!Rest.empty()) {
    std::tie(Line, Rest) = Rest.split('\n');
    auto Files = Line.split('\t');
    Units.emplace_back();
    Units.back().Known = Files.second.str();
    addFacts(Files.first.str(), Project, Units.back());
  }
  Project.settle();
  for (const Listener &Unit : Units)
    if (llvm::Error E = writeFile(Unit.Known, knownTo(Unit, Project)))
      return Fail(std::move(E));
  return 0;
}
