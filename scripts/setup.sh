#!/usr/bin/env bash
# Installs what is missing to build and test lodex on Debian 12: packages of scripts/packages.txt with
# apt-get (as root, or through sudo), and Python packages into .venv.
#
#   scripts/setup.sh [build] [test] [check]     without an argument: all of them
set -euo pipefail
cd "$(dirname "$0")/.."

groups=("$@")
[ ${#groups[@]} -gt 0 ] || groups=(build test check)

wants() { printf '%s\n' "${groups[@]}" | grep -qx "$1"; }

packages_of() { # GROUP
  awk -v group="[$1]" '/^\[/ {inside = $0 == group; next} inside && NF && !/^#/' scripts/packages.txt
}

install_debian_packages() {
  local missing=()
  for group in "${groups[@]}"; do
    for package in $(packages_of "$group"); do
      [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
        missing+=("$package")
    done
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || {
      echo "setup: run as root, or install sudo; missing: ${missing[*]}" >&2
      exit 3
    }
    as_root=(sudo)
  fi
  echo "setup: installing with apt-get: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian's own Python, whatever else is first in PATH: its headers are the ones installed above.
install_python_packages() {
  local lists=(tests/requirements.txt bindings/python/requirements-test.txt)
  local stamp=.venv/installed
  if [ -f "$stamp" ] && cat "${lists[@]}" | cmp -s - "$stamp"; then return 0; fi
  echo "setup: installing into .venv: $(cat "${lists[@]}" | grep -v '^#' | tr '\n' ' ')" >&2
  [ -x .venv/bin/python ] || /usr/bin/python3 -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check \
    $(printf -- '-r %s ' "${lists[@]}")
  cat "${lists[@]}" >"$stamp"
}

install_debian_packages
if wants test; then install_python_packages; fi
