# shellcheck shell=bash
# What the scripts here and in bench share: the packages that building and
# testing needs, building one preset, and the programs of the field. Sourced,
# never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
KNOWN_LLVM=(19 22 16 14)

BASE_PACKAGES=(g++ make cmake ninja-build libgtest-dev python3 perl pkg-config
  libssl-dev libgnutls28-dev libmbedtls-dev libevent-dev libev-dev libuv1-dev
  libglib2.0-dev dpkg-dev file)

say() { printf '%s\n' "$*"; }
complain() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# wrong TEXT: for a script with a usage().
wrong() {
  complain "$*"
  usage >&2
  exit 2
}

# The median of the numbers that come in.
median() {
  sort -g | awk '
    { all[NR] = $1 }
    END { printf "%.2f", (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}

known_llvm() {
  local known
  for known in "${KNOWN_LLVM[@]}"; do
    if [ "$known" = "$1" ]; then return 0; fi
  done
  return 1
}

# offers_llvm NN: LLVM NN is installed, or apt can install it. Where there is no
# apt, only the build can tell.
offers_llvm() {
  [ -d "/usr/lib/llvm-$1/lib/cmake/llvm" ] || ! command -v apt-cache >/dev/null ||
    [ -n "$(apt-cache madison "llvm-$1-dev" 2>/dev/null)" ]
}

# The arguments that name packages not installed, one a line.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null |
      grep -q '^install ok installed$' || say "$package"
  done
}

# Runs a command quietly; its output is shown only if it fails.
quietly() {
  local log rc=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || rc=$?
  if [ "$rc" -ne 0 ]; then
    complain "failed ($rc): $*"
    cat "$log" >&2
  fi
  rm -f "$log"
  return "$rc"
}

apt() {
  quietly env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@"
}

# need_packages PACKAGE...: installs those that are missing. 1: the installation
# failed. Exits with 2 where only root can help.
need_packages() {
  local missing
  if ! command -v dpkg-query >/dev/null; then
    complain "not a Debian system: $* must be installed already"
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@" | sort -u)
  if [ "${#missing[@]}" -eq 0 ]; then return 0; fi
  if [ "$(id -u)" -ne 0 ]; then
    complain "packages are missing; as root, run"
    complain "  apt-get install --no-install-recommends ${missing[*]}"
    exit 2
  fi
  say "installing ${missing[*]}"
  # A failed update of one source need not matter: the installation will tell.
  apt update
  apt install -y --no-install-recommends "${missing[@]}"
}

# set_up NN...: everything that building and testing for these LLVM versions
# needs, as need_packages().
set_up() {
  local wanted=("${BASE_PACKAGES[@]}") version
  for version in "$@"; do
    wanted+=("clang-$version" "clang-tools-$version" "llvm-$version-dev"
      "llvm-$version-tools" "libclang-$version-dev")
  done
  need_packages "${wanted[@]}"
}

plugin_of() { say "$ROOT/build/llvm-$1/lib/closewait.so"; }

# What build() adds to a preset. Warnings stay warnings in the builds of users:
# only scripts/check turns them into errors.
PRESET_OPTIONS=()

# build NN [TARGET]: configures and builds the preset llvm-NN.
build() {
  local arguments=(--build --preset "llvm-$1" --parallel "$(nproc)")
  if [ $# -gt 1 ]; then arguments+=(--target "$2"); fi
  say "building ${2:-all} for LLVM $1"
  (cd "$ROOT" && quietly cmake --preset "llvm-$1" "${PRESET_OPTIONS[@]}" &&
    quietly cmake "${arguments[@]}")
}

# The programs of the field: source packages of Debian that scripts/fetch-field
# fetches and builds, and keeps below build/field: as they come ("plain"), and as
# distributions build them ("fortify").
# Of the first six, the findings of clang's own checkers are compared.
FIELD_COMPARED=(rinetd mini-httpd tinyproxy stunnel4 bitlbee memcached)
# shellcheck disable=SC2034
FIELD_ALL=("${FIELD_COMPARED[@]}" civetweb dnsmasq libevent lighttpd mosquitto
  pgbouncer redis rsyslog socat)
# shellcheck disable=SC2034
declare -A FIELD_FLAGS=(
  [plain]='-O0 -g0 -w' [fortify]='-O2 -D_FORTIFY_SOURCE=2 -g0 -w'
)

# field_folder FLAGS: where the programs that were built so are.
field_folder() { say "$ROOT/build/field/$1"; }

# field_row PROGRAM: its row of programs.tsv.
field_row() {
  awk -F'\t' -v program="$1" '!/^#/ && $1 == program && $1 != "program"' \
    "$ROOT/testcases/field/programs.tsv"
}

# field_pin PROGRAM: the version that the triage judges.
field_pin() { field_row "$1" | cut -f 2; }

# fetch_field FLAGS PROGRAM...: fetches and builds those that are not there yet.
fetch_field() { "$ROOT/scripts/fetch-field" --flags "$@"; }
