//===- ModelReader.cpp - The one reader of model rows ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns YAML into rows, and refuses what it does not understand with the place
// of the mistake.  LLVM's YAML library does the reading; the keys are here.
//
//===----------------------------------------------------------------------===//

#include "SocketModel.h"

#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>

using namespace closewait;

namespace {
/// A row as it stands in the file: one shape for one or more names.
struct Entry {
  std::vector<std::string> Names;
  FunctionModel Shape;
  std::vector<std::string> Again;
  bool HasArguments = false;
};

struct ModelFile {
  std::vector<std::string> Again;
  std::vector<Entry> Functions;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Entry)

namespace llvm {
namespace yaml {

template <> struct ScalarEnumerationTraits<Role> {
  static void enumeration(IO &In, Role &R) {
    In.enumCase(R, "acquire", Role::Acquire);
    In.enumCase(R, "acquire-other", Role::Other);
    In.enumCase(R, "read", Role::Read);
    In.enumCase(R, "write", Role::Write);
    In.enumCase(R, "wait", Role::Wait);
    In.enumCase(R, "watch", Role::Watch);
    In.enumCase(R, "use", Role::Use);
    In.enumCase(R, "shut-down", Role::ShutDown);
    In.enumCase(R, "listen", Role::Listen);
    In.enumCase(R, "close", Role::Close);
    In.enumCase(R, "close-from", Role::CloseFrom);
    In.enumCase(R, "copy-onto", Role::CopyOnto);
    In.enumCase(R, "wrap", Role::Wrap);
    In.enumCase(R, "unwrap", Role::Unwrap);
    In.enumCase(R, "hand-on", Role::HandOn);
    In.enumCase(R, "end-thread", Role::EndThread);
    In.enumCase(R, "allocate", Role::Allocate);
    In.enumCase(R, "free", Role::Free);
    In.enumCase(R, "copy", Role::Copy);
    In.enumCase(R, "errno", Role::Errno);
    In.enumCase(R, "clock", Role::Clock);
    In.enumCase(R, "pause", Role::Pause);
    In.enumCase(R, "neutral", Role::Neutral);
  }
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
  static StringRef input(StringRef Text, void *, Position &P) {
    if (Text == "result") {
      P.Index = Position::Result;
      return StringRef();
    }
    P.Through = Text.consume_front("*");
    unsigned Index;
    if (Text.getAsInteger(10, Index) || Index > 15)
      return "not an argument's index, nor 'result'";
    P.Index = int(Index);
    return StringRef();
  }
  // "*3" would be read as a YAML alias.
  static QuotingType mustQuote(StringRef Text) {
    return !Text.empty() && Text.front() == '*' ? QuotingType::Double
                                                : QuotingType::None;
  }
};

template <> struct MappingTraits<Entry> {
  static void mapping(IO &In, Entry &E) {
    FunctionModel &F = E.Shape;
    In.mapRequired("names", E.Names);
    In.mapRequired("does", F.Does);
    In.mapOptional("arguments", F.MinArguments, 0u);
    In.mapOptional("at-most", F.MaxArguments, 0u);
    In.mapOptional("descriptor", F.Descriptor);
    In.mapOptional("target", F.Target);
    In.mapOptional("buffer", F.Buffer);
    In.mapOptional("length", F.Length);
    In.mapOptional("flags", F.Flags);
    In.mapOptional("address", F.Address);
    In.mapOptional("data", F.Data);
    In.mapOptional("zero", F.Zero, Meaning::Nothing);
    In.mapOptional("negative", F.Negative, Meaning::Nothing);
    In.mapOptional("again", E.Again);
    In.mapOptional("sockets-only", F.SocketsOnly, false);
    In.mapOptional("stream", F.Stream, false);
    In.mapOptional("empty-message", F.EmptyMessage, false);
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
  static const struct {
    const char *Name;
    int Value;
  } Values[] = {
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
  for (const auto &V : Values)
    if (Name == V.Name)
      return V.Value;
  return -1;
}

static bool appendErrno(const std::vector<std::string> &Names,
                        std::vector<int> &Out, std::string &Bad) {
  for (const std::string &Name : Names) {
    int Value = errnoValue(Name);
    if (Value < 0) {
      Bad = Name;
      return false;
    }
    Out.push_back(Value);
  }
  return true;
}

/// The first diagnostic, as FILE:LINE:COL: error: TEXT.
static void keepFirst(const llvm::SMDiagnostic &D, void *Context) {
  auto &Error = *static_cast<std::string *>(Context);
  if (!Error.empty())
    return;
  llvm::raw_string_ostream OS(Error);
  OS << D.getFilename() << ':' << D.getLineNo() << ':' << D.getColumnNo() + 1
     << ": error: " << D.getMessage();
}

bool SocketModel::read(llvm::StringRef Yaml, llvm::StringRef Name,
                       std::string &Error) {
  Error.clear();
  ModelFile Doc;
  llvm::yaml::Input In(llvm::MemoryBufferRef(Yaml, Name), nullptr, keepFirst,
                       &Error);
  In >> Doc;
  if (In.error()) {
    if (Error.empty())
      Error = (Name + ":1:1: error: " + In.error().message()).str();
    return false;
  }
  std::string Bad;
  std::vector<int> Default;
  bool Good = appendErrno(Doc.Again, Default, Bad);
  for (Entry &E : Doc.Functions) {
    FunctionModel Row = E.Shape;
    Good = Good && appendErrno(E.Again, Row.Again, Bad);
    Row.Again.insert(Row.Again.end(), Default.begin(), Default.end());
    // One number is exact, two are a range, none is any.
    if (Row.MaxArguments == 0)
      Row.MaxArguments = Row.MinArguments ? Row.MinArguments : 16;
    for (const std::string &Function : E.Names) {
      Row.Name = Function;
      Rows[Function] = Row;
    }
  }
  if (!Good)
    Error = (Name + ":1:1: error: unknown errno name '" + Bad + "'").str();
  return Good;
}
