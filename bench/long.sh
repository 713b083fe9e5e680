#!/usr/bin/env bash
# Commands that read a run's record, on a journal of 100 MB and on a log of a million lines, against cat of the same bytes.
# usage: long.sh [MEGABYTES] [LINES]     CHOO=path/of/dotnet-choo and BENCH_DIR=folder are optional
source "$(dirname "$0")/lib.sh"
megabytes=${1:-100} lines=${2:-1000000} repository=$work/r
install_choo
make_repository "$repository" 8 50
# The first turn of u000 leaves its gate red: what comes of that is repeated until the journal is long enough.
write_agent "$work/agent" '[ "$u" != u000 ] || [ -e "'"$work"'/again" ] || { : >"'"$work"'/again"; touch "$PWD/other.txt"; echo "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"num_turns\":1,\"result\":\"done\",\"session_id\":\"bench\",\"total_cost_usd\":0,\"usage\":{\"input_tokens\":1,\"output_tokens\":1},\"permission_denials\":[]}"; exit 0; }'
sed -i 's/"test -d ."/"test -f out\/u000.txt"/' "$repository/specs/tasks/u000/01-do.md"
git -C "$repository" commit -qam "a gate that can fail"
run_choo "$repository" 2 "$work/agent"
run=$(ls -d "$repository"/.choo/runs/*) journal=$(ls -d "$repository"/.choo/runs/*/events.jsonl)
awk -v bytes=$((megabytes * 1000000)) '
  function put(rest) { printf "{\"seq\":%d%s\n", ++seq, rest }
  { line[NR] = substr($0, index($0, ",")) }
  /"unit":"u000"/ && /"type":"task.agent.invoke"/ && !first { first = NR }
  /"unit":"u000"/ && /"type":"task.validation.fail"/ && !last { last = NR }
  END {
    for (i = first; i <= last; i++) if (line[i] ~ /"unit":"u000"/) { cycle[++n] = line[i]; size += length(line[i]) + 1 }
    for (i = 1; i <= last; i++) put(line[i])
    for (done = 0; done < bytes; done += size) for (i = 1; i <= n; i++) put(cycle[i])
    for (i = last + 1; i <= NR; i++) put(line[i])
  }' "$journal" >"$work/long" && mv "$work/long" "$journal"
# measure COMMAND...: milliseconds and peak memory (MiB) of a command whose output is dropped.
measure() {
  "$@" >/dev/null 2>"$work/stderr" & local pid=$! peak=0 seen start end
  start=$(now_ms)
  while kill -0 "$pid" 2>/dev/null; do
    seen=$(awk '/^VmHWM/ {print int($2 / 1024)}' "/proc/$pid/status" 2>/dev/null || true)
    [ -n "$seen" ] && [ "$seen" -gt "$peak" ] && peak=$seen
    read -rt 0.01 <> <(:) || true
  done
  wait "$pid" || { cat "$work/stderr" >&2; return 1; }
  end=$(now_ms)
  echo "$((end - start)) $peak"
}

cd "$repository"
cat=$(time_ms cat "$journal")
echo "a journal of $(($(stat -c %s "$journal") / 1000000)) MB in $(wc -l <"$journal") events, 8 units; cat: $cat ms"
for command in "status" "status --json" "why u000" "evidence u000" "runs" "resume"; do
  read -r ms peak <<<"$(measure "$CHOO" $command)"
  echo "  $command: $ms ms, peak memory $peak MiB   (at most 64 MiB)"
done
read -r ms peak <<<"$(measure "$CHOO" logs u001)"
echo "  logs u001: $ms ms, peak memory $peak MiB   (at most 64 MiB)"
log=$(ls "$run"/logs/u000-*gate*.log | head -n 1)
awk -v n="$lines" 'BEGIN { for (i = 0; i < n; i++) print "line " i " of what a gate printed, as long as such lines are" }' >"$log"
read -r ms peak <<<"$(measure "$CHOO" logs u000 --attempt 1)"
echo "a log of $lines lines ($(($(stat -c %s "$log") / 1000000)) MB): logs $ms ms, peak memory $peak MiB   (at most 64 MiB)"
