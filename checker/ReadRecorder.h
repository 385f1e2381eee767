//===- ReadRecorder.h - Notes what clang reads ------------------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file system between clang and the real one, with all that clang puts on top
// of the latter (-ivfsoverlay), which makes the record of a unit
// (ReadRecord.h). What counts is what clang got: the content that it has read,
// even if the file holds something else since then.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_READRECORDER_H
#define CLOSEWAIT_READRECORDER_H

#include "ReadRecord.h"

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>

namespace closewait {

class ReadRecorder {
public:
  /// Notes that the output has led to \p File, too, which has to stay as it is.
  void addOutput(const std::string &File);

  /// The record of \p Output, which was made with what is in the file \p Known,
  /// where that is not "".
  std::string recordOf(llvm::StringRef Output, const std::string &Known) const;

  void noteAbsent(const std::string &Name) { Names[Name]; }
  void noteThere(const std::string &Name, const llvm::vfs::Status &Is);
  void noteRead(const std::string &Name, llvm::StringRef Content);

private:
  struct Note {
    bool IsThere = false;
    /// Of what clang has read; if it has read different contents, the record
    /// must not hold.
    std::optional<uint64_t> Hash;
    FileStamp Seen; ///< Without the time of the last change.
  };
  static void add(const std::string &Name, const Note &N, ReadRecord &Record);

  std::map<std::string, Note> Names;
};

/// A file system that is \p Below, and has \p Notes taken of what is read.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
watched(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below,
        std::shared_ptr<ReadRecorder> Notes);

} // namespace closewait

#endif // CLOSEWAIT_READRECORDER_H
