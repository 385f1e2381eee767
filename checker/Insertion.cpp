//===- Insertion.cpp - How a missing close() is written -------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Insertion.h"
#include "Names.h"

#include "clang/AST/ParentMap.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace closewait;

bool closewait::isDeclaredBefore(const Stmt *Place, StringRef Name,
                                 ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  return llvm::any_of(
      Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Name)),
      [&](const NamedDecl *D) {
        const auto *F = dyn_cast<FunctionDecl>(D);
        return F &&
               llvm::all_of(F->parameters(),
                            [](const ParmVarDecl *P) {
                              return P->getType()->isIntegerType();
                            }) &&
               llvm::any_of(F->redecls(), [&](const FunctionDecl *Each) {
                 return SM.isBeforeInTranslationUnit(Each->getLocation(),
                                                     Place->getBeginLoc());
               });
      });
}

/// What \p S declares under the name of \p Name, or null.
static const NamedDecl *declaredIn(const Stmt *S, StringRef Name) {
  auto IsIt = [&](const NamedDecl *D) {
    return D->getIdentifier() && D->getName() == Name;
  };
  if (const auto *Declares = dyn_cast_or_null<DeclStmt>(S))
    for (const Decl *D : Declares->decls()) {
      if (const auto *Several = dyn_cast<DecompositionDecl>(D))
        for (const BindingDecl *One : Several->bindings())
          if (IsIt(One))
            return One;
      if (const auto *Named = dyn_cast<NamedDecl>(D); Named && IsIt(Named))
        return Named;
    }
  return nullptr;
}

/// What the name of \p Var means before \p Exit, as far as the statements
/// around it say; null where they do not: a parameter.
static const NamedDecl *meaningAt(const Stmt *Exit, const VarDecl *Var,
                                  const ParentMap &Parents) {
  const Stmt *Inner = Exit;
  for (const Stmt *S = Parents.getParent(Exit); S; S = Parents.getParent(S)) {
    for (const Stmt *Child : S->children()) {
      if (Child == Inner)
        break;
      if (const NamedDecl *Here = declaredIn(Child, Var->getName()))
        return Here;
    }
    Inner = S;
  }
  return nullptr;
}

/// The text of the function that \p D stands in.
static StringRef textAround(const Decl *D) {
  const auto *Function = cast<FunctionDecl>(D->getParentFunctionOrMethod());
  ASTContext &Ctx = D->getASTContext();
  return Lexer::getSourceText(
      CharSourceRange::getTokenRange(Function->getSourceRange()),
      Ctx.getSourceManager(), Ctx.getLangOpts());
}

/// A name for a variable in which errno is kept, which neither \p Text nor the
/// unit knows.
static std::string nameForErrno(StringRef Text, ASTContext &Ctx) {
  std::string Name = "saved_errno";
  for (unsigned Number = 2;
       Text.contains(Name) || Ctx.Idents.get(Name).hasMacroDefinition() ||
       !Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Name)).empty();
       ++Number)
    Name = "saved_errno" + std::to_string(Number);
  return Name;
}

/// Whether the word `close` may mean something else than the function in \p
/// Text.
static bool hidesClose(StringRef Text) {
  // As a variable, a parameter or a label: where it is not called.
  for (size_t At = Text.find("close"); At != StringRef::npos;
       At = Text.find("close", At + 1)) {
    bool IsWord = (At == 0 || !isAsciiIdentifierContinue(Text[At - 1])) &&
                  !isAsciiIdentifierContinue(Text.drop_front(At + 5).front());
    if (IsWord && Text.drop_front(At + 5).ltrim().take_front(1) != "(")
      return true;
  }
  return false;
}

namespace {
/// The source around one statement.
class Around {
public:
  Around(const Stmt *S, ASTContext &Ctx)
      : SM(Ctx.getSourceManager()), Opts(Ctx.getLangOpts()), S(S) {}

  /// What a macro only returns (NULL) is not in the way.
  bool isInMacro() const { return S->getBeginLoc().isMacroID(); }

  /// A header may know less than the unit that is analysed.
  bool isInMainFile() const { return SM.isInMainFile(S->getBeginLoc()); }

  /// Whether between \p From and \p To there is nothing but code: no directive,
  /// and no line that ends in another way than ours.
  bool isPlainBetween(SourceLocation From, SourceLocation To) const {
    StringRef Text = SM.getBufferData(SM.getFileID(From));
    Text = Text.slice(SM.getFileOffset(From), SM.getFileOffset(To));
    return !Text.contains('#') && !Text.contains('\r');
  }

  /// What stands before \p At on its line, if that is blank; else what of it
  /// is.
  StringRef indentation(SourceLocation At) const {
    StringRef Line = before(At);
    return Line.take_front(Line.find_first_not_of(" \t"));
  }

  bool beginsLine(SourceLocation At) const { return before(At).trim().empty(); }

