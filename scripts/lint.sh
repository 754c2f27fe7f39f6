#!/usr/bin/env bash
# Checks formatting (clang-format) and runs clang-tidy over the library, the command and the binding.
#
#   scripts/lint.sh [--quick]          all files
#   scripts/lint.sh [--quick] FILE...  these
#
# --quick leaves out the static analyser, which takes more than half of the time.
set -euo pipefail
cd "$(dirname "$0")/.."

checks=
if [ "${1:-}" = --quick ]; then
  checks=-clang-analyzer-*
  shift
fi

database=build/release
if [ $# -gt 0 ]; then
  formatted=("$@")
  sources=()
  for file in "$@"; do case $file in *.cc) sources+=("$file") ;; esac; done
else
  mapfile -t formatted < <(git ls-files '*.cc' '*.h')
  mapfile -t sources < <(git ls-files 'lib/*.cc' 'apps/*.cc')
fi
clang-format-19 --dry-run --Werror "${formatted[@]}"
printf '%s\n' "${sources[@]}" |
  xargs -P "$(nproc)" -n 4 clang-tidy-19 --quiet -p "$database" --checks="$checks" --warnings-as-errors='*' \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-deprecated-declarations 2>/dev/null
echo "formatting: ${#formatted[@]} files; clang-tidy: ${#sources[@]} files; nothing found"
