#!/usr/bin/env bash
# Builds the fuzz targets (preset asan) and runs each for some seconds, as many at a time as there are
# cores, from the inputs in tests/fuzz/corpus.
#
#   scripts/fuzz.sh [SECONDS]     per target; 60 unless given
set -euo pipefail
cd "$(dirname "$0")/.."

fuzz() { # TARGET SECONDS
  local name found log
  name=$(basename "$1" _fuzzer)
  found=build/asan/found/$name
  log=$(mktemp)
  mkdir -p "$found"
  if ! "$1" -max_total_time="$2" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$found/crash-" "$found" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
    tail -n 60 "$log"
    return 1
  fi
  printf '%s: %s runs, nothing found\n' "$name" "$(awk '/stat::number_of_executed_units/ {print $2}' "$log")"
  rm -f "$log"
}
export -f fuzz

cmake --preset asan >/dev/null
cmake --build --preset asan --target fuzzers
printf '%s\n' build/asan/bin/*_fuzzer | xargs -P "$(nproc)" -I{} bash -c 'fuzz {} "$1"' fuzz "${1:-60}"
