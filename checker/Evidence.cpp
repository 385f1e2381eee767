//===- Evidence.cpp - What speaks for a socket ----------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Evidence.h"
#include "ThreadCell.h"

#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace ento;
using namespace closewait;
using closewait::Evidence;

/// The decl under which evidence is filed: all redeclarations are one.
static const Decl *key(const Decl *D) { return D ? D->getCanonicalDecl() : D; }

/// std::move(), std::forward(), std::exchange().
static bool givesItsArgument(const FunctionDecl *F) {
  return F->isInStdNamespace() && F->getIdentifier() && F->getNumParams() > 0 &&
         (F->getName() == "move" || F->getName() == "forward" ||
          F->getName() == "exchange");
}

namespace closewait {
/// Collects sources and edges from every function body of the unit.
class EvidenceWalk : public RecursiveASTVisitor<EvidenceWalk> {
public:
  EvidenceWalk(EvidenceMap &Map, ASTContext &Ctx) : Map(Map), Ctx(Ctx) {}

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    // The first operand of a class's own operator is its object.
    bool OnObject = isa<CXXOperatorCallExpr>(Call) &&
                    isa_and_nonnull<CXXMethodDecl>(Callee);
    const BodyFacts *Facts = Map.factsOf(Call);
    if (Facts && Facts->tellsOfReads() && Function)
      Map.Readers.insert(key(Function));
    if (Facts && Facts->givesNew())
      Map.Sockets.insert(key(Callee));
    if (const FunctionModel *Row = Map.modelOf(Call))
      modelled(Call, *Row);
    else if (Callee)
      passed(llvm::drop_begin(Call->arguments(), OnObject), Callee);
    return true;
  }

  bool VisitVarDecl(VarDecl *Var) {
    if (Var->getInit())
      flows(Var->getInit(), Var);
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Op) {
    if (Op->getOpcode() == BO_Assign)
      if (const ValueDecl *To = namedBy(Op->getLHS()))
        flows(Op->getRHS(), To);
    if (Op->getOpcode() == BO_Rem)
      watchedIn(Op);
    return true;
  }

  bool VisitArraySubscriptExpr(ArraySubscriptExpr *Element) {
    const ValueDecl *Array = namedBy(Element->getBase());
    const ValueDecl *Index = namedBy(Element->getIdx());
    if (Array && Index)
      Map.Indices.insert({key(Array), key(Index)});
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const auto *Record = List->getType()->getAs<RecordType>();
    if (!Record || !List->isSemanticForm())
      return true;
    for (auto Pair :
         llvm::zip(initializedFields(Record->getDecl()), List->inits()))
      flows(std::get<1>(Pair), std::get<0>(Pair));
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    passed(Construct->arguments(), Construct->getConstructor());
    return true;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (Init->isAnyMemberInitializer())
      flows(Init->getInit(), Init->getAnyMember());
    return RecursiveASTVisitor::TraverseConstructorInitializer(Init);
  }

  bool TraverseDecl(Decl *D) {
    // A library's own code speaks of all that it is used for.
    if (D && isOfLibrary(D))
      return true;
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    return F ? within(F, [&] { return RecursiveASTVisitor::TraverseDecl(D); })
             : RecursiveASTVisitor::TraverseDecl(D);
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    return within(Lambda->getCallOperator(), [&] {
      return RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    });
  }

  bool VisitReturnStmt(ReturnStmt *Return) {
    if (Function && Return->getRetValue())
      flows(Return->getRetValue(), Function);
    return true;
  }

  /// What is instantiated is analyzed, too.
  bool shouldVisitTemplateInstantiations() const { return true; }

private:
  bool isOfLibrary(const Decl *D) const {
    return Ctx.getSourceManager().isInSystemHeader(D->getLocation());
  }

  /// Whether this unit has the body of \p F, which is no library's.
  bool isOurs(const FunctionDecl *F) const {
    return F->hasBody() && !isOfLibrary(F);
  }

  template <typename Walk> bool within(const FunctionDecl *F, Walk Traverse) {
    const FunctionDecl *Outer = Function;
    Function = F;
    bool Go = Traverse();
    Function = Outer;
    return Go;
  }

  /// The function of this unit whose result \p E is, or null.
  const FunctionDecl *giverOf(const Expr *E) const {
    const auto *Call = dyn_cast_or_null<CallExpr>(bare(E));
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    bool Gives = Callee && isOurs(Callee) && !Map.modelOf(Call);
    return Gives ? Callee : nullptr;
  }

