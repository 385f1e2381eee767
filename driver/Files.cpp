//===- Files.cpp - Files that are there whole or not at all ---------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Files.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <fcntl.h>

using namespace closewait;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

llvm::Error closewait::failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

std::string closewait::absolute(llvm::StringRef Path, llvm::StringRef Folder) {
  llvm::SmallString<128> Whole(path::is_absolute(Path) ? "" : Folder);
  path::append(Whole, Path);
  fs::make_absolute(Whole);
  path::remove_dots(Whole, /*remove_dot_dot=*/true);
  return std::string(Whole);
}

std::string closewait::realPath(const std::string &File) {
  llvm::SmallString<128> Real;
  return fs::real_path(File, Real) ? File : std::string(Real);
}

std::string closewait::stampOf(const std::string &File) {
  fs::file_status Is;
  if (fs::status(File, Is))
    return "none";
  return std::to_string(
             Is.getLastModificationTime().time_since_epoch().count()) +
         "-" + std::to_string(Is.getSize());
}

std::string closewait::printable(llvm::StringRef Name) {
  std::string Shown;
  for (char C : Name)
    if (C == '\n')
      Shown += "\\n";
    else if (llvm::isPrint(C) || uint8_t(C) >= 0x80)
      Shown += C;
    else
      Shown += "\\x" + llvm::toHex(llvm::StringRef(&C, 1));
  return Shown;
}

std::string closewait::errorIn(llvm::StringRef Said) {
  llvm::StringRef Line;
  while (!Said.empty()) {
    std::tie(Line, Said) = Said.split('\n');
    if (Line.contains("error: "))
      return Line.str();
  }
  return "";
}

static llvm::Error cannotRead(const std::string &File, const llvm::Twine &Why) {
  return failure("cannot read '" + File + "': " + Why);
}

llvm::Error closewait::needFile(const std::string &File) {
  fs::file_status Is;
  if (std::error_code Failed = fs::status(File, Is))
    return cannotRead(File, Failed.message());
  if (fs::is_directory(Is))
    return cannotRead(File, "it is a folder");
  if (!fs::is_regular_file(Is))
    return cannotRead(File, "it is a pipe or a device, not a file");
  return llvm::Error::success();
}

llvm::Expected<std::string> closewait::readFile(const std::string &File,
                                                uint64_t Most) {
  if (llvm::Error E = needFile(File))
    return E;
  uint64_t Size = 0;
  if (!fs::file_size(File, Size) && Size > Most)
    return cannotRead(File,
                      "it has more than " + llvm::Twine(Most >> 20) + " MiB");
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return cannotRead(File, Buffer.getError().message());
  return (*Buffer)->getBuffer().str();
}

/// Writes \p Text to \p File, as it comes.
static std::error_code write(const std::string &File, llvm::StringRef Text,
                             fs::CreationDisposition How) {
  std::error_code Failed;
  llvm::raw_fd_ostream Out(File, Failed, How);
  if (Failed)
    return Failed;
  Out << Text;
  Out.close();
  Failed = Out.error();
  Out.clear_error();
  return Failed;
}

static llvm::Error cannotWrite(const std::string &File,
                               std::error_code Failed) {
  bool IsFolder = Failed == std::errc::is_a_directory;
  return failure("cannot write '" + File + "': " + Failed.message() +
                 (IsFolder ? "; remove it, and run again" : ""));
}

llvm::Error closewait::writeFile(const std::string &File,
                                 llvm::StringRef Text) {
  std::error_code Failed;
  if (fs::file_status Is; !fs::status(File, Is) && !fs::is_regular_file(Is)) {
    // A device or a pipe is written as it is.
    Failed = write(File, Text, fs::CD_OpenExisting);
    return Failed ? cannotWrite(File, Failed) : llvm::Error::success();
  }
  if (auto Old = llvm::MemoryBuffer::getFile(File))
    if ((*Old)->getBuffer() == Text)
      return llvm::Error::success();
  // What a link leads to is written, and who may do what with it stays.
  std::string Real = realPath(File), Part = Real + ".part";
  if (llvm::StringRef Folder = path::parent_path(Real); !Folder.empty())
    Failed = fs::create_directories(Folder);
  // What an interrupted run has left may be anything, such as a link.
  if (!Failed)
    Failed = fs::remove(Part);
  if (!Failed)
    Failed = write(Part, Text, fs::CD_CreateNew);
  if (auto Allowed = fs::getPermissions(Real); !Failed && Allowed)
    Failed = fs::setPermissions(Part, *Allowed);
  if (!Failed)
    Failed = fs::rename(Part, Real);
  if (!Failed)
    return llvm::Error::success();
  fs::remove(Part);
  return cannotWrite(File, Failed);
}

