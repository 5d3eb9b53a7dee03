# Sourced by ./dev, after steps.sh: lanes, whose steps run beside those of other lanes. They share
# no folder that one of them writes, no lock of cargo's for long, and no package to be installed.

# The longest that lanes may take: a test that never ends would take the whole run with it, and leave
# nothing to read.
lane_minutes=55

# Runs functions at once, each with steps of its own. What the first prints is seen as it comes,
# and what each other printed is shown whole after it.
lanes() { # FUNCTION…
    local kept lane pids=() watchdog began=$SECONDS
    kept=$(mktemp -d)
    # Groups of their own: a Ctrl+C, or the end of their time, ends all that they started, too.
    set -m
    (lane "$kept/$1.sum" "$1") &
    pids+=($!)
    for lane in "${@:2}"; do
        (lane "$kept/$lane.sum" "$lane") >"$kept/$lane.log" 2>&1 &
        pids+=($!)
    done
    (sleep $((lane_minutes * 60)) && ended "${pids[@]}") >/dev/null 2>&1 &
    watchdog=$!
    set +m
    trap 'ended "${pids[@]}" "$watchdog"; exit 130' INT TERM
    wait "${pids[0]}" || true
    for lane in "${@:2}"; do
        pids=("${pids[@]:1}")
        wait "${pids[0]}" || true
        cat "$kept/$lane.log"
    done >&2
    ended "$watchdog"
    trap - INT TERM
    for lane in "$@"; do summed_up "$lane" "$kept/$lane.sum"; done
    rm -r "$kept"
    say "side by side: done in $((SECONDS - began)) s"
}

# Ends groups of processes.
ended() { # PID…
    local pid
    for pid in "$@"; do kill -- "-$pid" 2>/dev/null || true; done
}

# One lane, in a shell of its own: leaves what its steps counted in a file.
lane() { # SUM FUNCTION
    passed=0 failed=0 failures=() flaky=()
    "$2"
    declare -p passed failed failures flaky >"$1"
}

# Adds a lane's counts to those of this shell. One that left none came to an end before its own.
summed_up() { # LANE SUM
    local before=("$passed" "$failed") before_failures=("${failures[@]}") before_flaky=("${flaky[@]}")
    passed=0 failed=1 failures=("$1: ended early") flaky=()
    # As assignments to the variables of the caller: `declare` would make them local.
    [ ! -s "$2" ] || eval "$(sed -E 's/^declare -[-ai]+ //' "$2")"
    passed=$((passed + before[0])) failed=$((failed + before[1]))
    failures=("${before_failures[@]}" "${failures[@]}") flaky=("${before_flaky[@]}" "${flaky[@]}")
}
