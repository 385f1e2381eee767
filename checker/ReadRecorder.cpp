//===- ReadRecorder.cpp - Notes what clang reads --------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadRecorder.h"
#include "Compat.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace closewait;
namespace vfs = llvm::vfs;

/// The hash of an unknown content: it is equal to the hash of no file.
static constexpr uint64_t NoContent = 0;

namespace {
/// An open file, which notes what is read from it.
class WatchedFile : public vfs::File {
public:
  WatchedFile(std::unique_ptr<vfs::File> Below, std::string Name,
              std::shared_ptr<ReadRecorder> Notes)
      : Below(std::move(Below)), Name(std::move(Name)),
        Notes(std::move(Notes)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Below->status(); }
  llvm::ErrorOr<std::string> getName() override { return Below->getName(); }
  std::error_code close() override { return Below->close(); }

  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Called, int64_t Size, bool NeedsNull,
            bool IsVolatile) override {
    auto Buffer = Below->getBuffer(Called, Size, NeedsNull, IsVolatile);
    if (Buffer)
      Notes->noteRead(Name, (*Buffer)->getBuffer());
    return Buffer;
  }

private:
  std::unique_ptr<vfs::File> Below;
  std::string Name;
  std::shared_ptr<ReadRecorder> Notes;
};

class WatchedFiles : public vfs::ProxyFileSystem {
public:
  WatchedFiles(llvm::IntrusiveRefCntPtr<FileSystem> Below,
               std::shared_ptr<ReadRecorder> Notes)
      : ProxyFileSystem(std::move(Below)), Notes(std::move(Notes)) {}

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    auto Is = ProxyFileSystem::status(Path);
    if (Is)
      Notes->noteThere(nameOf(Path), *Is);
    else
      noteFailure(Path, Is.getError());
    return Is;
  }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    auto Opened = ProxyFileSystem::openFileForRead(Path);
    if (!Opened) {
      noteFailure(Path, Opened.getError());
      return Opened;
    }
    std::string Name = nameOf(Path);
    if (auto Is = (*Opened)->status())
      Notes->noteThere(Name, *Is);
    return std::make_unique<WatchedFile>(std::move(*Opened), Name, Notes);
  }

  // Where this can be overridden, it does not come to status() by itself.
  bool exists(const llvm::Twine &Path) CLOSEWAIT_OVERRIDES_EXISTS {
    auto Is = status(Path);
    return Is && Is->exists();
  }

private:
  /// \p Path from the root.
  std::string nameOf(const llvm::Twine &Path) const {
    llvm::SmallString<256> Name;
    Path.toVector(Name);
    makeAbsolute(Name);
    return std::string(Name);
  }
  void noteFailure(const llvm::Twine &Path, std::error_code Why) {
    if (Why == std::errc::no_such_file_or_directory ||
        Why == std::errc::not_a_directory)
      Notes->noteAbsent(nameOf(Path));
  }

  std::shared_ptr<ReadRecorder> Notes;
};
} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
closewait::watched(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Below,
                   std::shared_ptr<ReadRecorder> Notes) {
  return llvm::IntrusiveRefCntPtr<vfs::FileSystem>(
      new WatchedFiles(std::move(Below), std::move(Notes)));
}

void ReadRecorder::noteThere(const std::string &Name, const vfs::Status &Is) {
  // A folder counts by what is found in it, and by what is not.
  if (!Is.isRegularFile())
    return;
  Note &N = Names[Name];
  N.IsThere = true;
  N.Seen.Modified = Is.getLastModificationTime().time_since_epoch().count();
  N.Seen.Size = Is.getSize();
  N.Seen.Inode = Is.getUniqueID().getFile();
}

void ReadRecorder::noteRead(const std::string &Name, llvm::StringRef Content) {
  auto Found = Names.find(Name);
  if (Found == Names.end())
    return;
  uint64_t Hash = contentHash(Content);
  Note &N = Found->second;
  N.Hash = N.Hash && *N.Hash != Hash ? NoContent : Hash;
}

static std::optional<uint64_t> hashOf(const std::string &File) {
  auto Content = llvm::MemoryBuffer::getFile(File);
  if (!Content)
    return std::nullopt;
  return contentHash((*Content)->getBuffer());
}

void ReadRecorder::addOutput(const std::string &File) {
  if (auto Stamp = stampFor(File)) {
    Note &N = Names[File];
    N = {/*IsThere=*/true, hashOf(File), *Stamp};
  }
}

/// Adds what is known of \p Name to \p Record.
void ReadRecorder::add(const std::string &Name, const Note &N,
                       ReadRecord &Record) {
  if (!N.IsThere)
    return Record.addAbsent(Name);
  // Of a file that clang has asked for and not read, the content counts now.
  uint64_t Hash = N.Hash ? *N.Hash : hashOf(Name).value_or(NoContent);
  FileStamp Stamp = N.Seen;
  Stamp.Changed = 0;
  // Where the file is still the one that clang has seen, its stamp will tell.
  if (auto Now = stampFor(Name)) {
    Stamp.Changed = Now->Changed;
    if (!(Stamp == *Now))
      Stamp.Changed = 0;
  }
  Record.addRead(Name, Stamp, Hash);
}

std::string ReadRecorder::recordOf(llvm::StringRef Output,
                                   const std::string &Known) const {
  ReadRecord Record;
  Record.Output = contentHash(Output);
  for (const auto &Each : Names) {
    if (Each.first == Known)
      Record.Known = Each.second.Hash.value_or(NoContent);
    else
      add(Each.first, Each.second, Record);
  }
  return Record.text();
}
