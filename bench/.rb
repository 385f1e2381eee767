#!/bin/bash
# Analyses defects that real projects have mended, before and after the mending,
# and prints which of them are found.
set -u -o pipefail
# shellcheck source=scripts/lib.sh
. "$(dirname "$0")/../scripts/lib.sh"

usage() {
  cat <<END
usage: bench/real-bugs [--show] [--command | --facts] DIR [ID...]

Analyses the defects of bench/real-bugs.d/table.tsv, or those named, with LLVM 19,
in clones of their repositories: DIR/NAME, DIR/NAME.git or DIR/OWNER+NAME/repo.
A defect is found when the named function has a report before the mending that
it has not after it. A line per defect, and the sum.

  --show     the reports of that function too, before and after
  --command  analyses as closewait check does, instead of beside clang's default
             checkers
  --facts    analyses by closewait check, with the facts of all C files of the
             repository that compile with the same flags
  --help     this text

Exit code: 0 every defect asked for has been measured; 1 not so; 2 wrong usage.
END
}

VERSION=19
SUPPLIES="$ROOT/bench/real-bugs.d"
HOW=(-Xclang -analyzer-checker=socket)
CLANG="/usr/lib/llvm-$VERSION/bin/clang"
BASE_PACKAGES+=(
  git pkg-config libssl-dev libssh-dev libssh2-1-dev libxml2-dev libev-dev
  libglib2.0-dev libevent-dev python3-dev libnl-3-dev libhttp-parser-dev
  libnl-genl-3-dev libpcre3-dev libudns-dev
)

# What a config.h says on a system that has what these programs ask for.
DEFINES=(
  HAVE_ACCEPT4 HAVE_ARPA_INET_H HAVE_DECL_SOCK_CLOEXEC HAVE_DECL_SOCK_NONBLOCK
  HAVE_ERRNO_H HAVE_FCNTL HAVE_FCNTL_H HAVE_GETADDRINFO HAVE_GETTIMEOFDAY
  HAVE_GMTIME_R HAVE_INTTYPES_H HAVE_LIMITS_H HAVE_LINUX_IP_VS_H
  HAVE_LOCALTIME_R HAVE_NETDB_H HAVE_NETINET_IN_H HAVE_NETINET_TCP_H
  HAVE_POLL_H HAVE_PTHREAD HAVE_SA_FAMILY_T HAVE_SETENV HAVE_SIGNAL_H
  HAVE_SOCKADDR_STORAGE HAVE_STDARG_H HAVE_STDBOOL_H HAVE_STDINT_H
  HAVE_STDLIB_H HAVE_STRCASECMP HAVE_STRDUP HAVE_STRINGS_H HAVE_STRING_H
  HAVE_STRNCASECMP HAVE_STRNDUP HAVE_STRNLEN HAVE_STRSEP HAVE_STRUCT_ADDRINFO
  HAVE_STRUCT_IN6_ADDR HAVE_STRUCT_SOCKADDR_IN6 HAVE_STRUCT_SOCKADDR_STORAGE
  HAVE_SYS_IOCTL_H HAVE_SYS_POLL_H HAVE_SYS_QUEUE_H HAVE_SYS_SOCKET_H
  HAVE_SYS_STAT_H HAVE_SYS_TIME_H HAVE_SYS_TYPES_H HAVE_SYS_UIO_H
  HAVE_SYS_UN_H HAVE_TIMEGM HAVE_TIME_H HAVE_UINT16_T HAVE_UINT32_T
  HAVE_UINT64_T HAVE_UINT8_T HAVE_UINTPTR_T HAVE_UNISTD_H HAVE_USLEEP
  TIME_WITH_SYS_TIME SIZEOF_INT=4 SIZEOF_LONG=8 SIZEOF_LONG_LONG=8
  SIZEOF_OFF_T=8 SIZEOF_PTHREAD_T=8 SIZEOF_SHORT=2 SIZEOF_SIZE_T=8
  SIZEOF_TIME_T=8 SIZEOF_VOID_P=8
)

