using Choo.Testing;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>
/// A <c>claude</c> that does what the lines <c>do: ...</c> of its prompt say, as a shell script in its worktree, and costs a few
/// milliseconds. A turn of a whole unit (baseline, conflict) does what the variable WHOLE says. The script sees <c>$unit $task $n</c>
/// (n counts the turns of that task); without one it writes a file named after them. <c>fail STATUS TEXT</c> ends the turn with an error of its provider.
/// </summary>
internal sealed class ShellAgent
{
    private const string Script = """
        #!/bin/sh
        case $1 in --version) echo '0.0.0 (shell)'; exit 0 ;; esac
        unit=$CHOO_UNIT task=${CHOO_TASK:-whole} n=1 denied=
        while ! mkdir "$STATE/$unit.$task.$n" 2>/dev/null; do n=$((n+1)); done
        here=$STATE/$unit.$task.$n script=
        while IFS= read -r line || [ -n "$line" ]; do
          printf '%s\n' "$line"
          case $line in 'do: '*) script="$script${line#do: }
        " ;; esac
        done > "$here/prompt"
        echo "$$" > "$here/pid"
        printf '%s %s %s\n' "$unit" "$task" "$n" >> "$STATE/starts"
        echo '{"type":"system","subtype":"init","cwd":"/","session_id":"00000000-0000-4000-8000-000000000001","tools":["Write"],"model":"shell-1","permissionMode":"acceptEdits"}'
        fail() { printf '{"type":"result","subtype":"success","is_error":true,"api_error_status":%s,"num_turns":1,"result":"%s","total_cost_usd":0,"usage":{"input_tokens":0,"output_tokens":0},"permission_denials":[]}\n' "$1" "$2"; exit 1; }
        [ "$task" != whole ] || script=$WHOLE
        [ -n "$script" ] || script='echo "work" > "$unit-$task.txt"'
        eval "$script"
        echo "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"api_error_status\":null,\"num_turns\":1,\"result\":\"done\",\"session_id\":\"00000000-0000-4000-8000-000000000001\",\"total_cost_usd\":0.001,\"usage\":{\"input_tokens\":100,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":20},\"permission_denials\":[$denied]}"

        """;

    public ShellAgent(TempFolder folder, string name = "claude")
    {
        Program = folder.WriteProgram($"bin/{name}", Script);
        State = folder.Folder($"state-{name}");
    }

    public string Program { get; }

    public string State { get; }

    /// <summary>The starts in order, as <c>unit task n</c>.</summary>
    public string[] Starts
    {
        get
        {
            var file = Path.Combine(State, "starts");
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
    }

    /// <summary>The prompt of a start.</summary>
    public string Prompt(string unit, string task, int n) => File.ReadAllText(Path.Combine(State, $"{unit}.{task}.{n}", "prompt"));
}
