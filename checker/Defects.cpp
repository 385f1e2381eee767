//===- Defects.cpp - Which findings are one defect ------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Defects.h"
#include "Places.h"

#include <map>
#include <numeric>
#include <tuple>

using namespace clang;
using namespace ento;
using namespace closewait;

/// The condition at which the path learnt of the hang-up.
static const Stmt *whereLearnt(const Finding &F) {
  for (const ExplodedNode *N = F.Node; N; N = N->getFirstPred())
    if (learnsOfHangup(N))
      return N->getStmtForDiagnostics();
  return nullptr;
}

const void *closewait::identityOf(const Finding &F) {
  if (F.Event)
    return whereLearnt(F);
  if (F.Entry.State.endedByWrite())
    return F.Entry.Write.Call;
  if (F.Entry.State.hasEnded() && F.Entry.Last)
    return F.Entry.Last;
  return F.Entry.Opened ? static_cast<const void *>(F.Entry.Opened) : F.Fd;
}

namespace {
/// Findings that differ in nothing that this file asks for: the same defect at
/// the same place, on paths that differ elsewhere.
struct Kind {
  explicit Kind(const Finding &F)
      : First(&F), Identity(identityOf(F)), Slot(slotOf(F)),
        Function(F.Node->getStackFrame()->getDecl()),
        Where(F.Node->getStmtForDiagnostics()) {}

  /// What a kind is.
  auto key() const {
    const SocketEntry &Entry = First->Entry;
    return std::make_tuple(First->Is, First->Fd, Slot, Function, Where,
                           Identity, Entry.State.key(), Entry.Opened,
                           First->AtHome, First->AtEnd);
  }

  const Finding *First;
  const void *Identity;
  const MemRegion *Slot;
  const Decl *Function;
  const Stmt *Where;
  bool IsSettled = false; ///< It is told, or never will be.
};

/// Kinds, to be found by what they can have in common with another.
class Index {
public:
  void add(const Kind &K) {
    ByIdentity[K.Identity].push_back(&K);
    ByFd[placed(K.First->Fd, K)].push_back(&K);
    if (K.Slot)
      BySlot[placed(K.Slot, K)].push_back(&K);
  }

  /// Whether \p Is holds of a kind with the identity of \p K, or at the same
  /// place.
  template <typename Predicate>
  bool anyBeside(const Kind &K, const Predicate &Is) const {
    return any(ByIdentity, K.Identity, Is) ||
           any(ByFd, placed(K.First->Fd, K), Is) ||
           (K.Slot && any(BySlot, placed(K.Slot, K), Is));
  }

private:
  using Place = std::tuple<const void *, const Decl *, const Stmt *>;
  template <typename Key>
  using Kinds = std::map<Key, std::vector<const Kind *>>;

  static Place placed(const void *What, const Kind &K) {
    return {What, K.Function, K.Where};
  }
  template <typename Key, typename Predicate>
  static bool any(const Kinds<Key> &In, const Key &Of, const Predicate &Is) {
    auto Found = In.find(Of);
    return Found != In.end() &&
           llvm::any_of(Found->second, [&](const Kind *K) { return Is(*K); });
  }

  Kinds<const void *> ByIdentity;
  Kinds<Place> ByFd, BySlot;
};
} // namespace

/// Whether \p A and \p B stand at one place.  One slot that is overwritten can
/// hold this socket or that.
static bool isSamePlace(const Kind &A, const Kind &B) {
  return (A.First->Fd == B.First->Fd || (A.Slot && A.Slot == B.Slot)) &&
         A.Function == B.Function && A.Where == B.Where;
}

