//===- Session.cpp - What an editor and its server speak about ------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Session.h"
#include "Compat.h"
#include "Files.h"
#include "Json.h"
#include "Text.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using llvm::StringRef;
namespace json = llvm::json;

/// Whether the text of \p D is not the one on the disk.
static bool differs(const Document &D) {
  auto Text = readFile(D.Path);
  if (Text)
    return *Text != D.Text;
  llvm::consumeError(Text.takeError());
  return true;
}

//===----------------------------------------------------------------------===//
// The editor
//===----------------------------------------------------------------------===//

void Session::hearEditor(const Message &Said) {
  Envelope Read = envelopeOf(Said.body());
  if (Read.Id.empty() && Read.Method.empty())
    return logOnce("the editor sent data that is not a message");
  StringRef Method = Read.Method;
  bool IsDocument = Method.consume_front("textDocument/");
  if (!IsDocument && Method != "initialize")
    return;
  static constexpr llvm::StringLiteral Heard[] = {"initialize", "didOpen",
                                                  "didChange",  "didClose",
                                                  "didSave",    "codeAction"};
  if (!llvm::is_contained(Heard, Method))
    return;
  auto Body = parseJson(Said.body());
  if (!Body) {
    llvm::consumeError(Body.takeError());
    return loseTrack();
  }
  const json::Object *Params = objectAt(Body->getAsObject(), {"params"});
  if (!Params)
    return;
  if (Method == "initialize") {
    Questions[Read.Id] = Question();
    initialize(*Params);
  } else if (Method == "didOpen") {
    opened(*Params);
  } else if (Method == "didChange") {
    changed(*Params);
  } else if (Method == "didClose") {
    closed(*Params);
  } else if (Method == "didSave") {
    if (const Document *D = Open.of(*Params))
      Work.saved(D->Path);
  } else {
    askedForActions(Read.Id, *Params);
  }
}

void Session::initialize(const json::Object &Params) {
  Editor.read(objectAt(&Params, {"capabilities"}));
  // Clangd's own options.
  const json::Object *Options = objectAt(&Params, {"initializationOptions"});
  std::string Folder = textOf(Options, "compilationDatabasePath");
  if (Work.Wishes.Folder.empty() && !Folder.empty())
    Work.Wishes.Folder = absolute(Folder);
  Work.Wishes.FallbackFlags = textsIn(Options, "fallbackFlags");
}

static void moveTheirs(std::vector<json::Value> &Theirs,
                       const std::string &File, const Edit &Made) {
  llvm::erase_if(Theirs, [&](json::Value &Shown) {
    return !moveForeign(Shown, File, Made);
  });
}

/// Takes down what has led to this version of \p D, for what the server says of
/// earlier ones.
void Session::remember(const Document &D, const Edit &Made) {
  static constexpr size_t Most = 200;
  auto Version = D.Version.getAsInteger();
  auto &Edits = History[D.Path];
  if (Version)
    Edits.push_back({*Version, Made});
  if (Edits.size() > Most)
    Edits.pop_front();
}

void Session::opened(const json::Object &Params) {
  if (const Document *D = Open.open(Params))
    Work.opened(D->Path, differs(*D));
}

void Session::changed(const json::Object &Params) {
  std::vector<Edit> Edits;
  const Document *D = Open.change(Params, Editor.In, Edits);
  if (!D)
    return;
  for (const Edit &Made : Edits) {
    for (auto &Each : Found)
      llvm::erase_if(Each.second,
                     [&](Mark &M) { return !move(M, D->Path, Made); });
    moveTheirs(Theirs[D->Path], D->Path, Made);
    remember(*D, Made);
  }
  Work.edited(D->Path);
}

void Session::closed(const json::Object &Params) {
  const Document *D = Open.of(Params);
  if (!D)
    return;
  Document Gone = *D;
  Open.close(Params);
  Work.closed(Gone.Path, Gone.Real, differs(Gone));
  Complained.erase(Gone.Path);
  std::vector<Mark> Before = std::move(Found[Gone.Path]);
  Found.erase(Gone.Path);
  Theirs.erase(Gone.Path);
  History.erase(Gone.Path);
  std::set<std::string> Changed;
  for (const Mark &M : Before)
    Changed.insert(M.At.File);
  Changed.erase(Gone.Path);
  publish(Gone.Path, Gone.Uri);
  publish(Changed);
}

