#!/usr/bin/env bash
# Builds the fuzz targets and runs each for some seconds, from the inputs in tests/fuzz/corpus.
#
#   scripts/fuzz.sh [SECONDS]     per target; 60 unless given
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
for target in build/fuzz/bin/*_fuzzer; do
  name=$(basename "$target" _fuzzer)
  found=build/fuzz/found/$name
  mkdir -p "$found"
  seeds=tests/fuzz/corpus/$name
  log=$(mktemp)
  if ! "$target" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 \
    -artifact_prefix="$found/crash-" "$found" "$seeds" >"$log" 2>&1; then
    tail -n 60 "$log"
    exit 1
  fi
  printf '%s: %s runs, nothing found\n' "$name" "$(awk '/stat::number_of_executed_units/ {print $2}' "$log")"
  rm -f "$log"
done
