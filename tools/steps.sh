# Sourced by ./dev: steps with a name, and the sum of what they tested.

passed=0
failed=0
failures=()

# A step that fails is one failure, and the rest is still run.
step() { # NAME COMMAND…
    local name=$1 began=$SECONDS
    shift
    say "$name"
    if "$@" </dev/null; then
        say "$name: done in $((SECONDS - began)) s"
    else
        failed=$((failed + 1))
        failures+=("$name")
        say "$name: FAILED"
    fi
}

# A step whose tests are counted, from the summary lines of cargo test and vitest:
#   test result: ok. 12 passed; 0 failed; 0 ignored; …
#         Tests  1 failed | 12 passed (13)
counted() { # NAME COMMAND…
    local name=$1 log began=$SECONDS status=0 good bad
    shift
    say "$name"
    log=$(mktemp)
    NO_COLOR=1 "$@" </dev/null 2>&1 | tee "$log" || status=$?
    read -r good bad < <(awk '
        /^test result:/ || /^ *Tests  / {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^passed/) good += $(i - 1)
                if ($i ~ /^failed/) bad += $(i - 1)
            }
        }
        END { print good + 0, bad + 0 }' "$log")
    rm -f "$log"
    # A build error or a crash leaves no summary behind.
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$status" != 0 ] || [ $((good + bad)) -gt 0 ] || { say "$name: no test was run"; bad=1; }
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$bad" = 0 ] || failures+=("$name")
    say "$name: $good passed, $bad failed in $((SECONDS - began)) s"
}

# Always the last line on stdout; the status says the same.
summed() {
    [ ${#failures[@]} = 0 ] || say "failed: $(IFS=,; printf '%s' "${failures[*]}")"
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
