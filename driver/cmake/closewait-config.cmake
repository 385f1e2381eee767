# find_package(closewait) gives the function
#
#   closewait_check(TARGET [OPTION]...)
#
# which adds the target closewait-TARGET: it analyses the C and C++ sources of
# TARGET with `closewait check OPTION...`, and fails where that does.
#
# The compilation database is CMake's own (generators of Makefiles and Ninja). It
# has the targets that are added behind find_package(closewait), and TARGET in any
# case.

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
get_filename_component(_closewait_prefix "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
find_program(CLOSEWAIT_COMMAND closewait HINTS "${_closewait_prefix}/../../../bin")

function(closewait_check target)
  get_target_property(folder ${target} SOURCE_DIR)
  get_target_property(sources ${target} SOURCES)
  # Its default is that of the time when the target was added.
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
  # What it includes may have to be generated first.
  get_target_property(needed ${target} MANUALLY_ADDED_DEPENDENCIES)
  if(needed)
    add_dependencies(closewait-${target} ${needed})
  endif()
endfunction()
