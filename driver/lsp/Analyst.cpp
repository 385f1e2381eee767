//===- Analyst.cpp - When the open files are analysed ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyst.h"
#include "Compat.h"
#include "Files.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using std::chrono::milliseconds;

/// So long has a writer paused when what he has written is analysed.
static constexpr milliseconds Pause(150);

void Analyst::want(const std::string &Path, Clock::duration After) {
  auto Found = Subjects.find(Path);
  if (Found == Subjects.end())
    return;
  Found->second.IsWanted = true;
  Found->second.Due = Clock::now() + After;
}

/// Who has read \p Real is another one now: what is being found out of it is of
/// a text that is not there any more.
void Analyst::wantReadersOf(const std::string &Real) {
  for (auto &Each : Subjects) {
    bool IsRunning = Running && RunningFor == Each.first;
    // What is read for the first time may read anything.
    bool IsFirst = IsRunning && Each.second.Read.empty();
    if (!IsFirst && !Each.second.Read.count(Real))
      continue;
    if (IsRunning)
      drop();
    want(Each.first, Pause);
  }
}

/// \p Real has come or gone: who could not be read may be another one now.
void Analyst::wantDoubtful(const std::string &Real) {
  wantReadersOf(Real);
  for (auto &Each : Subjects)
    if (!Each.second.WasRead)
      want(Each.first, Pause);
}

void Analyst::opened(const std::string &Path, bool Differs) {
  const Document &D = Open.all().at(Path);
  if (Differs)
    wantDoubtful(D.Real);
  if (!D.IsCode)
    return;
  if (Running && RunningFor == Path)
    drop();
  Subjects[Path].Touched = ++Touches;
  want(Path, Clock::duration::zero());
}

void Analyst::edited(const std::string &Path) {
  wantReadersOf(Open.all().at(Path).Real);
  auto Found = Subjects.find(Path);
  if (Found == Subjects.end())
    return;
  if (Running && RunningFor == Path)
    drop();
  Found->second.Touched = ++Touches;
  want(Path, Pause);
}

void Analyst::saved(const std::string &Path) {
  // No message tells which other files have changed on the disk since.
  for (auto &Each : Subjects)
    if (Each.first == Path ||
        Each.second.Read.count(Open.all().at(Path).Real)) {
      Each.second.Used = Compilation();
      want(Each.first, Clock::duration::zero());
    }
}

void Analyst::closed(const std::string &Path, const std::string &Name,
                     bool Differs) {
  if (Running && RunningFor == Path)
    drop();
  Subjects.erase(Path);
  Spelled.erase(Path);
  if (Differs)
    wantDoubtful(Name);
}

bool Analyst::isCurrent(const std::string &Path) const {
  auto Found = Subjects.find(Path);
  return Found != Subjects.end() && Found->second.WasRead &&
         !Found->second.IsWanted && !(Running && RunningFor == Path);
}

/// Forgets the analysis that is running.
void Analyst::drop() {
  Running->kill();
  Dying.emplace_back(std::move(*Running));
  Running.reset();
}

std::vector<int> Analyst::fds() const {
  std::vector<int> Found;
  if (Running)
    Found.push_back(Running->fd());
  for (const Job &J : Dying)
    Found.push_back(J.fd());
  return Found;
}

/// The milliseconds from now to \p Then.
static int until(Analyst::Clock::time_point Then) {
  static constexpr milliseconds Most = std::chrono::hours(1);
  auto Left = std::chrono::ceil<milliseconds>(Then - Analyst::Clock::now());
  return int(std::min(std::max(Left, milliseconds(0)), Most).count());
}

int Analyst::due() const {
  int Next = Running ? until(Deadline) : -1;
  for (const auto &Each : Subjects)
    if (Each.second.IsWanted && comesFirst(Each.second)) {
      int In = until(Each.second.Due);
      Next = Next < 0 ? In : std::min(Next, In);
    }
  return Next;
}

/// Whether \p S need not wait for the end of what is running.
bool Analyst::comesFirst(const Subject &S) const {
  if (!Running)
    return true;
  auto Other = Subjects.find(RunningFor);
  return Other != Subjects.end() && Other->second.Touched < S.Touched;
}

void Analyst::work(const Listener &Tell) {
  Dying.remove_if([](Job &J) { return J.read(); });
  if (Running && Running->read())
    finish(Tell);
  else if (Running && Clock::now() >= Deadline) {
    Running->killLate();
    Deadline += std::chrono::seconds(Seconds);
  }
  begin(Tell);
}

/// Starts the next analysis, if one is due.
void Analyst::begin(const Listener &Tell) {
  Clock::time_point Now = Clock::now();
  std::pair<const std::string, Subject> *Next = nullptr;
  for (auto &Each : Subjects)
    if (Each.second.IsWanted && Each.second.Due <= Now &&
        comesFirst(Each.second) &&
        (!Next || Next->second.Touched < Each.second.Touched))
      Next = &Each;
  if (!Next)
    return;
  Subject &S = Next->second;
  if (Running) {
    // Of what was touched before, later.
    want(RunningFor, Clock::duration::zero());
    drop();
  }
  S.IsWanted = false;
  const Compilation *Before = S.Used.Database.empty() ? nullptr : &S.Used;
  auto Begun = Job::start({Next->first, Spelled, Open, Tools, Wishes, Before,
                           Folder + "/" + std::to_string(++Started), Seconds,
                           In, IsToolKnown});
  if (!Begun) {
    S.WasRead = false;
    JobResult Failed;
    Failed.How = JobResult::Prevented;
    Failed.Why = llvm::toString(Begun.takeError());
    return Tell(Next->first, std::move(Failed));
  }
  Running.emplace(std::move(*Begun));
  RunningFor = Next->first;
  Deadline = Now + std::chrono::seconds(Seconds);
}

/// Takes what the running analysis has found out.
void Analyst::finish(const Listener &Tell) {
  JobResult Found = Running->result();
  Running.reset();
  auto At = Subjects.find(RunningFor);
  if (At == Subjects.end())
    return;
  Subject &S = At->second;
  S.WasRead = Found.isGood();
  S.Used = Found.Used;
  IsToolKnown |= Found.isGood() || Found.How == JobResult::Errors;
  // It has read a file of the editor by a name that was not known: once more.
  if (learnNames(S, Found.Read))
    return want(RunningFor, Clock::duration::zero());
  Tell(RunningFor, std::move(Found));
}

/// Takes down that \p S has read the files \p Read.
/// \returns whether one of them is open, and has another name than was known.
bool Analyst::learnNames(Subject &S,
                         const std::map<std::string, std::string> &Read) {
  if (Read.empty())
    return false;
  S.Read.clear();
  bool IsNew = false;
  for (const auto &File : Read) {
    // A copy of ours, of a file that is not on the disk.
    if (compat::startsWith(File.first, Folder))
      continue;
    S.Read.insert(File.second);
    for (const auto &Each : Open.all()) {
      const Document &D = Each.second;
      if (D.Real == File.second && File.first != D.Path && File.first != D.Real)
        IsNew |= Spelled[D.Path].insert(File.first).second;
    }
  }
  return IsNew;
}
