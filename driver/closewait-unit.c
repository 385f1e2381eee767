//===- closewait-unit.c - Has clang look at one unit ----------------------===//
//
// Part of closewait, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `closewait check` has ninja run for each unit, here or, behind
// --launcher, on another host.
//
// usage: closewait-unit KIND DIRECTORY OUT SECONDS MEMORY CLANG ARGUMENT...
//
// Runs CLANG in DIRECTORY, for at most SECONDS (0: without end), with at most
// MEMORY MiB of address space (0: without limit), and has its plugin write what
// KIND says: "log" or "facts".  OUT, an absolute path, is there at the end,
// with its record (checker/ReadRecord.h) in OUT.reads, if and only if that went
// well; or else OUT.err says why not.  Facts that are the same as before keep
// their time: the join need not read them again.
//
// CLANG that has written its facts may stay, with what it has parsed, at the
// fifo OUT.parked (checker/Parking.h).  For a log it is asked first.
//
// A launcher may take a host for dead that is not, and start the same anew on
// another: each start works in a folder of its own, OUT.try-*, and takes away
// those of all others.  Without it they can neither spoil OUT nor make it.
//
//===----------------------------------------------------------------------===//

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// Between the request to end and the end.
enum { Grace = 5 };

// What of the command line matters behind main().
struct work {
  const char *kind, *directory, *out;
  unsigned seconds, memory;
  char **clang; // And its arguments.
};

static void say(const char *format, ...) {
  va_list values;
  va_start(values, format);
  vfprintf(stderr, format, values);
  va_end(values);
}

// Three pieces of text as one, which the caller frees.
static char *text(const char *one, const char *two, const char *three) {
  size_t size = strlen(one) + strlen(two) + strlen(three) + 1;
  char *all = malloc(size);
  if (!all)
    abort();
  snprintf(all, size, "%s%s%s", one, two, three);
  return all;
}

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *where) {
  (void)status, (void)type, (void)where;
  return remove(path);
}

