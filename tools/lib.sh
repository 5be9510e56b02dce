# What run.sh, test.sh and .ci/run share. Sourced; the caller has set -euo pipefail and stands in the project's root.

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
fail() { printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else fail "$1 needs root: run as root, or install sudo"; fi
}

# need_packages FILE...: installs the Debian packages that the files name and the machine lacks.
need_packages() {
  local missing=() package
  while read -r package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done < <(sed 's/#.*//' "$@" | xargs -n1)
  [ ${#missing[@]} = 0 ] && return
  step "installing ${missing[*]}"
  as_root apt-get update -qq || fail "apt-get update failed: is there a package mirror?"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >build/apt.log 2>&1 ||
    fail "installing packages failed: see build/apt.log"
}

# Vite needs Node 20.19 or later; Debian 12 has 18, which is enough to fetch a newer one from the npm registry.
need_node() {
  local private="$PWD/build/tools/node_modules/node/bin"
  [ -x "$private/node" ] && PATH="$private:$PATH"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && return
  need_packages tools/packages-node.txt
  step "fetching Node 20"
  npm install --silent --no-audit --no-fund --prefix build/tools node@20.20.0 >build/node.log 2>&1 || fail "Node 20 could not be fetched: see build/node.log"
  PATH="$private:$PATH"
}

# npm_install FOLDER: npm ci, when the lock file is not the one that was installed.
npm_install() {
  local stamp="$1/node_modules/.installed"
  cmp -s "$1/package-lock.json" "$stamp" && return
  step "installing the npm packages of $1"
  npm ci --silent --no-audit --no-fund --prefix "$1" || fail "npm ci failed in $1"
  cp "$1/package-lock.json" "$stamp"
}

# build TARGET...: the C++ side.
build() {
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_BASEDIR="$PWD"
  [ -f build/release/build.ninja ] || cmake --preset release >build/cmake.log 2>&1 || { cat build/cmake.log >&2; fail "cmake failed"; }
  ninja -C build/release --quiet "$@" || fail "the build failed"
}

# build_pages: web/dist, when a source is newer.
build_pages() {
  npm_install web
  if [ ! -f web/public/han/fonts.css ]; then
    step "preparing the rare characters and their fonts"
    node web/han/generate.mjs && node web/han/fonts.mjs || fail "the rare characters could not be prepared"
  fi
  local newest
  newest=$(find web/src web/public web/index.html web/vite.config.ts web/package-lock.json -newer web/dist/index.html -print -quit 2>/dev/null || true)
  [ -f web/dist/index.html ] && [ -z "$newest" ] && return
  step "building the pages"
  npm --prefix web run --silent build || fail "the pages could not be built"
}
