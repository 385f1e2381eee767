//===- AccessPath.cpp - How a function comes to a descriptor --------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AccessPath.h"

#include "llvm/ADT/StringExtras.h"

using namespace closewait;
using llvm::StringRef;

static bool isWordCharacter(char C) {
  // Names of static functions and variables say which file they are of: `@`.
  return llvm::isAlnum(C) || StringRef("_$@:~%").contains(C);
}

/// Takes the first step off \p Rest, or nothing where there is none.
static StringRef takeStep(StringRef &Rest) {
  size_t Sign = Rest.take_front(2) == "->" ? 2
                : Rest.take_front() == "." ? 1
                                           : 0;
  size_t Length = 0;
  if (Rest.take_front(2) == "[]")
    Length = 2;
  else if (Sign != 0)
    Length = Sign + Rest.drop_front(Sign).take_while(isWordCharacter).size();
  StringRef Step = Length > Sign ? Rest.take_front(Length) : StringRef();
  Rest = Rest.drop_front(Step.size());
  return Step;
}

/// \p Text without a sign in front and without the mark of a cut.
static StringRef core(StringRef Text) {
  Text.consume_front("&");
  Text.consume_back("...");
  return Text;
}

static StringRef rootOf(StringRef Core) {
  return Core.take_front() == "?" ? Core.take_front()
                                  : Core.take_while(isWordCharacter);
}

bool AccessPath::parse(StringRef Text, AccessPath &Path) {
  StringRef Rest = core(Text), Root = rootOf(Rest);
  Rest = Rest.drop_front(Root.size());
  unsigned Steps = 0;
  while (!takeStep(Rest).empty())
    ++Steps;
  if (Root.empty() || !Rest.empty() || Steps > MostSteps)
    return false;
  Path = AccessPath(Text.str());
  return true;
}

StringRef AccessPath::root() const { return rootOf(core(Text)); }

bool AccessPath::isParameter(unsigned &Index) const {
  return !root().getAsInteger(10, Index);
}

bool AccessPath::isCall(unsigned &Number) const {
  StringRef Root = root();
  return Root.consume_front("%") && !Root.getAsInteger(10, Number);
}

bool AccessPath::isGlobal() const {
  StringRef Root = root();
  return !isSomewhere() && !isNew() && Root != "result" && Root != "this" &&
         !llvm::isDigit(Root.front()) && Root.front() != '%';
}

llvm::SmallVector<StringRef, 4> AccessPath::steps() const {
  StringRef Rest = core(Text).drop_front(root().size());
  llvm::SmallVector<StringRef, 4> Steps;
  while (!Rest.empty())
    Steps.push_back(takeStep(Rest));
  return Steps;
}

AccessPath AccessPath::then(StringRef Step) const {
  if (isSomewhere() || isCut())
    return *this;
  StringRef Before = Text;
  // `&x` and then `->f` is `x.f`; `&x` and then `[]` is `x`.
  if (Before.consume_front("&")) {
    if (Step == "[]")
      return AccessPath(Before.str());
    if (Step.consume_front("->"))
      return AccessPath(Before.str()).then("." + Step.str());
  }
  // `x[].f` is `x->f`.
  if (Step.take_front() == "." && Before.consume_back("[]"))
    return AccessPath(Before.str()).then("->" + Step.drop_front().str());
  if (steps().size() == MostSteps)
    return AccessPath(Text + "...");
  return AccessPath(Before.str() + Step.str());
}

AccessPath AccessPath::address() const {
  if (isSomewhere() || isCut())
    return *this;
  StringRef Before = Text;
  // `&x[]` is `x`.
  if (Before.consume_back("[]"))
    return AccessPath(Before.str());
  return AccessPath("&" + Before.str());
}

AccessPath AccessPath::parent() const {
  auto All = steps();
  StringRef Core = core(Text);
  return All.empty() ? AccessPath(Core.str())
                     : AccessPath(Core.drop_back(All.back().size()).str());
}

AccessPath AccessPath::cutAfter(size_t Count) const {
  AccessPath Cut = start();
  auto All = steps();
  for (size_t I = 0; I != Count && I != All.size(); ++I)
    Cut.Text += All[I].str();
  Cut.Text += "...";
  return Cut;
}

AccessPath AccessPath::from(const AccessPath &Given) const {
  AccessPath Seen = Given;
  for (StringRef Step : steps())
    Seen = Seen.then(Step);
  if (isCut() && !Seen.isCut() && !Seen.isSomewhere())
    Seen.Text += "...";
  return isAddress() ? Seen.address() : Seen;
}

bool AccessPath::covers(const AccessPath &Other) const {
  if (isSomewhere() || Other.isSomewhere())
    return isSomewhere();
  StringRef Mine = core(Text), Rest = core(Other.Text);
  if (!Rest.consume_front(Mine))
    return false;
  return Rest.empty() || !isWordCharacter(Rest.front());
}
