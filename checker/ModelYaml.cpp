//===- ModelYaml.cpp - Model rows as they stand in a file -----------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's YAML library does the reading; what is a mistake, and the words for
// it, are here.
//
//===----------------------------------------------------------------------===//

#include "ModelYaml.h"
#include "Depth.h"
#include "ModelWords.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

using namespace closewait;
using namespace closewait::words;

namespace {
std::string meansNothing(const char *Key, const RoleShape &S) {
  return std::string("'") + Key + "' has no meaning for a '" + S.Name + "'";
}

/// What the reader knows at the place where it reads.
struct Reading {
  llvm::StringSet<> Seen;     ///< The functions that the file spoke of.
  const Entry *Row = nullptr; ///< The row that is being read.
  const char *KeyName = "";   ///< The key of the position being read.
  unsigned Is = 0;            ///< The same as a Key.
  std::string Complaint;      ///< Keeps the words that input() returns.

  llvm::StringRef complain(const llvm::Twine &Words) {
    Complaint = Words.str();
    return Complaint;
  }
};
} // namespace

LLVM_YAML_IS_DOCUMENT_LIST_VECTOR(ModelFile)
LLVM_YAML_IS_SEQUENCE_VECTOR(Entry)
LLVM_YAML_IS_SEQUENCE_VECTOR(FlowEntry)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(FunctionName)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(Code)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(CellName)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(AccessPath)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(BodyCall)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(BodyRead)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(BodyTurn)

