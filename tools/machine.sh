# Sourced by ./dev: what the machine must have, and getting it.

bold=''; plain=''
[ ! -t 2 ] || { bold=$'\033[1m'; plain=$'\033[0m'; }
say() { printf '%sberth:%s %s\n' "$bold" "$plain" "$*" >&2; }
die() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

build_packages=(build-essential busybox-static curl ca-certificates file git libayatana-appindicator3-dev
    librsvg2-dev libssl-dev libwebkit2gtk-4.1-dev pkg-config)
window_packages=(dbus-x11 xdg-utils)
test_packages=(gnome-keyring ibus ibus-anthy ibus-gtk3 ibus-m17n imagemagick iproute2 iptables openssh-client openssl
    procps webkit2gtk-driver xclip xdotool xterm xvfb)

# The oldest Rust that builds Berth is in Cargo.toml; Vite 8 needs Node 20.19.
rust_wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
node_wanted=20.19
node_home="${XDG_CACHE_HOME:-$HOME/.cache}/berth-dev/node"

# rustup and the Node below, where a login shell would have found them.
export PATH="$node_home/node_modules/.bin:$HOME/.cargo/bin:$PATH"

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        has sudo || die "Needs root or sudo for: $*"
        tools/as-root "$@"
    fi
}

at_least() { # WANTED FOUND
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" = "$1" ]
}

# Installs Debian packages that are not there. Elsewhere it says what to install.
needs() {
    case "$(uname -s)" in
    Linux) ;;
    Darwin) has xcode-select && xcode-select -p >/dev/null 2>&1 || die "Install Apple's command line tools: xcode-select --install"; return ;;
    *) say "Needs the Visual Studio C++ build tools and WebView2: https://tauri.app/start/prerequisites"; return ;;
    esac
    has apt-get || { say "Not Debian or Ubuntu: install the equivalents of: $*"; return; }
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing with apt: ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq
    as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
}

podman_packages=(podman runc containernetworking-plugins iptables uidmap slirp4netns)

# One engine is enough to use Berth.
needs_engine() {
    has podman || has docker || {
        [ "$(uname -s)" = Linux ] || die "Install Podman (https://podman.io) or Docker (https://docs.docker.com/get-docker)"
        needs "${podman_packages[@]}"
    }
}

# Both are needed to prove it. By program, because Docker's own packages conflict with Debian's.
needs_both_engines() {
    [ "$(uname -s)" = Linux ] || die "The tests bring up engines of their own, which needs Linux"
    has podman || needs "${podman_packages[@]}"
    has dockerd || needs docker.io
    has docker || needs docker-cli
    has runc || needs runc
    # They read what an export writes.
    has docker-compose || needs docker-compose
    has systemd-analyze || needs systemd
}

# Only the program is wanted, for a server of the tests' own on the loopback: the package
# alone would open the machine to the network, now and at every start.
needs_sshd() {
    [ "$(uname -s)" = Linux ] && [ ! -x /usr/sbin/sshd ] || return 0
    if [ -d /run/systemd/system ] && has apt-get; then
        say "The SSH server is kept off (undo: sudo systemctl unmask ssh.service ssh.socket)"
        as_root systemctl mask --quiet ssh.service ssh.socket
    fi
    needs openssh-server
}

# As the SSH server: only the program is wanted, for a registry of the tests' own.
needs_registry() {
    [ "$(uname -s)" = Linux ] && ! has docker-registry || return 0
    if [ -d /run/systemd/system ] && has apt-get; then
        say "The registry's service is kept off (undo: sudo systemctl unmask docker-registry.service)"
        as_root systemctl mask --quiet docker-registry.service
    fi
    needs docker-registry
}

# What tests/engines/cluster takes from the machine; the rest it gets itself, and installs nothing.
needs_cluster() {
    [ "$(uname -s)" = Linux ] || return 0
    [ -x /usr/lib/cni/bridge ] || needs containernetworking-plugins
    has containerd || needs containerd
    has dpkg-source || needs dpkg-dev
    python3 -m pip --version >/dev/null 2>&1 || needs python3-pip
}

needs_node() {
    if has node && has npm && at_least "$node_wanted" "$(node --version | tr -d v)"; then return; fi
    [ "$(uname -s)" = Linux ] || die "Install Node.js $node_wanted or newer: https://nodejs.org"
    has npm || needs nodejs npm
    at_least "$node_wanted" "$(node --version | tr -d v)" && return
    say "Node $(node --version) is too old: installing Node 22 into $node_home"
    mkdir -p "$node_home"
    npm install --prefix "$node_home" --no-audit --no-fund --loglevel=error node@22 npm@10
    hash -r
    at_least "$node_wanted" "$(node --version | tr -d v)" || die "Install Node.js $node_wanted or newer: https://nodejs.org"
}

needs_rust() {
    has cargo || die "Install Rust with rustup, then run this again:
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y
  (https://rustup.rs; a distribution's own package is usually too old)"
    local found
    found=$(rustc --version | cut -d' ' -f2)
    at_least "$rust_wanted" "${found%%-*}" || die "Rust $found is too old, $rust_wanted is needed: rustup update stable"
}

# In a container or sandbox root may lack CAP_SYS_RESOURCE, and podman 4 then can't set
# its default limits: "setrlimit: operation not permitted". Only where nothing is configured.
podman_within_limits() {
    [ "$(uname -s)" = Linux ] && has podman && [ "$(id -u)" = 0 ] && [ -z "${CONTAINERS_CONF:-}" ] || return 0
    [ ! -e /etc/containers/containers.conf ] && [ ! -e "$HOME/.config/containers/containers.conf" ] || return 0
    local held
    held=$(sed -n 's/^CapEff:\s*//p' /proc/self/status)
    (( 16#$held >> 24 & 1 )) && return 0
    mkdir -p target
    export CONTAINERS_CONF="$PWD/target/containers.conf"
    printf '[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]\n' >"$CONTAINERS_CONF"
    ! has runc || printf '[engine]\nruntime = "runc"\n' >>"$CONTAINERS_CONF"
    say "This root may not raise limits: podman is started with $CONTAINERS_CONF"
}

# Test programs start engines and so need root; what cargo builds stays the person's own.
as_root_when_tested() {
    [ "$(id -u)" = 0 ] && return
    local host
    host=$(rustc -vV | sed -n 's/^host: //p' | tr 'a-z-' 'A-Z_')
    export "CARGO_TARGET_${host}_RUNNER=$PWD/tools/as-root"
}

# A folder in memory for what tests write, and its path; nothing where there is too little of it. Engines sync a lot, and
# a disk may still be writing what a build left.
folder_in_memory() {
    [ "$(uname -s)" = Linux ] || return 0
    [ "$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)" -ge 12 ] || return 0
    local place
    # Short: the path of a socket has at most 107 bytes.
    place=$(mktemp -d /tmp/bt.XXXX)
    if as_root mount -t tmpfs -o size=6g,mode=1777 none "$place" >&2; then echo "$place"; else rmdir "$place"; fi
}

forgotten() { # FOLDER
    as_root umount --lazy "$1" && rmdir "$1"
}
