//===- Freshness.cpp - What is still as it was ----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Freshness.h"
#include "Files.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace closewait;
namespace fs = llvm::sys::fs;

std::string closewait::recordFor(const std::string &Output) {
  return Output + ".reads";
}

void closewait::removeAll(const std::string &Path) {
  if (fs::is_directory(Path))
    fs::remove_directories(Path);
  else
    fs::remove(Path);
}

/// What \p File holds, or null.
static std::unique_ptr<llvm::MemoryBuffer> contentOf(const std::string &File) {
  auto Content = llvm::MemoryBuffer::getFile(File);
  return Content ? std::move(*Content) : nullptr;
}

static std::optional<uint64_t> hashOf(const std::string &File) {
  auto Content = contentOf(File);
  if (!Content)
    return std::nullopt;
  return contentHash(Content->getBuffer());
}

/// The file that stands for \p Name.
std::string Freshness::fileFor(llvm::StringRef Name) const {
  auto Other = Shown.empty() ? Shown.end() : Shown.find(Name.str());
  return Other == Shown.end() ? Name.str() : Other->second;
}

Freshness::Found &Freshness::at(llvm::StringRef Name) {
  auto Entry = Files.try_emplace(Name);
  Found &F = Entry.first->second;
  if (!Entry.second)
    return F;
  std::string File = fileFor(Name);
  F.Stamp = stampFor(File);
  F.IsThere = F.Stamp || fs::exists(File);
  return F;
}

/// Whether what \p Line says is true now; \p HasMoved: of a file with another
/// stamp.
bool Freshness::isSame(const ReadLine &Line, bool &HasMoved) {
  Found &F = at(Line.Name);
  if (Line.IsAbsent)
    return !F.IsThere;
  if (!F.Stamp)
    return false;
  if (Line.Stamp.Changed != 0 && Line.Stamp == *F.Stamp)
    return true;
  HasMoved = true;
  if (Line.Stamp.Size != F.Stamp->Size)
    return false;
  if (!F.Hash)
    F.Hash = hashOf(fileFor(Line.Name));
  return F.Hash && *F.Hash == Line.Hash;
}

bool Freshness::areSame(const ReadRecordText &Record, bool &HaveMoved) {
  auto Entry = Seen.insert({Record.Hash, {true, false}});
  auto &Is = Entry.first->second;
  if (Entry.second) {
    llvm::StringRef Rest = Record.Lines;
    while (auto Line = takeReadLine(Rest))
      if (!(Is.first = isSame(*Line, Is.second)))
        break;
    Is.first &= Rest.empty();
  }
  HaveMoved = Is.second;
  return Is.first;
}

/// Writes \p Record, which holds, to \p File, with the stamps of today.
void Freshness::restamp(const std::string &File, const ReadRecordText &Record) {
  ReadRecord Now;
  Now.Output = Record.Output;
  Now.Known = Record.Known;
  llvm::StringRef Rest = Record.Lines;
  while (auto Line = takeReadLine(Rest))
    if (Line->IsAbsent)
      Now.addAbsent(Line->Name.str());
    else
      Now.addRead(Line->Name.str(), *at(Line->Name).Stamp, Line->Hash);
  // It can be written the next time as well.
  llvm::consumeError(writeFile(File, Now.text()));
}

/// Whether \p Record is one of \p Output.
static bool isOf(const std::string &Output,
                 const std::optional<ReadRecordText> &Record) {
  auto Content = contentOf(Output);
  return Content && Record &&
         Record->Output == contentHash(Content->getBuffer());
}

Use Freshness::of(const std::string &Output, uint64_t Known) {
  std::string File = recordFor(Output);
  auto Text = contentOf(File);
  auto Record = ReadRecordText::in(Text ? Text->getBuffer() : "");
  if (!isOf(Output, Record))
    return Use::Damaged;
  bool HaveMoved = false;
  if (Record->Known != Known || !areSame(*Record, HaveMoved))
    return Use::Old;
  if (HaveMoved)
    restamp(File, *Record);
  return Use::Again;
}

bool closewait::isWhole(const std::string &Output, uint64_t Known) {
  auto Text = contentOf(recordFor(Output));
  auto Record = ReadRecordText::in(Text ? Text->getBuffer() : "");
  return isOf(Output, Record) && Record->Known == Known;
}

std::string closewait::wordFor(llvm::ArrayRef<std::string> Files,
                               const std::string &Cache) {
  std::map<std::string, ReadLine> Known;
  auto Text = contentOf(Cache);
  if (auto Old = ReadRecordText::in(Text ? Text->getBuffer() : ""))
    while (auto Line = takeReadLine(Old->Lines))
      Known[Line->Name.str()] = *Line;
  ReadRecord Now;
  std::string Word;
  for (const std::string &File : Files) {
    FileStamp Stamp = stampFor(File).value_or(FileStamp());
    const ReadLine &Before = Known[File];
    uint64_t Hash = Stamp.Changed != 0 && Stamp == Before.Stamp
                        ? Before.Hash
                        : hashOf(File).value_or(0);
    Now.addRead(File, Stamp, Hash);
    Word += llvm::utohexstr(Hash, /*LowerCase=*/true) + "-";
  }
  // It can be written the next time as well.
  llvm::consumeError(writeFile(Cache, Now.text()));
  return Word;
}
