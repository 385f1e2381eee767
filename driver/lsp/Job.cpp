//===- Job.cpp - The analysis of one open file, in its own process --------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Job.h"
#include "ClangdConfig.h"
#include "Conclude.h"
#include "Files.h"
#include "Graph.h"
#include "Json.h"
#include "Overlay.h"
#include "Setup.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace closewait;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace json = llvm::json;
namespace path = llvm::sys::path;

/// Editor and clangd come first.
static constexpr int Niceness = 5;
/// Of one analysis; the largest in fifteen servers took less than one.
static constexpr rlim_t MostMemory = rlim_t(4) << 30;

//===----------------------------------------------------------------------===//
// In the child
//===----------------------------------------------------------------------===//

/// Makes the child one that can be killed with all that it starts, and that
/// takes little.
static void moveAside(const Task &What) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int Signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
    signal(Signal, SIG_DFL);
  (void)!nice(Niceness);
  rlimit Memory{MostMemory, MostMemory}, Core{0, 0};
  setrlimit(RLIMIT_AS, &Memory);
  setrlimit(RLIMIT_CORE, &Core);
  int Null = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(Null, STDIN_FILENO);
  dup2(Null, STDOUT_FILENO);
  int Said = open((What.Folder + "/said").c_str(),
                  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  dup2(Said < 0 ? Null : Said, STDERR_FILENO);
}

/// What is told to the parent.
static json::Value toJson(const Compilation &C) {
  return json::Object{{"database", C.Database},
                      {"stamp", C.Stamp},
                      {"directory", C.Of.Directory},
                      {"file", C.Of.File},
                      {"arguments", json::Array(C.Of.Arguments)}};
}

static Compilation compilationIn(const json::Object *O) {
  Compilation C;
  C.Database = textOf(O, "database");
  C.Stamp = textOf(O, "stamp");
  C.Of.Directory = textOf(O, "directory");
  C.Of.File = textOf(O, "file");
  C.Of.Arguments = textsIn(O, "arguments");
  return C;
}

/// The folder of the database that \p Used comes from, or of the file itself.
static StringRef folderOf(const Compilation &Used) {
  return path::parent_path(Used.Database.empty() ? Used.Of.File
                                                 : Used.Database);
}

/// Writes what the editor has, and what shows it to clang.
static llvm::Error writeOpen(const Task &What, const std::string &Overlay) {
  Contents Shown;
  for (const auto &Each : What.Open.all()) {
    const Document &D = Each.second;
    std::string Copy = What.Folder + "/open-" + std::to_string(Shown.size());
    if (llvm::Error E = writeFile(Copy, D.Text))
      return E;
    std::set<std::string> Names{D.Path, D.Real};
    auto Others = What.Spelled.find(D.Path);
    if (Others != What.Spelled.end())
      Names.insert(Others->second.begin(), Others->second.end());
    for (const std::string &Name : Names)
      Shown[Name] = Copy;
  }
  return writeOverlay(Shown, Overlay);
}

/// What stands for the file of \p What, which is not on the disk: the driver of
/// clang looks there.
static std::string standIn(const std::string &File, const std::string &Folder) {
  return Folder + "/new/" + path::filename(File).str();
}

/// Whether the project's settings leave \p File out.
static bool isSkipped(const Settings &Set, StringRef Root, StringRef File) {
  for (const std::string &Pattern : Set.Skip) {
    auto Glob = llvm::GlobPattern::create(Pattern);
    if (!Glob)
      llvm::consumeError(Glob.takeError());
    else if (Glob->match(relativeTo(Root, File)))
      return true;
  }
  return false;
}

