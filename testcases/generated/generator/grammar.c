//===- grammar.c - What a generated server can be -------------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "grammar.h"
#include <stdio.h>
#include <string.h>

enum { MaxAlternatives = 8 };

// clang-format off
/// A feature: its name, its alternatives, and how often each is drawn. A fault
/// makes a server defective by itself.
static const struct {
  const char *name;
  struct {
    const char *name;
    int weight;
    bool fault;
  } alternatives[MaxAlternatives];
} Table[Features] = {
    [Model] = {"model", {{"loop", 3}, {"fork", 3}, {"thread", 3}, {"select", 3},
                         {"poll", 3}, {"epoll", 3}, {"edge", 3}}},
    [Hold] = {"hold", {{"parameter", 4}, {"local", 6}, {"field", 4},
                       {"slot", 4}, {"global", 14}}},
    [Call] = {"call", {{"recv", 4}, {"read", 4}, {"readv", 2}, {"recvmsg", 2},
                       {"recvfrom", 2}}},
    [Helper] = {"helper", {{"inline", 4}, {"wrapper", 3}, {"two-wrappers", 3},
                           {"status", 4}}},
    [Order] = {"order", {{"zero-first", 6}, {"negative-first", 6},
                         {"data-first", 6}, {"switch", 6}, {"lumped", 6},
                         {"reset", 8}, {"stale", 16, true},
                         {"no-zero", 18, true}}},
    [Again] = {"again", {{"equal", 2}, {"any", 2}, {"saved", 2}, {"asks", 2},
                         {"switch-errno", 2}, {"never-asked", 3}}},
    [Retry] = {"retry", {{"once", 3}, {"until-done", 1}}},
    [Zero] = {"zero", {{"close", 18}, {"keep", 3, true}, {"log", 3, true},
                       {"forget", 4, true}, {"unwatch", 4, true},
                       {"spin", 6, true}}},
    [Error] = {"error", {{"close", 18}, {"keep", 3, true}, {"log", 3, true},
                         {"forget", 4, true}, {"unwatch", 4, true},
                         {"spin", 6, true}}},
    [Cleanup] = {"cleanup", {{"direct", 2}, {"goto", 2}, {"function", 2}}},
    [Half] = {"half", {{"nothing", 2}, {"send-rest", 12}, {"shutdown", 12},
                       {"shutdown-only", 10, true}}},
    [Reply] = {"reply", {{"unchecked", 2}, {"logged", 2}, {"closes", 2}}},
    [Refusal] = {"refusal", {{"none", 12}, {"refuses", 6}, {"forgets", 1, true}}},
    [Parent] = {"parent", {{"closes", 3}, {"forgets", 1, true}}},
    [Hangup] = {"hang-up", {{"unasked", 8}, {"answered", 8}, {"ignored", 4, true}}},
    [Accept] = {"accept", {{"one", 1}, {"all", 1}}},
};
// clang-format on

bool waits_for_events(const struct choices *choices) { return choices->of[Model] >= Select; }

/// Whether one condition decides about a 0 and a fatal error.
static bool is_lumped(const struct choices *c) {
  return c->of[Order] == Lumped || c->of[Order] == Reset || c->of[Order] == Stale;
}

/// Where each model can keep a descriptor.
static bool can_hold(int model, int hold) {
  switch (model) {
  case Loop:
    return hold != Slot;
  case Fork:
    return hold == Local || hold == Parameter || hold == Field;
  case Thread:
    return hold == Parameter || hold == Field;
  case Select:
  case Poll:
  case Epoll:
  case Edge:
    return hold == Slot || hold == Field || hold == Parameter;
  }
  return false;
}

/// What can become of an ended socket, in this model and where it is held.
static bool can_end(const struct choices *c, int fate) {
  switch (fate) {
  case Forget:
    return c->of[Hold] == Slot || c->of[Hold] == Global || (c->of[Hold] == Field && waits_for_events(c));
  case Unwatch:
    return waits_for_events(c);
  case Spin:
    return !waits_for_events(c) || c->of[Model] == Edge;
  default:
    return true;
  }
}

