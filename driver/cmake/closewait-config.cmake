# find_package(closewait) gives the function
#
#   closewait_check(TARGET [OPTION]...)
#
# which adds the target closewait-TARGET. That target analyses the C and C++ sources of
# TARGET with `closewait check OPTION...`, and fails if the command fails.
#
# The compilation database is the one of CMake (with the generators for Makefiles and
# Ninja). It has TARGET, and all targets that are added after find_package(closewait).

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
get_filename_component(_closewait_prefix "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
find_program(CLOSEWAIT_COMMAND closewait HINTS "${_closewait_prefix}/../../../bin")

function(closewait_check target)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(sources ${target} SOURCES)
  # The default is the value at the time when the target was added.
  set_property(TARGET ${target} PROPERTY EXPORT_COMPILE_COMMANDS ON)
  set(units)
  foreach(source ${sources})
    if(source MATCHES "\\.(c|cc|cp|cpp|cxx|c\\+\\+|C|CPP)$")
      get_filename_component(unit "${source}" ABSOLUTE BASE_DIR "${folder}")
      list(APPEND units "${unit}")
    endif()
  endforeach()
  add_custom_target(closewait-${target}
    COMMAND ${CLOSEWAIT_COMMAND} check -p "${CMAKE_BINARY_DIR}" ${ARGN} ${units}
    COMMENT "Following the sockets of ${target}"
    USES_TERMINAL VERBATIM)
  # The build may have to generate headers first.
  get_target_property(needed ${target} MANUALLY_ADDED_DEPENDENCIES)
  if(needed)
    add_dependencies(closewait-${target} ${needed})
  endif()
endfunction()
