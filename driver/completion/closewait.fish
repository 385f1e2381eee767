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
complete -c $self -n __fish_use_subcommand -a facts -d 'Show what the functions of a project do to descriptors'
complete -c $self -n __fish_use_subcommand -a merge -d 'Combine the logs of several runs'
complete -c $self -n __fish_use_subcommand -a list -d 'List the checkers'
complete -c $self -n __fish_use_subcommand -a explain -d 'Explain the findings of a checker, and the repair'
complete -c $self -n __fish_use_subcommand -a clangd -d 'Run clangd for an editor'
complete -c $self -n __fish_use_subcommand -a lsp -d 'Send the findings to an editor, without clangd'
complete -c $self -n __fish_use_subcommand -a help -d 'Show the options of a command'
complete -c $self -n __fish_use_subcommand -a version -d 'Show the version'
complete -c $self -n '__fish_seen_subcommand_from help' -a 'check facts merge list explain clangd lsp version'
complete -c $self -n $both -F
complete -c $self -n '__fish_seen_subcommand_from explain' -a '(__closewait_checkers; __closewait_checkers | string replace socket. "")'

complete -c $self -n $both -l allow-failures -x -d 'Number of units that may fail'
complete -c $self -n $both -l baseline -r -F -d 'A SARIF log whose findings to leave out'
complete -c $self -n $both -l gitlab -r -F -d 'Write a Code Quality report for GitLab'
complete -c $self -n $both -l quiet -d 'Print only findings and errors'
complete -c $self -n $both -l sarif -r -F -d 'Write the findings to a SARIF log'
complete -c $self -n $both -l suppressions -r -F -d 'A list of findings to leave out'
complete -c $self -n $both -l use-color -d 'Use colours'
complete -c $self -n $both -l verbose -d 'Name the functions that were not followed to the end'
complete -c $self -n $check -l checkers -x -a '(__fish_append , socket (__closewait_checkers))' -d 'The checkers to run'
complete -c $self -n $check -l checks -x -a '(__fish_append , socket (__closewait_checkers))' -d 'The checkers to run'
complete -c $self -n $project -l clang -r -F -d 'The clang to run'
complete -c $self -n $check -l dump-models -d 'Print the descriptions of all functions'
complete -c $self -n $project -l extra-arg -x -d 'An argument for clang, after the flags of the unit'
complete -c $self -n $check -l fix -d 'Write the repairs of findings into the sources'
complete -c $self -n $check -l html -x -a '(__fish_complete_directories)' -d 'Write pages with the findings, and an index'
complete -c $self -n $project -s j -x -d 'Number of units to analyse at once'
complete -c $self -n $project -l launcher -x -d 'Words to put before the command of each unit'
complete -c $self -n $project -l memory-limit -x -d 'Memory limit of a unit'
complete -c $self -n $project -l models -r -F -d 'A file that describes functions of the project'
complete -c $self -n $check -l no-facts -d 'Analyse each file without knowledge of the others'
complete -c $self -n $project -s p -r -F -d 'The compilation database, or its folder'
complete -c $self -n $check -l shard -x -d 'Analyse only part i of n of the units, from 0'
complete -c $self -n $check -l since -x -d 'Leave out findings that this commit has already'
complete -c $self -n $check -l staged -d 'Analyse git\'s index: findings of the last commit do not count'
complete -c $self -n $project -l state -x -a '(__fish_complete_directories)' -d 'Where to keep the state between runs'
complete -c $self -n $project -l timeout -x -d 'Time limit of a unit'
complete -c $self -n $project -l trust-flags -d 'Pass all flags of the database to clang'
complete -c $self -n $facts -l export -r -F -d 'Write a file for --models of other projects'
complete -c $self -n $facts -l quiet -d 'Print only results and errors'
complete -c $self -n $editor -l closewait-clang -r -F -d 'The clang to run for an analysis'
complete -c $self -n $editor -l closewait-timeout -x -d 'Time limit of an analysis'
complete -c $self -n $editor -l compile-commands-dir -x -a '(__fish_complete_directories)' -d 'Folder of the compilation database'
complete -c $self -n $clangd -l closewait-clangd -r -F -d 'The clangd to run'
complete -c $self -n $lsp -l stdio -d 'Use stdin and stdout, which is always the case'
