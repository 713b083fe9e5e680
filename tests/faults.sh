#!/usr/bin/env bash
# The fault tests at their full size, for a nightly run: tests/faults.sh [cases of each kind of kill] [mutated inputs]. Writes the figures, and with
# them docs/reliability.md, when all of it passed.
set -euo pipefail
cd "$(dirname "$0")/.."
export CHOO_TEST_KILLS=${1:-200} CHOO_TEST_INPUTS=${2:-100000} CHOO_TEST_FIGURES="$PWD/artifacts/figures.jsonl"
mkdir -p artifacts; rm -f "$CHOO_TEST_FIGURES"
dotnet build Choo.Tool.sln -c Release -nologo -v quiet
for project in Tool Adapters Packages; do
  dotnet test "tests/Choo.$project.Tests" -c Release --no-build -nologo --filter "FullyQualifiedName~FuzzTests|FullyQualifiedName~RandomKillTests|FullyQualifiedName~ScaleTests"
done
dotnet test tests/Choo.Tool.Tests -c Release --no-build -nologo --filter "FullyQualifiedName~ReliabilityTests"
