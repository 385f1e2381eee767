//===- ModelReader.cpp - The one reader of model rows ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns YAML into rows and rows into YAML, and refuses what it does not
// understand with the place of the mistake.  LLVM's YAML library does the
// reading; the keys, and what each role makes of them, are here.
//
//===----------------------------------------------------------------------===//

#include "SocketModel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <map>

using namespace closewait;

namespace {
/// The keys of a row that not every role understands.
enum Key : unsigned {
  Descriptor = 1 << 0,
  Target = 1 << 1,
  Buffer = 1 << 2,
  Length = 1 << 3,
  Flags = 1 << 4,
  Address = 1 << 5,
  Data = 1 << 6,
  Means = 1 << 7, // zero, negative
  Again = 1 << 8,
  SocketsOnly = 1 << 9,
  Stream = 1 << 10,
  EmptyMessage = 1 << 11,
  Elements = 1 << 12,
  Result = 1 << 13, // `result` is understood in `descriptor`
  Through = 1 << 14 // `"*N"` is understood in `descriptor`
};

/// What a role is called, and which keys it needs and understands.
struct Shape {
  Role Is;
  const char *Name;
  unsigned Needs;
  unsigned Takes;
};

constexpr Shape Shapes[] = {
    {Role::Acquire, "acquire", Descriptor,
     Flags | Data | Again | Stream | Elements | Result | Through},
    {Role::Other, "acquire-other", Descriptor, Result | Through},
    {Role::Read, "read", Descriptor,
     Buffer | Length | Flags | Address | Data | Means | Again | SocketsOnly |
         EmptyMessage},
    {Role::Write, "write", Descriptor,
     Address | Data | Means | Again | SocketsOnly},
    {Role::Wait, "wait", Data, 0},
    {Role::Watch, "watch", Descriptor | Flags, Data | Means},
    {Role::Use, "use", Descriptor, Again | SocketsOnly},
    {Role::ShutDown, "shut-down", Descriptor | Flags, SocketsOnly},
    {Role::Listen, "listen", Descriptor, SocketsOnly},
    {Role::Close, "close", Descriptor, 0},
    {Role::CloseFrom, "close-from", Descriptor, Flags},
    {Role::CopyOnto, "copy-onto", Descriptor | Target, 0},
    {Role::Wrap, "wrap", Descriptor, 0},
    {Role::Unwrap, "unwrap", Descriptor, 0},
    {Role::HandOn, "hand-on", Data, Means},
    {Role::EndThread, "end-thread", 0, 0},
    {Role::Allocate, "allocate", Descriptor, Result},
    {Role::Free, "free", Data, 0},
    {Role::Copy, "copy", Descriptor | Data, 0},
    {Role::Errno, "errno", 0, 0},
    {Role::Clock, "clock", 0, 0},
    {Role::Pause, "pause", 0, 0},
    {Role::Neutral, "neutral", 0, 0},
};

/// Visits the places in a call that \p Row can name.
template <typename Visitor>
void eachPosition(FunctionModel &Row, Visitor Visit) {
  Visit(Descriptor, "descriptor", Row.Descriptor);
  Visit(Target, "target", Row.Target);
  Visit(Buffer, "buffer", Row.Buffer);
  Visit(Length, "length", Row.Length);
  Visit(Flags, "flags", Row.Flags);
  Visit(Address, "address", Row.Address);
  Visit(Data, "data", Row.Data);
}

/// Visits what results mean.
template <typename Visitor>
void eachMeaning(FunctionModel &Row, Visitor Visit) {
  Visit("zero", Row.Zero);
  Visit("negative", Row.Negative);
}

/// Visits what is simply so, or not.
template <typename Visitor> void eachMark(FunctionModel &Row, Visitor Visit) {
  Visit(SocketsOnly, "sockets-only", Row.SocketsOnly);
  Visit(Stream, "stream", Row.Stream);
  Visit(EmptyMessage, "empty-message", Row.EmptyMessage);
}

const Shape &shapeOf(Role R) {
  return *llvm::find_if(Shapes, [R](const Shape &S) { return S.Is == R; });
}

constexpr struct {
  const char *Name;
  int Value;
} ErrnoValues[] = {
    {"EAGAIN", EAGAIN},
    {"EWOULDBLOCK", EWOULDBLOCK},
    {"EINTR", EINTR},
    {"EINPROGRESS", EINPROGRESS},
    {"EALREADY", EALREADY},
    {"ENOBUFS", ENOBUFS},
    {"ENOMEM", ENOMEM},
    {"EISCONN", EISCONN},
    {"ECONNABORTED", ECONNABORTED},
    {"EMFILE", EMFILE},
    {"ENFILE", ENFILE},
    {"EPROTO", EPROTO},
    {"ENOTCONN", ENOTCONN},
    {"ETIMEDOUT", ETIMEDOUT},
};

/// The scalars of a row, each with a type of its own: so each mistake is named
/// at its place.
struct FunctionName {
  std::string Text;
};
struct ErrnoName {
  int Value;
};
struct ArgumentCount {
  int Number = Any;
  enum : int { Any = -1, Most = Position::Last + 1 };
  bool operator==(const ArgumentCount &O) const { return Number == O.Number; }
};

/// A row as it stands in the file: one shape for one or more names.
struct Entry {
  std::vector<FunctionName> Names;
  FunctionModel Row;
  std::vector<ErrnoName> Again;
  ArgumentCount AtLeast, AtMost;
};

struct ModelFile {
  std::vector<ErrnoName> Again;
  std::vector<Entry> Functions;
};

bool understands(Role R, unsigned Keys) {
  const Shape &S = shapeOf(R);
  return (S.Needs | S.Takes) & Keys;
}

std::string meansNothing(const char *Key, const Shape &S) {
  return std::string("'") + Key + "' means nothing for a '" + S.Name + "'";
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
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(FunctionName)
LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(ErrnoName)

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

template <> struct ScalarTraits<ErrnoName> {
  static void output(const ErrnoName &Errno, void *, raw_ostream &OS) {
    for (const auto &E : ErrnoValues)
      if (E.Value == Errno.Value) {
        OS << E.Name;
        return;
      }
  }
  static StringRef input(StringRef Text, void *Context, ErrnoName &Errno) {
    Errno.Value = errnoValue(Text);
    if (Errno.Value < 0)
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
    for (const Shape &S : Shapes)
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

template <> struct ScalarTraits<Position> {
  static void output(const Position &P, void *, raw_ostream &OS) {
    if (P.isResult())
      OS << "result";
    else
      OS << (P.Through ? "*" : "") << P.Index;
  }
  static StringRef input(StringRef Text, void *Context, Position &P) {
    auto &At = *static_cast<Reading *>(Context);
    const Shape &S = shapeOf(At.Row->Row.Does);
    if (!understands(S.Is, At.Is))
      return At.complain(meansNothing(At.KeyName, S));
    // Of all keys, only this one can be more than an argument.
    unsigned More = At.Is == Descriptor ? S.Takes : 0;
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
    int Last = std::max(At.Row->AtLeast.Number, At.Row->AtMost.Number);
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
  static std::string noPlace(StringRef Text, const char *Key, const Shape &S) {
    return ("'" + Text + "' is no '" + Key + "' of a '" + S.Name + "'").str();
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
    In.mapOptional("again", E.Again);
    eachMark(E.Row, [&](Key, const char *Name, bool &Mark) {
      In.mapOptional(Name, Mark, false);
    });
  }

  static std::string validate(IO &In, Entry &E) {
    const Shape &S = shapeOf(E.Row.Does);
    std::string Wrong;
    // A mistyped key says more than the one that is missing for it.
    if (!In.outputting() && hasUnknownKey(In, E))
      return Wrong;
    if (E.AtMost.Number >= 0 && E.AtMost.Number < E.AtLeast.Number)
      Wrong = "'at-most' is less than 'arguments'";
    eachPosition(E.Row, [&](Key Is, const char *Name, Position &P) {
      if ((S.Needs & Is) && !P.isGiven())
        Wrong = std::string("a '") + S.Name + "' needs '" + Name + "'";
    });
    eachMeaning(E.Row, [&](const char *Name, Meaning &M) {
      if (M != Meaning::Nothing && !understands(S.Is, Means))
        Wrong = meansNothing(Name, S);
    });
    eachMark(E.Row, [&](Key Is, const char *Name, bool &Mark) {
      if (Mark && !understands(S.Is, Is))
        Wrong = meansNothing(Name, S);
    });
    if (!E.Again.empty() && !understands(S.Is, Again))
      Wrong = meansNothing("again", S);
    if (E.Row.Elements < 1 || E.Row.Elements > FunctionModel::MostElements)
      Wrong = "'elements' is a number from 1 to 16";
    else if (E.Row.Elements != 1 && !E.Row.Descriptor.Through)
      Wrong = "'elements' counts what \"*N\" points to";
    return Wrong;
  }

private:
  static bool hasUnknownKey(IO &In, Entry &E) {
    llvm::SmallVector<llvm::StringRef, 24> Known{
        "names", "does", "arguments", "at-most", "elements", "again"};
    auto Add = [&](const char *Name) { Known.push_back(Name); };
    eachPosition(E.Row, [&](Key, const char *Name, Position &) { Add(Name); });
    eachMeaning(E.Row, [&](const char *Name, Meaning &) { Add(Name); });
    eachMark(E.Row, [&](Key, const char *Name, bool &) { Add(Name); });
    return llvm::any_of(In.keys(), [&](llvm::StringRef Name) {
      return !llvm::is_contained(Known, Name);
    });
  }
};

template <> struct MappingTraits<ModelFile> {
  static void mapping(IO &In, ModelFile &D) {
    In.mapOptional("again", D.Again);
    In.mapRequired("functions", D.Functions);
  }
};

} // namespace yaml
} // namespace llvm

int closewait::errnoValue(llvm::StringRef Name) {
  for (const auto &E : ErrnoValues)
    if (Name == E.Name)
      return E.Value;
  return -1;
}

/// Keeps the first diagnostic.
static void keepFirst(const llvm::SMDiagnostic &D, void *Context) {
  auto &Error = *static_cast<ModelError *>(Context);
  if (Error.Message.empty())
    Error = {unsigned(std::max(D.getLineNo(), 1)),
             unsigned(D.getColumnNo() + 1), D.getMessage().str()};
}

static std::vector<int> valuesOf(const std::vector<ErrnoName> &Names) {
  std::vector<int> Values;
  for (ErrnoName E : Names)
    if (!llvm::is_contained(Values, E.Value))
      Values.push_back(E.Value);
  return Values;
}

static std::vector<ErrnoName> namesOf(const std::vector<int> &Values) {
  std::vector<ErrnoName> Names;
  for (int Value : Values)
    Names.push_back({Value});
  return Names;
}

bool SocketModel::read(llvm::StringRef Yaml, ModelError &Error) {
  Error = ModelError();
  Reading At;
  std::vector<ModelFile> Documents;
  llvm::yaml::Input In(Yaml, &At, keepFirst, &Error);
  In >> Documents;
  if (In.error()) {
    if (Error.Message.empty())
      Error.Message = In.error().message();
    return false;
  }
  for (const ModelFile &File : Documents) {
    std::vector<int> FilesAgain = valuesOf(File.Again);
    if (CommonAgain.empty())
      CommonAgain = FilesAgain;
    if (FilesAgain.empty())
      FilesAgain = CommonAgain;
    for (const Entry &E : File.Functions) {
      FunctionModel Row = E.Row;
      if (understands(Row.Does, Again))
        Row.Again = !E.Again.empty() ? valuesOf(E.Again) : FilesAgain;
      // One number is exact, two are a range, none is any.
      int Least = E.AtLeast.Number, Most = E.AtMost.Number;
      Row.MinArguments = std::max(Least, 0);
      Row.MaxArguments = Most >= 0    ? Most
                         : Least >= 0 ? Least
                                      : ArgumentCount::Most;
      for (const FunctionName &Function : E.Names)
        Rows[Function.Text] = Row;
    }
  }
  return true;
}

/// The entry that \p Row makes by itself, without a name.
static Entry entryFor(const FunctionModel &Row,
                      const std::vector<int> &CommonAgain) {
  Entry E;
  E.Row = Row;
  int Least = Row.MinArguments, Most = Row.MaxArguments;
  if (Least != 0 || Most != ArgumentCount::Most)
    E.AtLeast.Number = Least;
  if (E.AtLeast.Number >= 0 && Most != Least)
    E.AtMost.Number = Most;
  if (understands(Row.Does, Again) && Row.Again != CommonAgain)
    E.Again = namesOf(Row.Again);
  return E;
}

void SocketModel::write(llvm::raw_ostream &OS) const {
  std::map<llvm::StringRef, const FunctionModel *> ByName;
  for (const auto &Row : Rows)
    ByName[Row.getKey()] = &Row.getValue();
  // Rows of one shape are one entry, in the order of their first names.
  ModelFile File;
  File.Again = namesOf(CommonAgain);
  for (const auto &Named : ByName) {
    auto Same = llvm::find_if(
        File.Functions, [&](const Entry &E) { return E.Row == *Named.second; });
    if (Same == File.Functions.end())
      Same = File.Functions.insert(Same, entryFor(*Named.second, CommonAgain));
    Same->Names.push_back({Named.first.str()});
  }
  llvm::yaml::Output Out(OS);
  Out << File;
}