/// Writes the arguments of clang for \p Used to \p File.
static llvm::Error writeArguments(const Task &What, const Compilation &Used,
                                  const Settings &Set,
                                  const std::string &File) {
  Plan How;
  How.Tools = What.Tools;
  How.Models = Set.Models;
  if (!Set.Checkers.empty())
    How.Checkers = Set.Checkers;
  How.Overlay = What.Folder + "/overlay.yaml";
  if (llvm::Error E = writeOpen(What, How.Overlay))
    return E;
  std::string Words = commonArguments(How) + " " + outputArguments("log");
  // What a run of `closewait check` has found out about other files.
  std::string Known =
      stateIn(folderOf(Used)) + "/" + nameOf(Used.Of) + ".known";
  if (!Used.Database.empty() && fs::exists(Known))
    Words += " " + knownArguments(Known);
  Unit Meant = Used.Of;
  adjust(clangdConfigFor(Meant.File), Meant.Arguments);
  if (!fs::exists(Meant.File)) {
    Meant.File = standIn(What.File, What.Folder);
    How.ExtraArgs = {"-iquote", path::parent_path(What.File).str()};
    if (llvm::Error E =
            writeFile(Meant.File, What.Open.all().at(What.File).Text))
      return E;
  }
  Words += " " + writingArguments("log", What.Folder + "/log") + " " +
           writingArguments("depfile", What.Folder + "/deps") + " " +
           argumentsFor(How, Meant);
  return writeFile(File, Words);
}

/// Tells the parent \p Value, through \p Pipe.
static void tell(int Pipe, json::Value Value) {
  llvm::raw_fd_ostream(Pipe, /*shouldClose=*/false) << Value << "\n";
}

/// Becomes clang.  \returns why that is not possible.
static llvm::Error becomeClang(const Task &What, int Pipe) {
  auto Used = compilationOf(What.File, What.Wishes, What.Before);
  if (!Used)
    return Used.takeError();
  tell(Pipe, toJson(*Used));
  auto Set = readSettings(folderOf(*Used));
  if (!Set)
    return Set.takeError();
  std::string Root = rootOf(folderOf(*Used), Set->File);
  if (isSkipped(*Set, Root, What.File)) {
    tell(Pipe, json::Object{{"skipped", true}});
    _exit(0);
  }
  std::string Words = What.Folder + "/arguments";
  if (llvm::Error E = writeArguments(What, *Used, *Set, Words))
    return E;
  if (std::error_code Failed = fs::set_current_path(Used->Of.Directory))
    return failure("no folder '" + Used->Of.Directory +
                   "': " + Failed.message());
  Words = "@" + Words;
  execl(What.Tools.Clang.c_str(), What.Tools.Clang.c_str(), Words.c_str(),
        static_cast<char *>(nullptr));
  return failure("cannot run '" + What.Tools.Clang + "'");
}

//===----------------------------------------------------------------------===//
// In the parent
//===----------------------------------------------------------------------===//

Job::Job(pid_t Child, int Pipe, const Task &What)
    : Child(Child), Pipe(Pipe), File(What.File), Folder(What.Folder),
      Seconds(What.Seconds) {}

Job::Job(Job &&Other)
    : Child(Other.Child), Pipe(Other.Pipe), File(std::move(Other.File)),
      Folder(std::move(Other.Folder)), Told(std::move(Other.Told)),
      Seconds(Other.Seconds), IsLate(Other.IsLate) {
  Other.Child = -1;
  Other.Pipe = -1;
}

Job::~Job() {
  if (Pipe >= 0)
    close(Pipe);
  if (Child > 0) {
    kill();
    waitpid(Child, nullptr, 0);
  }
  if (Child >= 0)
    fs::remove_directories(Folder);
}

llvm::Expected<Job> Job::start(const Task &What) {
  if (std::error_code Failed = fs::create_directories(What.Folder))
    return failure("cannot make '" + What.Folder + "': " + Failed.message());
  int Ends[2];
  if (pipe2(Ends, O_CLOEXEC) != 0)
    return failure("no pipe");
  pid_t Child = fork();
  if (Child == 0) {
    // The end that tells when all is over is for clang, too.
    fcntl(Ends[1], F_SETFD, 0);
    moveAside(What);
    llvm::Error E = becomeClang(What, Ends[1]);
    tell(Ends[1], json::Object{{"prevented", llvm::toString(std::move(E))}});
    _exit(1);
  }
  close(Ends[1]);
  if (Child < 0) {
    close(Ends[0]);
    return failure("no process");
  }
  setpgid(Child, Child); // Whoever comes first.
  fcntl(Ends[0], F_SETFL, O_NONBLOCK);
  return Job(Child, Ends[0], What);
}

bool Job::read() {
  char Buffer[4096];
  for (;;) {
    ssize_t Got = ::read(Pipe, Buffer, sizeof Buffer);
    if (Got > 0)
      Told.append(Buffer, size_t(Got));
    else
      return Got == 0 || (errno != EAGAIN && errno != EINTR);
  }
}

