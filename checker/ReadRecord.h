//===- ReadRecord.h - What an output was made from --------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The record beside each output of a unit (its facts, or its log): the files
// that clang has read, by content, and the names that it has looked for and not
// found.  The plugin writes the record; the command asks whether it still
// holds.
//
// A damaged file must not pass for a whole one.  So a record begins with a hash
// of itself and one of its output; and what the join writes, which has no
// record, ends with a line that holds a hash of the rest (its seal).
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_READRECORD_H
#define CLOSEWAIT_READRECORD_H

#include "llvm/ADT/StringRef.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace closewait {

/// The hash by which contents are compared.
uint64_t contentHash(llvm::StringRef Text);

/// \p Text, with its seal behind it: a comment, for YAML.
std::string sealed(std::string Text);

/// Whether \p Text ends with its seal.
bool holdsSeal(llvm::StringRef Text);

/// What tells, without a look into a file, that it has not changed.
struct FileStamp {
  int64_t Modified = 0; ///< In nanoseconds.
  /// The time of the last change of any kind, or 0 where it is too young: then
  /// another change may follow with the same time.
  int64_t Changed = 0;
  uint64_t Size = 0, Inode = 0;

  bool operator==(const FileStamp &O) const {
    return Modified == O.Modified && Changed == O.Changed && Size == O.Size &&
           Inode == O.Inode;
  }
};

/// The stamp of the regular file \p Path, after links; nothing where there is
/// none.
std::optional<FileStamp> stampFor(const std::string &Path);

/// One line of a record: a file that was read, or a name that was not there.
struct ReadLine {
  llvm::StringRef Name; ///< From the root.
  bool IsAbsent = false;
  FileStamp Stamp;
  uint64_t Hash = 0; ///< Of the content.
};

/// The record of one output.
class ReadRecord {
public:
  uint64_t Output = 0; ///< The hash of the output.
  uint64_t Known = 0;  ///< That of what was known of other units, or 0.

  void addRead(const std::string &Name, const FileStamp &Stamp, uint64_t Hash);
  void addAbsent(const std::string &Name);

  std::string text() const;

private:
  std::map<std::string, std::string> Lines; ///< By name.
};

/// The text of a record, which is whole.
struct ReadRecordText {
  uint64_t Output, Known;
  uint64_t Hash; ///< Of the lines.
  llvm::StringRef Lines;

  /// \returns nothing where \p Text is no record, or a damaged one.
  static std::optional<ReadRecordText> in(llvm::StringRef Text);
};

/// Takes the first of \p Lines.
/// \returns nothing where there is none.
std::optional<ReadLine> takeReadLine(llvm::StringRef &Lines);

} // namespace closewait

#endif // CLOSEWAIT_READRECORD_H
