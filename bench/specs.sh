#!/usr/bin/env bash
# validate and plan against reading the same files, and the tool's start against the SDK's own, in turn and in one go.
# usage: specs.sh [UNITS] [ROUNDS]     CHOO=path/of/dotnet-choo and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
units=${1:-1000} rounds=${2:-5}
install_choo

measure() {
  local all=() i
  for i in $(seq "$rounds"); do all+=("$(time_ms "$@")"); done
  median "${all[@]}"
}

choo_version=$(measure "$CHOO" --version) dotnet_version=$(measure dotnet --version)
echo "dotnet-choo --version $choo_version ms, dotnet --version $dotnet_version ms: ratio $(ratio "$choo_version" "$dotnet_version")   (at most 0.15)"
for n in "$units" $((units * 10)); do
  make_specs "$work/s$n" "$n"
  cd "$work/s$n"
  cat=$(measure bash -c 'find specs/tasks -name "*.md" -print0 | xargs -0 cat')
  validate=$(measure "$CHOO" validate) plan=$(measure "$CHOO" plan --json)
  "$CHOO" validate >/dev/null & pid=$! peak=0
  while kill -0 $pid 2>/dev/null; do
    seen=$(awk '/^VmHWM/ {print int($2 / 1024)}' /proc/$pid/status 2>/dev/null || true)
    [ -n "$seen" ] && [ "$seen" -gt "$peak" ] && peak=$seen
    read -rt 0.01 <> <(:) || true
  done
  wait $pid
  echo "$n units of 8 tasks: cat $cat ms, validate $validate ms, plan --json $plan ms, peak memory of validate $peak MiB"
  echo "  (validate - start) / cat = $(ratio $((validate - choo_version)) "$cat")   (at most 3)"
  [ "$n" -eq "$units" ] && first=$validate || echo "  10 times the units: $(ratio "$validate" "$first") times as long   (at most 11)"
  cd "$work"
done
