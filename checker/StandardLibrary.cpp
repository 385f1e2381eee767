//===- StandardLibrary.cpp - What std:: can do to descriptors -------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StandardLibrary.h"
#include "Names.h"

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace ento;
using namespace closewait;

/// Whether \p D stands in namespace std, or in one with a name that is reserved
/// for the implementation.
static bool isInStd(const Decl *D) {
  const DeclContext *Space =
      D->getDeclContext()->getEnclosingNamespaceContext();
  const auto *Named = dyn_cast<NamespaceDecl>(Space);
  return Space->isStdNamespace() || (Named && Named->getIdentifier() &&
                                     Named->getName().substr(0, 2) == "__");
}

/// Whether a class of this name does nothing but what its template arguments
/// make it do.  Others can hide anything: std::function, std::shared_ptr.
static bool isPlainName(StringRef Name) {
  static const llvm::StringSet<> Names = {"allocator",
                                          "array",
                                          "basic_filebuf",
                                          "basic_ifstream",
                                          "basic_ios",
                                          "basic_iostream",
                                          "basic_istream",
                                          "basic_istringstream",
                                          "basic_ofstream",
                                          "basic_ostream",
                                          "basic_ostringstream",
                                          "basic_streambuf",
                                          "basic_string",
                                          "basic_string_view",
                                          "basic_stringstream",
                                          "char_traits",
                                          "deque",
                                          "equal_to",
                                          "hash",
                                          "initializer_list",
                                          "ios_base",
                                          "less",
                                          "list",
                                          "lock_guard",
                                          "map",
                                          "mutex",
                                          "optional",
                                          "pair",
                                          "recursive_mutex",
                                          "set",
                                          "unique_lock",
                                          "unordered_map",
                                          "unordered_set",
                                          "vector"};
  return Names.count(Name) != 0 || Name.take_back(8) == "iterator";
}

static bool isPlain(QualType T);

static bool arePlain(llvm::ArrayRef<TemplateArgument> Arguments) {
  return llvm::all_of(Arguments, [](const TemplateArgument &A) {
    switch (A.getKind()) {
    case TemplateArgument::Type:
      return isPlain(A.getAsType());
    case TemplateArgument::Integral:
      return true;
    case TemplateArgument::Pack:
      return arePlain(A.pack_elements());
    default:
      return false;
    }
  });
}

/// The function around the lambda that \p Class stands for, or null.
static const FunctionDecl *functionAroundLambda(const CXXRecordDecl *Class) {
  return Class && Class->isLambda()
             ? dyn_cast<FunctionDecl>(Class->getDeclContext())
             : nullptr;
}

static bool isPlain(const CXXRecordDecl *Class) {
  if (const FunctionDecl *Around = functionAroundLambda(Class))
    return isPlainStandard(Around);
  if (!Class->getIdentifier() || !isInStd(Class) ||
      !isPlainName(Class->getName()))
    return false;
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Class);
  return !Instance || arePlain(Instance->getTemplateArgs().asArray());
}

/// A number, a class of the kind above, or what leads to one of these.
static bool isPlain(QualType T) {
  T = T.getCanonicalType().getNonReferenceType();
  if (const auto *Function = T->getAs<FunctionProtoType>()) // std::endl
    return isPlain(Function->getReturnType()) &&
           llvm::all_of(Function->param_types(),
                        [](QualType P) { return isPlain(P); });
  if (T->isPointerType() && !T->isVoidPointerType())
    return isPlain(T->getPointeeType());
  if (const auto *Class = T->getAsCXXRecordDecl())
    return isPlain(Class);
  return T->isBuiltinType() || T->isEnumeralType() || T->isVoidPointerType();
}

bool closewait::isPlainStandard(const FunctionDecl *F) {
  if (!F || !isInStd(F))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (Method && !isPlain(Method->getParent()))
    return false;
  const TemplateArgumentList *Arguments = F->getTemplateSpecializationArgs();
  if (Arguments && !arePlain(Arguments->asArray()))
    return false;
  return llvm::all_of(F->parameters(), [](const ParmVarDecl *P) {
    return isPlain(P->getType());
  });
}

