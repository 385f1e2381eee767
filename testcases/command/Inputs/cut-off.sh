#!/bin/bash
# Runs COMMAND while there are two hosts, "one" and "two", and cuts the host one
# off in the middle. Exit code: that of COMMAND, or 99 where there was no middle.
#
# usage: cut-off.sh FOLDER CLANG COMMAND...
#
# The hosts are two sshds on 127.0.0.1, which let this user in with a key made
# here. In FOLDER, COMMAND finds
#
#   config  what ssh needs to know (ssh -F)
#   hosts   the list for closewait-ssh
#   clang   CLANG, but the host one stops at its second unit and at all others
#           until it is cut off
#
# That is done as soon as the facts of a unit are there and another one has been
# stopped: the sshd and the connections of the host one are killed. What ran there
# goes on running, as behind a torn cable. When COMMAND has ended, all of it has an
# end.
set -u
folder=$1 clang=$2
shift 2

pids=() command=
# The work of the host one is nobody's child any more: FOLDER/stopped knows it.
finish() {
  local pid
  if [ -n "$command" ]; then
    kill "$command" 2>/dev/null
    wait "$command"
  fi
  touch "$folder/cut"
  for pid in "${pids[@]}"; do kill_tree "$pid"; done
  [ -e "$folder/stopped" ] || return
  while read -r pid; do
    within 60 has_left "$pid" || kill -KILL "$pid"
  done <"$folder/stopped"
}
trap finish EXIT
trap 'exit 98' HUP INT TERM

# within SECONDS COMMAND...: until it is true, asked again and again. 1: it is not.
within() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

ended() { ! kill -0 "$1" 2>/dev/null; }

# Another process may have its number by now.
has_left() { ! grep -qsz '^TEST_HOST=one$' "/proc/$1/environ"; }

# children_of PID: the processes that it has started, if they are sshds.
children_of() {
  local stat name rest
  for stat in /proc/[0-9]*/stat; do
    read -r rest <"$stat" || continue
    name=${rest#*\(} name=${name%)*} rest=${rest##*) }
    # shellcheck disable=SC2086
    set -- "$1" $rest
    if [ "$3" = "$1" ] && [[ $name == sshd* ]]; then basename "${stat%/stat}"; fi
  done 2>/dev/null
}

# kill_tree PID: an sshd and its connections. First it, so that no more come.
kill_tree() {
  local child children
  kill -STOP "$1" 2>/dev/null || return
  children=$(children_of "$1")
  kill -KILL "$1"
  for child in $children; do kill_tree "$child"; done
}

# start_host NAME: an sshd on some port that is free.
start_host() {
  local name=$1 port _
  for _ in {1..20}; do
    # Below those that the kernel gives to clients.
    port=$((20000 + RANDOM % 12000))
    cat >"$folder/$name.config" <<END
ListenAddress 127.0.0.1:$port
HostKey "$folder/$name.key"
AuthorizedKeysFile "$folder/user.key.pub"
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers $(id -un)
SetEnv TEST_HOST=$name PATH=$PATH
END
    : >"$folder/$name.log"
    "$sshd" -D -e -f "$folder/$name.config" </dev/null >"$folder/$name.log" 2>&1 &
    if within 120 has_begun "$name" $! && ! ended $!; then
      pids+=($!)
      cat >>"$folder/config" <<END
Host $name
  Port $port
  HostKeyAlias $name
END
      echo "$name $(cat "$folder/$name.key.pub")" >>"$folder/known"
      echo "-F $folder/config $name" >>"$folder/hosts"
      return
    fi
    kill -KILL $! 2>/dev/null
  done
  cat "$folder/$name.log" >&2
  exit 99
}

has_begun() { grep -q 'Server listening' "$folder/$1.log" || ended "$2"; }

make_clang() {
  cat >"$folder/clang" <<END
#!/bin/bash
folder='$folder'
if [ "\${TEST_HOST:-}" = one ] && [ "\$*" != --version ] &&
  ! mkdir "\$folder/first" 2>/dev/null; then
  echo \$\$ >>"\$folder/stopped"
  for turn in {1..6000}; do
    [ ! -e "\$folder/cut" ] || break
    sleep 0.05
  done
fi
exec '$clang' "\$@"
END
  chmod +x "$folder/clang"
}

is_middle() {
  [ -s "$folder/stopped" ] && find .closewait -path '*/units/*.facts' | grep -q .
}

sshd=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v sshd) || exit 99
# It wants this folder, which is empty, and makes it nowhere.
[ "$(id -u)" -ne 0 ] || mkdir -p /run/sshd
rm -rf "$folder"
mkdir -p "$folder"
for key in user one two; do
  ssh-keygen -q -t ed25519 -N '' -C test -f "$folder/$key.key"
done
start_host one
start_host two
cat >>"$folder/config" <<END
Host *
  HostName 127.0.0.1
  User $(id -un)
  IdentityFile "$folder/user.key"
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile "$folder/known"
  GlobalKnownHostsFile none
  LogLevel ERROR
END
make_clang

timeout 600 "$@" &
command=$!
within 300 is_middle || exit 99
kill_tree "${pids[0]}"
touch "$folder/cut"
wait "$command"
code=$?
command=
exit "$code"
