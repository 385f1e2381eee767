//===- Outcomes.cpp - How the paths of one function come out --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outcomes.h"
#include "Numbers.h"
#include "Syntax.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether two values on two paths differ.  What cannot be compared is taken
/// for different, unless the same statement gave both.
static bool differ(ProgramStateRef StateA, SVal A, ProgramStateRef StateB,
                   SVal B, bool SameStatement) {
  const llvm::APSInt *NumberA = numberOf(StateA, A);
  const llvm::APSInt *NumberB = numberOf(StateB, B);
  if (NumberA && NumberB)
    return !llvm::APSInt::isSameValue(*NumberA, *NumberB);
  // One symbol can stand for different numbers on two paths.
  if (NumberA && !canBe(StateB, B, BO_EQ, NumberA->getExtValue()))
    return true;
  if (NumberB && !canBe(StateA, A, BO_EQ, NumberB->getExtValue()))
    return true;
  return !(A == B) && !SameStatement;
}

/// Whether \p End gives back an object: what is in it, two paths cannot
/// compare.
static bool returnsObject(const PathEnd &End) {
  const auto *Return = dyn_cast_or_null<ReturnStmt>(End.Where);
  return Return && Return->getRetValue() &&
         Return->getRetValue()->getType()->isRecordType();
}

static bool returnsDiffer(const PathEnd &End, const PathEnd &Kept) {
  if (End.CallerUnknown && returnsObject(End))
    return true;
  if (!End.CallerUnknown || End.Returns.isUndef() || Kept.Returns.isUndef())
    return false;
  // `return rc` gives what some other statement has put there.
  // And `return ok ? go_on() : -1` gives a number where it gives up.
  bool SameStatement = End.Where && End.Where == Kept.Where &&
                       !namedBy(cast<ReturnStmt>(End.Where)->getRetValue()) &&
                       !numberOf(End.state(), End.Returns) ==
                           !numberOf(Kept.state(), Kept.Returns);
  return differ(End.state(), End.Returns, Kept.state(), Kept.Returns,
                SameStatement);
}

/// Whether a path gives its caller to understand that it failed.
static bool returnsFailure(const PathEnd &End) {
  if (!End.CallerUnknown || End.Returns.isUndef())
    return false;
  const llvm::APSInt *Number = numberOf(End.state(), End.Returns);
  if (!Number)
    return false;
  if (End.Returns.getAs<Loc>())
    return Number->isZero();
  return Number->isSigned() && Number->isNegative();
}

/// Whether \p Value takes an object that the path frees out of a table of
/// pointers to such objects: `conns[c->slot] = NULL`.
static bool clearsLink(ProgramStateRef State, const TypedValueRegion *Where,
                       SVal Value) {
  QualType T = Where->getValueType().getCanonicalType();
  if (!T->isPointerType() || !Value.isZeroConstant())
    return false;
  for (const auto &Socket : sockets(State))
    if (Socket.second.ObjectFreed)
      for (SymbolRef Step : wayTo(Socket.first).Steps)
        if (Step->getType().getCanonicalType() == T)
          return true;
  return false;
}

/// Whether \p Value in \p Where can tell anybody anything at all.
static bool canTell(ProgramStateRef State, const MemRegion *Where, SVal Value) {
  if (const auto *Object = dyn_cast<SymbolicRegion>(Where->getBaseRegion()))
    for (const auto &Socket : sockets(State))
      if (Socket.second.ObjectFreed &&
          wayTo(Socket.first).has(Object->getSymbol()))
        return false;
  const auto *Typed = dyn_cast<TypedValueRegion>(Where);
  // A set or a slot of the waiting calls.
  if (isSetWord(declOf(Where)) || isWatchSlot(declOf(Where)) ||
      (Typed && isWatchRecord(Typed->getValueType()->getAsRecordDecl())))
    return false;
  if (!Typed)
    return true;
  // The buffer.
  if (isa<ElementRegion>(Typed) &&
      Typed->getValueType()->isAnyCharacterType() &&
      !isSocketsEntry(State, Typed))
    return false;
  if (clearsLink(State, Typed, Value))
    return false;
  const auto *Field = dyn_cast<FieldRegion>(Typed);
  if (!Field)
    return true;
  if (Field->getDecl()->getName() == "revents")
    return false;
  // List links.
  QualType T = Field->getDecl()->getType();
  return !T->isPointerType() ||
         T->getPointeeType()->getAsTagDecl() != Field->getDecl()->getParent();
}