  /// What \p Row says of the arguments of \p Call.
  void modelled(const CallExpr *Call, const FunctionModel &Row) {
    const Position &P = Row.Descriptor;
    const ValueDecl *D = nullptr;
    const FunctionDecl *Giver = nullptr;
    if (P.Index >= 0 && unsigned(P.Index) < Call->getNumArgs()) {
      D = namedBy(bareObject(Call->getArg(P.Index)));
      Giver = giverOf(Call->getArg(P.Index));
    }
    if (D)
      Map.Used.insert(key(D));
    if (Row.SocketsOnly && (D || Giver))
      Map.Served.insert(D ? key(D) : key(Giver));
    if (Row.Does == Role::Wrap && Row.SocketsOnly && Row.Handle.Index >= 0 &&
        unsigned(Row.Handle.Index) < Call->getNumArgs())
      if (const ValueDecl *Handle =
              namedBy(bareObject(Call->getArg(Row.Handle.Index))))
        Map.Sockets.insert(key(Handle));
    if (Row.Function.isGiven())
      registered(Call, Row);
    if (D && Row.Does == Role::Watch)
      Map.Watched.insert(key(D));
    if (D && P.Through && Row.Does == Role::Acquire)
      Map.Sockets.insert(key(D));
    if (D && (Row.Does == Role::Other || takesFromPipe(Call, Row)))
      Map.Others.insert(key(D));
    if (Row.Does == Role::HandOn)
      threadStarted(Call, Row);
    if (Row.Does == Role::Read && Function)
      Map.Readers.insert(key(Function));
  }

  /// Whether \p Call, by \p Row, takes from nothing but a pipe: splice() to an
  /// offset of a file.
  bool takesFromPipe(const CallExpr *Call, const FunctionModel &Row) const {
    const int At = Row.Address.Index;
    return Row.Does == Role::Read && !Row.SocketsOnly && At >= 0 &&
           unsigned(At) < Call->getNumArgs() &&
           !Call->getArg(At)->isNullPointerConstant(
               Ctx, Expr::NPC_ValueDependentIsNotNull);
  }

  /// A function is given to the library, which will call it.
  void registered(const CallExpr *Call, const FunctionModel &Row) {
    if (unsigned(Row.Function.Index) >= Call->getNumArgs())
      return;
    const auto *Given =
        dyn_cast<DeclRefExpr>(bareObject(Call->getArg(Row.Function.Index)));
    if (Given && isa<FunctionDecl>(Given->getDecl()))
      Map.Callbacks[key(Given->getDecl())] = &Row;
  }

  void threadStarted(const CallExpr *Call, const FunctionModel &Row) {
    if (Row.Data.Index < 1 || unsigned(Row.Data.Index) >= Call->getNumArgs())
      return;
    const auto *Start =
        dyn_cast<DeclRefExpr>(bareObject(Call->getArg(Row.Data.Index - 1)));
    if (Start && isa<FunctionDecl>(Start->getDecl()))
      Map.Threads[key(Start->getDecl())] = {
          Function, bare(Call->getArg(Row.Data.Index)), false, {}};
  }

  /// Arguments flow to the parameters of a function of the project.
  template <typename Expressions>
  void passed(const Expressions &Arguments, const FunctionDecl *Callee) {
    const FunctionDecl *Body = nullptr;
    if (isOurs(Callee))
      Callee->hasBody(Body);
    else if (!isOfLibrary(Callee))
      Body = Callee->getCanonicalDecl(); // For other units.
    if (Body)
      for (auto Pair : llvm::zip(Arguments, Body->parameters()))
        flows(std::get<0>(Pair), std::get<1>(Pair));
  }

  /// `a = b`: what b holds, a holds.
  void flows(const Expr *From, const Decl *To) {
    From = bare(From);
    if (const auto *Choice = dyn_cast<ConditionalOperator>(From)) {
      flows(Choice->getTrueExpr(), To);
      flows(Choice->getFalseExpr(), To);
      return;
    }
    if (const auto *Call = dyn_cast<CallExpr>(From))
      return given(Call, To);
    const ValueDecl *D = namedBy(From);
    if (const auto *Slot = dyn_cast<ValueDecl>(To))
      if (isWatchSlot(Slot) && D)
        Map.Watched.insert(key(D));
    if (!D || isWatchSlot(D) || isWatchSlot(dyn_cast<ValueDecl>(To)))
      return;
    Map.Down[key(D)].push_back(key(To));
    Map.Up[key(To)].push_back(key(D));
  }

  /// `a = f()`: what f gives, a holds.
  void given(const CallExpr *Call, const Decl *To) {
    if (isWatchSlot(dyn_cast<ValueDecl>(To)))
      return;
    if (const FunctionModel *Row = Map.modelOf(Call)) {
      if (Row->Does == Role::Wrap && Row->SocketsOnly && Row->Handle.isResult())
        Map.Sockets.insert(key(To));
      if (!Row->Descriptor.isResult())
        return;
      if (Row->Does == Role::Other)
        Map.Others.insert(key(To));
      else if (Row->Does == Role::Acquire && Row->Data.isGiven())
        flows(Call->getArg(Row->Data.Index), To);
      else if (Row->Does == Role::Acquire)
        (opensDatagrams(Call, *Row) ? Map.Datagrams : Map.Sockets)
            .insert(key(To));
      return;
    }
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return;
    if (givesItsArgument(Callee))
      return flows(Call->getArg(0), To);
    if (isNamedAccept(Callee))
      Map.Sockets.insert(key(To));
    Map.Down[key(Callee)].push_back(key(To));
    if (isOurs(Callee))
      Map.Up[key(To)].push_back(key(Callee));
  }

