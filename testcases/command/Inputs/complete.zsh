# What zsh makes of a command line when somebody hits the tab key at its end.
#
# usage: zsh -f complete.zsh FOLDER LINE
zmodload zsh/zpty
zpty shell zsh -f -i
# The widget prints the line as it is, and ends the shell.
zpty -w shell "PS1= fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D
  report() { print -r -- \"<\$BUFFER>\"; exit }; zle -N report; bindkey '^X' report
  print rea''dy"
zpty -r -m shell ignored '*ready*'
zpty -n -w shell $2$'\t\x18'
zpty -r -m shell shown '*<*>*'
print -r -- ${${shown##*<}%%>*}
