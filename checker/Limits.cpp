//===- Limits.cpp - What is too much to be followed -----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Limits.h"

#include "llvm/ADT/StringExtras.h"

#include <tuple>

using namespace clang;
using namespace ento;
using namespace closewait;

void Unfinished::drop(const Decl *Function, Limit Reached) {
  auto Known = Functions.find(Function->getCanonicalDecl());
  if (Known == Functions.end())
    return;
  Known->second &= ~(1U << unsigned(Reached));
  if (Known->second == 0)
    Functions.erase(Known);
}

Unfinished &closewait::unfinished() {
  static Unfinished Functions;
  return Functions;
}

std::string closewait::wordsFor(unsigned Reached, const Limits &Most) {
  auto Has = [&](Limit L) { return (Reached & (1U << unsigned(L))) != 0; };
  llvm::SmallVector<std::string, 4> Reasons;
  if (Has(Limit::AnalyzerBudget))
    Reasons.push_back("it has more paths than the analyzer follows");
  if (Has(Limit::SocketSteps))
    Reasons.push_back("its sockets took more than " +
                      std::to_string(Most.SocketSteps) +
                      " steps (MaxSocketSteps)");
  if (Has(Limit::SocketsPerPath))
    Reasons.push_back("a path has more than " +
                      std::to_string(Most.SocketsPerPath) +
                      " sockets (MaxSocketsPerPath)");
  if (Has(Limit::Findings))
    Reasons.push_back("more than " + std::to_string(Most.FindingsPerFunction) +
                      " findings (MaxFindingsPerFunction)");
  if (Has(Limit::Uncompared))
    Reasons.push_back("the analysis ended early, and no path that goes on "
                      "reading came to its end");
  return llvm::join(Reasons, "; ");
}

/// In which order sockets are forgotten: what is closed first, then what others
/// hold.
static unsigned rankOf(const SocketState &S) {
  if (S.isClosed())
    return 0;
  return S.owner() == Owner::Given ? 1 : 2;
}

/// Symbols are counted as they are made.
static unsigned numberOf(SymbolRef S) {
  const auto *Made = dyn_cast<SymbolData>(S);
  return Made ? Made->getSymbolID() : 0;
}

ProgramStateRef closewait::dropSurplus(ProgramStateRef State, unsigned Most) {
  llvm::SmallVector<std::tuple<unsigned, unsigned, SymbolRef>, 64> All;
  for (const auto &Socket : sockets(State))
    All.push_back(
        {rankOf(Socket.second.State), ~numberOf(Socket.first), Socket.first});
  if (All.size() <= Most)
    return State;
  llvm::sort(All);
  All.resize(All.size() - Most);
  for (const auto &Socket : All)
    State = dropSocket(State, std::get<SymbolRef>(Socket));
  return State;
}