/// Whether the program reads on after a 0 or an error, as if nothing had come.
static bool reads_on(const struct choices *c, int fate) {
  // To the loop around it, a status that is kept and "again" are one.
  return fate == Spin || (fate == Keep && c->of[Helper] == Status && !waits_for_events(c));
}

/// The fates of a 0 and of an error have to go together.
static bool fates_agree(const struct choices *c) {
  int zero = c->of[Zero], error = c->of[Error];
  if (!can_end(c, zero) || !can_end(c, error))
    return false;
  switch (c->of[Order]) {
  case Lumped:
  case Reset:
    return zero == error;
  case Stale:
    // What the stale errno leads to is the defect; and a process or thread
    // that blocks in its reads never has EAGAIN.
    return zero == Close && error == Close && waits_for_events(c);
  case NoZero:
    return zero == (waits_for_events(c) && c->of[Model] != Edge ? Keep : Spin);
  }
  // After an error the kernel gives a 0 to whoever reads again: a program that
  // reads again is rescued by what it does with a 0.
  if (reads_on(c, error))
    return reads_on(c, zero);
  if (zero == Close && (error == Keep || error == Log))
    return !waits_for_events(c) || c->of[Model] == Edge;
  return true;
}

/// A helper that gives a status tells of an end, or of nothing.
static bool status_agrees(const struct choices *c) {
  return c->of[Helper] != Status || ((c->of[Zero] == Close || c->of[Zero] == Keep) &&
                                     (c->of[Error] == Close || c->of[Error] == Keep) && c->of[Half] == Nothing);
}

/// Whether the function of a connection closes it anywhere.
static bool closes(const struct choices *c) {
  return c->of[Helper] == Status || c->of[Reply] == Closes || (c->of[Zero] == Close && c->of[Half] != ShutdownOnly) ||
         (c->of[Error] == Close && !is_lumped(c));
}

bool are_valid(const struct choices *c) {
  bool events = waits_for_events(c);
  if (!can_hold(c->of[Model], c->of[Hold]) || !fates_agree(c) || !status_agrees(c))
    return false;
  // What a child forgets ends with it.
  if (c->of[Parent] != ParentCloses && c->of[Model] != Fork)
    return false;
  if (c->of[Hangup] != Unasked && c->of[Model] != Epoll && c->of[Model] != Poll)
    return false;
  // Whoever answers hang-ups never reads the error.
  if (c->of[Hangup] == Answered && c->of[Error] != c->of[Zero])
    return false;
  if (c->of[Accept] != One && !events)
    return false;
  // A stale EAGAIN needs a call that has left it there.
  if (c->of[Order] == Stale && c->of[Accept] != All)
    return false;
  if ((c->of[Order] == Stale || c->of[Order] == Reset) && c->of[Again] == NeverAsked)
    return false;
  // Without a question the reads of an event loop would end at every "again".
  if (events && c->of[Model] == Edge && c->of[Again] == NeverAsked)
    return false;
  if (c->of[Cleanup] != Direct && !closes(c))
    return false;
  if (c->of[Half] != Nothing && c->of[Zero] != Close)
    return false;
  // A socket that was lent, and has sent its FIN, is its owner's affair.
  if (c->of[Half] == ShutdownOnly && events)
    return false;
  if (c->of[Half] != Nothing && is_lumped(c))
    return false;
  return c->of[Refusal] == None || c->of[Model] == Thread || events;
}

