//===- Descriptors.cpp - Which value is which descriptor ------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Descriptors.h"

using namespace clang;
using namespace ento;
using namespace closewait;

SymbolRef closewait::descriptorOf(SVal Value) {
  return dyn_cast_or_null<SymbolData>(
      withoutCasts(Value.getAsSymbol(/*IncludeBaseRegions=*/false)));
}

bool closewait::isOpenDescriptor(ProgramStateRef State, SymbolRef Fd) {
  if (!isHandle(Fd))
    return canBe(State, Fd, BO_GT, 2);
  return !Loc::isLocType(Fd->getType()) ||
         !State->isNull(valueFor(State, Fd)).isConstrainedTrue();
}

bool Way::has(SymbolRef S) const { return llvm::is_contained(Steps, S); }

bool Way::startsAtParameter() const {
  return root() && isa<ParmVarDecl>(root()->getDecl());
}

bool Way::startsAtGlobal() const {
  return root() && isa<GlobalsSpaceRegion>(compat::memorySpace(root()));
}

/// Adds the array elements that \p Region lies in.
static void addElements(Way &W, const MemRegion *Region) {
  while (const auto *Sub = dyn_cast<SubRegion>(Region)) {
    const MemRegion *Array = Sub->getSuperRegion()->StripCasts();
    const auto *Pointee = dyn_cast<SymbolicRegion>(Array);
    const auto *Element = dyn_cast<ElementRegion>(Sub);
    // Some versions of the analyzer leave the element 0 out.
    SVal Index = Element ? SVal(Element->getIndex()) : SVal(UnknownVal());
    const ValueDecl *D = Pointee ? declOf(Pointee->getSymbol()) : declOf(Array);
    if (D && (Element || Pointee))
      W.Elements.push_back({D, Index});
    Region = Sub->getSuperRegion();
  }
}

Way closewait::wayTo(SymbolRef Fd) {
  Way W;
  while (Fd && W.Steps.size() < 16) {
    W.Steps.push_back(Fd);
    const MemRegion *R = Fd->getOriginRegion();
    if (!R)
      break;
    addElements(W, R);
    R = R->getBaseRegion();
    if (isa<VarRegion>(R) || isa<CXXThisRegion>(R)) {
      W.Start = R;
      break;
    }
    const auto *Pointee = dyn_cast<SymbolicRegion>(R);
    Fd = Pointee ? Pointee->getSymbol() : nullptr;
  }
  return W;
}

const ValueDecl *closewait::declOf(const MemRegion *Region) {
  while (Region) {
    Region = Region->StripCasts();
    if (const auto *Field = dyn_cast<FieldRegion>(Region))
      return Field->getDecl();
    if (const auto *Var = dyn_cast<VarRegion>(Region))
      return Var->getDecl();
    const auto *Element = dyn_cast<ElementRegion>(Region);
    Region = Element ? Element->getSuperRegion() : nullptr;
  }
  return nullptr;
}

const ValueDecl *closewait::declOf(SymbolRef Fd) {
  return Fd ? declOf(Fd->getOriginRegion()) : nullptr;
}

const MemRegion *closewait::slotOf(SymbolRef Fd, const SocketEntry &Entry) {
  return Entry.Place ? Entry.Place : Fd->getOriginRegion();
}

/// The frame of a local variable or parameter, or null.
static const StackFrameContext *frameOf(const MemRegion *Region) {
  const auto *Space =
      dyn_cast<StackSpaceRegion>(compat::memorySpace(Region->getBaseRegion()));
  return Space ? Space->getStackFrame() : nullptr;
}

static unsigned depthOf(const StackFrameContext *Frame) {
  unsigned Depth = 0;
  while ((Frame = callerOf(Frame)))
    ++Depth;
  return Depth;
}

namespace {
/// Finds the outermost frame with a variable that holds a step of a way.
class HolderSearch : public StoreManager::BindingsHandler {
public:
  HolderSearch(const Way &W) : W(W) {}
  const StackFrameContext *Found = nullptr;

  bool HandleBinding(StoreManager &, Store, const MemRegion *Region,
                     SVal Value) override {
    const StackFrameContext *Frame = frameOf(Region);
    if (!Frame)
      return true;
    SymbolRef S = Value.getAsSymbol(/*IncludeBaseRegions=*/true);
    if (S && W.has(S) && (!Found || depthOf(Frame) < depthOf(Found)))
      Found = Frame;
    return true;
  }

private:
  const Way &W;
};

/// Passes each binding of a store on.
template <typename Function>
class EachBinding : public StoreManager::BindingsHandler {
public:
  explicit EachBinding(Function Look) : Look(std::move(Look)) {}
  bool HandleBinding(StoreManager &, Store, const MemRegion *Region,
                     SVal Value) override {
    Look(Region, Value);
    return true;
  }

private:
  Function Look;
};

/// Stops at the first symbol that is a step of a way.
class ReachSearch : public SymbolVisitor {
public:
  ReachSearch(ProgramStateRef State, const Way &W) : State(State), W(W) {}
  bool Found = false;
  bool VisitSymbol(SymbolRef S) override {
    Found = Found || W.has(S) || behindHandle(State, S) == W.Steps.front();
    return !Found;
  }

private:
  ProgramStateRef State;
  const Way &W;
};
} // namespace

