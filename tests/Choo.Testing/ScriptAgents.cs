namespace Choo.Testing;

/// <summary>Fake agents as shell scripts that start no further process: some milliseconds a start, for benches and most tests of the engine.</summary>
public static class ScriptAgents
{
    /// <summary>
    /// A <c>claude</c> that knows nothing but the spec's path in the prompt: it writes one file named after unit and spec and prints
    /// an init and a result line as the real one does. With SCRIPT_STATE set it adds a line <c>unit task pid</c> to <c>starts.txt</c> in that
    /// folder, and with SCRIPT_SLEEP it sleeps so many seconds.
    /// </summary>
    public const string Claude = """
        #!/bin/sh
        case $1 in --version) echo '0.0.0 (script)'; exit 0 ;; esac
        unit= task=
        while IFS= read -r line || [ -n "$line" ]; do
          case $line in
            *specs/tasks/*/IMPLEMENTATION_PLAN.md*) ;;
            *specs/tasks/*/*.md*)
              [ -z "$unit" ] || continue
              rest=${line#*specs/tasks/}
              unit=${rest%%/*}
              task=${rest#*/}
              task=${task%%.md*}
              ;;
          esac
        done
        [ -z "$SCRIPT_STATE" ] || printf '%s %s %s\n' "$unit" "$task" "$$" >> "$SCRIPT_STATE/starts.txt"
        session=00000000-0000-4000-8000-$$
        printf '{"type":"system","subtype":"init","cwd":"%s","session_id":"%s","tools":["Write"],"model":"script-1","permissionMode":"acceptEdits"}\n' "$PWD" "$session"
        if [ -n "$unit" ]; then
          printf 'work on %s of %s\n' "$task" "$unit" > "$unit-$task.txt"
        fi
        [ -z "$SCRIPT_SLEEP" ] || sleep "$SCRIPT_SLEEP"
        printf '{"type":"result","subtype":"success","is_error":false,"api_error_status":null,"num_turns":1,"result":"done","session_id":"%s","total_cost_usd":0.001,"usage":{"input_tokens":100,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":20},"permission_denials":[]}\n' "$session"

        """;

    /// <summary>A <c>command</c> agent: writes one file named by its two arguments (<c>{unit} {task}</c>) and exits 0.</summary>
    public const string Command = """
        #!/bin/sh
        printf 'work on %s of %s\n' "$2" "$1" > "$1-$2.txt"

        """;

    /// <summary>A <c>command</c> agent that does nothing and exits 0.</summary>
    public const string NoOp = "#!/bin/sh\nexit 0\n";

    /// <summary>Writes the fake claude and gives its absolute path.</summary>
    public static string WriteClaude(TempFolder folder, string relative = "bin/claude") => folder.WriteProgram(relative, Claude);

    /// <summary>Writes the command agent and gives the command line to configure.</summary>
    public static string[] WriteCommand(TempFolder folder, string relative = "bin/agent") =>
        [folder.WriteProgram(relative, Command), "{unit}", "{task}"];
}
