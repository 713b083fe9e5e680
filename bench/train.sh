#!/usr/bin/env bash
# The train against the sequential way, in one go: wall time of units whose baseline takes ten seconds, and how many proofs their journals count.
# With --demo also choo's demo against the demo of the commit before the train, both built from this repository.
# usage: train.sh [--demo] [UNITS] [SECONDS]     CHOO=path/of/dotnet-choo, BENCH_DIR=folder and BEFORE=commit are optional
source "$(dirname "$0")/lib.sh"
demo=; [ "${1:-}" != --demo ] || { demo=1; shift; }
units=${1:-8} seconds=${2:-10}
install_choo
write_agent "$work/agent"

# prove REPOSITORY SETTINGS: makes the repository, runs it at parallelism 2, prints milliseconds.
prove() {
  make_repository "$1" "$units" 50
  printf 'baseline_checks:\n  - name: slow\n    command: sleep %s\ngates:\n  parallelism: 2\n%s' "$seconds" "$2" >"$1/.choo.yaml"
  git -C "$1" add -A; git -C "$1" commit -q -m settings
  local start; start=$(now_ms)
  run_choo "$1" 2 "$work/agent"
  echo $(($(now_ms) - start))
}

# proofs REPOSITORY: how many proofs of units its journals have, and how many of the target that ran.
proofs() { cat "$1"/.choo/runs/*/events.jsonl | grep -c '"type":"baseline.started"'; }
of_target() { cat "$1"/.choo/runs/*/events.jsonl | grep '"type":"baseline.ok"' | grep -v '"unit":' | grep -vc '"reused":' || true; }

train=$(prove "$work/train/r" $'landing:\n  proofs: 2\n')
sequential=$(prove "$work/sequential/r" $'landing:\n  proofs: 1\nbaseline:\n  verify_target: before\n')
for repository in "$work/train/r" "$work/sequential/r"; do
  landed=$(git -C "$repository" log --merges --oneline | wc -l)
  [ "$landed" -eq "$units" ] || { echo "choo landed $landed of $units units" >&2; exit 1; }
done
echo "$units units, a baseline of $seconds s, instant agents, parallelism 2: train with 2 proofs $train ms, one proof at a time after the target's $sequential ms"
echo "train   (at most 45000 for 8 units and 10 s)"
echo "train / sequential = $(ratio "$train" "$sequential")"
echo "proofs by the journal: train $(proofs "$work/train/r"), sequential $(proofs "$work/sequential/r")   ($units units, nothing failed: $units)"

# One more unit on the tree that landed last: the target is not proved again.
make_repository "$work/again/r" 2 50
printf 'baseline_checks:\n  - name: slow\n    command: sleep 2\n' >"$work/again/r/.choo.yaml"
git -C "$work/again/r" add -A; git -C "$work/again/r" commit -q -m settings
for unit in u000 u001; do (cd "$work/again/r" && CHOO_CLAUDE_CMD="$work/agent" "$CHOO" run --unit "$unit" --no-tui >"$work/choo.log" 2>&1) || { cat "$work/choo.log" >&2; exit 1; }; done
echo "two runs, one after the other, of one unit each: the target was proved $(of_target "$work/again/r") times   (1: the second has evidence)"

[ -n "$demo" ] || exit 0
root=$(cd "$here/.." && pwd)
before=${BEFORE:-$(git -C "$root" log --format=%H --grep 'units land by a train that proves each once' | tail -n 1)^}
# build NAME COMMIT: the tool of a commit, built and not packed, in a folder of the bench.
build() {
  git clone -q "$root" "$work/$1"
  git -C "$work/$1" checkout -q --detach "$2"
  dotnet build "$work/$1/src/Choo.Tool" -c Release -nologo -v quiet >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 1; }
  find "$work/$1/src/Choo.Tool/bin/Release" -name dotnet-choo.dll | head -n 1
}
now=$(build now "$(git -C "$root" rev-parse HEAD)") then=$(build before "$(git -C "$root" rev-parse "$before")")
new=() old=()
for round in 1 2 3; do
  old+=("$(cd "$work" && TMPDIR="$work" time_ms dotnet "$then" demo --no-tui)")
  new+=("$(cd "$work" && TMPDIR="$work" time_ms dotnet "$now" demo --no-tui)")
  echo "round $round: demo before the train ${old[-1]} ms, now ${new[-1]} ms"
done
o=$(median "${old[@]}") n=$(median "${new[@]}")
echo "demo, median of 3: before the train $o ms, now $n ms"
echo "now / before = $(ratio "$n" "$o")   (at most 0.7)"
