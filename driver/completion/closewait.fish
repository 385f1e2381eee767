# Completion of closewait for fish, for the command that this file is named
# after: it may be a link for one version.

set -l self (basename (status filename) .fish)
set -l both '__fish_seen_subcommand_from check merge'
set -l check '__fish_seen_subcommand_from check'
set -l project '__fish_seen_subcommand_from check facts'
set -l facts '__fish_seen_subcommand_from facts'
set -l editor '__fish_seen_subcommand_from clangd lsp'
set -l clangd '__fish_seen_subcommand_from clangd'
set -l lsp '__fish_seen_subcommand_from lsp'

# The names of the checkers, as the command lists them.
function __closewait_checkers
    set -l words (commandline -opc)
    eval $words[1] list 2>/dev/null | string replace -r ' .*' ''
end

complete -c $self -f
complete -c $self -n __fish_use_subcommand -a check -d 'Analyse the units of a project'
complete -c $self -n __fish_use_subcommand -a facts -d 'Show what the functions of a project do'
complete -c $self -n __fish_use_subcommand -a merge -d 'Make one of the logs of several runs'
complete -c $self -n __fish_use_subcommand -a list -d 'List the checkers'
complete -c $self -n __fish_use_subcommand -a explain -d 'Show the page of a checker'
complete -c $self -n __fish_use_subcommand -a clangd -d 'Stand between an editor and clangd'
complete -c $self -n __fish_use_subcommand -a lsp -d 'Tell an editor the findings, without clangd'
complete -c $self -n __fish_use_subcommand -a help -d 'Show the options of a command'
complete -c $self -n __fish_use_subcommand -a version -d 'Show the version'
complete -c $self -n '__fish_seen_subcommand_from help' -a 'check facts merge list explain clangd lsp version'
complete -c $self -n $both -F
complete -c $self -n '__fish_seen_subcommand_from explain' -a '(__closewait_checkers; __closewait_checkers | string replace socket. "")'

complete -c $self -n $both -l allow-failures -x -d 'How many units may fail'
complete -c $self -n $both -l baseline -r -F -d 'A SARIF log whose findings do not count'
complete -c $self -n $both -l gitlab -r -F -d 'Write a Code Quality report of GitLab'
complete -c $self -n $both -l quiet -d 'Print the findings only'
complete -c $self -n $both -l sarif -r -F -d 'Write the findings to a SARIF log'
complete -c $self -n $both -l suppressions -r -F -d 'A list of findings that do not count'
complete -c $self -n $both -l use-color -d 'Use colours'
complete -c $self -n $check -l checkers -x -a '(__fish_append , socket (__closewait_checkers))' -d 'The checkers to run'
complete -c $self -n $check -l checks -x -a '(__fish_append , socket (__closewait_checkers))' -d 'The checkers to run'
complete -c $self -n $project -l clang -r -F -d 'The clang to run'
complete -c $self -n $check -l dump-models -d 'Print the rows of all functions'
complete -c $self -n $project -l extra-arg -x -d 'An argument for clang, behind its own'
complete -c $self -n $check -l fix -d 'Write the repairs that findings carry'
complete -c $self -n $check -l html -x -a '(__fish_complete_directories)' -d 'Write report pages, and an index of them'
complete -c $self -n $project -s j -x -d 'How many units at once'
complete -c $self -n $project -l launcher -x -d 'What to put before the command of each unit'
complete -c $self -n $project -l models -r -F -d 'A file with rows for the project\'s functions'
complete -c $self -n $check -l no-facts -d 'Know nothing of functions whose body is in another file'
complete -c $self -n $project -s p -r -F -d 'The compilation database, or its folder'
complete -c $self -n $check -l shard -x -d 'Analyse part i of n, from 0, of the units'
complete -c $self -n $check -l since -x -d 'What was there at this commit does not count'
complete -c $self -n $check -l staged -d 'Analyse git\'s index: what the last commit has does not count'
complete -c $self -n $project -l state -x -a '(__fish_complete_directories)' -d 'Where to keep the state between runs'
complete -c $self -n $project -l timeout -x -d 'The seconds that one unit may take'
complete -c $self -n $facts -l export -r -F -d 'Write rows for who calls these functions'
complete -c $self -n $facts -l quiet -d 'Print what is known only'
complete -c $self -n $editor -l closewait-clang -r -F -d 'The clang to run for an analysis'
complete -c $self -n $editor -l closewait-timeout -x -d 'What an analysis may take'
complete -c $self -n $editor -l compile-commands-dir -x -a '(__fish_complete_directories)' -d 'Where the compilation database is'
complete -c $self -n $clangd -l closewait-clangd -r -F -d 'The clangd to run'
complete -c $self -n $lsp -l stdio -d 'Speak by stdin and stdout, as ever'
