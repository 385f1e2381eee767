//===- SocketModel.h - What the library's functions do to sockets -*- C++ -*-=//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions are rows, not code: a row says what a call does to a descriptor,
// which argument the descriptor is, and what the results 0 and -1 mean.  The
// rows are read from YAML (models/*.yaml are compiled in); this file holds
// them and finds them by name.  It knows LLVM's YAML reader and no clang.
//
//===----------------------------------------------------------------------===//

#ifndef CLOSEWAIT_SOCKETMODEL_H
#define CLOSEWAIT_SOCKETMODEL_H

#include "AccessPath.h"
#include "ResultRange.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace closewait {

/// What a function does, as far as descriptors are concerned.
enum class Role : uint8_t {
  Acquire,   ///< Gives a new descriptor.
  Other,     ///< Gives a descriptor that is known not to be a socket.
  Read,      ///< Takes data from the descriptor; can see the end of stream.
  Write,     ///< Gives data to the descriptor.
  Wait,      ///< Waits for events.
  Watch,     ///< Puts the descriptor into an event loop, or takes it out.
  Unwatch,   ///< Takes the descriptor out of its event loop.
  Use,       ///< Works on the descriptor and leaves it as it is.
  ShutDown,  ///< Ends one or both directions.
  Listen,    ///< Makes it a listening socket.
  Close,     ///< Closes the descriptor.
  CloseFrom, ///< Closes all descriptors of a range.
  CopyOnto,  ///< Closes one descriptor and makes it a copy of another.
  Wrap,      ///< Gives a handle that stands for the descriptor from then on.
  Unwrap,    ///< Ends the handle, and closes the descriptor behind it, unless
             ///< the handle has only borrowed it.
  Classify,  ///< Says why the last call on the handle failed.
  OnEvents,  ///< Registers a function that is called with a mask of events.
  OnRead,    ///< Registers a function that is called with what a read gave.
  OnAccept,  ///< Registers a function that is called with a new socket.
  HandOn,    ///< Gives what the argument leads to to another thread.
  EndThread, ///< Ends the thread, and closes nothing.
  Allocate,  ///< Gives memory that only this path knows.
  Free,      ///< Ends an object.
  Copy,      ///< Copies memory.
  Fill,      ///< Overwrites memory with one byte.
  Errno,     ///< Gives the place of errno.
  Clock,     ///< Gives the time.
  Pause,     ///< Lets time pass.
  Neutral,   ///< Known neither to close nor to keep a descriptor.
  Body       ///< Does what its body was seen to do.
};

/// What a result means for the descriptor.
enum class Meaning : uint8_t {
  Nothing,
  EndOfStream, ///< The peer closed: no data will ever come.
  Failed       ///< It says why somewhere, and "again" is not an ending.
};

/// Where a call says why it failed.
enum class Telling : uint8_t {
  ByErrno,  ///< In errno, after a result of -1.
  ByResult, ///< In its own result, which is negative.
  Later     ///< To a later call on the handle, a Role::Classify.
};

/// Where in a call something stands.
struct Position {
  enum : int { None = -2, Result = -1, Last = 15 };
  int Index = None; ///< The argument's index, Result or None.
  /// What the pointer there points to ("*3"): an array of descriptors, or a
  /// struct with one.
  bool Through = false;

  bool isGiven() const { return Index != None; }
  bool isResult() const { return Index == Result; }
  bool operator==(const Position &O) const {
    return Index == O.Index && Through == O.Through;
  }
};

/// What a body answers where one of its calls has given something.
struct BodyTurn {
  ResultRange From;   ///< What the call gave.
  bool Again = false; ///< Only with an errno of "again".
  bool Same = false;  ///< The body may answer just that,
  ResultRange To;     ///< or one of these.
  bool Noted = false; ///< On the way it has reported the outcome, or closed.
  bool operator==(const BodyTurn &O) const {
    return From == O.From && Again == O.Again && Same == O.Same && To == O.To &&
           Noted == O.Noted;
  }
};

