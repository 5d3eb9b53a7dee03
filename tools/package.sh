# Sourced by ./dev: packages, and their proof. What goes into one is in packaging/.

package_packages=(appstream desktop-file-utils dpkg-dev rpm xz-utils)
proof_packages=(debootstrap rpm)

# Those of this system: elsewhere than on Linux tauri's bundler makes them.
packaged() {
    cargo build --release -p berth -p berthctl
    has cargo-cyclonedx || cargo install --locked cargo-cyclonedx
    if [ "$(uname -s)" != Linux ]; then
        bundled
        packaging/sboms target/package
        return
    fi
    needs "${package_packages[@]}"
    local out=target/package programs="${CARGO_TARGET_DIR:-target}/release" version
    version=$(packaging/version)
    rm -rf "$out"
    mkdir -p "$out"
    ZSH=vendor-completions packaging/stage "$out/deb" "$programs"
    packaging/stage "$out/rpm" "$programs"
    desktop-file-validate "$out"/deb/usr/share/applications/*.desktop
    appstreamcli validate --no-net "$out"/deb/usr/share/metainfo/*.xml
    packaging/deb "$out/deb" "$out/berth_${version}_$(dpkg --print-architecture).deb"
    packaging/rpm "$out/rpm" "$out/berth-$version-1.$(uname -m).rpm"
    # What other packages of Linux are made of.
    tar --sort=name --owner=0 --group=0 -C "$out/rpm" -czf "$out/berth-$version-linux-$(uname -m).tar.gz" usr
    packaging/sboms "$out"
    packages_sized "$out"
}

# By tauri's bundler, with berthctl and the licences beside the app.
bundled() { # FLAG…
    local host suffix='' signed=()
    host=$(rustc -vV | sed -n 's/^host: //p')
    [[ $host != *windows* ]] || suffix=.exe
    mkdir -p target/package
    cp "${CARGO_TARGET_DIR:-target}/release/berthctl$suffix" "target/package/berthctl-$host$suffix"
    node packaging/notices.mjs "$host" >target/package/NOTICES
    [ -z "${BERTH_THUMBPRINT:-}" ] ||
        signed=(--config "{\"bundle\":{\"windows\":{\"certificateThumbprint\":\"$BERTH_THUMBPRINT\"}}}")
    (cd src-tauri && npx --yes @tauri-apps/cli@2 build --config ../packaging/tauri.bundle.json ${signed[@]+"${signed[@]}"} "$@")
}

# Sizes beside their limits: what is over is said, not refused.
packages_sized() { # FOLDER
    local file most
    for file in "$1"/deb/usr/bin/berth "$1"/deb/usr/bin/berthctl "$1"/*.deb "$1"/*.rpm; do
        case "$file" in
        */berth) most=20 ;;
        *.deb) most=10 ;;
        *) most= ;;
        esac
        say "$(basename "$file"): $(stat -c %s "$file" | awk '{ printf "%.1f MB", $1 / 1e6 }')${most:+ (at most $most)}"
    done
}

packages_proved() {
    [ "$(uname -s)" = Linux ] || die "Packages are proved on Linux"
    needs "${proof_packages[@]}"
    as_root packaging/prove target/package
}
