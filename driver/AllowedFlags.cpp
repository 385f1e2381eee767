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
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace closewait;
using llvm::StringLiteral;
using llvm::StringRef;
using llvm::opt::Arg;
using llvm::opt::Option;

static constexpr FlagGroup Groups[] = {
    {"which macros are defined", FlagValue::Any, "-D -U"},
    {"where headers are", FlagValue::Any,
     "-I -F -isystem -isystem-after -iquote -idirafter -cxx-isystem "
     "-stdlib++-isystem -iframework -iframeworkwithsysroot -iprefix "
     "-iwithprefix -iwithprefixbefore -iwithsysroot -isysroot --sysroot= "
     "--gcc-toolchain= --gcc-install-dir= --embed-dir="},
    {"which files are read first, as text", FlagValue::Any,
     "-include -imacros"},
    {"which standard headers there are", FlagValue::Word,
     "-nostdinc -nostdinc++ -nostdlibinc -nobuiltininc -stdlib= "
     "--gcc-triple="},
    {"the language", FlagValue::Language, "-x --driver-mode="},
    {"the processor and the system", FlagValue::Target, "--target="},
    {"the standard, and whether optimization, threads or OpenMP are on, which "
     "macros tell",
     FlagValue::Word,
     "-std= -ansi -undef -pthread -O -O0 -O4 -Ofast "
     "-f[no-]fast-math -f[no-]finite-math-only -f[no-]math-errno "
     "-f[no-]openmp -f[no-]openmp-extensions -f[no-]openmp-simd -fopenmp= "
     "-fopenmp-version= -f[no-]PIC -f[no-]PIE -f[no-]pic -f[no-]pie "
     "-f[no-]stack-protector -fstack-protector-all -fstack-protector-strong "
     "-fcf-protection= -fgnuc-version= -ffp-eval-method= -fms-runtime-lib="},
    {"the language in detail", FlagValue::Word,
     "-f[no-]access-control -f[no-]aligned-allocation -f[no-]altivec "
     "-f[no-]asm -f[no-]asm-blocks -f[no-]assume-sane-operator-new "
     "-f[no-]blocks -f[no-]borland-extensions -f[no-]builtin -fno-builtin- "
     "-f[no-]c++-static-destructors -f[no-]char8_t "
     "-f[no-]coro-aligned-allocation -f[no-]coroutines -f[no-]coroutines-ts "
     "-f[no-]cxx-exceptions -f[no-]declspec -f[no-]defer-ts "
     "-f[no-]delayed-template-parsing -f[no-]digraphs "
     "-f[no-]dollars-in-identifiers -f[no-]double-square-bracket-attributes "
     "-f[no-]elide-constructors -f[no-]enable-matrix -f[no-]exceptions "
     "-f[no-]experimental-library -f[no-]fixed-point "
     "-f[no-]force-enable-int128 -f[no-]gnu-inline-asm -f[no-]gnu-keywords "
     "-f[no-]gnu89-inline -f[no-]honor-infinities -f[no-]honor-nans "
     "-f[no-]ms-compatibility -f[no-]ms-extensions -f[no-]named-loops "
     "-f[no-]objc-exceptions -f[no-]operator-names -f[no-]pack-struct "
     "-f[no-]pascal-strings -f[no-]raw-string-literals "
     "-f[no-]relaxed-template-template-args -f[no-]rounding-math -f[no-]rtti "
     "-f[no-]rtti-data -f[no-]short-enums -f[no-]short-wchar "
     "-f[no-]signed-char -f[no-]signed-zeros -f[no-]sized-deallocation "
     "-f[no-]strict-enums -f[no-]threadsafe-statics -f[no-]trapv "
     "-f[no-]trigraphs -f[no-]unsigned-char -f[no-]visibility-inlines-hidden "
     "-f[no-]visibility-ms-compat -f[no-]wrapv -f[no-]zvector -faligned-new= "
     "-fbracket-depth= -fc++-abi= -fc++-static-destructors= "
     "-fclang-abi-compat= -fconstexpr-depth= -fconstexpr-steps= "
     "-fexec-charset= -ffreestanding -fheinous-gnu-extensions -fhosted "
     "-finput-charset= -flax-vector-conversions= -fms-compatibility-version= "
     "-fmsc-version= -fnew-alignment= -fno-knr-functions "
     "-foperator-arrow-depth= -fpack-struct= -fstrict-flex-arrays= "
     "-ftemplate-depth- -ftemplate-depth= -fvisibility= -fwritable-strings"},
    {"the processor in detail", FlagValue::Word,
     "-m16 -m32 -m64 -mx32 -mabi= -malign-double -march= -mbig-endian "
     "-mcmodel= -mcpu= -mcrc -mdouble-float -mfloat-abi= -mfpmath= -mfpu= "
     "-mgeneral-regs-only -mhard-float -mlittle-endian -mlong-double-64 "
     "-mlong-double-80 -mlong-double-128 -mms-bitfields -mno-ms-bitfields "
     "-mno-rtd -mno-soft-float -mno-vx -mregparm= -mrtd -msimd= "
     "-msingle-float -msoft-float -mthreads -mthumb -mtune= -municode -mvx"},
    {"whether a warning is an error, or a macro", FlagValue::Word,
     "-w -Wdeprecated -Wno-deprecated -Wno-invalid-constexpr "
     "-Wno-write-strings"}};

