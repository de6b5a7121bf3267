#!/bin/bash
# conformance.sh NOCTULE [OPTION...]: every case of docs/conformance.md (see there; OPTIONs as of the judge). A whole run also
# fails when the page says something else; UPDATE=1 writes it anew.
set -uo pipefail
noctule=$(readlink -f "$1")
page=$(dirname "$(readlink -f "$0")")/../../docs/conformance.md
shift
# with the sanitizers: what is quick, and where memory is not counted
if [ $# = 0 ] && grep -q __asan_init "$noctule"; then
  set -- --case '1.*' --case '2.*' --case '3.*' --case '4.*' --case '5.*' --case '6.*' --case '7.*' --case '10.*' --case '13.*.1'
fi
found=$(mktemp)
trap 'rm -f "$found"' EXIT

output=$("$(dirname "$noctule")/tests/conformance/conformance" --jobs "$(nproc)" --markdown "$found" "$@" -- \
  "$noctule" connect --echo -q --log '{log}')
status=$?
[[ $(tail -n 1 <<<"$output") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] || exit 1
passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
sed '$d' <<<"$output"

if [ $# = 0 ]; then
  [ -z "${UPDATE:-}" ] || cp "$found" "$page"
  if diff -u "$page" "$found"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1)) status=1
  fi
fi
echo "$passed passed, $failed failed"
exit $status
