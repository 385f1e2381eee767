//===- SocketModel.cpp - What the library's functions do to sockets -------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SocketModel.h"
#include "ModelWords.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/ErrorHandling.h"

#include <tuple>

using namespace closewait;

bool FunctionModel::operator==(const FunctionModel &O) const {
  auto Key = [](const FunctionModel &F) {
    return std::tie(F.Does, F.Descriptor, F.Target, F.Handle, F.Function,
                    F.Buffer, F.Length, F.Flags, F.Address, F.Data, F.Zero,
                    F.Negative, F.Told, F.MinArguments, F.MaxArguments,
                    F.Elements, F.SocketsOnly, F.Stream, F.EmptyMessage,
                    F.Peeks, F.Recalls, F.Bye, F.Borrows, F.CloseBit, F.End,
                    F.Error, F.Else, F.Again, F.Fatal, F.Seen);
  };
  return Key(*this) == Key(O);
}

bool BodyCall::operator==(const BodyCall &O) const {
  return std::tie(Of, Line, Number, Always, With, Turns) ==
         std::tie(O.Of, O.Line, O.Number, O.Always, O.With, O.Turns);
}

bool BodyFacts::operator==(const BodyFacts &O) const {
  auto Key = [](const BodyFacts &F) {
    return std::tie(F.At, F.NeverReturns, F.Varies, F.Closes, F.MayClose,
                    F.Keeps, F.Writes, F.Sends, F.Gives, F.Reads, F.Without,
                    F.Calls);
  };
  return Key(*this) == Key(O);
}

bool BodyFacts::tellsOfReads() const {
  return !mayCloseAnything() && llvm::any_of(Reads, [&](const BodyRead &R) {
    return R.tells(Without);
  });
}

/// What a body answers where all goes on.
static ResultRange goingOn(const BodyRead &Read, const ResultRange &Without) {
  return Read.Data.with(Without.common(ResultRange::from(0)));
}

bool BodyRead::tellsEnd(const ResultRange &Without) const {
  return !End.isEmpty() && !End.meets(goingOn(*this, Without).with(Again));
}

bool BodyRead::tells(const ResultRange &Without) const {
  return !Data.isEmpty() && !End.isEmpty() &&
         !End.with(Failed).meets(goingOn(*this, Without)) &&
         (tellsEnd(Without) || End.with(Failed) == Again);
}

void BodyFacts::forgetNumbers() {
  std::set<unsigned> Named;
  auto SeeOne = [&](const AccessPath &Path) {
    unsigned Number;
    if (Path.isGiven() && Path.isCall(Number))
      Named.insert(Number);
  };
  auto See = [&](const std::vector<AccessPath> &All) {
    llvm::for_each(All, SeeOne);
  };
  for (const BodyRead &Read : Reads)
    SeeOne(Read.Of);
  words::eachPathList(
      *this, [&](const char *, std::vector<AccessPath> &All) { See(All); });
  for (const BodyCall &Call : Calls)
    See(Call.With);
  std::vector<BodyCall> All;
  for (BodyCall &Call : Calls) {
    if (!Named.count(Call.Number))
      Call.Number = 0;
    if (!llvm::is_contained(All, Call))
      All.push_back(std::move(Call));
  }
  Calls = std::move(All);
}

bool BodyFacts::mayCloseAnything() const {
  return llvm::any_of(
      MayClose, [](const AccessPath &Path) { return Path.isSomewhere(); });
}

const FunctionModel *SocketModel::find(llvm::StringRef Function,
                                       unsigned Arguments) const {
  auto Found = Rows.find(Function);
  if (Found == Rows.end())
    return nullptr;
  const FunctionModel &Row = Found->second;
  if (Arguments < Row.MinArguments || Arguments > Row.MaxArguments)
    return nullptr;
  return &Row;
}

const FunctionModel *SocketModel::plain(Role Does, Position P) {
  // Made once: rows are known by their address.
  static const auto *Table = [] {
    auto *T = new std::vector<FunctionModel>;
    auto Add = [T](Role Does, int Index, bool Through) {
      FunctionModel Row;
      Row.Does = Does;
      Row.Descriptor = {Index, Through};
      Row.SocketsOnly = Does == Role::Use;
      T->push_back(Row);
    };
    Add(Role::Acquire, Position::Result, /*Through=*/false);
    for (int Index = 0; Index <= Position::Last; ++Index) {
      Add(Role::Acquire, Index, /*Through=*/true);
      Add(Role::Close, Index, /*Through=*/false);
      Add(Role::Use, Index, /*Through=*/false);
    }
    return T;
  }();
  for (const FunctionModel &Row : *Table)
    if (Row.Does == Does && Row.Descriptor == P)
      return &Row;
  return nullptr;
}

const SocketModel &SocketModel::builtIn() {
  static const SocketModel *Model = [] {
    auto *M = new SocketModel;
    ModelError Error;
    for (const BuiltInFile &File : builtInFiles())
      if (!M->read(File.Yaml, Error))
        llvm::report_fatal_error(File.Name + llvm::Twine(":") +
                                 llvm::Twine(Error.Line) + ": " +
                                 Error.Message);
    return M;
  }();
  return *Model;
}
