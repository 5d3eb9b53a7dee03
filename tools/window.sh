# Sourced by ./dev: the app as a person starts it.

# Whether `./dev run` opens a window, with a home of its own; then both are closed.
window_opens() {
    local home screen run status=1
    home=$(mktemp -d)
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$home/display" 2>/dev/null &
    screen=$!
    until [ -s "$home/display" ]; do
        kill -0 "$screen" 2>/dev/null || { say "Xvfb did not start"; return 1; }
        sleep 0.1
    done
    local DISPLAY
    DISPLAY=:$(cat "$home/display")
    export DISPLAY
    # A group of its own, so that all of it can be ended.
    XDG_CONFIG_HOME=$home XDG_DATA_HOME=$home XDG_STATE_HOME=$home WAYLAND_DISPLAY= setsid ./dev run &
    run=$!
    while kill -0 "$run" 2>/dev/null; do
        if xdotool search --onlyvisible --name '^Berth$' >/dev/null 2>&1; then
            status=0
            break
        fi
        sleep 0.5
    done
    kill -- "-$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || true
    kill "$screen"
    wait "$screen" 2>/dev/null || true
    rm -rf "$home"
    return "$status"
}

# Those of the guide, light and dark: with 255 colours they look the same and take a third.
pictures_kept() { # FROM TO
    local scheme name from
    mkdir -p "$2"
    for scheme in light dark; do
        for name in terminal list peek history; do
            from=guide-$name-$scheme
            [ "$name" != terminal ] || from=$scheme-1180x740
            convert "$1/$from.png" -strip -colors 255 -define png:compression-level=9 "PNG8:$2/$name-$scheme.png"
        done
    done
}
