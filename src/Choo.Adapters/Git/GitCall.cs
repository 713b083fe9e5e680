using System.Collections.Immutable;
using Choo.Adapters.Files;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;
using Choo.Core.Text;

namespace Choo.Adapters.Git;

/// <summary>
/// The one place that calls git: a folder, an environment of what git needs, and settings under which nobody's
/// configuration runs hooks, asks a question, or changes what a command means (<see cref="GitSettings"/>).
/// </summary>
public sealed record GitCall
{
    // No answer takes nearly so long; whatever git waits for then (a filter, a lock, a network drive) will not come.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>Absolute path of git.</summary>
    public required string Program { get; init; }

    /// <summary>The complete environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The folder git works in.</summary>
    public required string Folder { get; init; }

    /// <summary>The repository (or the worktree's own part of it), so that git does not go looking upwards; null lets it look.</summary>
    public string? GitDir { get; init; }

    /// <summary>More settings, each a -c argument's value.</summary>
    public ImmutableArray<string> MoreSettings { get; init; } = [];

    /// <summary>git in a folder, with the filtered environment; null when there is no git on the PATH.</summary>
    public static GitCall? Find(string folder) => Programs.Find("git", System.Environment.GetEnvironmentVariable("PATH") ?? "") is { } program
        ? new GitCall { Program = program, Folder = folder, Environment = ChildEnvironment.ForGit() }
        : null;

    /// <summary>This call in a worktree whose git folder is known.</summary>
    public GitCall In(string folder, string gitDir) => this with { Folder = folder, GitDir = gitDir };

    /// <summary>Runs git; any exit code is a value.</summary>
    public Task<Capture> TryAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken, params ReadOnlySpan<string> arguments) =>
        ProcessRun.CaptureAsync(Spec(arguments) with { Input = input }, cancellationToken);

    /// <summary>git with arguments, yet to be started.</summary>
    public ProcessSpec Spec(params ReadOnlySpan<string> arguments)
    {
        var all = ImmutableArray.CreateBuilder<string>();
        all.AddRange(GitSettings.Always);
        foreach (var setting in MoreSettings)
        {
            all.Add("-c");
            all.Add(setting);
        }

        if (GitDir is not null)
        {
            all.Add($"--git-dir={GitDir}");
            all.Add($"--work-tree={Folder}");
        }

        all.AddRange(arguments);
        return new ProcessSpec { Program = Program, Arguments = all.ToImmutable(), Folder = Folder, Environment = Environment, Timeout = Longest };
    }

    /// <summary>Runs git; any exit code is a value.</summary>
    public Task<Capture> TryAsync(CancellationToken cancellationToken, params ReadOnlySpan<string> arguments) =>
        TryAsync(default, cancellationToken, arguments);

    /// <summary>Runs git with a text as standard input and returns its standard output without the last line feed; throws <see cref="PortException"/> when it fails.</summary>
    public async Task<string> RunAsync(string input, CancellationToken cancellationToken, params string[] arguments)
    {
        var capture = await TryAsync(PathText.Encode(input), cancellationToken, arguments).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return capture.Succeeded ? capture.Text.TrimEnd('\n') : throw Failure(capture, arguments);
    }

    /// <summary>Runs git and returns its standard output without the last line feed; throws <see cref="PortException"/> when it fails.</summary>
    public Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments) => RunAsync("", cancellationToken, arguments);

    /// <summary>The message about a git command that failed.</summary>
    public PortException Failure(Capture capture, params ReadOnlySpan<string> arguments)
    {
        var words = capture.Stderr.Trim() is { Length: > 0 } stderr ? stderr : capture.Outcome.Problem ?? "no message";
        return Failure($" ({capture.ExitCode})", words, arguments);
    }

    /// <summary>The message about a git command that printed this.</summary>
    public PortException Failure(string stderr, params ReadOnlySpan<string> arguments) => Failure("", stderr, arguments);

    private PortException Failure(string exit, string words, ReadOnlySpan<string> arguments)
    {
        var said = $"git {string.Join(' ', arguments.ToArray().Select(PathText.Show))} in {Folder} failed{exit}: {words.Trim().ReplaceLineEndings(" ")}";
        return DiskRefusal.IsNoRoom(words)
            ? new PortException(DiagnosticCodes.DiskFull.Because($"{said}; free some space and `dotnet choo resume`"))
            : new PortException(DiagnosticCodes.GitFailed.Because(said));
    }
}
