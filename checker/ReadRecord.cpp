//===- ReadRecord.cpp - What an output was made from ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReadRecord.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <ctime>
#include <sys/stat.h>

using namespace closewait;

static constexpr llvm::StringLiteral Title = "closewait-reads 1 ";
static constexpr llvm::StringLiteral Seal = "# closewait ";
static constexpr size_t Digits = 16; // Of a hash.

/// A file that has changed since then may change again with the same time: the
/// clocks of file systems are coarse.
static constexpr int64_t Young = 2'000'000'000; // Nanoseconds.

uint64_t closewait::contentHash(llvm::StringRef Text) {
  return llvm::xxHash64(Text);
}

static std::string digits(uint64_t Hash) {
  std::string Text = llvm::utohexstr(Hash, /*LowerCase=*/true);
  return std::string(Digits - Text.size(), '0') + Text;
}

/// Takes a hash and the sign \p End off \p Text.
static bool takeHash(llvm::StringRef &Text, llvm::StringRef End,
                     uint64_t &Hash) {
  bool Is = !Text.take_front(Digits).getAsInteger(16, Hash);
  Text = Text.drop_front(std::min(Digits, Text.size()));
  return Text.consume_front(End) && Is;
}

std::string closewait::sealed(std::string Text) {
  std::string Hash = digits(contentHash(Text));
  return Text + Seal.str() + Hash + "\n";
}

bool closewait::holdsSeal(llvm::StringRef Text) {
  static constexpr size_t Size = Seal.size() + Digits + 1;
  if (Text.size() < Size)
    return false;
  llvm::StringRef End = Text.take_back(Size);
  uint64_t Hash;
  return End.consume_front(Seal) && takeHash(End, "\n", Hash) &&
         Hash == contentHash(Text.drop_back(Size));
}

static int64_t nanoseconds(const timespec &Time) {
  return int64_t(Time.tv_sec) * 1'000'000'000 + Time.tv_nsec;
}

std::optional<FileStamp> closewait::stampFor(const std::string &Path) {
  struct stat Is;
  if (stat(Path.c_str(), &Is) != 0 || !S_ISREG(Is.st_mode))
    return std::nullopt;
  timespec Now;
  clock_gettime(CLOCK_REALTIME, &Now);
  FileStamp Stamp;
  Stamp.Modified = nanoseconds(Is.st_mtim);
  Stamp.Changed = nanoseconds(Is.st_ctim);
  if (Stamp.Changed > nanoseconds(Now) - Young)
    Stamp.Changed = 0;
  Stamp.Size = uint64_t(Is.st_size);
  Stamp.Inode = Is.st_ino;
  return Stamp;
}

void ReadRecord::addRead(const std::string &Name, const FileStamp &Stamp,
                         uint64_t Hash) {
  Lines[Name] = std::to_string(Stamp.Modified) + " " +
                std::to_string(Stamp.Changed) + " " +
                std::to_string(Stamp.Size) + " " + std::to_string(Stamp.Inode) +
                " " + digits(Hash) + " ";
}

void ReadRecord::addAbsent(const std::string &Name) { Lines[Name] = "- "; }

std::string ReadRecord::text() const {
  std::string Text;
  for (const auto &Line : Lines)
    Text += Line.second + Line.first + "\n";
  std::string Head = Title.str() + digits(Output) + " " + digits(Known) + " " +
                     digits(contentHash(Text)) + " ";
  return Head + digits(contentHash(Head)) + "\n" + Text;
}

std::optional<ReadRecordText> ReadRecordText::in(llvm::StringRef Text) {
  ReadRecordText Found;
  llvm::StringRef Rest = Text;
  uint64_t Head;
  if (!Rest.consume_front(Title) || !takeHash(Rest, " ", Found.Output) ||
      !takeHash(Rest, " ", Found.Known) || !takeHash(Rest, " ", Found.Hash))
    return std::nullopt;
  uint64_t Wanted = contentHash(Text.drop_back(Rest.size()));
  if (!takeHash(Rest, "\n", Head) || Head != Wanted ||
      Found.Hash != contentHash(Rest))
    return std::nullopt;
  Found.Lines = Rest;
  return Found;
}

/// Takes a number and a blank off \p Text.
template <typename Number>
static bool takeNumber(llvm::StringRef &Text, Number &Value) {
  return !Text.consumeInteger(10, Value) && Text.consume_front(" ");
}

std::optional<ReadLine> closewait::takeReadLine(llvm::StringRef &Lines) {
  if (Lines.empty())
    return std::nullopt;
  llvm::StringRef Text;
  std::tie(Text, Lines) = Lines.split('\n');
  ReadLine Line;
  Line.IsAbsent = Text.consume_front("- ");
  if (!Line.IsAbsent &&
      (!takeNumber(Text, Line.Stamp.Modified) ||
       !takeNumber(Text, Line.Stamp.Changed) ||
       !takeNumber(Text, Line.Stamp.Size) ||
       !takeNumber(Text, Line.Stamp.Inode) || !takeHash(Text, " ", Line.Hash)))
    return std::nullopt;
  Line.Name = Text;
  return Line;
}
