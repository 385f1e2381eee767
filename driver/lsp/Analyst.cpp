//===- Analyst.cpp - When the open files are analysed ---------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analyst.h"
#include "Files.h"

#include "llvm/ADT/STLExtras.h"

using namespace closewait;
using std::chrono::milliseconds;

/// So long has a writer paused when what he has written is analysed.
static constexpr milliseconds Pause(150);

/// \p IsOther: what is being found out now is of another text.
void Analyst::want(const std::string &Path, Clock::duration After,
                   bool IsOther) {
  auto Found = Subjects.find(Path);
  if (Found == Subjects.end())
    return;
  if (IsOther && Running && RunningFor == Path)
    drop();
  Found->second.IsWanted = true;
  Found->second.Due = Clock::now() + After;
}

/// Whoever has read \p Real is another one now; who could not be read may be.
void Analyst::wantReadersOf(const std::string &Real, Clock::duration After) {
  for (auto &Each : Subjects) {
    bool HasRead = Each.second.Read.count(Real) != 0;
    if (HasRead || !Each.second.WasRead)
      want(Each.first, After, HasRead);
  }
}

void Analyst::opened(const std::string &Path, bool Differs) {
  const Document &D = Open.all().at(Path);
  if (Differs)
    wantReadersOf(D.Real, Pause);
  if (!D.IsCode)
    return;
  Subjects[Path].Touched = ++Touches;
  want(Path, Clock::duration::zero());
}

void Analyst::edited(const std::string &Path) {
  wantReadersOf(Open.all().at(Path).Real, Pause);
  want(Path, Pause);
  if (Subjects.count(Path))
    Subjects[Path].Touched = ++Touches;
}

void Analyst::saved(const std::string &Path) {
  // What else has changed on the disk since, nobody has told.
  want(Path, Clock::duration::zero());
}

void Analyst::closed(const std::string &Path, const std::string &Real,
                     bool Differs) {
  if (Running && RunningFor == Path)
    drop();
  Subjects.erase(Path);
  Spelled.erase(Path);
  if (Differs)
    wantReadersOf(Real, Clock::duration::zero());
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
  auto Left = std::chrono::ceil<milliseconds>(Then - Analyst::Clock::now());
  return std::max(0, int(Left.count()));
}

int Analyst::due() const {
  if (Running)
    return until(Deadline);
  int Next = -1;
  for (const auto &Each : Subjects)
    if (Each.second.IsWanted) {
      int In = until(Each.second.Due);
      Next = Next < 0 ? In : std::min(Next, In);
    }
  return Next;
}

void Analyst::work(const Listener &Tell) {
  Dying.remove_if([](Job &J) { return J.read(); });
  if (Running && Running->read())
    finish(Tell);
  else if (Running && Clock::now() >= Deadline) {
    Running->killLate();
    Deadline += std::chrono::seconds(Seconds);
  }
  if (!Running)
    begin(Tell);
}

/// Starts the next analysis, if one is due.
void Analyst::begin(const Listener &Tell) {
  Clock::time_point Now = Clock::now();
  std::pair<const std::string, Subject> *Next = nullptr;
  for (auto &Each : Subjects)
    if (Each.second.IsWanted && Each.second.Due <= Now &&
        (!Next || Next->second.Touched < Each.second.Touched))
      Next = &Each;
  if (!Next)
    return;
  Subject &S = Next->second;
  S.IsWanted = false;
  const Compilation *Before = S.Used.Database.empty() ? nullptr : &S.Used;
  auto Begun = Job::start({Next->first, Spelled, Open, Tools, Wishes, Before,
                           Folder + "/" + std::to_string(++Started), Seconds});
  if (!Begun) {
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
  // It has read a file of the editor by a name that was not known: once more.
  if (learnNames(S, Found.Read))
    return want(RunningFor, Clock::duration::zero());
  Tell(RunningFor, std::move(Found));
}

/// What \p Name is without symbolic links; asked once.
const std::string &Analyst::realOf(const std::string &Name) {
  auto Entry = Real.try_emplace(Name);
  if (Entry.second)
    Entry.first->second = realPath(Name);
  return Entry.first->second;
}

/// Takes down that \p S has read the files \p Read.
/// \returns whether one of them is open, and has another name than was known.
bool Analyst::learnNames(Subject &S, const std::set<std::string> &Read) {
  if (Read.empty())
    return false;
  S.Read.clear();
  bool IsNew = false;
  for (const std::string &Name : Read) {
    const std::string &File = realOf(Name);
    S.Read.insert(File);
    for (const auto &Each : Open.all()) {
      const Document &D = Each.second;
      if (D.Real == File && Name != D.Path && Name != D.Real)
        IsNew |= Spelled[D.Path].insert(Name).second;
    }
  }
  return IsNew;
}
