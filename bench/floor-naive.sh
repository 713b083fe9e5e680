#!/usr/bin/env bash
# The naive way: for each unit a fresh worktree on a branch, agent, commit, merge in the checkout, remove.
# usage: floor-naive.sh REPOSITORY UNITS PARALLELISM AGENT
set -euo pipefail
repo=$1 units=$2 parallelism=$3 agent=$4
export repo agent
one() {
  u=$1 wt="$repo/../naive-$1"
  flock "$repo/.git/bench.lock" git -C "$repo" worktree add -q -b "naive/$u" "$wt" main
  (cd "$wt" && printf 'specs/tasks/%s/01-do.md\n' "$u" | "$agent" >/dev/null && sh -c true)
  git -C "$wt" add -A
  git -C "$wt" commit -q -m "unit $u"
  flock "$repo/.git/bench.lock" sh -c "git -C '$repo' merge -q --no-ff -m 'Merge $u' 'naive/$u' && git -C '$repo' worktree remove --force '$wt' && git -C '$repo' branch -q -D 'naive/$u'"
}
export -f one
ls "$repo/specs/tasks" | head -n "$units" | xargs -P "$parallelism" -I{} bash -c 'one {}'
