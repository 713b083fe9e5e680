#!/usr/bin/env bash
# Packs everything that this machine can into a folder: the tool for each platform, the package that points to them, and the build tasks.
# usage: pack.sh [-v VERSION] [-p PLATFORM]... [-c] [-a ARTIFACTS] [--no-tasks] [--no-pointer] FOLDER
#   -p PLATFORM   only these (any, linux-x64, ...) instead of all
#   -c            collect: pack no platform, and point to all whose packages already lie in FOLDER
#   -a ARTIFACTS  where intermediate files go; a scratch folder otherwise
# The platform of this machine gets native code, others code that is compiled ahead but needs a .NET runtime, 'any' portable code.
# A platform whose parts of .NET cannot be restored is left out, and that is printed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version='' wanted=() artifacts='' tasks=1 pointer=1 collect=0
while [ $# -gt 0 ]; do
  case $1 in
    -v) version=$2; shift 2 ;;
    -p) wanted+=("$2"); shift 2 ;;
    -a) artifacts=$2; shift 2 ;;
    -c) collect=1; shift ;;
    --no-tasks) tasks=0; shift ;;
    --no-pointer) pointer=0; shift ;;
    -*) sed -n '2,8s/^# //p' "$0" >&2; exit 2 ;;
    *) break ;;
  esac
done
[ $# -eq 1 ] || { sed -n '2,8s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$1"
feed=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
artifacts=${artifacts:-$scratch/artifacts}
tool=$here/src/Choo.Tool/Choo.Tool.csproj
property() { dotnet msbuild "$tool" -nologo -getProperty:"$1"; }
[ -n "$version" ] || version=$(property Version)
[ ${#wanted[@]} -gt 0 ] || IFS=';' read -ra wanted <<<"$(property ChooPlatforms)"
own=$(property NETCoreSdkPortableRuntimeIdentifier)
common=(-c Release --artifacts-path "$artifacts" -p:Version="$version" -v quiet -nologo)

# pack NAME PROJECT ARGUMENT...: its output is shown when it fails.
pack() {
  local name=$1 project=$2 started=$SECONDS; shift 2
  dotnet pack "$here/$project" -o "$feed" "${common[@]}" "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; echo "$name could not be packed" >&2; exit 1; }
  echo "packed $name ($((SECONDS - started)) s)"
}
code_of() {
  case $1 in
    any) echo portable ;;
    "$own") if [[ $own != linux-* ]] || command -v clang >/dev/null || command -v gcc >/dev/null; then echo native; else echo ahead; fi ;;
    *) echo ahead ;;
  esac
}

packed=()
if [ $collect = 1 ]; then
  for platform in "${wanted[@]}"; do [ ! -e "$feed/choo.$platform.$version.nupkg" ] || packed+=("$platform"); done
  dotnet build "$tool" "${common[@]}" >&2
  wanted=()
fi
# Written so for the bash of macOS, to which an empty list is an unknown variable.
for platform in ${wanted[@]+"${wanted[@]}"}; do
  code=$(code_of "$platform")
  only=(-p:ChooPlatform="$platform" -p:ChooCode="$code")
  if ! dotnet restore "$tool" "${only[@]}" --artifacts-path "$artifacts" -p:Version="$version" -v quiet -nologo >"$scratch/log" 2>&1; then
    grep -q NU1101 "$scratch/log" || { cat "$scratch/log" >&2; exit 1; }
    echo "left out choo.$platform: $(grep -o 'Unable to find package [^ ]*' "$scratch/log" | head -1)"
    continue
  fi
  pack "choo.$platform: $code" src/Choo.Tool --no-restore "${only[@]}"
  for symbols in "$artifacts/bin/Choo.Tool/release_$platform/native"/dotnet-choo.{dbg,pdb}; do
    [ "$code" != native ] || [ ! -e "$symbols" ] || pack "choo.$platform.symbols" build/Symbols.csproj -p:ChooPlatform="$platform" -p:SymbolsFile="$symbols"
  done
  packed+=("$platform")
done
[ ${#packed[@]} -gt 0 ] || { echo "nothing could be packed" >&2; exit 1; }
joined=$(IFS=+; echo "${packed[*]}")
# It has no code of its own: nothing is built for it.
[ $pointer = 0 ] || pack "choo" src/Choo.Tool --no-restore --no-build -p:ChooPacked="$joined"
[ $tasks = 0 ] || pack "Choo.Build.Tasks" src/Choo.Build.Tasks -p:ChooFeed="$feed" -p:ChooPacked="$joined"
