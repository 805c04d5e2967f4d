#!/bin/sh
# Creates .venv with the Python of .python-version: from PATH, pyenv or uv, whichever has it.
set -eu
version=$(cat .python-version)

is_right() { "$@" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null; }

echo "Creating the virtual environment .venv with Python $version …"
for candidate in "python$version" python3 python; do
    if command -v "$candidate" >/dev/null && is_right "$candidate"; then
        exec "$candidate" -m venv --clear .venv
    fi
done
if command -v pyenv >/dev/null; then
    found=$(pyenv prefix "$(pyenv latest "$version" 2>/dev/null)" 2>/dev/null || true)
    if [ -n "$found" ] && is_right "$found/bin/python"; then
        exec "$found/bin/python" -m venv --clear .venv
    fi
fi
if command -v uv >/dev/null && found=$(uv python find "$version" 2>/dev/null) && is_right "$found"; then
    exec "$found" -m venv --clear .venv
fi
cat >&2 <<EOF
Python $version was not found. Install it in one of these ways, then run make again:
  pyenv:  pyenv install $version
  uv:     uv python install $version
  Debian: apt install python$version python$version-venv (where your release has it)
EOF
exit 1
