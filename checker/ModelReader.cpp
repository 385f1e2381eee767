//===- ModelReader.cpp - The one reader of model rows ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes rows of what stands in a file, and a file of the rows.
//
//===----------------------------------------------------------------------===//

#include "ModelWords.h"
#include "ModelYaml.h"

#include <map>

using namespace closewait;
using namespace closewait::words;

int closewait::errnoValue(llvm::StringRef Name) {
  for (const auto &E : ErrnoValues)
    if (Name == E.Name)
      return E.Value;
  return -1;
}

static std::vector<int> valuesOf(const std::vector<Code> &Codes) {
  std::vector<int> Values;
  for (Code C : Codes)
    if (!llvm::is_contained(Values, C.Value))
      Values.push_back(C.Value);
  return Values;
}

static std::vector<Code> codesOf(const std::vector<int> &Values, Telling Told) {
  std::vector<Code> Codes;
  for (int Value : Values)
    Codes.push_back({Value, Told == Telling::ByErrno});
  return Codes;
}

bool SocketModel::read(llvm::StringRef Yaml, ModelError &Error) {
  std::vector<ModelFile> Documents;
  if (!parse(Yaml, Documents, Error))
    return false;
  for (const ModelFile &File : Documents) {
    Idle |= File.Idle;
    std::vector<int> FilesAgain = valuesOf(File.Again);
    if (CommonAgain.empty())
      CommonAgain = FilesAgain;
    if (FilesAgain.empty())
      FilesAgain = CommonAgain;
    for (const Entry &E : File.Functions) {
      FunctionModel Row = E.Row;
      if (Row.isByHandle())
        Row.Descriptor = Row.Handle;
      if (understands(Row.Does, Codes)) {
        Row.Again = !E.Again.empty() ? valuesOf(E.Again) : FilesAgain;
        Row.Fatal = valuesOf(E.Fatal.empty() ? File.Fatal : E.Fatal);
      }
      // One number is exact, two are a range, none is any.
      int Least = E.AtLeast.Number, Most = E.AtMost.Number;
      Row.MinArguments = std::max(Least, 0);
      Row.MaxArguments = Most >= 0    ? Most
                         : Least >= 0 ? Least
                                      : ArgumentCount::Most;
      for (const FunctionName &Function : E.Names)
        Rows[Function.Text] = Row;
    }
    for (const FlowEntry &E : File.Pointers)
      for (const CellName &From : E.From)
        addFlow(From.Text, E.To);
    for (const FlowEntry &E : File.Sockets) {
      askForCell(E.To);
      for (const CellName &From : E.From)
        addSocketFlow(From.Text, E.To);
    }
  }
  return true;
}

/// The entry that \p Row makes by itself, without a name.
static Entry entryFor(const FunctionModel &Row,
                      const std::vector<int> &CommonAgain) {
  Entry E;
  E.Row = Row;
  if (Row.isByHandle())
    E.Row.Descriptor = Position();
  int Least = Row.MinArguments, Most = Row.MaxArguments;
  if (Least != 0 || Most != ArgumentCount::Most)
    E.AtLeast.Number = Least;
  if (E.AtLeast.Number >= 0 && Most != Least)
    E.AtMost.Number = Most;
  if (understands(Row.Does, Codes) && Row.Again != CommonAgain)
    E.Again = codesOf(Row.Again, Row.Told);
  E.Fatal = codesOf(Row.Fatal, Row.Told);
  return E;
}

void SocketModel::write(llvm::raw_ostream &OS) const {
  std::map<llvm::StringRef, const FunctionModel *> ByName;
  for (const auto &Row : Rows)
    ByName[Row.getKey()] = &Row.getValue();
  // Rows of one shape are one entry, in the order of their first names.
  ModelFile File;
  File.Idle = Idle;
  File.Again = codesOf(CommonAgain, Telling::ByErrno);
  for (const auto &Named : ByName) {
    Entry New = entryFor(*Named.second, CommonAgain);
    auto Same = llvm::find_if(File.Functions,
                              [&](const Entry &E) { return E.Row == New.Row; });
    if (Same == File.Functions.end())
      Same = File.Functions.insert(Same, New);
    Same->Names.push_back({Named.first.str()});
  }
  auto Write = [](const Flows &All, std::vector<FlowEntry> &To) {
    for (const auto &Flow : All) {
      To.push_back({Flow.first, {}});
      for (const std::string &From : Flow.second)
        To.back().From.push_back({From});
    }
  };
  Write(Pointers, File.Pointers);
  Write(SocketCells, File.Sockets);
  print(File, OS);
}
