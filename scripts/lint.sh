#!/usr/bin/env bash
# Checks formatting (clang-format) and runs clang-tidy over the library, the command and the binding.
#
#   scripts/lint.sh                    all files, each alone
#   scripts/lint.sh --quick            all files, each folder as one source (preset lint)
#   scripts/lint.sh [--quick] FILE...  these, each alone
#
# --quick leaves out the static analyser. Most of the time clang-tidy looks through the standard
# headers: once a folder it takes about a sixth of what it takes once a file. The analyser skips files that
# another includes, so that it needs each alone.
set -euo pipefail
cd "$(dirname "$0")/.."

quick=no
checks=
if [ "${1:-}" = --quick ]; then
  quick=yes
  # Each folder's source includes the files of the folder.
  checks=-clang-analyzer-*,-bugprone-suspicious-include
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
  if [ $quick = yes ]; then
    database=build/lint
    cmake --preset lint >/dev/null
    mapfile -t sources < <(sed -n 's/^ *"file": "\(.*\)",*$/\1/p' build/lint/compile_commands.json)
  fi
fi
clang-format-19 --dry-run --Werror "${formatted[@]}"
printf '%s\n' "${sources[@]}" |
  xargs -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$database" --checks="$checks" --warnings-as-errors='*' \
    --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-deprecated-declarations 2>/dev/null
echo "formatting: ${#formatted[@]} files; clang-tidy: ${#sources[@]} sources; nothing found"
