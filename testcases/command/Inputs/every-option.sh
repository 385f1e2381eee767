#!/bin/sh
# Runs `closewait check`, `facts` and `merge` with each option that their --help
# names, in a folder whose name a shell would run, split or expand.
#
# usage: every-option.sh DIRECTORY CLOSEWAIT CLANG
#
# Exit code 1 where an option does not do its work there, where this script does
# not know an option, or where a shell has run the command in the name.
set -eu
directory=$1 closewait=$2 clang=$3
here=$(dirname "$0")
folder="$directory/it's a \"test\" \$(x) ö"

"$here/project.sh" "$directory"
mkdir "$folder" "$directory/bin"
mv "$directory/src" "$directory/.closewait.yaml" "$folder"
sed 's/"directory": "[^"]*"/"directory": "."/' "$directory/compile_commands.json" \
  >"$folder/compile_commands.json"
rm "$directory/compile_commands.json"
printf '#!/bin/sh\ntouch "%s/ran"\n' "$directory" >"$directory/bin/x"
chmod +x "$directory/bin/x"
PATH=$directory/bin:$PATH
cd "$folder"
ln -s "$clang" clang
printf 'functions: []\n' >rows.yaml
printf -- '- {rule: socket.CloseWait, reason: known}\n' >known.yaml
git init -q
git add src
git -c user.name=x -c user.email=x@localhost commit -qm first

# expect CODE WORD...: closewait WORD... ends with CODE.
expect() {
  code=0 wanted=$1
  shift
  timeout 300 "$closewait" "$@" >out 2>err </dev/null || code=$?
  [ "$code" -eq "$wanted" ] && return
  echo "exit code $code, not $wanted: closewait $*" >&2
  cat out err >&2
  exit 1
}

# exists FILE...
exists() {
  for file; do
    [ -s "$file" ] && continue
    echo "no '$file': closewait $option" >&2
    exit 1
  done
}

finds() {
  grep -q '^src/server.c:7:5: warning: ' out && return
  echo "no finding: closewait $option" >&2
  exit 1
}

# Analyses with one option, which changes nothing of what is found.
same() {
  expect 1 check "$@"
  finds
}

option=--sarif
expect 1 check --sarif all.sarif
finds
"$here/options.sh" help "$closewait" | grep -E '^(check|facts|merge) ' >options
test "$(wc -l <options)" -gt 30
while read -r option; do
  case $option in
  *' --quiet') expect 1 check --quiet ;;
  'check --allow-failures') same --allow-failures 1 ;;
  'check --baseline') expect 0 check --baseline "$folder/all.sarif" ;;
  'check --checkers' | 'check --checks') same "${option#check }" socket.CloseWait ;;
  'check --clang') same --clang "$folder/clang" ;;
  'check --dump-models') expect 0 check --dump-models ;;
  'check --extra-arg') same --extra-arg "-I$folder" ;;
  'check --fix')
    cp src/table.c "$directory/table.c" && cp "$here/repairable.c" src/table.c
    expect 1 check --fix
    diff "$here/repaired.c" src/table.c
    cp "$directory/table.c" src/table.c
    ;;
  'check --gitlab') same --gitlab "$folder/gitlab.json" && exists gitlab.json ;;
  'check --html')
    same --html "$folder/pages"
    exists pages/index.html
    page=$(sed -nE 's/.*href="([0-9a-f]+\.html).*/\1/p' pages/index.html)
    exists "pages/$page"
    ;;
  'check --launcher') same --launcher env ;;
  'check --memory-limit') same --memory-limit 4000 ;;
  'check --models') same --models "$folder/rows.yaml" ;;
  'check --no-facts') same --no-facts ;;
  'check --sarif') same --sarif "$folder/one.sarif" && exists one.sarif ;;
  'check --shard')
    expect 1 check --shard 0/1
    finds
    ;;
  'check --since') expect 0 check --since HEAD ;;
  'check --staged')
    echo >>src/server.c
    git add src/server.c
    expect 0 check --staged
    git reset -q --hard
    ;;
  'check --state') same --state "$folder/state" && exists state/build.ninja ;;
  'check --suppressions') expect 0 check --suppressions "$folder/known.yaml" ;;
  'check --timeout') same --timeout 200 ;;
  'check --trust-flags') same --trust-flags ;;
  'check --use-color')
    expect 1 check --use-color
    grep -q 'src/server.c:7:5: ' out
    ;;
  'check --verbose') same --verbose ;;
  'check -j') same -j 2 ;;
  'check -p') same -p "$folder" ;;
  'facts --clang') expect 0 facts --clang "$folder/clang" ;;
  'facts --export') expect 0 facts --export "$folder/net.yaml" && exists net.yaml ;;
  'facts --extra-arg') expect 0 facts --extra-arg "-I$folder" ;;
  'facts --launcher') expect 0 facts --launcher env ;;
  'facts --memory-limit') expect 0 facts --memory-limit 4000 ;;
  'facts --models') expect 0 facts --models "$folder/rows.yaml" ;;
  'facts --state') expect 0 facts --state "$folder/other" && exists other/build.ninja ;;
  'facts --timeout') expect 0 facts --timeout 200 ;;
  'facts --trust-flags') expect 0 facts --trust-flags ;;
  'facts -j') expect 0 facts -j 2 ;;
  'facts -p') expect 0 facts -p "$folder" on_readable && grep -q 'server.c:' out ;;
  'merge --allow-failures') expect 1 merge --allow-failures 1 "$folder/all.sarif" ;;
  'merge --baseline') expect 0 merge --baseline "$folder/all.sarif" all.sarif ;;
  'merge --gitlab')
    expect 1 merge --gitlab "$folder/merged.json" all.sarif
    exists merged.json
    ;;
  'merge --sarif')
    expect 1 merge --sarif "$folder/merged.sarif" all.sarif
    exists merged.sarif
    ;;
  'merge --suppressions') expect 0 merge --suppressions "$folder/known.yaml" all.sarif ;;
  'merge --use-color') expect 1 merge --use-color all.sarif ;;
  'merge --verbose') expect 1 merge --verbose all.sarif ;;
  *) echo "no test of the option: closewait $option" >&2 && exit 1 ;;
  esac
done <options
if [ -e "$directory/ran" ]; then
  echo "a shell has run the command in the name of the folder" >&2
  exit 1
fi