// Removes a file, or a folder with all that is in it, if there is one.
static void remove_all(const char *path) {
  struct stat status;
  if (lstat(path, &status) == 0)
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

// Takes their folders away from all who began before.  A folder is moved at
// once, and then removed: no process writes to it meanwhile.
static void stop_others(const char *out) {
  char number[32];
  snprintf(number, sizeof number, "%ld", (long)getpid());
  char *gone = text(out, ".gone-", number);
  // What a glob takes for one of its signs stands for itself.
  char *pattern = malloc(2 * strlen(out) + sizeof ".try-*"), *to = pattern;
  if (!pattern)
    abort();
  for (const char *from = out; *from; *to++ = *from++)
    if (strchr("*?[\\", *from))
      *to++ = '\\';
  strcpy(to, ".try-*");
  glob_t others;
  if (glob(pattern, 0, NULL, &others) == 0) {
    for (size_t i = 0; i < others.gl_pathc; ++i)
      if (rename(others.gl_pathv[i], gone) == 0)
        remove_all(gone);
    globfree(&others);
  }
  free(pattern);
  free(gone);
}

// Removes what an earlier start has left.
static void remove_old(const struct work *w) {
  static const char *const endings[] = {"", ".reads", ".err", ".pages"};
  bool keeps = strcmp(w->kind, "facts") == 0;
  for (size_t i = keeps; i < sizeof endings / sizeof *endings; ++i) {
    char *old = text(w->out, endings[i], "");
    remove_all(old);
    free(old);
  }
}

static bool same_files(const char *one, const char *two) {
  FILE *a = fopen(one, "r"), *b = fopen(two, "r");
  bool same = a && b;
  for (int c = 0; same && c != EOF;) {
    c = getc(a);
    same = c == getc(b);
  }
  same = same && !ferror(a) && !ferror(b);
  if (a)
    fclose(a);
  if (b)
    fclose(b);
  return same;
}

// Writes LINE as the first line of the file ERR: the reader takes the first
// error in it for the reason, and clang has written there, too.
static void say_first(const char *err, const char *line) {
  char *new = text(err, ".new", "");
  FILE *to = fopen(new, "w"), *from = fopen(err, "r");
  if (to) {
    fprintf(to, "error: %s\n", line);
    for (int c; from && (c = getc(from)) != EOF;)
      putc(c, to);
    if (fclose(to) == 0)
      rename(new, err);
  }
  if (from)
    fclose(from);
  free(new);
}

// Whether a line of the file ERR has WORDS in it.
static bool says(const char *err, const char *words) {
  FILE *said = fopen(err, "r");
  char *line = NULL;
  size_t size = 0;
  bool found = false;
  while (said && !found && getline(&line, &size, said) >= 0)
    found = strstr(line, words) != NULL;
  free(line);
  if (said)
    fclose(said);
  return found;
}

// How it went with clang.
enum end { failed, ended, parked };

static volatile sig_atomic_t clang_pid;
static volatile sig_atomic_t is_late;

static void ask_to_end(int signal) {
  (void)signal;
  kill(clang_pid, is_late ? SIGKILL : SIGTERM);
  is_late = 1;
  alarm(Grace);
}

// In the child: becomes clang, whose standard output is OUT.
static void become_clang(const struct work *w, char **words, int out,
                         const char *err) {
  int null = open("/dev/null", O_RDONLY);
  int said = open(err, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (null < 0 || said < 0)
    _exit(1);
  dup2(null, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(said, STDERR_FILENO);
  close(null);
  close(out);
  close(said);
  // Not for us: who waits needs none.
  struct rlimit memory = {(rlim_t)w->memory << 20, (rlim_t)w->memory << 20};
  if (w->memory)
    setrlimit(RLIMIT_AS, &memory);
  if (chdir(w->directory) != 0) {
    say("error: no folder '%s'\n", w->directory);
    _exit(1);
  }
  execvp(words[0], words);
  say("error: cannot run '%s': %s\n", words[0], strerror(errno));
  _exit(127);
}

// Whether the process that writes to FD says that it stays; if not, it has
// ended, or will end soon.
static bool hears_that_it_stays(int fd) {
  static const char word[] = "parked\n";
  enum { length = sizeof word - 1 };
  // What was said last comes first: a word may come in two pieces.
  char said[length + PIPE_BUF];
  size_t kept = 0;
  for (;;) {
    ssize_t got = read(fd, said + kept, PIPE_BUF);
    if (got == 0 || (got < 0 && errno != EINTR))
      return false;
    if (got < 0)
      continue;
    kept += (size_t)got;
    if (kept > length) {
      memmove(said, said + kept - length, length);
      kept = length;
    }
    if (kept == length && memcmp(said, word, length) == 0)
      return true;
  }
}

// Starts WORDS and waits until it ends, or says that it stays.
static enum end run(const struct work *w, char **words, const char *err,
                    int *status) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0)
    return failed;
  struct sigaction late = {.sa_handler = ask_to_end};
  sigaction(SIGALRM, &late, NULL);
  pid_t child = fork();
  if (child == 0) {
    close(pipe_ends[0]);
    become_clang(w, words, pipe_ends[1], err);
  }
  close(pipe_ends[1]);
  enum end how = failed;
  if (child > 0) {
    clang_pid = child;
    alarm(w->seconds);
    if (hears_that_it_stays(pipe_ends[0])) {
      alarm(0);
      how = is_late ? failed : parked;
    } else {
      while (waitpid(child, status, 0) < 0 && errno == EINTR)
        ;
      alarm(0);
      how = ended;
    }
  }
  close(pipe_ends[0]);
  return how;
}

// The signal that has ended clang, or 0.  Its driver catches those of the
// frontend, and tells of them as a shell does.
static int signal_in(int status) {
  if (WIFSIGNALED(status))
    return WTERMSIG(status);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  return code > 128 && code < 128 + 32 ? code - 128 : 0;
}

// Whether clang, which has written ERR and has ended with STATUS, was out of
// memory: the ways in which LLVM, the C++ library and the loader say it.
static bool was_out_of_memory(const struct work *w, const char *err,
                              int status) {
  if (!w->memory || status == 0)
    return false;
  if (!signal_in(status))
    return says(err, "failed to map segment");
  return says(err, "out of memory") || says(err, "bad_alloc");
}

// Says in the file ERR why clang, which has ended with STATUS, has no result.
static void say_why(const struct work *w, enum end how, const char *err,
                    int status) {
  char line[128];
  if (how == failed)
    snprintf(line, sizeof line, "cannot start a process");
  else if (was_out_of_memory(w, err, status))
    snprintf(line, sizeof line, "it needed more than %u MiB of memory",
             w->memory);
  else if (signal_in(status))
    snprintf(line, sizeof line, "clang crashed: %s",
             strsignal(signal_in(status)));
  else if (status == 0)
    snprintf(line, sizeof line, "the analysis wrote no result");
  else
    return; // Clang has said it.
  say_first(err, line);
}

// Has clang write RESULT, and says in the file ERR why it did not.
// It stays in our group of processes: a signal that ends the group ends clang.
static enum end run_clang(const struct work *w, const char *result,
                          const char *err) {
  char *output = text(w->kind, "=", result);
  char *reads = text("reads=", result, ".reads");
  char *park = text("park=", w->out, ".parked");
  char *own[] = {"-Xclang", "-plugin-arg-closewait", "-Xclang", output,
                 "-Xclang", "-plugin-arg-closewait", "-Xclang", reads,
                 "-Xclang", "-plugin-arg-closewait", "-Xclang", park};
  size_t count = 0, more = sizeof own / sizeof *own;
  while (w->clang[count])
    ++count;
  char **words = malloc((count + more + 1) * sizeof *words);
  if (!words)
    abort();
  words[0] = w->clang[0];
  memcpy(words + 1, own, sizeof own);
  memcpy(words + 1 + more, w->clang + 1, count * sizeof *words);
  int status = 0;
  enum end how = run(w, words, err, &status);
  free(words);
  free(output);
  free(reads);
  free(park);

  bool is_there = access(result, F_OK) == 0;
  if (how != failed && !is_late && status == 0 && is_there)
    return how;
  if (!is_late)
    say_why(w, how, err, status);
  return failed;
}

// What stands beside the log OUT with ENDING instead of ".sarif"; or null.
static char *beside_log(const struct work *w, const char *ending) {
  static const char log[] = ".sarif";
  size_t length = strlen(w->out), end = sizeof log - 1;
  if (length < end || strcmp(w->out + length - end, log) != 0)
    return NULL;
  char *path = text(w->out, ending, "");
  memmove(path + length - end, path + length, strlen(ending) + 1);
  return path;
}

// Whether a byte comes through FD, from who has opened the other end, before it
// is closed, and in time.
static bool hears(int fd, unsigned seconds) {
  struct pollfd polled = {fd, POLLIN, 0};
  char said;
  int timeout = seconds ? (int)seconds * 1000 : -1;
  is_late = poll(&polled, 1, timeout) == 0;
  return !is_late && read(fd, &said, 1) == 1;
}

// Has the process that waits with the unit write RESULT.
static bool ask_parked(const struct work *w, const char *result,
                       const char *err) {
  char *place = beside_log(w, ".facts.parked");
  char *known = beside_log(w, ".known"), *done = text(result, ".done", "");
  int fifo = place ? open(place, O_WRONLY | O_NONBLOCK) : -1;
  bool well = false;
  if (fifo >= 0 && mkfifo(done, 0600) == 0) {
    char request[PIPE_BUF];
    int length = snprintf(request, sizeof request, "%s\n%s\n%s\n%s\n%u\n",
                          known, result, err, done, w->seconds);
    int answer = open(done, O_RDONLY | O_NONBLOCK);
    well = answer >= 0 && length < (int)sizeof request &&
           write(fifo, request, (size_t)length) == length &&
           hears(answer, w->seconds);
    if (answer >= 0)
      close(answer);
  }
  if (fifo >= 0)
    close(fifo);
  free(place);
  free(known);
  free(done);
  return well;
}

// Puts RESULT where it belongs.
static bool deliver(const struct work *w, const char *result) {
  char *read = text(result, ".reads", ""), *read_out = text(w->out, ".reads", "");
  // In this order: OUT is the sign that all is there.
  bool done = rename(read, read_out) == 0 &&
              (same_files(result, w->out) || rename(result, w->out) == 0);
  free(read);
  free(read_out);
  return done;
}

int main(int argc, char **argv) {
  if (argc < 7) {
    say("usage: closewait-unit KIND DIRECTORY OUT SECONDS MEMORY CLANG "
        "ARGUMENT...\n");
    return 1;
  }
  struct work w = {.kind = argv[1],
                   .directory = argv[2],
                   .out = argv[3],
                   .seconds = (unsigned)strtoul(argv[4], NULL, 10),
                   .memory = (unsigned)strtoul(argv[5], NULL, 10),
                   .clang = argv + 6};
  stop_others(w.out);
  remove_old(&w);
  char *try = text(w.out, ".try-XXXXXX", "");
  if (!mkdtemp(try)) {
    say("error: cannot make '%s': %s\n", try, strerror(errno));
    return 1;
  }
  const char *slash = strrchr(w.out, '/');
  char *result = text(try, "/", slash ? slash + 1 : w.out);
  char *err = text(try, "/err", "");
  enum end how = ask_parked(&w, result, err) ? ended : failed;
  if (how == failed && !is_late)
    how = run_clang(&w, result, err);
  if (is_late) {
    char line[64];
    snprintf(line, sizeof line, "timed out after %u s", w.seconds);
    say_first(err, line);
  }
  bool done = how != failed && deliver(&w, result);
  // If another has begun since, what there is belongs to it.
  if (!done && access(try, F_OK) == 0) {
    char *told = text(w.out, ".err", "");
    remove_all(w.out);
    rename(err, told);
    free(told);
  }
  remove_all(try);
  free(err);
  free(result);
  free(try);
  return done ? 0 : 1;
}
