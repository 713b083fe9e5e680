#!/usr/bin/env bash
# choo against two plain git scripts that do the same work for the same units at the same parallelism, in turn and in one go.
# usage: floor.sh [UNITS] [FILES] [ROUNDS]     CHOO=path/of/dotnet-choo and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
units=${1:-64} files=${2:-1400} rounds=${3:-3}
install_choo
write_agent "$work/agent"
naive=() pooled=() choo=() peaks=()
for round in $(seq "$rounds"); do
  make_repository "$work/naive/r" "$units" "$files"
  naive+=("$(time_ms "$here/floor-naive.sh" "$work/naive/r" "$units" 2 "$work/agent")")
  make_repository "$work/pooled/r" "$units" "$files"
  pooled+=("$(time_ms "$here/floor-pooled.sh" "$work/pooled/r" "$units" 2 "$work/agent")")
  make_repository "$work/choo/r" "$units" "$files"
  start=$(now_ms); run_choo "$work/choo/r" 2 "$work/agent"; choo+=($(($(now_ms) - start))); peaks+=("$(cat "$work/peak")")
  landed=$(git -C "$work/choo/r" log --merges --oneline | wc -l)
  [ "$landed" -eq "$units" ] || { echo "choo landed $landed of $units units" >&2; exit 1; }
  echo "round $round: naive ${naive[-1]} ms, pooled ${pooled[-1]} ms, choo ${choo[-1]} ms, choo's peak memory $(cat "$work/peak") MiB"
done
n=$(median "${naive[@]}") p=$(median "${pooled[@]}") c=$(median "${choo[@]}")
echo "$units units, $files files, parallelism 2, median of $rounds: choo $c ms ($((c / units)) ms a unit), naive $n ms, pooled $p ms"
echo "choo's peak memory $(median "${peaks[@]}") MiB   (at most 45)"
echo "choo / naive  = $(ratio "$c" "$n")   (at most 0.5)"
echo "choo / pooled = $(ratio "$c" "$p")   (at most 1.05)"

# Sixteen agents of 0.5 to 1.0 s, 12.0 s of work at parallelism 2 in an order that packs without a gap: ideal 6.0 s.
write_agent "$work/slow" 'n=${u#u}; n=${n#0}; n=${n#0}
set -- 0.5 0.5 1 1 0.6 0.6 0.9 0.9 0.7 0.7 0.8 0.8 0.75 0.75 0.75 0.75; shift "$n"; sleep "$1"'
spread=() plain=()
for round in $(seq "$rounds"); do
  make_repository "$work/spread/r" 16 "$files"
  plain+=("$(time_ms "$here/floor-pooled.sh" "$work/spread/r" 16 2 "$work/slow")")
  make_repository "$work/spread/r" 16 "$files"
  start=$(now_ms); run_choo "$work/spread/r" 2 "$work/slow"; spread+=($(($(now_ms) - start)))
done
s=$(median "${spread[@]}") p=$(median "${plain[@]}")
echo "16 agents of 0.5 to 1.0 s, 12.0 s of work, parallelism 2, median of $rounds: choo $s ms, pooled $p ms   (ideal 6000, at most 6300)"
echo "choo / pooled = $(ratio "$s" "$p")"