  /// Whether \p Call opens a socket that has no end of stream.
  bool opensDatagrams(const CallExpr *Call, const FunctionModel &Row) const {
    Expr::EvalResult Type;
    if (Row.Stream || Row.Flags.Index < 0 ||
        unsigned(Row.Flags.Index) >= Call->getNumArgs() ||
        !Call->getArg(Row.Flags.Index)->EvaluateAsInt(Type, Ctx))
      return false;
    return transportOf(int(Type.Val.getInt().getExtValue())) ==
           Transport::Datagram;
  }

  /// FD_SET, FD_CLR and FD_ISSET compute `fd % __NFDBITS`.
  void watchedIn(const BinaryOperator *Rem) {
    SourceLocation Loc = Rem->getOperatorLoc();
    if (!Loc.isMacroID())
      return;
    StringRef Macro = Lexer::getImmediateMacroName(Loc, Ctx.getSourceManager(),
                                                   Ctx.getLangOpts());
    if (Macro == "__FD_MASK")
      if (const ValueDecl *D = namedBy(Rem->getLHS()))
        Map.Watched.insert(key(D));
  }

  EvidenceMap &Map;
  ASTContext &Ctx;
  const FunctionDecl *Function = nullptr;
};
} // namespace closewait

EvidenceMap::EvidenceMap(ASTContext &Ctx, const SocketModel &Model)
    : Model(Model) {
  EvidenceWalk(*this, Ctx).TraverseDecl(Ctx.getTranslationUnitDecl());
  learnFromOthers();
  spread(Sockets, Down);
  spread(Datagrams, Down);
  for (const Decl *D : Sockets)
    Datagrams.erase(D);
  spread(Served, Up);
  Sockets.insert(Served.begin(), Served.end());
  spread(Sockets, Down);
  // A handle for which the program moves the bytes itself.
  for (const Decl *D : Others)
    if (!cast<ValueDecl>(D)->getType()->isIntegralOrEnumerationType())
      Sockets.erase(D);
  spread(Others, Down);
  for (auto &Thread : Threads) {
    ThreadStart &Start = Thread.second;
    const ValueDecl *D = namedBy(Start.Argument);
    Start.IsSocket = D && Sockets.count(key(D));
    Start.Fields = fieldsForThread(Start.Starter, Start.Argument, Model);
  }
}

bool EvidenceMap::isGivenToThread(const FunctionDecl *Thread,
                                  SymbolRef Fd) const {
  auto Start = Threads.find(key(Thread));
  if (Start == Threads.end())
    return false;
  const ValueDecl *D = declOf(Fd);
  return Start->second.IsSocket ||
         (llvm::is_contained(Start->second.Fields, D) &&
          of(D) == Evidence::Socket);
}

void EvidenceMap::spread(llvm::DenseSet<const Decl *> &Set,
                         const Edges &Along) {
  llvm::SmallVector<const Decl *, 32> Open(Set.begin(), Set.end());
  while (!Open.empty()) {
    auto Next = Along.find(Open.pop_back_val());
    if (Next == Along.end())
      continue;
    for (const Decl *D : Next->second)
      if (Set.insert(D).second)
        Open.push_back(D);
  }
}

Evidence EvidenceMap::of(const ValueDecl *D) const {
  if (!D)
    return Evidence::None;
  if (Datagrams.count(key(D)))
    return Evidence::Other;
  if (Sockets.count(key(D)))
    return Evidence::Socket;
  if (Others.count(key(D)))
    return Evidence::Other;
  // Nothing in this unit puts a descriptor there.
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    if (isSocketElsewhere(Field))
      return Evidence::Socket;
  if (Watched.count(key(D)) || isWatchSlot(D))
    return Evidence::Watched;
  return Evidence::None;
}

/// The call that \p Fd is the result of, or null.
static const CallExpr *resultOf(SymbolRef Fd) {
  const auto *Given = dyn_cast<SymbolConjured>(Fd);
  return Given ? dyn_cast_or_null<CallExpr>(Given->getStmt()) : nullptr;
}

Evidence EvidenceMap::of(SymbolRef Fd, const Expr *Spelling) const {
  // What the path knows of the value comes first, then what the variable says.
  if (const CallExpr *Call = resultOf(Fd)) {
    const FunctionModel *Row = modelOf(Call);
    if (Row && Row->Does == Role::Other)
      return Evidence::Other;
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (isNamedAccept(Callee) || (Callee && Sockets.count(key(Callee))))
      return Evidence::Socket;
  }
  Evidence Loaded = of(declOf(Fd));
  Evidence Named = of(namedBy(Spelling));
  if (Loaded == Evidence::Socket || Named == Evidence::Socket)
    return Evidence::Socket;
  if (Loaded == Evidence::Other || Named == Evidence::Other)
    return Evidence::Other;
  return std::max(Loaded, Named);
}
