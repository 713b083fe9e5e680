#!/usr/bin/env bash
# choo against the pooled git script with more and more independent units: the ratio must not grow with their number.
# usage: scale.sh [FILES] [UNITS...]     CHOO=path/of/dotnet-choo and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
files=${1:-200}; shift || true
install_choo
write_agent "$work/agent"
for units in "${@:-250 1000 2000}"; do for n in $units; do
  make_repository "$work/pooled/r" "$n" "$files"
  pooled=$(time_ms "$here/floor-pooled.sh" "$work/pooled/r" "$n" 2 "$work/agent")
  make_repository "$work/choo/r" "$n" "$files"
  start=$(now_ms); run_choo "$work/choo/r" 2 "$work/agent"; choo=$(($(now_ms) - start))
  landed=$(git -C "$work/choo/r" log --merges --oneline | wc -l)
  [ "$landed" -eq "$n" ] || { echo "choo landed $landed of $n units" >&2; exit 1; }
  echo "$n units, $files files: choo $choo ms, pooled $pooled ms, ratio $(ratio "$choo" "$pooled"), choo's peak memory $(cat "$work/peak") MiB"
done; done
