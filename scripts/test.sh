#!/usr/bin/env bash
# Sets up, builds and runs every test: C++, the command, Python. Ends with their counts.
#
#   scripts/test.sh                what a user runs
#   scripts/test.sh --everything   also formatting, clang-tidy, sanitizers and short fuzzing, as CI does
set -euo pipefail
cd "$(dirname "$0")/.."

everything=no
[ "${1:-}" = --everything ] && everything=yes
summary=()
status=0

step() { printf '\n== %s\n' "$*"; }

# Runs a test program's command, shows what it prints, and keeps its closing line for the summary.
counted() { # NAME CLOSING-PATTERN COMMAND...
  local name=$1 pattern=$2 log
  shift 2
  log=$(mktemp)
  step "$name"
  if ! "$@" 2>&1 | tee "$log"; then status=1; fi
  summary+=("$name: $(grep -E "$pattern" "$log" | tail -n 1 || echo 'no counts')")
  rm -f "$log"
}
# Says what failed, and the counts.
run_ctest() { # PRESET
  ctest --preset "$1" -j2 --output-on-failure | grep -vE '^ *Start +[0-9]+:|[. ]Passed +[0-9.]+ sec$'
}
ctest_counts='tests (passed|failed)'
pytest_counts='(passed|failed|error|skipped).* in '

configure() { # PRESET OPTIONS...
  local preset=$1
  shift
  cmake --preset "$preset" "$@" >/dev/null
}

install_python_module() {
  local stamp=build/python-module
  if [ -f "$stamp" ] &&
    [ -z "$(find lib bindings/python/src bindings/python/CMakeLists.txt bindings/python/pyproject.toml \
      cmake -newer "$stamp" -type f -print -quit)" ]; then
    return 0
  fi
  CMAKE_PREFIX_PATH="$PWD/build/prefix" .venv/bin/pip install --quiet --disable-pip-version-check \
    ./bindings/python
  touch "$stamp"
}

if [ $everything = yes ]; then scripts/setup.sh; else scripts/setup.sh build test; fi

step "build"
configure release -DLODEX_TESTS=ON -DLODEX_BENCH=ON
cmake --build --preset release
cmake --install build/release --prefix build/prefix >/dev/null
install_python_module

export LODEX_COMMAND="$PWD/build/release/bin/lodex" LODEX_BUILD="$PWD/build/release"
counted "C++" "$ctest_counts" run_ctest release
counted "command and repository" "$pytest_counts" .venv/bin/python -m pytest -q -n 2 tests
counted "Python" "$pytest_counts" .venv/bin/python -m pytest -q bindings/python/tests

if [ $everything = yes ]; then
  counted "formatting and lint" 'files' scripts/lint.sh --quick
  for preset in asan tsan; do
    step "build $preset"
    configure $preset
    cmake --build --preset $preset
    counted "C++ $preset" "$ctest_counts" run_ctest $preset
  done
  counted "fuzzing" 'runs' scripts/fuzz.sh 20
fi

step "counts"
printf '%s\n' "${summary[@]}"
exit $status
