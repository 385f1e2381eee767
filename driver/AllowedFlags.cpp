//===- AllowedFlags.cpp - Flags that only say how a file is read ----------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AllowedFlags.h"
#include "Compat.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace closewait;
using llvm::StringRef;

/// Whether \p Text begins with one of \p Beginnings.
static bool beginsWith(StringRef Text,
                       llvm::ArrayRef<llvm::StringLiteral> All) {
  return llvm::any_of(All, [&](StringRef Beginning) {
    return compat::startsWith(Text, Beginning);
  });
}

/// Where headers are, what is defined, which language and machine it is.
static bool isOfReading(StringRef Name, StringRef Value) {
  static constexpr llvm::StringLiteral Names[] = {
      "-D",           "-U",           "-I",           "-F",
      "-isystem",     "-iquote",      "-idirafter",   "-include",
      "-imacros",     "-iprefix",     "-iwithprefix", "-iwithprefixbefore",
      "-isysroot",    "-cxx-isystem", "-iframework",  "--sysroot=",
      "--sysroot",    "-std=",        "-ansi",        "--target=",
      "-nostdinc",    "-nostdinc++",  "-nostdlibinc", "-nobuiltininc",
      "-stdlib=",     "-pthread",     "-trigraphs",   "-undef",
      "-include-pch", "-ivfsoverlay", "-w",           "--gcc-toolchain=",
      "-O",           "-O0",          "-O4",          "-Ofast"};
  static constexpr llvm::StringLiteral Languages[] = {
      "c", "c++", "c-header", "c++-header", "cpp-output", "c++-cpp-output"};
  if (Name == "-x")
    return llvm::is_contained(Languages, Value);
  if (Name == "--driver-mode=")
    return Value == "g++";
  return llvm::is_contained(Names, Name);
}

/// Options of the language and the machine, which are many: but for those that
/// have something loaded, written or started.
static bool isOfLanguage(StringRef Name) {
  static constexpr llvm::StringLiteral Others[] = {"-fplugin",
                                                   "-fpass-plugin",
                                                   "-fmodule",
                                                   "-fimplicit-module",
                                                   "-fprebuilt",
                                                   "-fprofile",
                                                   "-fcs-profile",
                                                   "-fsave",
                                                   "-ftime",
                                                   "-fcrash",
                                                   "-fdump",
                                                   "-fembed",
                                                   "-fthin",
                                                   "-foptimization",
                                                   "-fproc-stat",
                                                   "-fxray",
                                                   "-fmemory-profile",
                                                   "-fauto-profile",
                                                   "-ftest-coverage",
                                                   "-fcoverage",
                                                   "-fbuild-session",
                                                   "-fdepfile",
                                                   "-fdiagnostics",
                                                   "-fuse-ld",
                                                   "-fopenmp-targets",
                                                   "-foffload",
                                                   "-fgpu",
                                                   "-fcuda",
                                                   "-fhip",
                                                   "-fsycl",
                                                   "-fapinotes",
                                                   "-fintegrated",
                                                   "-fno-integrated",
                                                   "-flto",
                                                   "-mllvm"};
  return beginsWith(Name, {llvm::StringLiteral("-f"), "-m"}) &&
         !beginsWith(Name, Others);
}

/// Whether warnings are what \p Name is about: some are errors otherwise.
static bool isOfWarnings(StringRef Name) {
  return compat::startsWith(Name, "-W") && !Name.contains(',');
}

/// Adds the definitions and folders that \p Word has for the preprocessor.
static void addForPreprocessor(StringRef Word, std::vector<std::string> &To) {
  if (beginsWith(Word, {llvm::StringLiteral("-D"), "-U", "-I"}) &&
      Word.size() > 2)
    To.push_back(Word.str());
}

std::vector<std::string>
closewait::allowedFlags(const std::vector<std::string> &Arguments) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : Arguments)
    Raw.push_back(Argument.c_str());
  std::vector<std::string> Kept;
  auto Parsed = compat::parseArguments(Raw);
  for (const llvm::opt::Arg *A : Parsed) {
    llvm::opt::Option Is = A->getOption().getUnaliasedOption();
    std::string Name(Is.getPrefixedName());
    StringRef Value = A->getNumValues() == 1 ? A->getValue() : "";
    if (Name == "-Wp," || Name == "-Xpreprocessor") {
      for (const char *Word : A->getValues())
        addForPreprocessor(Word, Kept);
    } else if (isOfReading(Name, Value) || isOfLanguage(Name) ||
               isOfWarnings(Name)) {
      llvm::opt::ArgStringList Words;
      A->render(Parsed, Words);
      Kept.insert(Kept.end(), Words.begin(), Words.end());
    }
  }
  return Kept;
}
