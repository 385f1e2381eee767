//===- ModelYaml.h - Model rows as they stand in a file ---------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file of rows in the shape of its YAML, and the two ways between the shape
// and the text.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_MODELYAML_H
#define CLOSEWAIT_MODELYAML_H

#include "SocketModel.h"

namespace closewait {
namespace words {

/// The scalars of a row, each with a type of its own: so each mistake is named
/// at its place.
struct FunctionName {
  std::string Text;
};
/// An errno, by name, or a number of a library's own.
struct Code {
  int Value;
  bool IsErrno;
};
struct ArgumentCount {
  int Number = Any;
  enum : int { Any = -1, Most = Position::Last + 1 };
  bool operator==(const ArgumentCount &O) const { return Number == O.Number; }
};

/// A row as it stands in the file: one shape for one or more names.
struct Entry {
  std::vector<FunctionName> Names;
  FunctionModel Row;
  std::vector<Code> Again, Fatal;
  ArgumentCount AtLeast, AtMost;
};

/// What a pointer to a function, or a descriptor, is given.
struct CellName {
  std::string Text;
};
struct FlowEntry {
  std::string To;
  std::vector<CellName> From;
};

struct ModelFile {
  bool Idle = false;
  std::vector<Code> Again, Fatal;
  std::vector<Entry> Functions;
  std::vector<FlowEntry> Pointers, Sockets;
};

/// Adds the documents of \p Yaml to \p Files.
/// \returns true, or false with \p Error, the first mistake and its place.
bool parse(llvm::StringRef Yaml, std::vector<ModelFile> &Files,
           ModelError &Error);

/// Prints \p File as YAML.
void print(ModelFile &File, llvm::raw_ostream &OS);

} // namespace words
} // namespace closewait

#endif // CLOSEWAIT_MODELYAML_H