/// The next number of a sequence (splitmix64, Steele et al., 2014).
static uint64_t next(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

static int draw_one(int feature, uint64_t *state) {
  int sum = 0, alternative = 0;
  for (int i = 0; i < MaxAlternatives; ++i)
    sum += Table[feature].alternatives[i].weight;
  int ticket = (int)(next(state) % (uint64_t)sum);
  while (ticket >= Table[feature].alternatives[alternative].weight)
    ticket -= Table[feature].alternatives[alternative++].weight;
  return alternative;
}

/// Sets the features that mean nothing in this model to their plainest.
static void leave_out(struct choices *c) {
  bool events = waits_for_events(c);
  if (c->of[Model] != Fork)
    c->of[Parent] = ParentCloses;
  if (c->of[Model] != Poll && c->of[Model] != Epoll)
    c->of[Hangup] = Unasked;
  if (!events)
    c->of[Accept] = One;
  if (!events && c->of[Model] != Thread)
    c->of[Refusal] = None;
  if (c->of[Zero] != Close || is_lumped(c) || c->of[Helper] == Status)
    c->of[Half] = Nothing;
}

void draw(uint64_t seed, struct choices *out) {
  uint64_t state = seed;
  out->of[Model] = draw_one(Model, &state);
  do
    out->of[Hold] = draw_one(Hold, &state);
  while (!can_hold(out->of[Model], out->of[Hold]));
  do {
    for (int i = Hold + 1; i < Features; ++i)
      out->of[i] = draw_one(i, &state);
    // Most programs do the same in both cases.
    if (next(&state) % 2)
      out->of[Error] = out->of[Zero];
    leave_out(out);
  } while (!are_valid(out));
}

void print_choices(const struct choices *choices) {
  const char *blank = "";
  for (int i = 0; i < Features; ++i) {
    printf("%s%s=%s", blank, Table[i].name, Table[i].alternatives[choices->of[i]].name);
    blank = " ";
  }
}

void print_alternatives(void) {
  for (int i = 0; i < Features; ++i)
    for (int k = 0; k < MaxAlternatives && Table[i].alternatives[k].name; ++k)
      printf("%s=%s %s\n", Table[i].name, Table[i].alternatives[k].name,
             Table[i].alternatives[k].fault ? "fault" : "construct");
}

/// The verdict on a fate, or null.
static const char *verdict_on(const struct choices *c, int fate) {
  bool events = waits_for_events(c);
  switch (fate) {
  case Keep:
  case Log:
    if (reads_on(c, fate))
      return "read again";
    // What a child forgets ends with it.
    return events ? "swallowed" : c->of[Model] == Fork ? NULL : "lost";
  case Forget:
    return "lost";
  case Unwatch:
    return "unwatched";
  case Spin:
    return "read again";
  default:
    return NULL;
  }
}

void print_planted(const struct choices *c) {
  const char *half = c->of[Model] == Fork ? NULL : "leaked";
  const char *planted[] = {
      verdict_on(c, c->of[Zero]),
      verdict_on(c, c->of[Error]),
      c->of[Order] == Stale ? "stale errno" : NULL,
      c->of[Hangup] == Ignored ? "hang-up ignored" : NULL,
      c->of[Half] == ShutdownOnly ? half : NULL,
      c->of[Refusal] == Forgets ? "leaked" : NULL,
      c->of[Parent] == ParentForgets ? "leaked" : NULL,
  };
  const char *comma = "";
  for (size_t i = 0; i < sizeof planted / sizeof *planted; ++i) {
    bool told = !planted[i];
    for (size_t k = 0; k < i; ++k)
      told = told || (planted[k] && strcmp(planted[k], planted[i]) == 0);
    if (told)
      continue;
    printf("%s%s", comma, planted[i]);
    comma = ",";
  }
  if (!*comma)
    printf("none");
}

bool read_choice(const char *text, struct choices *choices) {
  for (int i = 0; i < Features; ++i) {
    size_t length = strlen(Table[i].name);
    if (strncmp(text, Table[i].name, length) != 0 || text[length] != '=')
      continue;
    for (int k = 0; k < MaxAlternatives && Table[i].alternatives[k].name; ++k)
      if (strcmp(text + length + 1, Table[i].alternatives[k].name) == 0) {
        choices->of[i] = k;
        return true;
      }
  }
  return false;
}

bool simplify(const struct choices *choices, int *step, struct choices *out) {
  for (; *step < Features * MaxAlternatives; ++*step) {
    int feature = *step / MaxAlternatives, lower = *step % MaxAlternatives;
    if (lower >= choices->of[feature])
      continue;
    *out = *choices;
    out->of[feature] = lower;
    if (are_valid(out)) {
      ++*step;
      return true;
    }
  }
  return false;
}
