# How every room of the house is built. A room's CMakeLists.txt is one call of taxgate_room.
find_package(fmt REQUIRED)
find_package(Threads REQUIRED)
include(CheckIPOSupported)

add_library(taxgate_flags INTERFACE)
target_compile_options(taxgate_flags INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion
                       -Wno-missing-field-initializers -fno-omit-frame-pointer)
target_include_directories(taxgate_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
target_link_libraries(taxgate_flags INTERFACE fmt::fmt Threads::Threads)
if(TAXGATE_SANITIZE)
  target_compile_options(taxgate_flags INTERFACE -fsanitize=${TAXGATE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(taxgate_flags INTERFACE -fsanitize=${TAXGATE_SANITIZE})
endif()
if(TAXGATE_FUZZ)  # every room tells libFuzzer where an input led
  target_compile_options(taxgate_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  target_compile_options(taxgate_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
  target_link_options(taxgate_flags INTERFACE -fuse-ld=lld-19)
endif()

# One precompiled header of the standard library for every room.
file(WRITE ${CMAKE_BINARY_DIR}/pch_anchor.cpp "namespace { [[maybe_unused]] int pch_anchor; }\n")
add_library(taxgate_pch OBJECT ${CMAKE_BINARY_DIR}/pch_anchor.cpp)
target_link_libraries(taxgate_pch PRIVATE taxgate_flags)
target_precompile_headers(taxgate_pch PRIVATE <algorithm> <array> <chrono> <cstdint> <expected> <functional> <map> <memory>
                          <optional> <span> <string> <string_view> <unordered_map> <variant> <vector> <fmt/format.h>)

# taxgate_room(NAME DEPS other rooms and libraries...): a static library of every .cpp in the folder and below it.
function(taxgate_room name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  if(sources)
    add_library(taxgate_${name} STATIC ${sources})
    target_precompile_headers(taxgate_${name} REUSE_FROM taxgate_pch)
    target_link_libraries(taxgate_${name} PUBLIC taxgate_flags ${ARG_DEPS})
  else()
    add_library(taxgate_${name} INTERFACE)
    target_link_libraries(taxgate_${name} INTERFACE taxgate_flags ${ARG_DEPS})
  endif()
endfunction()

# taxgate_embed(NAME FILE HEADER NAMESPACE FUNCTION): the room NAME carries FILE in itself: `std::string_view FUNCTION()`, declared in HEADER.
function(taxgate_embed name file header namespace function)
  set(embedded ${CMAKE_CURRENT_BINARY_DIR}/embedded_${function}.cpp)
  add_custom_command(
    OUTPUT ${embedded}
    COMMAND ${CMAKE_COMMAND} -DOUT=${embedded} -DFILE=${file} -DHEADER=${header} -DNAMESPACE=${namespace} -DFUNCTION=${function}
            -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
    VERBATIM)
  target_sources(taxgate_${name} PRIVATE ${embedded})
endfunction()

# taxgate_tests(NAME FOLDER DEPS...): one GoogleTest program of every *_test.cpp in the folder, each test known to ctest.
function(taxgate_tests name folder)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources})
  target_precompile_headers(${name} REUSE_FROM taxgate_pch)
  target_link_libraries(${name} PRIVATE taxgate_flags ${ARG_DEPS} GTest::gmock_main)
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${name} PRIVATE TAXGATE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 TEST_PREFIX ${name}. PROPERTIES TIMEOUT 120)
endfunction()

# taxgate_fuzz(NAME DEPS...): the fuzz target NAME.cpp of tests/fuzz with the corpus in corpus/NAME. With TAXGATE_FUZZ (the preset
# `fuzz`) a libFuzzer program; everywhere else a program that replays the corpus, known to ctest.
function(taxgate_fuzz name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  add_executable(fuzz_${name} ${name}.cpp)
  target_precompile_headers(fuzz_${name} REUSE_FROM taxgate_pch)
  target_link_libraries(fuzz_${name} PRIVATE taxgate_flags ${ARG_DEPS})
  target_include_directories(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(fuzz_${name} PRIVATE TAXGATE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(TAXGATE_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    target_link_libraries(fuzz_${name} PRIVATE taxgate_fuzz_replay)
    add_test(NAME fuzz_replay.${name} COMMAND fuzz_${name} ${CMAKE_CURRENT_SOURCE_DIR}/corpus/${name})
    set_tests_properties(fuzz_replay.${name} PROPERTIES TIMEOUT 120)
  endif()
endfunction()