bool closewait::isAccess(const FunctionDecl *F) {
  if (!F || !isInStd(F))
    return false;
  switch (F->getOverloadedOperator()) {
  case OO_Subscript:
  case OO_Star:
  case OO_Arrow:
  case OO_PlusPlus:
  case OO_MinusMinus:
  case OO_EqualEqual:
  case OO_ExclaimEqual:
  case OO_Less:
    return true;
  case OO_None:
    break;
  default:
    return false;
  }
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  static const llvm::StringSet<> Names = {"at",   "back", "begin", "data",
                                          "end",  "find", "front", "rbegin",
                                          "rend", "top",  "value"};
  return Method && Method->getIdentifier() &&
         ((Method->isConst() && !Method->getReturnType()->isVoidType()) ||
          Names.count(Method->getName()) != 0);
}

bool closewait::isQuestion(const FunctionDecl *F) {
  if (!F || !isInStd(F) || !F->getReturnType()->isIntegerType())
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return !Method || Method->isConst();
}

/// The string of the standard library whose method \p Call calls, or null.
static const MemRegion *stringOf(const CallEvent &Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
  const auto *This = dyn_cast<CXXInstanceCall>(&Call);
  if (!This || !Method || !isPlain(Method->getParent()) ||
      Method->getParent()->getName() != "basic_string")
    return nullptr;
  const MemRegion *String = This->getCXXThisVal().getAsRegion();
  return String ? String->StripCasts() : nullptr;
}

/// Whether the length that \p Call is given, its second argument of two, is
/// known to be 0.
static bool isGivenNothing(ProgramStateRef State, const CallEvent &Call) {
  // assign(n, '\0') has its length elsewhere, append(begin, end) has none.
  if (Call.getNumArgs() != 2)
    return false;
  const Expr *From = Call.getArgExpr(0), *Count = Call.getArgExpr(1);
  if (!From || !From->getType()->isPointerType() || !Count ||
      !Count->getType()->isIntegerType())
    return false;
  SVal Length = Call.getArgSVal(1);
  if (SymbolRef S = withoutCasts(Length.getAsSymbol()))
    Length = nonloc::SymbolVal(S);
  const llvm::APSInt *Number = numberOf(State, Length);
  return Number && Number->isZero();
}

static StringRef nameOf(const CallEvent &Call) {
  const auto *F = cast<FunctionDecl>(Call.getDecl());
  return F->getIdentifier() ? F->getName() : StringRef();
}

/// Whether \p Call asks a string for its length, or whether it has one.
static bool asksLength(const CallEvent &Call) {
  StringRef Name = nameOf(Call);
  return Name == "size" || Name == "length" || Name == "empty";
}

/// Whether \p Call asks a string that is known to be empty.
static bool asksEmptied(ProgramStateRef State, const CallEvent &Call) {
  const MemRegion *String = stringOf(Call);
  return String && isEmptied(State, String) && asksLength(Call);
}

/// What the analyzer knows \p String by: it is another whenever the string may
/// have changed.
static SVal contentOf(ProgramStateRef State, const MemRegion *String) {
  StoreManager &Stores = State->getStateManager().getStoreManager();
  for (const MemRegion *R = String; R;) {
    if (auto Content = Stores.getDefaultBinding(State->getStore(), R))
      return *Content;
    const auto *Inner = dyn_cast<SubRegion>(R);
    R = Inner ? Inner->getSuperRegion() : nullptr;
  }
  return UnknownVal();
}

/// Whether the arguments of \p Call are the same whenever it is made.
static bool hasConstantArguments(const CallEvent &Call) {
  const ASTContext &Ctx = Call.getDecl()->getASTContext();
  for (unsigned I = 0; I < Call.getNumArgs(); ++I) {
    const Expr *E = Call.getArgExpr(I);
    if (!E || !(isa<StringLiteral>(bare(E)) || E->isEvaluatable(Ctx)))
      return false;
  }
  return true;
}

/// Whether \p Call asks a string for a number that only the string decides.
static bool asksString(const CallEvent &Call) {
  return stringOf(Call) && Call.getOriginExpr() &&
         isQuestion(cast<FunctionDecl>(Call.getDecl())) &&
         hasConstantArguments(Call);
}

static StringQuestion questionOf(const CallEvent &Call) {
  return {stringOf(Call), asksLength(Call) ? nullptr : Call.getOriginExpr()};
}

/// What the same question to the same string, unchanged, was answered before;
/// or null.
static const StringAnswer *answeredBefore(ProgramStateRef State,
                                          const CallEvent &Call) {
  const StringAnswer *Known =
      asksString(Call) ? stringAnswers(State).lookup(questionOf(Call))
                       : nullptr;
  return Known && Known->Content == contentOf(State, stringOf(Call)) ? Known
                                                                     : nullptr;
}