llvm::ArrayRef<FlagGroup> closewait::allowedGroups() { return Groups; }

static llvm::SmallVector<StringRef, 64> wordsIn(StringRef Text) {
  llvm::SmallVector<StringRef, 64> Words;
  Text.split(Words, ' ');
  return Words;
}

/// What each option of the table takes, by its name.
static llvm::StringMap<FlagValue> readTable() {
  llvm::StringMap<FlagValue> Table;
  for (const FlagGroup &Group : Groups) {
    for (StringRef Name : wordsIn(Group.Names)) {
      auto Parts = Name.split("[no-]");
      Table[(Parts.first + Parts.second).str()] = Group.Takes;
      if (Parts.first != Name)
        Table[(Parts.first + "no-" + Parts.second).str()] = Group.Takes;
    }
  }
  return Table;
}

static bool isWord(StringRef Value) {
  return llvm::all_of(Value, [](char C) {
    return llvm::isAlnum(C) || StringRef("+-=._").contains(C);
  });
}

static bool isLanguage(StringRef Value) {
  static constexpr StringLiteral Languages[] = {
      "c",  "c++", "c-header", "c++-header", "cpp-output", "c++-cpp-output",
      "g++"};
  return llvm::is_contained(Languages, Value);
}

/// Whether \p Value is the name of a machine, and not that of a file: clang
/// looks for VALUE.cfg.  For a graphics processor it runs programs.
static bool isTarget(StringRef Value) {
  auto IsPart = [](StringRef Part) {
    return !Part.empty() && !Part.contains("..") &&
           llvm::all_of(Part, [](char C) {
             return llvm::isAlnum(C) || C == '_' || C == '.';
           });
  };
  llvm::SmallVector<StringRef, 4> Parts;
  Value.split(Parts, '-');
  return llvm::all_of(Parts, IsPart) && !compat::isGraphics(Value);
}

static bool fits(StringRef Value, FlagValue Takes) {
  switch (Takes) {
  case FlagValue::Any:
    return true;
  case FlagValue::Word:
    return isWord(Value);
  case FlagValue::Language:
    return isLanguage(Value);
  case FlagValue::Target:
    return isTarget(Value);
  }
  llvm_unreachable("no such value");
}

/// Whether \p Is belongs to one of clang's groups whose name ends with
/// \p Ending, or to a group of that group.
static bool isIn(const Option &Is, StringRef Ending) {
  for (Option Group = Is.getGroup(); Group.isValid(); Group = Group.getGroup())
    if (Group.getName().take_back(Ending.size()) == Ending)
      return true;
  return false;
}

/// Whether \p A says how a file is read.
static bool isAllowed(const Arg &A, const Option &Is, StringRef Name) {
  static const llvm::StringMap<FlagValue> Table = readTable();
  // A word that begins with '@' is the name of a file with more flags.
  auto AllFit = [&](FlagValue Takes) {
    return llvm::all_of(A.getValues(), [&](StringRef Value) {
      return !compat::startsWith(Value, "@") && fits(Value, Takes);
    });
  };
  auto Found = Table.find(Name);
  if (Found != Table.end())
    return AllFit(Found->second);
  if (Name == "-W")
    return compat::startsWith(A.getValue(), "no-") && AllFit(FlagValue::Word);
  return isIn(Is, "features group>") && AllFit(FlagValue::Word);
}

/// Options that only matter for an output, which an analysis does not have.
static constexpr char Outputs[] =
    "-c -o -S -E -pipe -p -pg -v -s -L -shared -static -static-pie -pie "
    "-no-pie "
    "-rdynamic -nostdlib -nostartfiles -nodefaultlibs -coverage -fprofile-arcs "
    "-shared-libgcc -static-libgcc -static-libstdc++ -rtlib= -unwindlib= -Wa, "
    "-Wl, -Xlinker -Xassembler --param -Qunused-arguments "
    "-no-canonical-prefixes";
/// Beginnings of those options of clang's group of compiler options that load,
/// write, start a program, or end before the analysis; most of the group only
/// matters for an output.
static constexpr char Others[] =
    "-- -X -mllvm -ivfsoverlay -vfsoverlay -include-pch -fpass-plugin -fplugin "
    "-fmodule -fcxx-module "
    "-fprebuilt -fimplicit-module -fbuiltin-module -fbuild-session -fapinotes "
    "-fpch- -fprofile- -fcs-profile -fauto-profile -fmemory-profile -fsave- "
    "-ftime-trace -fcrash- -fproc-stat -fsyntax-only -fdriver-only "
    "-fno-integrated-cc1 -fsanitize-ignorelist -frandomize-layout-seed-file "
    "-foptimization-record -fembed- -fthin -fdepfile -fopenmp-targets -fgpu "
    "-fhip -fcuda";