void Session::loseTrack() {
  logOnce(
      "the editor sent a message that is too large, or data that is not a "
      "message: the open files get no findings until they are opened again");
  while (!Open.all().empty()) {
    const Document &D = Open.all().begin()->second;
    closed(json::Object{{"textDocument", json::Object{{"uri", D.Uri}}}});
  }
}

void Session::askedForActions(const std::string &Id,
                              const json::Object &Params) {
  const Document *D = Open.of(Params);
  auto At = rangeOf(Params.get("range"));
  if (!D || !At || !Editor.Actions)
    return;
  // It may want those of some kinds only.
  const json::Object *Context = objectAt(&Params, {"context"});
  std::vector<std::string> Only = textsIn(Context, "only");
  // All kinds are below "".
  if (Only.empty() || llvm::is_contained(Only, "quickfix") ||
      llvm::is_contained(Only, ""))
    Questions[Id] = {/*IsActions=*/true, D->Path, *At};
}

//===----------------------------------------------------------------------===//
// The server
//===----------------------------------------------------------------------===//

std::string Session::hearServer(Message Said) {
  Envelope Read = envelopeOf(Said.body());
  if (Read.Method == "textDocument/publishDiagnostics")
    return published(std::move(Said));
  auto Asked = Questions.find(Read.Id);
  if (!Read.Method.empty() || Asked == Questions.end())
    return std::move(Said.Raw);
  Question Which = Asked->second;
  Questions.erase(Asked);
  return answered(std::move(Said), Which);
}

std::string Session::published(Message Said) {
  auto Body = parseJson(Said.body());
  json::Object *Params =
      Body ? Body->getAsObject()->getObject("params") : nullptr;
  json::Array *Shown = Params ? Params->getArray("diagnostics") : nullptr;
  if (!Body)
    llvm::consumeError(Body.takeError());
  std::string File = pathOfUri(textOf(Params, "uri"));
  if (!Shown || File.empty())
    return std::move(Said.Raw);
  std::vector<json::Value> &Kept = Theirs[File];
  Kept.assign(Shown->begin(), Shown->end());
  // It may not have read all that has been typed since.
  if (auto Version = Params->getInteger("version"))
    for (const auto &Later : History[File])
      if (Later.first > *Version)
        moveTheirs(Kept, File, Later.second);
  if (marksIn(File).empty())
    return std::move(Said.Raw);
  *Shown = diagnosticsOf(File);
  if (const Document *D = Open.at(File))
    if (Params->get("version"))
      (*Params)["version"] = D->Version;
  return framed(*Body);
}

std::string Session::answered(Message Said, const Question &Asked) {
  auto Body = parseJson(Said.body());
  if (!Body) {
    llvm::consumeError(Body.takeError());
    return std::move(Said.Raw);
  }
  json::Object *Answer = Body->getAsObject();
  if (!Asked.IsActions) {
    const json::Object *Result = objectAt(Answer, {"result"});
    std::string Agreed =
        textOf(objectAt(Result, {"capabilities"}), "positionEncoding");
    // Clangd had one of its own before LSP had this.
    Editor.In =
        encodingOf(Agreed.empty() ? textOf(Result, "offsetEncoding") : Agreed);
    Work.In = Editor.In;
    return std::move(Said.Raw);
  }
  json::Value *Result = Answer->get("result");
  json::Array Ours = actionsFor(Asked);
  if (!Result || Ours.empty() || !(Result->getAsArray() || *Result == nullptr))
    return std::move(Said.Raw);
  if (*Result == nullptr)
    *Result = json::Array();
  for (json::Value &Each : Ours)
    Result->getAsArray()->push_back(std::move(Each));
  return framed(*Body);
}

//===----------------------------------------------------------------------===//
// The findings
//===----------------------------------------------------------------------===//