  /// Behind the semicolon of the statement; invalid if it cannot be found.
  SourceLocation end() const {
    SourceLocation Last = SM.getExpansionRange(S->getEndLoc()).getEnd();
    return Lexer::findLocationAfterToken(Last, tok::semi, SM, Opts,
                                         /*SkipTrailingWhitespace=*/false);
  }

  SourceLocation behindToken(SourceLocation At) const {
    return Lexer::getLocForEndOfToken(At, 0, SM, Opts);
  }

private:
  StringRef before(SourceLocation At) const {
    StringRef Text = SM.getBufferData(SM.getFileID(At));
    unsigned Offset = SM.getFileOffset(At);
    return Text.slice(Text.take_front(Offset).rfind('\n') + 1, Offset);
  }

  const SourceManager &SM;
  const LangOptions &Opts;
  const Stmt *S;
};

/// What is done, and in which order.
using Steps = llvm::SmallVector<std::string, 3>;
} // namespace

/// Closes \p Var, and keeps errno in a variable \p Saved, if that is a name.
static Steps stepsFor(const VarDecl *Var, const std::string &Saved) {
  std::string Close = Var->getASTContext().getLangOpts().CPlusPlus ? "::" : "";
  Close += "close(" + Var->getName().str() + ");";
  if (Saved.empty())
    return {Close};
  return {"int " + Saved + " = errno;", Close, "errno = " + Saved + ";"};
}

/// The last token before \p Inner in \p Outer, whose only statement, or one of
/// whose two, it is; invalid where another may stand there.
static SourceLocation tokenBefore(const Stmt *Inner, const Stmt *Outer) {
  if (const auto *If = dyn_cast<IfStmt>(Outer))
    return Inner == If->getElse() ? If->getElseLoc() : If->getRParenLoc();
  if (const auto *While = dyn_cast<WhileStmt>(Outer))
    return While->getRParenLoc();
  if (const auto *For = dyn_cast<ForStmt>(Outer))
    return For->getRParenLoc();
  return SourceLocation();
}

static std::string joined(const Steps &All, StringRef Between) {
  std::string Text;
  for (const std::string &Step : All)
    Text += Step + Between.str();
  return Text;
}

/// Before a statement of a block.
static std::vector<FixItHint> inBlock(const Stmt *Exit,
                                      const CompoundStmt *Block,
                                      const Around &Here, const Steps &All) {
  SourceLocation At = Exit->getBeginLoc();
  std::string Line = "\n" + Here.indentation(At).str();
  if (!Here.beginsLine(At))
    return {FixItHint::CreateInsertion(
        At,
        All.size() == 1 ? All.front() + " " : "{ " + joined(All, " ") + "} ")};
  // No label behind it may jump over the variable.
  if (All.size() == 1 || Block->body_back() == Exit)
    return {FixItHint::CreateInsertion(At, joined(All, Line))};
  std::string Text = "{";
  for (const std::string &Step : All)
    Text += Line + "  " + Step;
  return {FixItHint::CreateInsertion(At, Text + Line + "}" + Line)};
}

/// Before the only statement of an `if` or a loop, with braces around both.
static std::vector<FixItHint> withBraces(const Stmt *Exit, const Stmt *Outer,
                                         const Around &Here, const Steps &All) {
  SourceLocation At = Exit->getBeginLoc(), End = Here.end();
  SourceLocation Before = tokenBefore(Exit, Outer);
  if (End.isInvalid() || Before.isInvalid() || Before.isMacroID() ||
      !Here.isPlainBetween(Before, End))
    return {};
  if (!Here.beginsLine(At))
    return {FixItHint::CreateInsertion(At, "{ " + joined(All, " ")),
            FixItHint::CreateInsertion(End, " }")};
  std::string Line = "\n" + Here.indentation(At).str();
  return {FixItHint::CreateInsertion(Here.behindToken(Before), " {"),
          FixItHint::CreateInsertion(At, joined(All, Line)),
          FixItHint::CreateInsertion(
              End, "\n" + Here.indentation(Outer->getBeginLoc()).str() + "}")};
}

std::vector<FixItHint> closewait::closeBefore(const Stmt *Exit,
                                              const VarDecl *Var,
                                              bool KeepsErrno,
                                              const ParentMap &Parents) {
  ASTContext &Ctx = Var->getASTContext();
  Around Here(Exit, Ctx);
  const NamedDecl *Named = meaningAt(Exit, Var, Parents);
  bool IsInScope = Named ? Named == Var : isa<ParmVarDecl>(Var);
  StringRef Text = textAround(Var);
  if (Here.isInMacro() || !Here.isInMainFile() || !IsInScope ||
      Text.contains('\r') || hidesClose(Text) ||
      !isDeclaredBefore(Exit, "close", Ctx))
    return {};
  const Stmt *Outer = Parents.getParent(const_cast<Stmt *>(Exit));
  Steps All = stepsFor(Var, KeepsErrno ? nameForErrno(Text, Ctx) : "");
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Outer))
    return inBlock(Exit, Block, Here, All);
  return Outer ? withBraces(Exit, Outer, Here, All) : std::vector<FixItHint>();
}