bool closewait::asksKnown(ProgramStateRef State, const CallEvent &Call) {
  return asksEmptied(State, Call) || answeredBefore(State, Call);
}

/// The string of \p Call is asked something.
static ProgramStateRef asked(ProgramStateRef State, const CallEvent &Call,
                             CheckerContext &C) {
  auto Given = Call.getReturnValue().getAs<DefinedOrUnknownSVal>();
  bool WhetherEmpty = nameOf(Call) == "empty";
  if (asksEmptied(State, Call))
    return Given ? State->assume(*Given, WhetherEmpty) : State;
  if (!Given || !asksString(Call))
    return State;
  SValBuilder &Values = C.getSValBuilder();
  QualType Length = C.getASTContext().getSizeType();
  SVal Answer = *Given;
  if (const StringAnswer *Known = answeredBefore(State, Call)) {
    Answer = Known->Is;
  } else {
    static int Tag;
    if (WhetherEmpty)
      Answer = compat::conjure(Values, Call, Length, C.blockCount(), &Tag);
    State = setStringAnswer(State, questionOf(Call),
                            {Answer, contentOf(State, stringOf(Call))});
  }
  if (WhetherEmpty)
    Answer = Values.evalBinOp(State, BO_EQ, Answer, Values.makeZeroVal(Length),
                              Call.getResultType());
  return State->BindExpr(Call.getOriginExpr(), C.getLocationContext(), Answer);
}

ProgramStateRef closewait::forgetStrings(ProgramStateRef State,
                                         SymbolReaper &Reaper) {
  for (const auto &Asked : stringAnswers(State))
    if (!Reaper.isLiveRegion(Asked.first.String) ||
        !(Asked.second.Content == contentOf(State, Asked.first.String)))
      State = dropStringAnswer(State, Asked.first);
  return State;
}

bool closewait::addsNothing(ProgramStateRef State, const CallEvent &Call) {
  return stringOf(Call) && Call.getOriginExpr() && nameOf(Call) == "append" &&
         isGivenNothing(State, Call);
}

bool closewait::evalAddingNothing(const CallEvent &Call, CheckerContext &C) {
  ProgramStateRef State = C.getState();
  if (sockets(State).isEmpty() || !addsNothing(State, Call))
    return false;
  SVal String = cast<CXXInstanceCall>(Call).getCXXThisVal();
  C.addTransition(
      State->BindExpr(Call.getOriginExpr(), C.getLocationContext(), String));
  return true;
}

ProgramStateRef closewait::followStrings(ProgramStateRef State,
                                         const CallEvent &Call, bool Reads,
                                         CheckerContext &C) {
  if (sockets(State).isEmpty() && !Reads)
    return State;
  // A function that gets it may add something.
  unsigned Looked = endings(State) != 0 ? Call.getNumArgs() : 0;
  for (unsigned I = 0; I < Looked; ++I)
    if (const MemRegion *R = Call.getArgSVal(I).getAsRegion())
      State = dropEmptied(State, R->StripCasts());
  const MemRegion *String = stringOf(Call);
  if (!String || !Call.getOriginExpr())
    return State;
  if (cast<CXXMethodDecl>(Call.getDecl())->isConst())
    return asked(State, Call, C);
  StringRef Name = nameOf(Call);
  if (addsNothing(State, Call))
    return State;
  bool Empties =
      endings(State) != 0 &&
      (Name == "clear" || (Name == "assign" && isGivenNothing(State, Call)));
  return Empties ? addEmptied(State, String) : dropEmptied(State, String);
}

bool closewait::onlyLooksAt(const FunctionDecl *F, unsigned I) {
  if (I >= F->getNumParams())
    return false;
  // A lambda of the library captures what the function around it was given.
  QualType Given = F->getParamDecl(I)->getType().getNonReferenceType();
  if (const auto *Around = functionAroundLambda(Given->getAsCXXRecordDecl())) {
    for (unsigned J = 0; J < Around->getNumParams(); ++J)
      if (!onlyLooksAt(Around, J))
        return false;
    return true;
  }
  // A number that it is instantiated with may well be kept.
  if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
    F = Pattern;
  QualType Declared = F->getParamDecl(I)->getType();
  return !Declared->isDependentType() && Declared->isIntegerType();
}