void Session::work() {
  Work.work([this](const std::string &Path, JobResult Result) {
    analyzed(Path, std::move(Result));
  });
}

void Session::analyzed(const std::string &Path, JobResult Result) {
  complain(Path, Result);
  if (!Result.Remark.empty())
    logOnce(Result.Remark);
  std::set<std::string> Changed{Path};
  auto Add = [&](const std::vector<Mark> &Marks) {
    for (const Mark &M : Marks)
      Changed.insert(M.At.File);
  };
  auto Before = Found.find(Path);
  if (Before != Found.end())
    Add(Before->second);
  // What was found stays, where it has moved to, while nothing can be found.
  if (Result.isGood())
    Add(Found[Path] = std::move(Result.Marks));
  publish(Changed);
}

/// Says in the log why \p Path could not be analysed: once for each kind of
/// trouble, until it is over, and not of errors in a text that the user is
/// just writing.
void Session::complain(const std::string &Path, const JobResult &Result) {
  if (Result.isGood()) {
    Complained.erase(Path);
    return;
  }
  bool IsBeingWritten = Result.How == JobResult::Errors && Found.count(Path);
  if (Complained[Path].insert(Result.How).second && !IsBeingWritten)
    Log(compat::startsWith(Result.Why, Path) ? Result.Why
                                             : Path + ": " + Result.Why);
}

void Session::logOnce(const std::string &Line) {
  if (Logged.insert(Line).second)
    Log(Line);
}

/// Those that stand in \p File, in order, each once.
std::vector<const Mark *> Session::marksIn(const std::string &File) const {
  std::vector<const Mark *> There;
  auto Key = [](const Mark *M) {
    return std::tie(M->At.At.Begin, M->Rule, M->At.Text, M->At.At.End);
  };
  for (const auto &Each : Found)
    for (const Mark &M : Each.second)
      if (M.At.File == File)
        There.push_back(&M);
  llvm::sort(There,
             [&](const Mark *A, const Mark *B) { return Key(A) < Key(B); });
  There.erase(std::unique(There.begin(), There.end(),
                          [&](const Mark *A, const Mark *B) {
                            return Key(A) == Key(B);
                          }),
              There.end());
  return There;
}

/// All that is shown of \p File.
json::Array Session::diagnosticsOf(const std::string &File) const {
  auto Published = Theirs.find(File);
  json::Array All(Published == Theirs.end() ? std::vector<json::Value>()
                                            : Published->second);
  for (const Mark *M : marksIn(File))
    All.push_back(diagnosticOf(*M, Open, Editor, Pages));
  return All;
}

/// Tells the editor what there is in \p Changed now, if only that there is
/// nothing.
void Session::publish(const std::set<std::string> &Changed) {
  for (const std::string &File : Changed) {
    const Document *D = Open.at(File);
    publish(File, D ? D->Uri : uriOf(File));
  }
}

/// The same for one, which the editor calls \p Uri.
void Session::publish(const std::string &File, const std::string &Uri) {
  json::Object Params{{"uri", Uri}, {"diagnostics", diagnosticsOf(File)}};
  const Document *D = Open.at(File);
  if (D && Editor.Versions)
    Params["version"] = D->Version;
  Send(framed(json::Object{{"jsonrpc", "2.0"},
                           {"method", "textDocument/publishDiagnostics"},
                           {"params", std::move(Params)}}));
}

/// The repairs of what stands where the editor asks.
json::Array Session::actionsFor(const Question &Asked) const {
  json::Array Actions;
  for (const auto &Each : Found) {
    if (!Work.isCurrent(Each.first))
      continue;
    for (const Mark &M : Each.second) {
      bool IsThere = M.At.File == Asked.Path &&
                     !(M.At.At.End < Asked.At.Begin) &&
                     !(Asked.At.End < M.At.At.Begin);
      if (IsThere && !M.Repair.empty())
        Actions.push_back(
            actionOf(M, diagnosticOf(M, Open, Editor, Pages), Open));
    }
  }
  return Actions;
}
