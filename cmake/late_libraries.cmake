# probation_late_libraries(SOURCE LINKED PACKAGES NAME LIBRARY …): in SOURCE a file with the name under which each is looked for
# when the program runs. In LINKED what is linked all the same: all of them where the build is static. In PACKAGES the Debian
# packages that hold them.
function(probation_late_libraries source linked packages)
  set(pairs ${ARGN})
  set(lines "")
  set(held_by "")
  set(to_link "")
  while(pairs)
    list(POP_FRONT pairs name library)
    if(PROBATION_STATIC)
      list(APPEND to_link ${library})
      set(soname "")
    else()
      execute_process(COMMAND ${CMAKE_READELF} -d ${library} OUTPUT_VARIABLE dynamic ERROR_QUIET)
      if(NOT dynamic MATCHES "\\(SONAME\\)[^[]*\\[([^]]+)\\]")
        message(FATAL_ERROR "${library} has no name of its own by which it could be loaded")
      endif()
      set(soname ${CMAKE_MATCH_1})
      # By its last name: where /lib is a link to /usr/lib, dpkg knows it by either.
      execute_process(COMMAND dpkg-query --search */${soname} OUTPUT_VARIABLE package ERROR_QUIET RESULT_VARIABLE unknown)
      string(REGEX REPLACE "[:,].*" "" package "${package}")
      if(package)
        list(APPEND held_by ${package})
      endif()
    endif()
    string(APPEND lines "const char* const ${name} = \"${soname}\";\n")
  endwhile()
  set(out ${PROJECT_BINARY_DIR}/generated/late_libraries.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"// Made when the program is configured: the libraries as they were found.
#include \"base/late_library.hpp\"

namespace probation::late {
${lines}}  // namespace probation::late
")
  list(REMOVE_DUPLICATES held_by)
  set(${source} ${out} PARENT_SCOPE)
  set(${linked} ${to_link} PARENT_SCOPE)
  set(${packages} ${held_by} PARENT_SCOPE)
endfunction()