void Job::kill() const { ::kill(-Child, SIGKILL); }

void Job::killLate() {
  IsLate = true;
  kill();
}

/// The first error in what clang has said to \p File, or that there is none.
static std::string errorIn(const std::string &File) {
  static constexpr char Unknown[] = "its analysis failed";
  auto Said = readFile(File);
  if (!Said) {
    llvm::consumeError(Said.takeError());
    return Unknown;
  }
  StringRef Rest = *Said, Line;
  while (!Rest.empty()) {
    std::tie(Line, Rest) = Rest.split('\n');
    if (Line.contains("error: ")) {
      Line.consume_front("error: ");
      return Line.trim().str();
    }
  }
  return Unknown;
}

/// The names behind the colon of the makefile rule in \p File.
static std::set<std::string> namesIn(const std::string &File) {
  std::set<std::string> Names;
  auto Rule = readFile(File);
  if (!Rule) {
    llvm::consumeError(Rule.takeError());
    return Names;
  }
  StringRef Rest = StringRef(*Rule).split(": ").second;
  std::string Name;
  auto Take = [&] {
    if (!Name.empty())
      Names.insert(std::move(Name));
    Name.clear();
  };
  // Clang writes a blank as "\ ", "#" as "\#" and "$" as "$$".
  for (size_t I = 0; I < Rest.size(); ++I) {
    char C = Rest[I], Next = I + 1 < Rest.size() ? Rest[I + 1] : '\n';
    if (C == '\\' && Next == '\n')
      ++I;
    else if ((C == '\\' && (Next == ' ' || Next == '#')) ||
             (C == '$' && Next == '$'))
      Name += Rest[++I];
    else if (C == ' ' || C == '\n')
      Take();
    else
      Name += C;
  }
  Take();
  return Names;
}

/// Has what is said of \p Old in \p All be said of \p New.
static void rename(std::vector<Finding> &All, const std::string &Old,
                   const std::string &New) {
  auto Rename = [&](Place &At) {
    if (At.File == Old)
      At.File = New;
  };
  for (Finding &F : All) {
    Rename(F.At);
    for (std::vector<Step> *Steps : {&F.Path, &F.Notes})
      for (Step &Each : *Steps)
        Rename(Each.At);
    for (Insertion &Part : F.Repair)
      Rename(Part.At);
  }
}

/// Takes what the child has told, before it was clang.
static void hear(StringRef Told, JobResult &Found) {
  StringRef Line;
  while (!Told.empty()) {
    std::tie(Line, Told) = Told.split('\n');
    auto Value = parseJson(Line);
    if (!Value) {
      llvm::consumeError(Value.takeError());
      continue;
    }
    const json::Object *O = Value->getAsObject();
    Found.Why = textOf(O, "prevented");
    if (!Found.Why.empty())
      Found.How = JobResult::Prevented;
    else if (isTrueAt(O, {}, "skipped"))
      Found.How = JobResult::Skipped;
    else
      Found.Used = compilationIn(O);
  }
}

JobResult Job::result() {
  JobResult Found;
  int Status = 0;
  waitpid(Child, &Status, 0);
  Child = 0;
  hear(Told, Found);
  if (Found.How == JobResult::Skipped || Found.How == JobResult::Prevented)
    return Found;
  Found.Read = namesIn(Folder + "/deps");
  if (IsLate) {
    Found.How = JobResult::Late;
    Found.Why =
        "its analysis was ended after " + std::to_string(Seconds) + " s";
  } else if (WIFSIGNALED(Status)) {
    Found.How = JobResult::Crashed;
    Found.Why = std::string("its analysis was ended by a signal: ") +
                strsignal(WTERMSIG(Status));
  } else if (Status != 0) {
    Found.How = JobResult::Errors;
    Found.Why = errorIn(Folder + "/said");
  } else if (!fs::exists(Folder + "/log")) {
    Found.Why = "its analysis left nothing";
  } else if (llvm::Error E = readLog(Folder + "/log", Found.What)) {
    Found.Why = llvm::toString(std::move(E));
  } else {
    Found.How = JobResult::Done;
    rename(Found.What.Found, standIn(File, Folder), File);
  }
  return Found;
}
