# Sourced by ./dev: steps with a name, and the sum of what they tested.

passed=0
failed=0
failures=()
flaky=()

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
# The few tests of cargo that fail are run once more, alone: one that passes then is a
# defect as well, listed as flaky at the end, but no reason to refuse a change.
counted() { # NAME COMMAND…
    local name=$1 log began=$SECONDS status=0 good bad again=()
    shift
    say "$name"
    log=$(mktemp)
    NO_COLOR=1 "$@" </dev/null 2>&1 | tee "$log" || status=$?
    read -r good bad < <(sum_of "$log")
    # A build error or a crash leaves no summary behind.
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$status" != 0 ] || [ $((good + bad)) -gt 0 ] || { say "$name: no test was run"; bad=1; }
    mapfile -t again < <(failed_tests "$log")
    if [ "$bad" -gt 0 ] && [ "$bad" = ${#again[@]} ] && [ "$bad" -le "$few" ]; then
        say "$name: once more, alone: ${again[*]}"
        NO_COLOR=1 "$@" --exact "${again[@]}" </dev/null 2>&1 | tee "$log" || true
        mapfile -t again < <(comm -23 <(printf '%s\n' "${again[@]}" | sort) <(failed_tests "$log"))
        local passing
        read -r passing _ < <(sum_of "$log")
        # One that was not run again has not passed.
        if [ "$passing" = ${#again[@]} ]; then
            flaky+=("${again[@]}")
            good=$((good + passing)) bad=$((bad - passing))
        fi
    fi
    rm -f "$log"
    passed=$((passed + good))
    failed=$((failed + bad))
    [ "$bad" = 0 ] || failures+=("$name")
    say "$name: $good passed, $bad failed in $((SECONDS - began)) s"
}

# More than this many at once are no accident.
few=6

sum_of() { # LOG
    awk '
        /^test result:/ || /^ *Tests  / {
            for (i = 2; i <= NF; i++) {
                if ($i ~ /^passed/) good += $(i - 1)
                if ($i ~ /^failed/) bad += $(i - 1)
            }
        }
        END { print good + 0, bad + 0 }' "$1"
}

# The tests that libtest lists after `failures:`, sorted.
failed_tests() { # LOG
    awk '
        /^failures:/ { listing = 1; next }
        /^test result:/ { listing = 0 }
        listing && /^    [a-z_][A-Za-z0-9_:]*\r?$/ { sub(/\r$/, ""); print $1 }' "$1" | sort -u
}

# Always the last line on stdout; the status says the same.
summed() {
    [ ${#failures[@]} = 0 ] || say "failed: $(IFS=,; printf '%s' "${failures[*]}")"
    [ ${#flaky[@]} = 0 ] || say "flaky, to be mended: ${flaky[*]}"
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
}