/// Whether \p A speaks of the same defect as \p B and says it better.
static bool isBetter(const Kind &A, const Kind &B) {
  const SocketState &StateA = A.First->Entry.State;
  const SocketState &StateB = B.First->Entry.State;
  Verdict IsA = A.First->Is, IsB = B.First->Is;
  bool SamePlace = isSamePlace(A, B);
  // A socket that is also lost where the write succeeded is lost in any case.
  bool SameSocket = SamePlace && A.First->Fd == B.First->Fd;
  if (SameSocket && IsA == Verdict::Leaked && StateB.endedByWrite())
    return true;
  if (SameSocket && IsB == Verdict::Leaked && StateA.endedByWrite())
    return false;
  if (A.Identity != B.Identity && !SamePlace)
    return false;
  // What a 0 leads to and what an error leads to, elsewhere, are two.
  if (!SamePlace && IsA != IsB && StateA.hasEnded() && StateB.hasEnded() &&
      StateA.phase() != StateB.phase())
    return false;
  if (IsA != IsB)
    return IsA < IsB;
  return StateA.isPeerClosed() && !StateB.isPeerClosed();
}

/// Whether \p A and \p B are one defect, seen on two paths.  Each place that
/// leaks a socket is one to repair; but what is lost at the next turn of the
/// loop that opens sockets is also lost behind the loop.
static bool isTwin(const Kind &A, const Kind &B) {
  if (A.First->Is != B.First->Is)
    return false;
  if (isSamePlace(A, B))
    return true;
  if (A.Identity != B.Identity)
    return false;
  return A.First->Is != Verdict::Leaked || isBehindLoopOf(*A.First, *B.First) ||
         isBehindLoopOf(*B.First, *A.First);
}

/// The numbers of \p Found, in the order of their places in the source.
static std::vector<size_t> inOrder(llvm::ArrayRef<Finding> Found,
                                   const SourceManager &SM) {
  std::vector<size_t> Order(Found.size());
  std::iota(Order.begin(), Order.end(), 0);
  std::stable_sort(Order.begin(), Order.end(), [&](size_t A, size_t B) {
    return SM.isBeforeInTranslationUnit(placeOf(Found[A]), placeOf(Found[B]));
  });
  return Order;
}

/// The kinds of \p Found; \p KindOf gets the kind of each finding.
static std::vector<Kind> kindsOf(llvm::ArrayRef<Finding> Found,
                                 std::vector<size_t> &KindOf) {
  std::vector<Kind> Kinds;
  std::map<decltype(std::declval<Kind>().key()), size_t> Known;
  for (const Finding &F : Found) {
    Kind Next(F);
    auto Place = Known.try_emplace(Next.key(), Kinds.size());
    if (Place.second)
      Kinds.push_back(Next);
    KindOf.push_back(Place.first->second);
  }
  return Kinds;
}

/// Those of \p All than which none is better.
static Index bestOf(const std::vector<Kind> &All) {
  Index Others, Best;
  for (const Kind &K : All)
    Others.add(K);
  for (const Kind &K : All)
    if (!Others.anyBeside(
            K, [&](const Kind &Other) { return isBetter(Other, K); }))
      Best.add(K);
  return Best;
}

std::vector<size_t>
closewait::defects(llvm::ArrayRef<Finding> Found, const SourceManager &SM,
                   llvm::function_ref<bool(size_t)> IsSilent) {
  std::vector<size_t> KindOf, Numbers;
  std::vector<Kind> Kinds = kindsOf(Found, KindOf);
  // What something better hides can hide nothing itself.
  Index Best = bestOf(Kinds), Shown;
  for (size_t I : inOrder(Found, SM)) {
    Kind &K = Kinds[KindOf[I]];
    auto Hides = [&](const Kind &Other) { return isBetter(Other, K); };
    auto Tells = [&](const Kind &Other) { return isTwin(Other, K); };
    if (K.IsSettled)
      continue;
    K.IsSettled = Best.anyBeside(K, Hides) || Shown.anyBeside(K, Tells);
    if (K.IsSettled || IsSilent(I))
      continue;
    K.IsSettled = true;
    Shown.add(K);
    Numbers.push_back(I);
  }
  return Numbers;
}
