#!/usr/bin/env bash
# Sets up, builds the command, indexes the 30 articles of corpus/ and answers a query.
#
#   scripts/demo.sh [QUERY]
set -euo pipefail
cd "$(dirname "$0")/.."

query=${1:-how do two people not book the same seat}
lodex=build/release/bin/lodex
index=build/demo-index

scripts/setup.sh build
[ -f build/release/build.ninja ] || cmake --preset release -DLODEX_TESTS=OFF -DLODEX_BENCH=OFF >/dev/null
echo "demo: building lodex" >&2
cmake --build --preset release --target lodex_command -- --quiet

if [ ! -f "$index/manifest" ] || [ -n "$(find corpus "$lodex" -newer "$index/manifest" -print -quit)" ]; then
  rm -rf "$index"
  "$lodex" index corpus/articles --schema corpus/schema.json -d "$index"
fi
echo
echo "\$ lodex search \"$query\""
"$lodex" search -d "$index" --pretty -n 5 -- "$query"
