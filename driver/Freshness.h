//===- Freshness.h - What is still as it was --------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides whether an output of an earlier run can be used again: its record
// (ReadRecord.h) is whole and belongs to this output, each file that clang has
// read still has the same content, and each name that clang has not found is
// still absent.  A file with the same stamp is not read again.
//
// ninja, which only sees what is newer, has no say in this: what does not hold
// is removed, and ninja makes what is not there.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FRESHNESS_H
#define CLOSEWAIT_DRIVER_FRESHNESS_H

#include "Overlay.h"
#include "ReadRecord.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"

#include <map>

namespace closewait {

/// The name of the record of the file \p Output.
std::string recordFor(const std::string &Output);

/// Removes \p Path, a file, or a folder with all that is in it.
void removeAll(const std::string &Path);

/// What an output of an earlier run is good for.
enum class Use {
  Again,   ///< It would be the same.
  Old,     ///< It is whole, but something that was read is another one now.
  Damaged, ///< It is not whole, or it is not there.
};

class Freshness {
public:
  /// Where \p Shown names a file, another one stands for it.
  explicit Freshness(Contents Shown) : Shown(std::move(Shown)) {}

  /// What \p Output is good for, if \p Known is the hash of what is known of
  /// other units.  Where it is good, its record gets the stamps of now.
  Use of(const std::string &Output, uint64_t Known);

private:
  /// What is at a name.
  struct Found {
    bool IsThere = false;
    std::optional<FileStamp> Stamp; ///< Of a regular file.
    std::optional<uint64_t> Hash;   ///< Once it was needed.
  };
  Found &at(llvm::StringRef Name);
  bool isSame(const ReadLine &Line, bool &HasMoved);
  bool areSame(const ReadRecordText &Record, bool &HaveMoved);
  void restamp(const std::string &File, const ReadRecordText &Record);
  std::string fileFor(llvm::StringRef Name) const;

  Contents Shown;
  llvm::StringMap<Found> Files;
  /// By the hash of the lines of a record: whether they hold, and whether the
  /// stamps of some files are other ones.
  std::map<uint64_t, std::pair<bool, bool>> Seen;
};

/// Whether \p Output is what its record says, and was made with what is
/// \p Known, a hash, of other units.
bool isWhole(const std::string &Output, uint64_t Known);

/// A word for what \p Files hold: another one where one of them has changed.
/// What was found out is kept in the file \p Cache.
std::string wordFor(llvm::ArrayRef<std::string> Files,
                    const std::string &Cache);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FRESHNESS_H
