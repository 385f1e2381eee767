# shellcheck shell=bash
# Completion of closewait for bash. Where it gives nothing, bash completes files.

_closewait_words() { mapfile -t COMPREPLY < <(compgen -W "$*" -- "$word"); }

# closewait_checkers COMMAND: their names, as COMMAND lists them.
_closewait_checkers() { "$1" list 2>/dev/null | sed 's/ .*//'; }

_closewait() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} known
  local both='--allow-failures --baseline --gitlab --quiet --sarif
    --suppressions --use-color --verbose'
  local check='--checkers --checks --dump-models --fix --html --no-facts --shard
    --since --staged'
  local project='--clang --extra-arg -j --launcher --memory-limit --models -p
    --state --timeout --trust-flags'
  local editor='--closewait-clang --closewait-timeout --compile-commands-dir'
  local commands='check facts merge list explain clangd lsp help version'
  COMPREPLY=()

  if [ "$COMP_CWORD" -eq 1 ]; then
    _closewait_words "$commands" --help --version
    return
  fi

  # bash takes --option=value for three words.
  if [ "$word" = = ]; then
    word=
  elif [ "$before" = = ]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $before in
  --baseline | --clang | --closewait-clang | --closewait-clangd | \
    --compile-commands-dir | --export | --gitlab | --html | --models | -p | --sarif | --state | --suppressions)
    return
    ;;
  --checkers | --checks)
    # The last of a list.
    known=${word%"${word##*,}"}
    word=${word##*,}
    _closewait_words socket "$(_closewait_checkers "$1")"
    COMPREPLY=("${COMPREPLY[@]/#/$known}")
    return
    ;;
  --allow-failures | --closewait-timeout | --extra-arg | -j | --launcher | --memory-limit | --shard | --since | --timeout)
    compopt +o default 2>/dev/null # No file.
    return
    ;;
  esac

  case ${COMP_WORDS[1]}:$word in
  check:-*) _closewait_words "$both" "$check" "$project" ;;
  facts:-*) _closewait_words "$project" --export --quiet ;;
  merge:-*) _closewait_words "$both" ;;
  clangd:-*) _closewait_words "$editor" --closewait-clangd ;;
  lsp:-*) _closewait_words "$editor" --stdio ;;
  check:* | merge:*) ;;
  explain:*)
    known=$(_closewait_checkers "$1")
    _closewait_words "$known" "${known//socket./}"
    compopt +o default 2>/dev/null
    ;;
  help:*)
    _closewait_words "$commands"
    compopt +o default 2>/dev/null
    ;;
  *) compopt +o default 2>/dev/null ;;
  esac
}

# Under the name of this file, too, which may be a link for one version.
complete -o default -F _closewait closewait "${BASH_SOURCE[0]##*/}"
