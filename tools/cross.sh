# Sourced by ./dev: the systems that this machine is not. Debug information would only
# cost: nothing that is built here is ever looked into.

cross_packages=(clang gcc-mingw-w64-x86-64 llvm pkg-config wine64)

windows=x86_64-pc-windows-gnu
macos=aarch64-apple-darwin

# With the standard library of the target from rustup, whose programs for this machine are
# those that are built already, or built from source by Debian's compiler where rustup
# can't have it.
cargo_for() { # TARGET COMMAND…
    local target=$1 command=$2
    shift 2
    if [ -d "$(rustc --print target-libdir --target "$target" 2>/dev/null)" ] ||
        { has rustup && rustup target add "$target" >/dev/null 2>&1; }; then
        CARGO_PROFILE_DEV_DEBUG=false cargo "$command" --target "$target" "$@"
    else
        needs cargo-web rust-web-src rustc-web
        PATH=/usr/bin:/bin RUSTC_BOOTSTRAP=1 CARGO_PROFILE_DEV_DEBUG=false \
            cargo "$command" -Zbuild-std=std,panic_abort --target "$target" "$@"
    fi
}

# Static, or each program would need a library of the compiler's beside it. The same flags for
# types and for tests, or SQLite and zstd are compiled for each.
windows_flags='-C target-feature=+crt-static'

windows_checked() {
    needs gcc-mingw-w64-x86-64
    CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS=$windows_flags \
        cargo_for "$windows" check --workspace --bins
}

# Clang stands in for Apple's compiler: one dependency has a file of Objective-C, and
# nothing is linked, so that an empty folder will do for the SDK. Another needs Apple's
# headers, and leaves its file out where documentation is built (mac-notification-sys 0.6).
# SQLite and zstd need headers, too: they are said to be in the system already.
macos_checked() {
    needs clang llvm pkg-config
    local sdk status=0
    sdk=$(mktemp -d)
    printf '%s\n' 'Name: zstd' 'Description: in words only' 'Version: 9' >"$sdk/libzstd.pc"
    DOCS_RS=1 SDKROOT=$sdk CC_aarch64_apple_darwin=clang AR_aarch64_apple_darwin=llvm-ar \
        CFLAGS_aarch64_apple_darwin='-target arm64-apple-macos11' \
        LIBSQLITE3_SYS_USE_PKG_CONFIG=1 ZSTD_SYS_USE_PKG_CONFIG=1 \
        PKG_CONFIG_ALLOW_CROSS=1 PKG_CONFIG_PATH=$sdk \
        cargo_for "$macos" check --workspace --bins || status=$?
    rm -r "$sdk"
    return "$status"
}

# Tests of the archive, of the app's socket, of logs, of the runner and of fake engines, on Wine;
# with NAMES, only these. Without the two that type into a pseudo-terminal: with Wine 8 one
# opens, and nothing is ever read from it.
windows_tested() {
    needs gcc-mingw-w64-x86-64 wine64
    local home status=0
    home=$(mktemp -d)
    (
        export WINEPREFIX=$home/wine WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe='
        unset DISPLAY WAYLAND_DISPLAY
        tools/wine wineboot --init || exit
        # Wine 8 lacks what the standard library gets its random numbers from.
        x86_64-w64-mingw32-gcc -shared -x c - -x none -ladvapi32 \
            -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" <<'C' || exit
__declspec(dllimport) unsigned char __stdcall SystemFunction036(void *, unsigned long);
__declspec(dllexport) int ProcessPrng(void *to, unsigned long long size) { return SystemFunction036(to, size); }
C
        export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS=$windows_flags \
            CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER="$PWD/tools/wine"
        cargo_for "$windows" test -p berth-activity -p berth-archive -p berth-control -p berth-logs -p berth-runner -p berth-tests --lib --test it --no-fail-fast -- \
            --skip no_secret_and_no_flag_by_accident --skip deleted_while_attached "$@"
    ) || status=$?
    WINEPREFIX=$home/wine PATH=$PATH:/usr/lib/wine wineserver -k || true
    # A console host that the server no longer knows would stay for ever, and hold the pipe of our output.
    local pid
    for pid in $(pgrep -f '\.exe'); do
        ! grep -qsF "WINEPREFIX=$home/wine" "/proc/$pid/environ" || kill -KILL "$pid"
    done
    rm -rf "$home"
    return "$status"
}
