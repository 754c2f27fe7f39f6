# How every target of lodex is compiled: C++20, warnings as errors, baseline x86-64, no contraction
# of floating point (a fused multiply-add in one kernel and not in another would give different
# scores), hidden symbols.
add_library(lodex_compile_options INTERFACE)
target_compile_features(lodex_compile_options INTERFACE cxx_std_20)
target_compile_options(lodex_compile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
  -Wconversion -Wno-sign-conversion -ffp-contract=off
  # Rounding is then an instruction, not a call; nobody reads errno after arithmetic.
  -fno-math-errno)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlapping copies in every concatenation of strings (GCC bug 105329).
  target_compile_options(lodex_compile_options INTERFACE -Wno-restrict)
endif()
option(LODEX_WARNINGS_AS_ERRORS "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
if(LODEX_WARNINGS_AS_ERRORS)
  target_compile_options(lodex_compile_options INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # std::stable_sort of libstdc++ 12 calls what libstdc++ 12 declares deprecated.
  target_compile_options(lodex_compile_options INTERFACE -Wno-deprecated-declarations)
endif()
if(LODEX_FUZZ)
  # Without it libFuzzer does not see which inputs reach new code.
  target_compile_options(lodex_compile_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(LODEX_SANITIZE)
  target_compile_options(lodex_compile_options INTERFACE
    -fsanitize=${LODEX_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(lodex_compile_options INTERFACE -fsanitize=${LODEX_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
