#!/usr/bin/env bash
# step.sh NAME COMMAND…: runs one step of a test run between two headings, with the seconds it took.
set -euo pipefail
name=$1
shift
started=$SECONDS
printf '\n== %s\n' "$name"
status=0
"$@" || status=$?
printf '== %s: %s after %d s\n' "$name" "$([ "$status" -eq 0 ] && echo ok || echo "FAILED ($status)")" $((SECONDS - started))
exit "$status"
