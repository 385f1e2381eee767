//===- Settings.cpp - What the project has settled ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Settings.h"
#include "Depth.h"
#include "Files.h"
#include "Rules.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

#include <ctime>

using namespace closewait;
namespace yaml = llvm::yaml;
namespace path = llvm::sys::path;

LLVM_YAML_IS_SEQUENCE_VECTOR(Suppression)

/// Whether \p Text is a day of the calendar: four, two and two digits.
static bool isDay(llvm::StringRef Text) {
  if (Text.size() != 10)
    return false;
  for (size_t I = 0; I != Text.size(); ++I)
    if (I == 4 || I == 7 ? Text[I] != '-' : !llvm::isDigit(Text[I]))
      return false;
  // The C library moves a day that a month does not have into the next one.
  std::tm Day = {};
  std::string Written = Text.str();
  if (!strptime(Written.c_str(), "%Y-%m-%d", &Day) || timegm(&Day) == -1)
    return false;
  char Read[11];
  return std::strftime(Read, sizeof Read, "%Y-%m-%d", &Day) && Written == Read;
}

namespace llvm {
namespace yaml {
template <> struct MappingTraits<Suppression> {
  static void mapping(IO &Io, Suppression &S) {
    Io.mapOptional("path", S.Path);
    Io.mapOptional("rule", S.Rule);
    Io.mapOptional("fingerprint", S.Fingerprint);
    Io.mapRequired("reason", S.Reason);
    Io.mapOptional("expires", S.Expires);
  }
  static std::string validate(IO &, Suppression &S) {
    if (S.Path.empty() && S.Rule.empty() && S.Fingerprint.empty())
      return "a suppression needs a path, a rule or a fingerprint";
    if (llvm::StringRef(S.Reason).trim().empty())
      return "a suppression needs a reason";
    if (!S.Expires.empty() && !isDay(S.Expires))
      return "'expires' is a day, such as 2027-01-31";
    return "";
  }
};

template <> struct MappingTraits<Settings> {
  static void mapping(IO &Io, Settings &S) {
    Io.mapOptional("checkers", S.Checkers);
    Io.mapOptional("models", S.Models);
    Io.mapOptional("skip", S.Skip);
    Io.mapOptional("suppressions", S.Suppressions);
    Io.mapOptional("baseline", S.Baseline);
  }
};
} // namespace yaml
} // namespace llvm

/// Reads the YAML file \p File into \p Value.
template <typename T>
static llvm::Error read(const std::string &File, T &Value) {
  auto Text = readFile(File, MostOfText);
  if (!Text)
    return Text.takeError();
  if (isTooDeepYaml(*Text))
    return failure("'" + File + "' is wrong: its lists are nested too deeply");
  llvm::MemoryBufferRef Buffer(*Text, File);
  // What is no YAML at all must not come to the reader of values.
  yaml::Input Whole(Buffer);
  Whole.setCurrentDocument();
  yaml::Input In(Buffer);
  if (!Whole.error())
    In >> Value;
  if (Whole.error())
    return llvm::createStringError(Whole.error(), "'" + File + "' is wrong");
  if (!In.error())
    return llvm::Error::success();
  return llvm::createStringError(In.error(), "'" + File + "' is wrong");
}

/// Has the checkers of \p S named as clang takes them.
static llvm::Error resolveCheckers(Settings &S) {
  if (S.Checkers.empty())
    return llvm::Error::success();
  auto Checkers = checkersIn(S.Checkers);
  if (!Checkers)
    return failure("'" + S.File + "': " + llvm::toString(Checkers.takeError()));
  S.Checkers = std::move(*Checkers);
  return llvm::Error::success();
}

llvm::Expected<Settings> closewait::readSettings(llvm::StringRef Folder) {
  Settings S;
  for (llvm::StringRef Here = Folder; !Here.empty();
       Here = path::parent_path(Here)) {
    llvm::SmallString<128> File(Here);
    path::append(File, ".closewait.yaml");
    if (!llvm::sys::fs::exists(File))
      continue;
    S.File = std::string(File);
    if (llvm::Error E = read(S.File, S))
      return E;
    if (llvm::Error E = resolveCheckers(S))
      return E;
    for (std::string &Model : S.Models)
      Model = absolute(Model, Here);
    if (!S.Baseline.empty())
      S.Baseline = absolute(S.Baseline, Here);
    break;
  }
  return S;
}

llvm::Expected<std::vector<Suppression>>
closewait::readSuppressions(const std::string &File) {
  std::vector<Suppression> Found;
  if (llvm::Error E = read(File, Found))
    return E;
  return Found;
}
