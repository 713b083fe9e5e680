#!/usr/bin/env bash
# Near what git itself can do: a worktree a slot, reset for each unit; merges in git objects; the branch moved by compare-and-swap.
# usage: floor-pooled.sh REPOSITORY UNITS PARALLELISM AGENT
set -euo pipefail
repo=$1 units=$2 parallelism=$3 agent=$4
slot() {
  s=$1 wt="$repo/../pooled-$1"
  flock "$repo/.git/bench.lock" git -C "$repo" worktree add -q --detach "$wt" main
  i=0
  for u in $(ls "$repo/specs/tasks" | head -n "$units"); do
    i=$((i + 1))
    [ $((i % parallelism)) -eq "$s" ] || continue
    git -C "$wt" reset -q --hard main
    git -C "$wt" clean -fdq
    (cd "$wt" && printf 'specs/tasks/%s/01-do.md\n' "$u" | "$agent" >/dev/null && sh -c true)
    git -C "$wt" add -A
    git -C "$wt" commit -q -m "unit $u"
    (
      flock 9
      ours=$(git -C "$repo" rev-parse refs/heads/main)
      theirs=$(git -C "$wt" rev-parse HEAD)
      tree=$(git -C "$repo" merge-tree --write-tree "$ours" "$theirs")
      merged=$(git -C "$repo" commit-tree "$tree" -p "$ours" -p "$theirs" -m "Merge $u")
      git -C "$repo" update-ref refs/heads/main "$merged" "$ours"
    ) 9>"$repo/.git/bench.lock"
  done
  flock "$repo/.git/bench.lock" git -C "$repo" worktree remove --force "$wt"
}
for s in $(seq 0 $((parallelism - 1))); do slot "$s" & done
wait