/// The outermost frame with a variable that holds a step of \p W, or null.
static const StackFrameContext *holderOf(ProgramStateRef State, const Way &W) {
  HolderSearch Search(W);
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Search);
  return Search.Found;
}

const StackFrameContext *closewait::decidingFrame(ProgramStateRef State,
                                                  SymbolRef Fd,
                                                  const LocationContext *Here) {
  Way W = wayTo(Fd);
  // The top frame's parameters are not in the store before they are assigned.
  if (W.Start)
    if (const StackFrameContext *Frame = frameOf(W.Start))
      return Frame;
  const StackFrameContext *Holder = holderOf(State, W);
  return Holder ? Holder : Here->getStackFrame();
}

bool closewait::isHeld(ProgramStateRef State, const Way &W) {
  return holderOf(State, W) != nullptr;
}

bool closewait::outlivesPath(ProgramStateRef State, const MemRegion *Region) {
  const MemRegion *Base = Region->getBaseRegion();
  if (const auto *Object = dyn_cast<SymbolicRegion>(Base))
    return !isPrivateHeap(State, Object->getSymbol());
  return !isa<StackSpaceRegion>(compat::memorySpace(Base));
}

bool closewait::isSocketsEntry(ProgramStateRef State, const MemRegion *Region) {
  while (const auto *Inner = dyn_cast<SubRegion>(Region)) {
    const auto *Element = dyn_cast<ElementRegion>(Inner);
    SymbolRef Index = Element ? descriptorOf(Element->getIndex()) : nullptr;
    if (Index && socketOf(State, Index))
      return true;
    Region = Inner->getSuperRegion();
  }
  return false;
}

/// The object in which \p Handle stands, or null.
static const MemRegion *objectAround(SymbolRef Handle) {
  const MemRegion *Place = placeOfHandle(Handle);
  return Place ? Place->getBaseRegion() : nullptr;
}

References::References(ProgramStateRef State, const MemRegion *Except,
                       const StackFrameContext *Ending)
    : State(State) {
  auto IsEnding = [&](const MemRegion *Region) {
    const StackFrameContext *Frame = Ending ? frameOf(Region) : nullptr;
    return Frame && (Frame == Ending || Ending->isParentOf(Frame));
  };
  EachBinding Note([&](const MemRegion *Region, SVal Value) {
    SymbolRef S = Value.getAsSymbol(/*IncludeBaseRegions=*/true);
    // The store names the object of a binding, not the slot.
    if (!S || Region->getBaseRegion() == Except || IsEnding(Region))
      return;
    note(S, Region->getBaseRegion());
    if (SymbolRef Bare = withoutCasts(S); Bare != S)
      note(Bare, Region->getBaseRegion());
  });
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Note);
}

void References::note(SymbolRef S, const MemRegion *Holder) {
  const auto *Object = dyn_cast<SymbolicRegion>(Holder);
  if (Object && isPrivateHeap(State, Object->getSymbol()))
    PrivateHolders[S].push_back(Object->getSymbol());
  else
    Held.insert(S);
}

bool References::leadTo(SymbolRef Fd) const {
  llvm::SmallVector<SymbolRef, 4> Wanted{Fd};
  for (const auto &Handle : handles(State)) {
    if (Handle.second != Fd)
      continue;
    Wanted.push_back(Handle.first);
    if (const auto *Object =
            dyn_cast_or_null<SymbolicRegion>(objectAround(Handle.first)))
      Wanted.push_back(Object->getSymbol());
  }
  // A private object holds the descriptor as long as something holds the
  // object: follow such holders outward, a few steps at most.
  for (unsigned Step = 0; Step < 4 && !Wanted.empty(); ++Step) {
    llvm::SmallVector<SymbolRef, 4> Through;
    for (SymbolRef S : Wanted) {
      if (Held.count(S))
        return true;
      auto Holders = PrivateHolders.find(S);
      if (Holders != PrivateHolders.end())
        Through.append(Holders->second);
    }
    Wanted = Through;
  }
  return false;
}