/// What a body answers where it has read: at the end of the stream, after a
/// failure, where it is to be tried again, and with data.  It comes back
/// without any where it does not come back, or has reported the outcome.
struct ReadAnswers {
  ResultRange End, Failed, Again, Data;
  bool operator==(const ReadAnswers &O) const {
    return End == O.End && Failed == O.Failed && Again == O.Again &&
           Data == O.Data;
  }
  /// These, and those of \p O.
  ReadAnswers with(const ReadAnswers &O) const {
    return {End.with(O.End), Failed.with(O.Failed), Again.with(O.Again),
            Data.with(O.Data)};
  }
};

/// A descriptor that a body reads from, and what it answers then.
struct BodyRead : ReadAnswers {
  AccessPath Of;
  bool operator==(const BodyRead &O) const {
    return Of == O.Of && ReadAnswers::operator==(O);
  }
  /// Whether its answer says that the stream has ended, or at least that it has
  /// or that the read has failed.  \p Without: what the body answers where it
  /// has not read; what is negative there is a failure, too.
  bool tellsEnd(const ResultRange &Without) const;
  bool tells(const ResultRange &Without) const;
};

/// A call that a body makes of a function of the project.
struct BodyCall {
  std::string Of;      ///< Its name; of a pointer, the field: "ops.read".
  unsigned Line = 0;   ///< Where it stands.
  unsigned Number = 0; ///< In paths, it is %Number; 0: in none.
  bool Always = false; ///< No return without it.
  std::vector<AccessPath> With; ///< What it is given, by argument.
  std::vector<BodyTurn> Turns;  ///< What becomes of what it gives.
  bool operator==(const BodyCall &O) const;
};

/// What a function of the project was seen to do: Role::Body.
struct BodyFacts {
  std::string At; ///< Where it stands: "log.c:12".
  bool NeverReturns = false;
  /// What it answers can be something else the next time: it asks the time, or
  /// counts.
  bool Varies = false;
  std::vector<AccessPath> Closes;   ///< These are closed when it returns.
  std::vector<AccessPath> MayClose; ///< These may be.
  std::vector<AccessPath> Keeps;  ///< These, and what lies behind, it may hand
                                  ///< on, or free.
  std::vector<AccessPath> Writes; ///< These it may give another value.
  std::vector<AccessPath> Sends;  ///< To these it may give data.
  std::vector<AccessPath> Gives;  ///< What it may return.
  std::vector<BodyRead> Reads;    ///< From these it reads.
  ResultRange Without;            ///< What it answers where it does not.
  /// What it calls; nothing where what that does is counted in already.
  std::vector<BodyCall> Calls;

  /// Takes the numbers from calls that are in no path, and makes those one that
  /// are alike then.
  void forgetNumbers();
  /// Whether it may close a descriptor from an unknown place.
  bool mayCloseAnything() const;
  /// Whether what it returns is nothing but a socket that it has opened.
  bool givesNew() const { return Gives.size() == 1 && Gives.front().isNew(); }
  /// Whether what it answers tells of the end of something that it reads.
  bool tellsOfReads() const;
  bool operator==(const BodyFacts &O) const;
};

/// One row.
struct FunctionModel {
  Role Does = Role::Neutral;
  Position Descriptor; ///< The descriptor that the role speaks of.
  Position Target;     ///< copy-onto: the descriptor that is closed.
  Position Handle;     ///< What stands for the descriptor.
  Position Function;   ///< on-…: the function that is registered.
  Position Buffer;     ///< read: where the data go, and nothing else; fill:
                       ///< what is overwritten.
  Position Length;     ///< read: a length known to be 0 asks for nothing; fill:
                       ///< how many bytes.
  Position Flags;      ///< Where MSG_PEEK, SOCK_DGRAM, EPOLL_CTL_… stand.
  Position Address;    ///< read: given, the socket is a datagram socket.
  Position Data;       ///< What is handed on, freed, copied or waited in.
  Meaning Zero = Meaning::Nothing;
  Meaning Negative = Meaning::Nothing;
  Telling Told = Telling::ByErrno;
  /// How many arguments the call must have for the row to apply.
  unsigned MinArguments = 0;
  unsigned MaxArguments = Position::Last + 1;
  enum : unsigned { MostElements = 16 };
  unsigned Elements = 1;    ///< acquire: how many descriptors Through leads to.
  bool SocketsOnly = false; ///< Fails on whatever is not a socket.
  bool Stream = false;      ///< What it acquires is a connected stream.
  bool EmptyMessage = false; ///< End of stream is one message of length 0.
  bool Peeks = false;        ///< read: the data stay for the next read.
  bool Recalls = false; ///< use: tells of the end, which the library notes.
  bool Bye = false;     ///< use: says good-bye to the peer, without a FIN.
  bool Borrows = false; ///< wrap: who frees the handle closes nothing.
  int CloseBit = 0; ///< wrap: the flag with which freeing it closes, if any.
  /// on-events, on-read: what the function is called with at the end of the
  /// stream, after an error, and when the connection goes on.
  int End = 0, Error = 0, Else = 0;
  /// The codes of this call that are no failure.
  std::vector<int> Again;
  /// Those that are one, as far as programs ask; none: those of errno.
  std::vector<int> Fatal;
  BodyFacts Seen; ///< body