/// The nearest folder above \p Path that is there.
static llvm::StringRef existingFolder(llvm::StringRef Path) {
  do
    Path = path::parent_path(Path);
  while (!Path.empty() && !fs::exists(Path));
  return Path;
}

/// Why writeFile() would fail for \p Path, or success.
static std::error_code obstacleTo(const std::string &Path) {
  fs::file_status Is;
  if (!fs::status(Path, Is) && !fs::is_regular_file(Is))
    return fs::is_directory(Is)
               ? std::make_error_code(std::errc::is_a_directory)
               : fs::access(Path, fs::AccessMode::Write);
  llvm::StringRef Folder = existingFolder(Path);
  if (!fs::is_directory(Folder))
    return std::make_error_code(std::errc::not_a_directory);
  return fs::access(Folder, fs::AccessMode::Write);
}

llvm::Error closewait::checkCanWrite(const std::string &File) {
  std::error_code Failed = obstacleTo(realPath(absolute(File)));
  return Failed ? cannotWrite(File, Failed) : llvm::Error::success();
}

/// Whether something called \p Name, which is a \p Type, can be ours.
static bool canBeOurs(llvm::StringRef Name, fs::file_type Type) {
  // Where a unit waits to be asked (checker/Parking.h), there is a pipe.
  if (Type == fs::file_type::fifo_file)
    return path::extension(Name) == ".done" || Name.contains(".parked");
  // What has gone meanwhile is of another run.
  return Type == fs::file_type::regular_file ||
         Type == fs::file_type::directory_file ||
         Type == fs::file_type::file_not_found;
}

/// \returns an error that names what is below \p Folder and cannot be ours.
static llvm::Error needOurs(const std::string &Folder) {
  std::error_code Failed;
  fs::recursive_directory_iterator I(Folder, Failed, /*follow_symlinks=*/false);
  for (; I != fs::recursive_directory_iterator(); I.increment(Failed)) {
    fs::file_type Type = I->type();
    if (Type == fs::file_type::type_unknown)
      Type = fs::get_file_type(I->path(), /*Follow=*/false);
    if (!canBeOurs(path::filename(I->path()), Type))
      return failure(
          "'" + printable(I->path()) +
          "' is a link, or no regular file: closewait has not made it, and "
          "does not write there; remove '" +
          printable(Folder) + "'");
  }
  return llvm::Error::success();
}

llvm::Expected<int> closewait::lockFolder(const std::string &Folder) {
  std::string Name = Folder + "/lock";
  std::error_code Failed = fs::create_directories(Folder);
  if (llvm::Error E = needOurs(Folder))
    return E;
  int File = Failed ? -1
                    : open(Name.c_str(),
                           O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (!Failed && File < 0)
    Failed = std::error_code(errno, std::generic_category());
  if (Failed)
    return cannotWrite(Name, Failed);
  if (!fs::tryLockFile(File))
    return File;
  llvm::errs() << "closewait: waiting for another run in '" << Folder << "'\n";
  if ((Failed = fs::lockFile(File)))
    return cannotWrite(Name, Failed);
  return File;
}

/// Writes \p Text to standard output.
static llvm::Error print(llvm::StringRef Text) {
  llvm::outs() << Text;
  llvm::outs().flush();
  std::error_code Failed = llvm::outs().error();
  llvm::outs().clear_error();
  return Failed ? cannotWrite("standard output", Failed)
                : llvm::Error::success();
}

llvm::Error closewait::writeJson(const std::string &File,
                                 const llvm::json::Value &Value) {
  std::string Text = llvm::formatv("{0:2}\n", Value).str();
  return File == StandardOutput ? print(Text) : writeFile(File, Text);
}