# clone_of OWNER/NAME: the git directory of its clone.
clone_of() {
  local place
  for place in "$DIR/${1#*/}" "$DIR/${1#*/}.git" "$DIR/${1/\//+}/repo"; do
    if git -C "$place" rev-parse --git-dir >/dev/null 2>&1; then
      git -C "$place" rev-parse --absolute-git-dir
      return 0
    fi
  done
  return 1
}

# check_out GIT COMMIT TO: the sources of that commit, and nothing else of it.
check_out() {
  local path
  git --git-dir="$1" ls-tree -r --name-only "$2" |
    grep -E '\.(c|cc|cpp|h|hpp|inl|in)$' |
    while IFS= read -r path; do
      mkdir -p "$(dirname "$3/$path")"
      git --git-dir="$1" show "$2:$path" >"$3/$path" 2>/dev/null
    done
}

# configure FOLDER NAMES PREFIXES: the generated headers NAMES, each saying the
# DEFINES once per prefix; "-" is none.
configure() {
  local name prefix define
  for name in ${2//,/ }; do
    if [ "$name" = - ]; then continue; fi
    mkdir -p "$(dirname "$1/$name")"
    for prefix in ${3//,/ }; do
      for define in "${DEFINES[@]}"; do
        [[ $define == *=* ]] || define+="=1"
        say "#define ${prefix#-}${define%%=*} ${define#*=}"
      done
    done >"$1/$name"
  done
}

# reports_in PLIST FUNCTION SOURCE: what the plugin says of that function, a line
# each, with the text of the line of which it says it: the same words can stand
# at several places.
reports_in() {
  awk -v wanted="${2##*::}" -v source="$3" '
    BEGIN {
      while ((getline line < source) > 0) {
        sub(/^[ \t]+/, "", line)
        lines[++n] = line
      }
    }
    function text() {
      sub(/<\/(string|integer)>.*/, ""); sub(/.*<(string|integer)>/, "")
      gsub(/&apos;/, "\047"); gsub(/&quot;/, "\"")
      gsub(/&lt;/, "<"); gsub(/&gt;/, ">"); gsub(/&amp;/, "\\&")
      return $0
    }
    /^   <key>description<\/key>/ { description = text() }
    /^   <key>check_name<\/key>/ { ours = text() ~ /^socket\./ }
    /^  <key>issue_context<\/key>/ { context = text() }
    /^   <key>line<\/key>/ && ours {
      where = text()
      if (context == wanted) print description "  <- " lines[where]
      ours = 0
    }' "$1" 2>/dev/null | sort
}

# flags_of WORDS: the flags, one a line; pkg:NAME stands for those of a package,
# and "-" for none.
flags_of() {
  local word words
  read -ra words <<<"$1"
  for word in "${words[@]}"; do
    case $word in
    -) ;;
    pkg:*) pkg-config --cflags "${word#pkg:}" | xargs -n 1 ;;
    *) say "$word" ;;
    esac
  done
}

# analyze TREE CONFIG FILE FLAGS PLIST: 1 where the file does not compile.
analyze() {
  local flags
  mapfile -t flags < <(flags_of "$4")
  (cd "$1" && "$CLANG" --analyze -w -Wno-error=implicit-function-declaration \
    -fplugin="$PLUGIN" "${HOW[@]}" \
    -I"$2" -I"$SUPPLIES" -I"$(dirname "$3")" -I. "${flags[@]}" -o "$5" "$3" >"$5.log" 2>&1)
}

# database TREE CONFIG FILE FLAGS: a compilation database for FILE and all other C
# files of TREE, each with the flags of FILE.
database() {
  local flags
  mapfile -t flags < <(flags_of "$4")
  (cd "$1" && find . -name '*.c' -o -path "./$3") | sed 's|^\./||' | sort |
    python3 -c '
import json, os, sys
tree, *flags = sys.argv[1:]
json.dump([{"directory": tree, "file": name.strip(),
            "arguments": ["cc", "-w", "-Wno-error=implicit-function-declaration",
                          *flags, "-I" + (os.path.dirname(name) or "."), "-I.",
                          "-c", name.strip()]} for name in sys.stdin],
          sys.stdout)' "$1" -I"$2" -I"$SUPPLIES" "${flags[@]}" >"$1/compile_commands.json"
}