/// Whether \p Where is a variable of the path's own, in which the frame that
/// decides can note down what it has to do later.
static bool isNote(ProgramStateRef State, const MemRegion *Where) {
  return isa<StackSpaceRegion>(compat::memorySpace(Where->getBaseRegion())) &&
         !isSocketsEntry(State, Where);
}

/// What stands at \p Where when the path of \p End is over.
static SVal leftAt(const MemRegion *Where, const PathEnd &End) {
  if (!isa<TypedValueRegion>(Where) && !isa<SymbolicRegion>(Where))
    return UnknownVal();
  return End.state()->getSVal(loc::MemRegionVal(Where));
}

/// Whether \p Write, which \p End did at \p Where, puts something else there
/// than \p Kept leaves.
static bool leavesOther(const PathEnd &End, const MemRegion *Where,
                        const OuterWrite &Write, const PathEnd &Kept) {
  if (const OuterWrite *Other = outerWrites(Kept.state()).lookup(Where))
    return differ(End.state(), Write.Value, Kept.state(), Other->Value,
                  Write.By == Other->By);
  SVal Left = leftAt(Where, Kept);
  if (!(Left == Write.Value))
    return true;
  // An array that began with zeros has no note in it; and in one of results,
  // the same symbol stands for another number.
  return isa<ElementRegion>(Where) &&
         (Left.isZeroConstant() ||
          differ(End.state(), Write.Value, Kept.state(), Left,
                 /*SameStatement=*/false));
}

/// Whether the note that \p Write takes at \p Where is still there when the
/// frame of \p End decides, so that the program can read it.
static bool isKeptNote(const PathEnd &End, const MemRegion *Where,
                       const OuterWrite &Write) {
  const auto *Var = dyn_cast<VarRegion>(Where);
  // Two copies of a struct cannot be compared.
  bool Stands = Write.Value.getAs<nonloc::LazyCompoundVal>() ||
                leftAt(Where, End) == Write.Value;
  return End.By != Decision::Return && Stands &&
         (!Var || isReadBehind(End.Node, Var));
}

/// Whether what \p End wrote after its ending tells it apart from every path
/// of \p Kept.
static bool writeTells(const PathEnd &End,
                       const std::vector<const PathEnd *> &Kept) {
  for (const auto &Entry : outerWrites(End.state())) {
    const MemRegion *Where = Entry.first;
    const OuterWrite &Write = Entry.second;
    if (Write.Epoch < End.Entry.Epoch ||
        !canTell(End.state(), Where, Write.Value) ||
        (isNote(End.state(), Where) && !isKeptNote(End, Where, Write)))
      continue;
    if (llvm::all_of(Kept, [&](const PathEnd *K) {
          return leavesOther(End, Where, Write, *K);
        }))
      return true;
  }
  return false;
}

/// Whether \p End is a path that goes on reading.
static bool isKept(const PathEnd &End, bool PumpSeen) {
  const SocketState &S = End.Entry.State;
  if (!S.isOpen() || !End.AllWell)
    return false;
  if (returnsFailure(End))
    return false;
  return S.lastRead() == LastRead::Again ||
         (S.lastRead() == LastRead::Data && !PumpSeen);
}

namespace {
/// Ends of paths.
using Group = std::vector<const PathEnd *>;

/// The numbers with which paths that got data come back.  Where they differ,
/// some of them may speak of a failure, as `if (!parse(...)) return 0` does.
class ReturnedNumbers {
public:
  void add(const PathEnd &End);

