//===- Files.h - Files that are there whole or not at all -------*- C++ -*-===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only what is a file is read: reading a pipe or a device may never end.  What
// is written is there whole or not at all.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_DRIVER_FILES_H
#define CLOSEWAIT_DRIVER_FILES_H

#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace closewait {

/// An error that says \p Message.
llvm::Error failure(const llvm::Twine &Message);

/// \p Path, which is relative to \p Folder, or else to the current one, from
/// the root, without dots.
std::string absolute(llvm::StringRef Path, llvm::StringRef Folder = "");

/// \p File without symbolic links, or as it is called where that is not to be
/// had.
std::string realPath(const std::string &File);

/// The time and size of \p File, or "none": another one is another file.
std::string stampOf(const std::string &File);

/// \p Name, of a file, on one line: what a terminal or the reader of a log
/// would take for something else is written as "\n", "\x1B" and so on.
std::string printable(llvm::StringRef Name);

/// The first line of \p Said, by clang, with an error, or "".
std::string errorIn(llvm::StringRef Said);

/// \returns an error that names \p File where it is no file that has an end: a
/// folder, a pipe, a device.
llvm::Error needFile(const std::string &File);

/// The most bytes of a file that a program has written, and of one that a
/// person writes.
constexpr uint64_t MostOfLog = uint64_t(1) << 30;
constexpr uint64_t MostOfText = uint64_t(16) << 20;

/// What \p File holds.
/// \returns an error that names it where it cannot be read, is no file, or has
/// more than \p Most bytes.
llvm::Expected<std::string> readFile(const std::string &File,
                                     uint64_t Most = MostOfLog);

/// Has \p File hold \p Text; one that does already is not touched.  A reader
/// sees the old text or the new one.  A link stays one.
/// \returns an error that names it where that fails: then it is as it was.
llvm::Error writeFile(const std::string &File, llvm::StringRef Text);

/// Looks whether writeFile() can write \p File, as far as names and permissions
/// tell.  Nothing is written.
/// \returns an error that names it where writeFile() would fail.
llvm::Error checkCanWrite(const std::string &File);

/// Makes \p Folder, and waits until no other process has it locked.
/// \returns the open file that holds the lock until it is closed, or an error
/// where the folder cannot be made or written to, or where something in it is
/// no file of ours: what is written there has to stay there.
llvm::Expected<int> lockFolder(const std::string &Folder);

/// The name that stands for standard output.
inline constexpr llvm::StringLiteral StandardOutput = "-";

/// Writes \p Value as JSON that people can read to \p File, as writeFile()
/// does, or to standard output.
llvm::Error writeJson(const std::string &File, const llvm::json::Value &Value);

} // namespace closewait

#endif // CLOSEWAIT_DRIVER_FILES_H
