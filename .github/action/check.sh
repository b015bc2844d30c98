#!/bin/sh
# What the action does: it sees to an engross, runs one check, and leaves the findings where GitHub shows them.
#
# The runner sets GITHUB_*, action.yml the rest. The exit code is that of `engross check`: 1 for findings, 2 where the
# check could not be done.
set -eu

# One of the action's own version may be there already, from a cache or an image. Else it is built, which takes minutes:
# without Typst, since a check prints nothing.
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml")
engross=engross
if [ "$(engross --version 2>/dev/null)" != "engross $version" ]; then
    root=${CARGO_HOME:-$HOME/.cargo}
    echo "::group::Build engross $version"
    # In the action's folder its own rust-toolchain.toml holds; in the caller's, theirs. What stands in the way is another
    # version, and cargo does not always know that it put it there.
    (cd "$GITHUB_ACTION_PATH" && cargo install --path . --locked --no-default-features --root "$root" --force)
    echo "::endgroup::"
    engross=$root/bin/engross
fi

cd "$ENGROSS_WORKING_DIRECTORY" || exit 2
case $ENGROSS_SARIF in
    /*) sarif=$ENGROSS_SARIF ;;
    *) sarif=$PWD/$ENGROSS_SARIF ;;
esac

set -- --format github --output "sarif=$sarif" --output "markdown=$GITHUB_STEP_SUMMARY"
[ -z "$ENGROSS_DENY" ] || set -- "$@" --deny "$ENGROSS_DENY"
[ -z "$ENGROSS_AS" ] || set -- "$@" --as "$ENGROSS_AS"
[ -z "$ENGROSS_BASELINE" ] || set -- "$@" --baseline "$ENGROSS_BASELINE"
set -- "$@" --
while read -r path; do
    [ -z "$path" ] || set -- "$@" "$path"
done <<PATHS
$ENGROSS_PATHS
PATHS

code=0
"$engross" check "$@" || code=$?
# Where something could not be read, code scanning would take its findings for mended: it is told nothing.
[ "$code" -gt 1 ] || printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
exit "$code"