bool closewait::isReferenced(ProgramStateRef State, SymbolRef Fd,
                             const MemRegion *Except,
                             const StackFrameContext *Ending) {
  return References(State, Except, Ending).leadTo(Fd);
}

bool closewait::isReferencedBeside(ProgramStateRef State, SymbolRef Fd,
                                   const MemRegion *Place) {
  ProgramStateRef Without =
      State->bindLoc(loc::MemRegionVal(Place), UndefinedVal(),
                     /*LCtx=*/nullptr, /*notifyChanges=*/false);
  return isReferenced(Without, Fd);
}

namespace {
/// Asks whether an object holds a descriptor.
class ObjectSearch : public StoreManager::BindingsHandler {
public:
  ObjectSearch(SymbolRef Fd, const MemRegion *Object)
      : Fd(Fd), Object(Object) {}
  bool Found = false;
  bool HandleBinding(StoreManager &, Store, const MemRegion *Region,
                     SVal Value) override {
    Found = Region->getBaseRegion() == Object && descriptorOf(Value) == Fd;
    return !Found;
  }

private:
  SymbolRef Fd;
  const MemRegion *Object;
};
} // namespace

bool closewait::isHeldBy(ProgramStateRef State, SymbolRef Fd,
                         const MemRegion *Object) {
  ObjectSearch Search(Fd, Object);
  State->getStateManager().getStoreManager().iterBindings(State->getStore(),
                                                          Search);
  return Search.Found;
}

ProgramStateRef closewait::keepAt(ProgramStateRef Before, ProgramStateRef After,
                                  const MemRegion *Place, SymbolRef Fd) {
  if (descriptorOf(Before->getSVal(Place)) != Fd ||
      descriptorOf(After->getSVal(Place)) == Fd)
    return After;
  return After->bindLoc(loc::MemRegionVal(Place), Before->getSVal(Place),
                        /*LCtx=*/nullptr, /*notifyChanges=*/false);
}

ProgramStateRef
closewait::keepDescriptors(ProgramStateRef Before, ProgramStateRef After,
                           llvm::ArrayRef<const MemRegion *> Written) {
  for (const auto &Socket : sockets(Before))
    for (const MemRegion *Place :
         {Socket.second.Place, Socket.first->getOriginRegion()}) {
      bool IsWritten = Place && llvm::any_of(Written, [&](const MemRegion *R) {
                         return Place == R || Place->isSubRegionOf(R);
                       });
      if (Place && !IsWritten)
        After = keepAt(Before, After, Place, Socket.first);
    }
  return After;
}

bool closewait::leadsTo(ProgramStateRef State, SVal From, SymbolRef Fd) {
  Way W = wayTo(Fd);
  if (SymbolRef S = From.getAsSymbol(/*IncludeBaseRegions=*/true))
    if (W.has(S))
      return true;
  if (const MemRegion *R = From.getAsRegion())
    if (W.root() && R->getBaseRegion() == W.root())
      return true;
  if (behindHandle(State, handleOf(State, From)) == Fd)
    return true;
  if (const MemRegion *R = From.getAsRegion())
    for (const auto &Handle : handles(State))
      if (Handle.second == Fd &&
          objectAround(Handle.first) == R->getBaseRegion())
        return true;
  ReachSearch Search(State, W);
  State->scanReachableSymbols(From, Search);
  return Search.Found;
}

bool closewait::haveCommonRoot(SymbolRef A, SymbolRef B) {
  Way WayA = wayTo(A), WayB = wayTo(B);
  if (WayA.root() && WayA.root() == WayB.root())
    return true;
  return llvm::any_of(WayA.Steps, [&](SymbolRef S) { return WayB.has(S); });
}

/// The place that the lvalue \p E names, or an unknown value.
static SVal placeOf(const Expr *E, ProgramStateRef State,
                    const LocationContext *LCtx) {
  E = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return State->getLValue(Var, LCtx);
    return UnknownVal();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return UnknownVal();
    SVal Base = Member->isArrow() ? valueOf(Member->getBase(), State, LCtx)
                                  : placeOf(Member->getBase(), State, LCtx);
    return Base.getAsRegion() ? State->getLValue(Field, Base) : UnknownVal();
  }
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    if (Op->getOpcode() == UO_Deref)
      return valueOf(Op->getSubExpr(), State, LCtx);
  return UnknownVal();
}

SVal closewait::valueOf(const Expr *E, ProgramStateRef State,
                        const LocationContext *LCtx) {
  SVal Known = State->getSVal(E, LCtx);
  if (!Known.isUnknownOrUndef() && !Known.getAs<Loc>())
    return Known;
  SVal Place = placeOf(E, State, LCtx);
  if (auto L = Place.getAs<Loc>())
    return State->getSVal(*L);
  return UnknownVal();
}
