# What the tour prints: headings, what is typed, what is answered, and PASS or FAIL for every point.
# shellcheck shell=bash

passed=0
failed=0
skipped=0
failures=()
chapters_shown=()
results=()   # a PASS, FAIL or SKIP for every point, behind its chapter's number
chapter_number=0
point_number=0
point=      # the heading of the point that is being shown
faults=()   # what was not as it should be in it
skipping=   # why it cannot be shown

bold='' faint='' green='' red='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' faint=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
fi

say() { printf '%s\n' "$*"; }
indented() { sed 's/^/      /'; }

chapter() { # HEADING
    close_point
    chapters_shown+=("$1")
    chapter_number=$((chapter_number + 1))
    point_number=0
    printf '\n%s=== %s. %s ===%s\n' "$bold" "$chapter_number" "$1" "$plain"
}

point() { # HEADING: begins a point and ends the one before
    close_point
    point_number=$((point_number + 1))
    point="$chapter_number.$point_number $1"
    printf '\n%s%s%s\n' "$bold" "$point" "$plain"
}

note() { printf '    %s%s%s\n' "$faint" "$*" "$plain"; }

# Says whether something is as it should be; what is not makes the point fail.
expect() { # CLAIM COMMAND...
    local claim=$1
    shift
    if "$@"; then
        printf '    yes: %s\n' "$claim"
    else
        printf '    %sno:%s %s\n' "$red" "$plain" "$claim"
        faults+=("$claim")
    fi
}

not() { ! "$@"; }
has() { grep -q -e "$2" <<<"$1"; }       # TEXT REGEX
count_of() { grep -c -e "$2" <<<"$1"; }  # TEXT REGEX
same() { [ "$1" = "$2" ]; }

skip() { # WHY
    skipping=$1
}

close_point() {
    [ -n "$point" ] || return 0
    if [ ${#faults[@]} -gt 0 ]; then
        failed=$((failed + 1))
        results+=("$chapter_number FAIL")
        failures+=("$point")
        printf '    %sFAIL%s  not so: %s' "$red" "$plain" "${faults[0]}"
        [ ${#faults[@]} -eq 1 ] || printf '; %s' "${faults[@]:1}"
        printf '\n'
    elif [ -n "$skipping" ]; then
        skipped=$((skipped + 1))
        results+=("$chapter_number SKIP")
        printf '    SKIP  %s\n' "$skipping"
    else
        passed=$((passed + 1))
        results+=("$chapter_number PASS")
        printf '    %sPASS%s\n' "$green" "$plain"
    fi
    point='' skipping=''
    faults=()
}

# Shows a command of the Unix shell, runs it and shows what it prints, which is in $output afterwards.
shell() { # COMMAND...: one word is a line for the shell
    printf '    $ %s\n' "$*"
    output=$(eval "$*" 2>&1)
    [ -z "$output" ] || indented <<<"$output"
}

result_count() { # CHAPTER RESULT
    printf '%s\n' "${results[@]}" | grep -c -x "$1 $2"
}

# A table of the chapters, the last line, and the exit status of the tour.
summary() {
    local i line="$passed passed, $failed failed"
    printf '\n%-60s %6s %6s %6s\n' '' passed failed skipped
    for ((i = 1; i <= ${#chapters_shown[@]}; i++)); do
        printf '%-60s %6s %6s %6s\n' "$i. ${chapters_shown[i - 1]}" \
            "$(result_count $i PASS)" "$(result_count $i FAIL)" "$(result_count $i SKIP)"
    done
    [ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
    printf '\n'
    [ "$failed" -eq 0 ] || printf 'failed: %s\n' "${failures[@]}"
    printf '%s%s%s, in %s seconds\n' "$bold" "$line" "$plain" "$SECONDS"
    [ "$failed" -eq 0 ]
}
