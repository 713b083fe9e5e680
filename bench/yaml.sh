#!/usr/bin/env bash
# choo's reader of simple YAML against YamlDotNet and SharpYaml alone, in turn and in one go: validate as a native process, the parsing alone, and
# what the readers make of real frontmatters and of mistakes.
# usage: yaml.sh [UNITS] [ROUNDS]     SPECS=folder with specs/tasks to compare and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
units=${1:-1000} rounds=${2:-15}
rid=$(dotnet msbuild "$here/../src/Choo.Tool" -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier)
dotnet publish "$here/Choo.YamlBench" -c Release -p:ChooNative="$rid" --artifacts-path "$work/artifacts" -o "$work/bench" >"$work/publish.log" || { cat "$work/publish.log"; exit 1; }
echo "warnings of trimming and native code: $(grep -cE 'warning (IL|AOT)[0-9]+' "$work/publish.log" || true)"
bench="$work/bench/Choo.YamlBench"
make_specs "$work/specs" "$units"
readers=(own yamldotnet sharpyaml)

# cpu_ms COMMAND...: milliseconds of processor time, which other work on the machine changes less than wall time.
cpu_ms() {
  local TIMEFORMAT='%3U %3S'
  { time "$@" >/dev/null; } 2>&1 | awk '{print int(($1 + $2) * 1000)}'
}

# compare_validate NAME ROOT
compare_validate() {
  local -A times=()
  local own
  for _ in $(seq "$rounds"); do
    for reader in "${readers[@]}"; do times[$reader]+=" $(cpu_ms "$bench" validate "$reader" "$2")"; done
  done
  own=$(median ${times[own]})
  for reader in "${readers[@]}"; do
    echo "validate of $1 with $reader: $(median ${times[$reader]}) ms of processor time, $(ratio "$(median ${times[$reader]})" "$own") of choo's"
  done
}

make_specs "$work/few" 10
compare_validate "10 units of 8 tasks" "$work/few"
compare_validate "$units units of 8 tasks" "$work/specs"
"$bench" parse "$work/specs" "$rounds"
"$bench" compare "${SPECS:-$work/specs}"
"$bench" mistakes