/// Whether \p Is only matters for an output.
static bool isOfOutput(const Option &Is, StringRef Name) {
  if (llvm::is_contained(wordsIn(Outputs), Name))
    return true;
  return (isIn(Is, "<CompileOnly group>") || isIn(Is, "<T/e/s/t/u group>")) &&
         llvm::none_of(wordsIn(Others), [&](StringRef Beginning) {
           return compat::startsWith(Name, Beginning);
         });
}

/// Adds the definitions and folders that \p Word has for the preprocessor.
static void addForPreprocessor(StringRef Word, std::vector<std::string> &To) {
  StringRef Name = Word.take_front(2);
  bool IsOne = Name == "-D" || Name == "-U" || Name == "-I";
  if (IsOne && Word.size() > 2 && Word[2] != '@')
    To.insert(To.end(), {Name.str(), Word.drop_front(2).str()});
}

/// Has the file \p Name read first.  In the place of a header clang's driver
/// loads a compiled one that lies beside it; the compiler itself does not.
static void addFirstFile(StringRef Name, std::vector<std::string> &To) {
  bool IsMore = compat::startsWith(Name, "@"); // For the driver, more flags.
  To.insert(To.end(), {"-Xclang", "-include", "-Xclang",
                       (IsMore ? "./" : "") + Name.str()});
}

/// \p A as a person is told of it.
static std::string wordsOf(const Arg &A, StringRef Name) {
  static constexpr StringLiteral Senders[] = {"-Xclang", "-Xanalyzer",
                                              "-Xpreprocessor", "-mllvm"};
  if (Name == "--target=")
    return Name.str() + A.getValue();
  if (llvm::is_contained(Senders, Name))
    return Name.str() + " " + A.getValue();
  return Name.str();
}

namespace {
/// Goes through the arguments of one unit.
class Filter {
public:
  explicit Filter(std::set<std::string> &LeftOut) : LeftOut(LeftOut) {}
  std::vector<std::string> run(const std::vector<std::string> &Given);

private:
  void take(const Arg &A);
  bool takeSent(const Arg &A);
  void takeInput(StringRef Name);

  std::set<std::string> &LeftOut;
  std::vector<std::string> Kept;
  const llvm::opt::ArgList *All = nullptr;
  bool IsFileNext = false; ///< Behind `-Xclang -include`.
};
} // namespace

/// Takes what \p A, an -Xclang, has for the compiler itself, if it passes: it
/// is how a build names a header that it has also compiled.
bool Filter::takeSent(const Arg &A) {
  StringRef Sent = A.getValue();
  bool IsFile = IsFileNext;
  IsFileNext = !IsFile && Sent == "-include";
  if (IsFile)
    addFirstFile(Sent, Kept);
  // A word that is no option is the value of the one before it, which is told.
  return IsFile || IsFileNext || !compat::startsWith(Sent, "-");
}

/// Only the file of the unit itself is read.  Where a file with more flags
/// cannot be read, the unit is not analysed: no header has its name.
void Filter::takeInput(StringRef Name) {
  if (compat::startsWith(Name, "@"))
    addFirstFile(Name, Kept);
}

void Filter::take(const Arg &A) {
  Option Is = A.getOption().getUnaliasedOption();
  std::string Name(Is.getPrefixedName());
  if (Is.getKind() == Option::InputClass)
    return takeInput(A.getValue());
  if (Is.getKind() == Option::UnknownClass) // clean() tells of them.
    return;
  if (Name == "-Xclang" && takeSent(A))
    return;
  if (Name == "-Wp," || Name == "-Xpreprocessor") {
    for (const char *Word : A.getValues())
      addForPreprocessor(Word, Kept);
  } else if (!isAllowed(A, Is, Name)) {
    if (!isOfOutput(Is, Name))
      LeftOut.insert(wordsOf(A, Name));
  } else if (Name == "-include") {
    addFirstFile(A.getValue(), Kept);
  } else {
    llvm::opt::ArgStringList Words;
    A.render(*All, Words);
    Kept.insert(Kept.end(), Words.begin(), Words.end());
  }
}

std::vector<std::string> Filter::run(const std::vector<std::string> &Given) {
  std::vector<const char *> Raw;
  for (const std::string &Argument : Given)
    Raw.push_back(Argument.c_str());
  auto Parsed = compat::parseArguments(Raw);
  All = &Parsed;
  for (const Arg *A : Parsed)
    take(*A);
  return Kept;
}

std::vector<std::string>
closewait::allowedFlags(const std::vector<std::string> &Given,
                        std::set<std::string> &LeftOut) {
  return Filter(LeftOut).run(Given);
}

std::vector<std::string> closewait::noConfiguration() {
  const char *Word = "--no-default-config";
  auto Parsed = compat::parseArguments({Word});
  // Where clang lacks the option, its table has none for the word, or another.
  if ((*Parsed.begin())->getOption().getPrefixedName() != StringRef(Word))
    return {};
  return {Word};
}