  /// Whether they differ for a path that comes back at \p Where.  A return
  /// statement that gives several numbers counts something, unless it is that
  /// one.
  bool varyFor(const Stmt *Where) const {
    return (VaryAtAll && First.size() > 1) || VaryAt.count(Where);
  }

private:
  llvm::DenseMap<const Stmt *, const llvm::APSInt *> First; ///< By statement.
  llvm::DenseSet<const Stmt *> VaryAt; ///< Those that give several numbers.
  const llvm::APSInt *Any = nullptr;
  bool VaryAtAll = false;
};

/// The kept paths that speak of one socket and come to one kind of decision.
struct KeptGroup {
  using Nodes = std::vector<const ExplodedNode *>;
  Group Again; ///< Those that were told "again",
  Group All;   ///< and, behind them, those that got data.
  ReturnedNumbers Numbers;
  std::shared_ptr<const Nodes> AgainNodes, AllNodes;
};

/// The kept paths of a function, each found without looking at all others.
class KeptPaths {
public:
  KeptPaths(const std::vector<PathEnd> &Ends,
            const llvm::DenseSet<SymbolRef> &Pumps);

  /// Whether no path goes on reading with which \p End could be compared.
  bool isAlone(const PathEnd &End) const { return !Groups.count(keyOf(End)); }

  /// Whether the path of \p End comes out like one that goes on reading.
  bool isLikeKept(const PathEnd &End) const;

  /// Appends to \p Found that \p End is a defect, if \p Is says so.
  void file(const PathEnd &End, Verdict Is, std::vector<Finding> &Found) const;

private:
  using Key = std::pair<SymbolRef, std::pair<const Decl *, unsigned>>;
  static Key keyOf(const PathEnd &End) {
    return {End.Fd, {End.Frame, unsigned(End.By)}};
  }
  llvm::DenseMap<Key, KeptGroup> Groups;
};
} // namespace

void ReturnedNumbers::add(const PathEnd &End) {
  bool Tells = End.CallerUnknown && !End.Returns.isUndef();
  const llvm::APSInt *Number =
      Tells ? numberOf(End.state(), End.Returns) : nullptr;
  if (!Number)
    return;
  auto Here = First.try_emplace(End.Where, Number).first;
  if (!llvm::APSInt::isSameValue(*Here->second, *Number))
    VaryAt.insert(End.Where);
  Any = Any ? Any : Number;
  VaryAtAll |= !llvm::APSInt::isSameValue(*Any, *Number);
}

static std::shared_ptr<const KeptGroup::Nodes> nodesOf(const Group &Ends) {
  auto Nodes = std::make_shared<KeptGroup::Nodes>();
  for (const PathEnd *End : Ends)
    Nodes->push_back(End->Node);
  return Nodes;
}

KeptPaths::KeptPaths(const std::vector<PathEnd> &Ends,
                     const llvm::DenseSet<SymbolRef> &Pumps) {
  auto Add = [&](LastRead Which, const PathEnd &End) {
    if (End.Entry.State.lastRead() != Which ||
        !isKept(End, Pumps.count(End.Fd)))
      return;
    KeptGroup &Beside = Groups[keyOf(End)];
    Beside.All.push_back(&End);
    if (Which == LastRead::Again)
      Beside.Again.push_back(&End);
    else
      Beside.Numbers.add(End);
  };
  for (LastRead Which : {LastRead::Again, LastRead::Data})
    for (const PathEnd &End : Ends)
      Add(Which, End);
  for (auto &Beside : Groups) {
    Beside.second.AgainNodes = nodesOf(Beside.second.Again);
    Beside.second.AllNodes = nodesOf(Beside.second.All);
  }
}

bool KeptPaths::isLikeKept(const PathEnd &End) const {
  auto Beside = Groups.find(keyOf(End));
  if (Beside == Groups.end())
    return false;
  const Group &Kept = Beside->second.Numbers.varyFor(End.Where)
                          ? Beside->second.Again
                          : Beside->second.All;
  return !Kept.empty() && !writeTells(End, Kept) &&
         llvm::any_of(
             Kept, [&](const PathEnd *K) { return !returnsDiffer(End, *K); });
}