# check TREE CONFIG FILE FLAGS LOG: 1 where the file does not compile.
check() {
  database "$1" "$2" "$3" "$4"
  # As its own project: what stands above it is none of its.
  : >"$1/.closewait.yaml"
  (cd "$1" && "$COMMAND" check --quiet --allow-failures 100000 -p . --sarif "$5" "$3") \
    >/dev/null 2>"$5.log"
  [ $? -le 1 ] && ! grep -q "not analysed: .*/$3: " "$5.log"
}

# findings_in LOG FUNCTION TREE: what the command has found in that function, as
# reports_in() tells it.
findings_in() {
  python3 "$ROOT/scripts/logged.py" x "$3" "$1" |
    awk -F'\t' -v wanted="${2##*::}" '{
      name = $3
      sub(/.*::/, "", name)
      if (name == wanted) print $4 "  <- " $5
    }' | sort
}

# measure FOLDER ID REPOSITORY BEFORE AFTER FILE FUNCTION FLAGS HEADERS PREFIXES:
# prints what becomes of one defect, found first; 1 where it was not measured.
measure() {
  local folder=$1 id=$2 file=$6 function=$7 clone when commit
  if ! clone=$(clone_of "$3"); then
    say "$id: not measured: no clone of $3 in $DIR"
    return 1
  fi
  configure "$folder/config" "$9" "${10}"
  for when in before after; do
    if [ "$when" = before ]; then commit=$4; else commit=$5; fi
    check_out "$clone" "$commit" "$folder/$when"
    if ! "$ANALYZE" "$folder/$when" "$folder/config" "$file" "$8" "$folder/$when.log"; then
      say "$id: not measured: $when: $(grep -m 1 -E 'error:' "$folder/$when.log.log")"
      return 1
    fi
    if [ "$ANALYZE" = check ]; then
      findings_in "$folder/$when.log" "$function" "$folder/$when"
    else
      reports_in "$folder/$when.log" "$function" "$folder/$when/$file"
    fi >"$folder/$when.here"
  done
  if [ -n "$(comm -23 "$folder/before.here" "$folder/after.here")" ]; then
    say "$id: found"
  else
    say "$id: missed"
  fi
  if [ "$SHOW" = yes ]; then
    sed 's/^/  before: /' "$folder/before.here"
    sed 's/^/  after:  /' "$folder/after.here"
  fi
}

SHOW=no
ANALYZE=analyze
wanted=()
DIR=
while [ $# -gt 0 ]; do
  case $1 in
  --show) SHOW=yes ;;
  --command)
    HOW=(--analyzer-no-default-checks -Xclang -analyzer-checker=core,socket
      -Xclang -analyzer-config -Xclang socket:OnlySockets=true)
    ;;
  --facts) ANALYZE=check ;;
  --help | -h)
    usage
    exit 0
    ;;
  -*)
    complain "unknown argument: $1"
    usage >&2
    exit 2
    ;;
  *) if [ -z "$DIR" ]; then DIR=$1; else wanted+=("$1"); fi ;;
  esac
  shift
done
if ! [ -d "$DIR" ]; then
  complain "no such folder: ${DIR:-none was named}"
  usage >&2
  exit 2
fi

:
PLUGIN=$(plugin_of "$VERSION")
COMMAND="$ROOT/build/llvm-$VERSION/bin/closewait"
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

found=0 measured=0 asked=0
while IFS=$'\t' read -r id repository before after file function flags headers prefixes; do
  if [ "${#wanted[@]}" -gt 0 ] && [[ " ${wanted[*]} " != *" $id "* ]]; then continue; fi
  asked=$((asked + 1))
  line=$(measure "$temporary/$id" "$id" "$repository" "$before" "$after" \
    "$file" "$function" "$flags" "$headers" "$prefixes") && measured=$((measured + 1))
  say "$line"
  if [[ $line == "$id: found"* ]]; then found=$((found + 1)); fi
done < <(grep -v -e '^#' -e '^id	' "$SUPPLIES/table.tsv")

say "$asked defects, $measured measured, $found found"
[ "$asked" -gt 0 ] && [ "$measured" -eq "$asked" ]
