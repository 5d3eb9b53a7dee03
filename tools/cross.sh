# Sourced by ./dev: does it compile for the systems that this machine is not?

# With the standard library of the target from rustup, or built from source by Debian's
# compiler where rustup can't have it.
checked_for() { # TARGET
    local target=$1
    if [ -d "$(rustc --print target-libdir --target "$target" 2>/dev/null)" ] ||
        { has rustup && rustup target add "$target" >/dev/null 2>&1; }; then
        cargo check --workspace --bins "${features[@]}" --target "$target"
    else
        needs cargo-web rust-web-src rustc-web
        PATH=/usr/bin:/bin RUSTC_BOOTSTRAP=1 cargo check -Zbuild-std=std,panic_abort \
            --workspace --bins "${features[@]}" --target "$target"
    fi
}

windows_checked() {
    needs gcc-mingw-w64-x86-64
    checked_for x86_64-pc-windows-gnu
}

# Clang stands in for Apple's compiler: one dependency has a file of Objective-C, and
# nothing is linked, so that an empty folder will do for the SDK.
macos_checked() {
    needs clang llvm
    local sdk
    sdk=$(mktemp -d)
    SDKROOT=$sdk CC_aarch64_apple_darwin=clang AR_aarch64_apple_darwin=llvm-ar \
        CFLAGS_aarch64_apple_darwin='-target arm64-apple-macos11' \
        checked_for aarch64-apple-darwin
}