/// Whether nothing but errno decides the 0 of \p End: this path asked a stale
/// errno, and those that got the other answer settled the matter.
static bool errnoDecides(const PathEnd &End, const SettledMap &Settled) {
  if (!End.Entry.State.isPeerClosed() || !End.Entry.Errno ||
      End.Errno == ErrnoSays::NeverAsked)
    return false;
  auto Group = Settled.find(End.Entry.Errno);
  if (Group == Settled.end())
    return false;
  auto Bit = [](ErrnoSays Side) { return 1U << unsigned(Side); };
  bool SameSide = Group->second & Bit(End.Errno);
  bool OtherSide = Group->second & ~Bit(ErrnoSays::NeverAsked);
  return OtherSide && !SameSide;
}

static bool fallsOff(const PathEnd &End) {
  return End.By == Decision::Return && !End.Where;
}

/// The verdict on a path that comes out like a kept one.
static Verdict judgeLikeKept(const PathEnd &End) {
  // Other functions can close the socket in a plain global.
  if (wayTo(End.Fd).isPlainGlobal() && !End.Entry.State.isUnwatched())
    return Verdict::None;
  return judge(End.Entry.State, End.Entry.ObjectFreed ? Occasion::SlotGone
                                                      : Occasion::EndsLikeKept);
}

void KeptPaths::file(const PathEnd &End, Verdict Is,
                     std::vector<Finding> &Found) const {
  if (Is == Verdict::None)
    return;
  Finding F{Is, End.Fd, End.Entry, End.Node};
  F.AtEnd = fallsOff(End);
  auto Beside = Groups.find(keyOf(End));
  if (Beside != Groups.end())
    F.Kept = Beside->second.Numbers.varyFor(End.Where)
                 ? Beside->second.AgainNodes
                 : Beside->second.AllNodes;
  Found.push_back(F);
}

/// A hang-up is told by a return value that no path that got data gives.
void Outcomes::compareHangups(std::vector<Finding> &Found) const {
  for (const PathEnd &Hangup : Hangups) {
    bool LikeData = llvm::any_of(Ends, [&](const PathEnd &End) {
      return End.By == Decision::Return && isKept(End, /*PumpSeen=*/false) &&
             !returnsDiffer(Hangup, End);
    });
    if (!LikeData)
      continue;
    Finding F{judge(Hangup.Entry.State, Occasion::EventDone), nullptr,
              Hangup.Entry, Hangup.Node};
    F.Event = Hangup.Event;
    F.AtEnd = fallsOff(Hangup);
    if (F.Is != Verdict::None)
      Found.push_back(F);
  }
}

bool Outcomes::compare(std::vector<Finding> &Found) const {
  bool AnyAlone = false;
  // A path that tells its caller counts as settled, too.
  SettledMap AllSettled = Settled;
  llvm::DenseSet<const PathEnd *> LikeKept;
  KeptPaths Kept(Ends, Pumps);
  for (const PathEnd &End : Ends) {
    if (!End.Entry.State.hasEnded())
      continue;
    AnyAlone |= Kept.isAlone(End) && judgeLikeKept(End) != Verdict::None;
    if (Kept.isLikeKept(End))
      LikeKept.insert(&End);
    else if (End.Entry.State.isPeerClosed() && End.Entry.Errno)
      AllSettled[End.Entry.Errno] |= 1U << unsigned(End.Errno);
  }
  for (const PathEnd &End : Ends) {
    if (!End.Entry.State.hasEnded())
      continue;
    bool Like = LikeKept.count(&End);
    Verdict Is = Verdict::None;
    if (Like && errnoDecides(End, AllSettled))
      Is = judge(End.Entry.State, Occasion::ErrnoSplitsFate);
    else if (!Like && errnoDecides(End, Settled))
      Is = judge(End.Entry.State, Occasion::ErrnoSplitsFate);
    else if (Like)
      Is = judgeLikeKept(End);
    Kept.file(End, Is, Found);
  }
  compareHangups(Found);
  return AnyAlone;
}

void Outcomes::compareReturns(std::vector<Finding> &Found) const {
  KeptPaths Kept(Ends, Pumps);
  for (const PathEnd &End : Ends)
    if (End.CallerUnknown && End.Entry.State.hasEnded() && Kept.isLikeKept(End))
      Kept.file(End, judgeLikeKept(End), Found);
}