  /// Whether the role speaks of a handle: Descriptor is where that stands.
  bool isByHandle() const { return Handle.isGiven() && Does != Role::Wrap; }
  bool operator==(const FunctionModel &O) const;
};

/// The first mistake in a text, and its place there.
struct ModelError {
  unsigned Line = 1, Column = 1;
  std::string Message;
};

/// The rows in force, found by name.
class SocketModel {
public:
  /// Reads \p Yaml and adds its rows; a later row replaces an earlier one of
  /// the same name as a whole.
  /// \returns true, or false with \p Error, and no row added.
  bool read(llvm::StringRef Yaml, ModelError &Error);

  /// Adds \p Row, or replaces the row of \p Function by it.
  void add(llvm::StringRef Function, FunctionModel Row) {
    Rows[Function] = std::move(Row);
  }

  /// Prints the rows as YAML that read() makes the same rows of.
  void write(llvm::raw_ostream &OS) const;

  /// The row of \p Function when it is called with \p Arguments arguments, or
  /// null.
  const FunctionModel *find(llvm::StringRef Function, unsigned Arguments) const;

  /// Whether \p Function has any row, whatever the arguments.
  bool knows(llvm::StringRef Function) const {
    return Rows.count(Function) != 0;
  }

  /// The row of a function that does nothing but give, use or close the
  /// descriptor at \p P; null where \p P is beyond what a row can say.
  static const FunctionModel *plain(Role Does, Position P);

  size_t size() const { return Rows.size(); }

  const llvm::StringMap<FunctionModel> &rows() const { return Rows; }

  /// Which functions pointers can be: what each cell is given.
  using Flows = std::map<std::string, std::set<std::string>>;
  void addFlow(std::string From, const std::string &To) {
    Pointers[To].insert(std::move(From));
  }
  const Flows &flows() const { return Pointers; }

  /// Which ints hold sockets: what each cell is given; "new" is a socket,
  /// "other" a descriptor that is none.
  void addSocketFlow(std::string From, const std::string &To) {
    SocketCells[To].insert(std::move(From));
  }
  /// \p Cell is asked for.
  void askForCell(const std::string &Cell) { SocketCells[Cell]; }
  const Flows &socketFlows() const { return SocketCells; }
  /// Whether \p Cell is known to hold sockets.
  bool isSocketCell(const std::string &Cell) const {
    auto Found = SocketCells.find(Cell);
    return Found != SocketCells.end() && Found->second.count("new") != 0;
  }

  /// Whether this is of a unit in which no path comes to a socket.
  bool isIdle() const { return Idle; }
  void setIdle(bool Is) { Idle = Is; }

  /// The rows that are compiled in.
  static const SocketModel &builtIn();

private:
  llvm::StringMap<FunctionModel> Rows;
  Flows Pointers, SocketCells;
  bool Idle = false;
  /// The "again" of files that do not say it: that of the first file.
  std::vector<int> CommonAgain;
};

/// The value of an errno name, as Linux has it; -1 when there is none.
int errnoValue(llvm::StringRef Name);

/// A file of rows that is compiled in: models/*.yaml.
struct BuiltInFile {
  const char *Name;
  const char *Yaml;
};
llvm::ArrayRef<BuiltInFile> builtInFiles();

} // namespace closewait

#endif // CLOSEWAIT_SOCKETMODEL_H