namespace llvm {
namespace yaml {

template <> struct ScalarTraits<FunctionName> {
  static void output(const FunctionName &Name, void *, raw_ostream &OS) {
    OS << Name.Text;
  }
  static StringRef input(StringRef Text, void *Context, FunctionName &Name) {
    auto &At = *static_cast<Reading *>(Context);
    Name.Text = Text.str();
    if (Text.empty())
      return "a function has no name";
    if (!At.Seen.insert(Text).second)
      return At.complain("a second row for '" + Text + "' in one file");
    return StringRef();
  }
  static QuotingType mustQuote(StringRef Text) { return needsQuotes(Text); }
};

template <> struct ScalarTraits<Code> {
  static void output(const Code &C, void *, raw_ostream &OS) {
    for (const auto &E : ErrnoValues)
      if (C.IsErrno && E.Value == C.Value) {
        OS << E.Name;
        return;
      }
    OS << C.Value;
  }
  static StringRef input(StringRef Text, void *Context, Code &C) {
    C.Value = errnoValue(Text);
    C.IsErrno = C.Value >= 0;
    if (!C.IsErrno && Text.getAsInteger(0, C.Value))
      return static_cast<Reading *>(Context)->complain("unknown errno name '" +
                                                       Text + "'");
    return StringRef();
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<ArgumentCount> {
  static void output(const ArgumentCount &Count, void *, raw_ostream &OS) {
    OS << Count.Number;
  }
  static StringRef input(StringRef Text, void *, ArgumentCount &Count) {
    if (Text.getAsInteger(10, Count.Number) || Count.Number < 0 ||
        Count.Number > ArgumentCount::Most)
      return "not a number of arguments, from 0 to 16";
    return StringRef();
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<Role> {
  static void output(const Role &R, void *, raw_ostream &OS) {
    OS << shapeOf(R).Name;
  }
  static StringRef input(StringRef Text, void *Context, Role &R) {
    for (const RoleShape &S : RoleShapes)
      if (Text == S.Name) {
        R = S.Is;
        return StringRef();
      }
    return static_cast<Reading *>(Context)->complain("unknown role '" + Text +
                                                     "'");
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarEnumerationTraits<Meaning> {
  static void enumeration(IO &In, Meaning &M) {
    In.enumCase(M, "nothing", Meaning::Nothing);
    In.enumCase(M, "end-of-stream", Meaning::EndOfStream);
    In.enumCase(M, "failed", Meaning::Failed);
  }
};

template <> struct ScalarEnumerationTraits<Telling> {
  static void enumeration(IO &In, Telling &T) {
    In.enumCase(T, "by-errno", Telling::ByErrno);
    In.enumCase(T, "by-result", Telling::ByResult);
    In.enumCase(T, "later", Telling::Later);
  }
};

template <> struct ScalarTraits<Position> {
  static void output(const Position &P, void *, raw_ostream &OS) {
    if (P.isResult())
      OS << "result";
    else
      OS << (P.Through ? "*" : "") << P.Index;
  }
  static StringRef input(StringRef Text, void *Context, Position &P) {
    auto &At = *static_cast<Reading *>(Context);
    const RoleShape &S = shapeOf(At.Row->Row.Does);
    if (!understands(S.Is, At.Is))
      return At.complain(meansNothing(At.KeyName, S));
    // Only these keys can be more than an argument.
    unsigned More = At.Is == Descriptor ? S.Takes
                    : At.Is == Handle   ? wrapsInto(S)
                                        : 0;
    if (Text == "result") {
      P.Index = Position::Result;
      return More & Result ? "" : At.complain(noPlace(Text, At.KeyName, S));
    }
    StringRef Digits = Text;
    unsigned Index;
    P.Through = Digits.consume_front("*");
    if (Digits.getAsInteger(10, Index))
      return "neither an argument's index nor 'result'";
    if (P.Through && At.Is != Address && !(More & Through))
      return At.complain(noPlace(Text, At.KeyName, S));
    P.Index = int(Index);
    bool OfCall = !registers(S.Is) || At.Is == Function;
    int Last =
        OfCall ? std::max(At.Row->AtLeast.Number, At.Row->AtMost.Number) : -1;
    if (Index >= unsigned(Last < 0 ? ArgumentCount::Most : Last))
      return At.complain("argument index " + Twine(Index) + " is out of range");
    return StringRef();
  }
  // "*3" would be read as a YAML alias.
  static QuotingType mustQuote(StringRef Text) {
    return !Text.empty() && Text.front() == '*' ? QuotingType::Double
                                                : QuotingType::None;
  }

private:
  /// A handle is given back by what makes it.
  static unsigned wrapsInto(const RoleShape &S) {
    return S.Is == Role::Wrap ? unsigned(Result) : 0;
  }
  static std::string noPlace(StringRef Text, const char *Key,
                             const RoleShape &S) {
    return ("'" + Text + "' is not a '" + Key + "' of a '" + S.Name + "'")
        .str();
  }
};

template <> struct ScalarTraits<AccessPath> {
  // What is no path stands in a list of arguments, and is "-" there.
  static void output(const AccessPath &Path, void *, raw_ostream &OS) {
    OS << (Path.isGiven() ? Path.text() : "-");
  }
  static StringRef input(StringRef Text, void *, AccessPath &Path) {
    if (Text == "-" || AccessPath::parse(Text, Path))
      return StringRef();
    return "not an access path";
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};

template <> struct ScalarTraits<ResultRange> {
  static void output(const ResultRange &Range, void *, raw_ostream &OS) {
    OS << Range.text();
  }
  static StringRef input(StringRef Text, void *, ResultRange &Range) {
    return ResultRange::parse(Text, Range) ? StringRef()
                                           : "not a range of numbers";
  }
  // "1,3" in a list would be two.
  static QuotingType mustQuote(StringRef) { return QuotingType::Double; }
};

template <> struct MappingTraits<BodyTurn> {
  static const bool flow = true;

  static void mapping(IO &In, BodyTurn &Turn) {
    In.mapRequired("from", Turn.From);
    In.mapOptional("again", Turn.Again, false);
    In.mapOptional("same", Turn.Same, false);
    In.mapOptional("to", Turn.To, ResultRange());
    In.mapOptional("noted", Turn.Noted, false);
  }
};

template <> struct MappingTraits<BodyRead> {
  static const bool flow = true;

  static void mapping(IO &In, BodyRead &Read) {
    In.mapRequired("of", Read.Of);
    eachAnswer(Read, [&](const char *Name, ResultRange &Range) {
      In.mapOptional(Name, Range, ResultRange());
    });
  }
};

template <> struct MappingTraits<BodyCall> {
  static const bool flow = true;

  static void mapping(IO &In, BodyCall &Call) {
    In.mapRequired("of", Call.Of);
    In.mapOptional("line", Call.Line, 0u);
    In.mapOptional("number", Call.Number, 0u);
    In.mapOptional("always", Call.Always, false);
    In.mapOptional("with", Call.With);
    In.mapOptional("turns", Call.Turns);
  }
};

template <> struct MappingTraits<Entry> {
  static const bool flow = true;

  static void mapping(IO &In, Entry &E) {
    auto *At = static_cast<Reading *>(In.getContext());
    if (At)
      At->Row = &E;
    In.mapRequired("names", E.Names);
    In.mapRequired("does", E.Row.Does);
    In.mapOptional("arguments", E.AtLeast, ArgumentCount());
    In.mapOptional("at-most", E.AtMost, ArgumentCount());
    eachPosition(E.Row, [&](Key Is, const char *Name, Position &P) {
      if (At) {
        At->KeyName = Name;
        At->Is = Is;
      }
      In.mapOptional(Name, P, Position());
    });
    In.mapOptional("elements", E.Row.Elements, 1u);
    eachMeaning(E.Row, [&](const char *Name, Meaning &M) {
      In.mapOptional(Name, M, Meaning::Nothing);
    });
    In.mapOptional("told", E.Row.Told, Telling::ByErrno);
    In.mapOptional("again", E.Again);
    In.mapOptional("fatal", E.Fatal);
    eachNumber(E.Row, [&](Key, const char *Name, int &Number) {
      In.mapOptional(Name, Number, 0);
    });
    eachMark(E.Row, [&](Key, const char *Name, bool &Mark) {
      In.mapOptional(Name, Mark, false);
    });
    BodyFacts &Seen = E.Row.Seen;
    In.mapOptional("at", Seen.At, std::string());
    In.mapOptional("never-returns", Seen.NeverReturns, false);
    In.mapOptional("varies", Seen.Varies, false);
    eachPathList(Seen, [&](const char *Name, std::vector<AccessPath> &Paths) {
      In.mapOptional(Name, Paths);
    });
    In.mapOptional("reads", Seen.Reads);
    In.mapOptional("without", Seen.Without, ResultRange());
    In.mapOptional("calls", Seen.Calls);
  }

  static std::string validate(IO &In, Entry &E) {
    const RoleShape &S = shapeOf(E.Row.Does);
    std::string Wrong;
    // A mistyped key says more than the one that is missing for it.
    if (!In.outputting() && hasUnknownKey(In, E))
      return Wrong;
    if (E.AtMost.Number >= 0 && E.AtMost.Number < E.AtLeast.Number)
      Wrong = "'at-most' is less than 'arguments'";
    eachPosition(E.Row, [&](Key Is, const char *Name, Position &P) {
      bool IsHandle = Is == Descriptor && E.Row.isByHandle();
      if ((S.Needs & Is) && !P.isGiven() && !IsHandle)
        Wrong = std::string("a '") + S.Name + "' needs '" + Name + "'";
    });
    if (E.Row.isByHandle() && E.Row.Descriptor.isGiven())
      Wrong = "either 'descriptor' or 'handle'";
    eachMeaning(E.Row, [&](const char *Name, Meaning &M) {
      if (M != Meaning::Nothing && !understands(S.Is, Means))
        Wrong = meansNothing(Name, S);
    });
    eachMark(E.Row, [&](Key Is, const char *Name, bool &Mark) {
      if (Mark && !understands(S.Is, Is))
        Wrong = meansNothing(Name, S);
    });
    eachNumber(E.Row, [&](Key Is, const char *Name, int &Number) {
      if (Number != 0 && !understands(S.Is, Is))
        Wrong = meansNothing(Name, S);
      else if (Number == 0 && (S.Needs & Is))
        Wrong = std::string("a '") + S.Name + "' needs '" + Name + "'";
    });
    if (E.Row.Told != Telling::ByErrno && !understands(S.Is, Tells))
      Wrong = meansNothing("told", S);
    if (!E.Again.empty() && !understands(S.Is, Codes))
      Wrong = meansNothing("again", S);
    if (!E.Fatal.empty() && !understands(S.Is, Codes))
      Wrong = meansNothing("fatal", S);
    if (!(E.Row.Seen == BodyFacts()) && !understands(S.Is, words::Seen))
      Wrong = std::string("what a body was seen to do has no meaning for a '") +
              S.Name + "'";
    if (E.Row.Elements < 1 || E.Row.Elements > FunctionModel::MostElements)
      Wrong = "'elements' is a number from 1 to 16";
    else if (E.Row.Elements != 1 && !E.Row.Descriptor.Through)
      Wrong = "'elements' counts what \"*N\" points to";
    return Wrong;
  }

private:
  static bool hasUnknownKey(IO &In, Entry &E) {
    llvm::SmallVector<llvm::StringRef, 32> Known{
        "names",  "does",  "arguments", "at-most", "elements",
        "told",   "again", "fatal",     "at",      "never-returns",
        "varies", "calls", "reads",     "without"};
    auto Add = [&](const char *Name) { Known.push_back(Name); };
    eachPosition(E.Row, [&](Key, const char *Name, Position &) { Add(Name); });
    eachMeaning(E.Row, [&](const char *Name, Meaning &) { Add(Name); });
    eachNumber(E.Row, [&](Key, const char *Name, int &) { Add(Name); });
    eachMark(E.Row, [&](Key, const char *Name, bool &) { Add(Name); });
    eachPathList(E.Row.Seen, [&](const char *Name, std::vector<AccessPath> &) {
      Add(Name);
    });
    return llvm::any_of(In.keys(), [&](llvm::StringRef Name) {
      return !llvm::is_contained(Known, Name);
    });
  }
};

template <> struct ScalarTraits<CellName> {
  static void output(const CellName &Name, void *, raw_ostream &OS) {
    OS << Name.Text;
  }
  static StringRef input(StringRef Text, void *, CellName &Name) {
    Name.Text = Text.str();
    return StringRef();
  }
  static QuotingType mustQuote(StringRef Text) { return needsQuotes(Text); }
};

template <> struct MappingTraits<FlowEntry> {
  static const bool flow = true;

  static void mapping(IO &In, FlowEntry &E) {
    In.mapRequired("to", E.To);
    In.mapRequired("from", E.From);
  }
};

template <> struct MappingTraits<ModelFile> {
  static void mapping(IO &In, ModelFile &D) {
    In.mapOptional("idle", D.Idle, false);
    In.mapOptional("again", D.Again);
    In.mapOptional("fatal", D.Fatal);
    In.mapRequired("functions", D.Functions);
    In.mapOptional("pointers", D.Pointers);
    In.mapOptional("sockets", D.Sockets);
  }
};

} // namespace yaml
} // namespace llvm

/// Keeps the first diagnostic.
static void keepFirst(const llvm::SMDiagnostic &D, void *Context) {
  auto &Error = *static_cast<ModelError *>(Context);
  if (Error.Message.empty())
    Error = {unsigned(std::max(D.getLineNo(), 1)),
             unsigned(D.getColumnNo() + 1), D.getMessage().str()};
}

bool closewait::words::parse(llvm::StringRef Yaml,
                             std::vector<ModelFile> &Files, ModelError &Error) {
  Error = ModelError();
  if (isTooDeepYaml(Yaml)) {
    Error.Message = "its lists are nested too deeply";
    return false;
  }
  Reading At;
  llvm::yaml::Input In(Yaml, &At, keepFirst, &Error);
  In >> Files;
  if (!In.error())
    return true;
  if (Error.Message.empty())
    Error.Message = In.error().message();
  return false;
}

void closewait::words::print(ModelFile &File, llvm::raw_ostream &OS) {
  llvm::yaml::Output Out(OS, /*Ctxt=*/nullptr, /*WrapColumn=*/0);
  Out << File;
}
