#!/usr/bin/env bash
# What the targets of Choo.Build.Tasks cost where nothing is to be done, beside an empty target of the same project and the tool's own run.
# usage: msbuild.sh [UNITS] [ROUNDS]     CHOO=path/of/dotnet-choo, CHOO_PACKAGE=folder/of/the/unpacked/package and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
units=${1:-20} rounds=${2:-15}
install_choo
if [ -z "${CHOO_PACKAGE:-}" ]; then
  bash "$here/../build/pack.sh" -v 0.0.1-bench -p "$(dotnet msbuild "$here/../src/Choo.Tool" -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier)" -a "$work/artifacts" "$work/tasks" >"$work/pack.log" || { cat "$work/pack.log"; exit 1; }
  CHOO_PACKAGE="$work/package"
  mkdir "$CHOO_PACKAGE"; (cd "$CHOO_PACKAGE" && unzip -q "$work"/tasks/Choo.Build.Tasks.*.nupkg && chmod -f +x tools/engine/*/dotnet-choo)
fi
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
repository="$work/repository"
make_repository "$repository" "$units" 100
printf 'obj/\n' >"$repository/.gitignore"
printf 'baseline_checks:\n  - name: ok\n    command: test -d .\n' >"$repository/.choo.yaml"
printf '<Project>\n  <Import Project="%s/Sdk/Sdk.targets" />\n  <Target Name="Empty" />\n</Project>\n' "$CHOO_PACKAGE" >"$repository/choo.proj"
sed -i 's/^status: pending/status: complete/' "$repository"/specs/tasks/*/*.md
git -C "$repository" add -A; git -C "$repository" commit -q -m complete
cd "$repository"
target() { dotnet msbuild choo.proj -nologo -v:q -t:"$1"; }
target ChooValidate; target ChooOrchestrate; "$CHOO" run >/dev/null 2>&1
empty=() validate=() orchestrate=() tool=()
for round in $(seq "$rounds"); do
  empty+=("$(time_ms target Empty)"); validate+=("$(time_ms target ChooValidate)")
  orchestrate+=("$(time_ms target ChooOrchestrate)"); tool+=("$(time_ms "$CHOO" run --output ndjson)")
done
e=$(median "${empty[@]}") v=$(median "${validate[@]}") o=$(median "${orchestrate[@]}") t=$(median "${tool[@]}")
echo "$units complete units, median of $rounds: empty target $e ms, ChooValidate $v ms, ChooOrchestrate $o ms, the tool's own run $t ms"
echo "ChooValidate / empty                  = $(ratio "$v" "$e")   (at most 1.2)"
echo "(ChooOrchestrate - empty) / tool's run = $(ratio "$((o - e))" "$t")   (at most 1.5)"
