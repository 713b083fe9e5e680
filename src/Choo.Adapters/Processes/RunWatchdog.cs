namespace Choo.Adapters.Processes;

/// <summary>
/// A tiny supervisor beside a run: a shell that waits for its standard input, which only choo holds, to close. When choo is killed it
/// kills every process whose environment names that choo's session; when choo says "done" it just goes. On Windows the job objects do this.
/// </summary>
public sealed class RunWatchdog : IDisposable
{
    // Two rounds in a row must find nothing: a process can start another while the list is read. It carries no mark itself, and
    // nor does what it starts; the id stands alone in the arguments, so that no search finds the searcher.
    private const string Script = """
        session=$2
        trap '' INT HUP TERM QUIT
        read -r line
        [ "$line" = done ] && exit 0
        find_all() {
          if [ -r /proc/self/environ ]; then
            grep -lzxF "CHOO_SESSION=$session" /proc/[0-9]*/environ 2>/dev/null | sed 's|^/proc/||; s|/environ$||'
          else
            ps -Aww -E -o pid=,command= 2>/dev/null | awk -v id="$session" '(index($0, "CHOO" "_SESSION=" id " ") || $NF == "CHOO" "_SESSION=" id) { print $1 }'
          fi
        }
        none=0 rounds=0
        while [ $none -lt 2 ] && [ $rounds -lt 100 ]; do
          rounds=$((rounds + 1))
          found=$(find_all)
          if [ -z "$found" ]; then none=$((none + 1)); else none=0; kill -9 $found 2>/dev/null; fi
          sleep 0.05
        done
        """;

    private readonly Child? child;

    private RunWatchdog(Child? child, string? problem) => (this.child, Problem) = (child, problem);

    /// <summary>Why there is none; null when it watches, or when the system needs none.</summary>
    public string? Problem { get; }

    /// <summary>Its pid; 0 when there is none.</summary>
    public int Pid => child?.Pid ?? 0;

    /// <summary>Starts watching over the agents and gates of this process; takes about a millisecond and waits for nothing.</summary>
    public static RunWatchdog Start(string runId)
    {
        if (OperatingSystem.IsWindows())
        {
            return new(null, null);
        }

        var spec = new ProcessSpec
        {
            Program = "/bin/sh",
            Arguments = ["-c", Script, "choo-watchdog", runId, ChildEnvironment.Session],
            Folder = "/",
            Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin", ["LC_ALL"] = "C" },
        };
        var started = Platform.Current.Start(new() { Spec = spec, HoldInput = true }, new CaptureOutput(spec));
        return new(started.Child, started.Problem);
    }

    /// <summary>The run is over in good order: the watchdog goes and ends nothing.</summary>
    public void Dispose() => child?.CloseInput("done\n"u8);
}
