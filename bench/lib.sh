# Shared by the bench scripts: where to work, which choo, and how to time. Source it.
set -euo pipefail
export LC_ALL=C GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${BENCH_DIR:-$([ -w /dev/shm ] && echo /dev/shm || echo "${TMPDIR:-/tmp}")}/choo-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
export XDG_STATE_HOME="$work/state"

# CHOO names an installed dotnet-choo; without it the tool is packed from this checkout and installed into the bench's own folder.
install_choo() {
  if [ -z "${CHOO:-}" ]; then
    version="0.0.1-bench.$(date +%s)"
    bash "$here/../build/pack.sh" -v "$version" -p "$(dotnet msbuild "$here/../src/Choo.Tool" -nologo -getProperty:NETCoreSdkPortableRuntimeIdentifier)" -a "$work/artifacts" --no-tasks "$work/feed" >"$work/pack.log" || { cat "$work/pack.log"; exit 1; }
    dotnet tool install choo --tool-path "$work/tool" --add-source "$work/feed" --version "$version" >"$work/install.log" || { cat "$work/install.log"; exit 1; }
    CHOO="$work/tool/dotnet-choo"
  fi
  export CHOO
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# time_ms COMMAND...: wall milliseconds of a command whose output is dropped.
time_ms() {
  local start end
  start=$(date +%s%N)
  "$@" >/dev/null 2>"$work/stderr" || { cat "$work/stderr" >&2; return 1; }
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}

median() { printf '%s\n' "$@" | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }

# make_repository DIR UNITS FILES: independent units of one task each, whose gate is `true`.
make_repository() {
  rm -rf "$1"; mkdir -p "$1"; git init -q -b main "$1"
  git -C "$1" config user.name bench; git -C "$1" config user.email bench@localhost
  awk -v dir="$1" -v units="$2" -v files="$3" 'BEGIN {
    for (i = 0; i < files; i++) {
      if (i % 50 == 0) system("mkdir -p " dir "/src/d" int(i / 50))
      f = dir "/src/d" int(i / 50) "/f" i ".txt"
      for (l = 0; l < 10; l++) print "file " i " line " l > f
      close(f)
    }
    for (i = 0; i < units; i++) {
      u = sprintf("u%03d", i); d = dir "/specs/tasks/" u; system("mkdir -p " d)
      print "---\nunit: " u "\ndepends_on: []\n---\n\n# " u > (d "/IMPLEMENTATION_PLAN.md"); close(d "/IMPLEMENTATION_PLAN.md")
      print "---\ntask: 1\nstatus: pending\nbackpressure: \"test -d .\"\ndepends_on: []\n---\n\n# Do " u > (d "/01-do.md"); close(d "/01-do.md")
    } }'
  git -C "$1" add -A; git -C "$1" commit -q -m init
}

# write_agent FILE [SLEEP]: a claude that knows only the spec's path, writes one file and prints the real one's stream.
write_agent() {
  cat >"$1" <<AGENT
#!/bin/sh
while IFS= read -r line; do case \$line in specs/tasks/*/[0-9][0-9]-*.md) [ -n "\${p:-}" ] || p=\$line ;; esac; done
u=\${p#specs/tasks/}; u=\${u%%/*}
echo '{"type":"system","subtype":"init","session_id":"bench"}'
${2:-:}
mkdir -p out; echo "\$u" >"out/\$u.txt"
echo '{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":"done","session_id":"bench","total_cost_usd":0,"usage":{"input_tokens":1,"output_tokens":1},"permission_denials":[]}'
AGENT
  chmod +x "$1"
}

# run_choo REPOSITORY PARALLELISM AGENT: a run, with the peak memory of choo's own process in $work/peak (MiB).
run_choo() {
  (cd "$1" && CHOO_CLAUDE_CMD="$3" exec "$CHOO" run --no-tui --parallelism "$2") >"$work/choo.log" 2>&1 &
  local pid=$! peak=0
  while kill -0 "$pid" 2>/dev/null; do
    local seen
    seen=$(awk '/^VmHWM/ {print int($2 / 1024)}' "/proc/$pid/status" 2>/dev/null || true)
    [ -n "$seen" ] && [ "$seen" -gt "$peak" ] && peak=$seen
    read -rt 0.05 <> <(:) || true
  done
  wait "$pid" || { cat "$work/choo.log" >&2; return 1; }
  echo "$peak" >"$work/peak"
}

# make_specs DIR UNITS: units with eight tasks each, in layers of 100 that depend on the layer before.
make_specs() {
  mkdir -p "$1/specs/tasks"
  awk -v dir="$1/specs/tasks" -v units="$2" 'BEGIN {
    for (i = 0; i < units; i++) {
      u = sprintf("u%05d", i); d = dir "/" u; dirs = dirs " " d
      if (i % 500 == 499 || i == units - 1) { system("mkdir -p" dirs); dirs = "" }
    }
    for (i = 0; i < units; i++) {
      u = sprintf("u%05d", i); d = dir "/" u; deps = i >= 100 ? sprintf("u%05d", i - 100) : ""
      f = d "/IMPLEMENTATION_PLAN.md"; print "---\nunit: " u "\ndepends_on: [" deps "]\n---\n\n# Plan of " u "\n\nWhat it is for." > f; close(f)
      for (t = 1; t <= 8; t++) {
        f = sprintf("%s/%02d-step.md", d, t)
        print "---\ntask: " t "\nstatus: pending\nbackpressure: \"dotnet test --filter Step" t "\"\ndepends_on: [" (t > 1 ? t - 1 : "") "]\n---\n\n# Step " t " of " u "\n" > f
        for (l = 0; l < 40; l++) print "Some text that says what has to be done, line " l " of the body of this spec." > f
        close(f)
      }
    } }'
}
