using System.Collections.Concurrent;
using Choo.Core.Gates;
using Choo.Core.Ports;
using Choo.Core.TestEvidence;
using Files = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>Gates in memory. The command <c>has PATH [TEXT]</c> is green where a file is there (with this text in it), <c>hasnot PATH</c> where it is not; <c>dotnet</c> finds the project that it names, or the only one at the root; <c>true</c> and <c>false</c> are what they say. <c>tests</c> gives results: each <c>tests/NAME.test</c> is a test, green where the file that it names is there; where one calls a file (<c>calls PATH</c>) that is not there, none of them builds.</summary>
internal sealed class MemoryGates(MemoryWorktrees worktrees) : IGates
{
    /// <summary>Every gate that ran.</summary>
    public ConcurrentQueue<GateRequest> Runs { get; } = new();

    /// <summary>What a gate leaves in its folder.</summary>
    public Action<GateRequest, MemoryTree> Leaves { get; set; } = (_, _) => { };

    public async Task<Evidence> RunAsync(GateRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Runs.Enqueue(request);
        var words = request.Gate.Command.Split(' ', 3);
        var files = worktrees[request.Worktree].Folder;
        var results = words is ["tests", ..] ? Results(files) : null;
        var passed = words is ["tests", ..] ? results is not null && results.Failing().IsEmpty : Passes(words, files);
        Leaves(request, worktrees[request.Worktree]);
        return new Evidence
        {
            Gate = request.Gate.Name,
            Command = request.Gate.Command,
            Tree = request.Tree,
            ExitCode = passed ? 0 : 1,
            DurationMs = 1,
            OutputDigest = "",
            Log = request.LogName,
            Results = results,
        };
    }

    private static TestResults? Results(Files files)
    {
        var tests = files.Where(file => file.Key.EndsWith(".test", StringComparison.Ordinal)).ToArray();
        return tests.Any(test => test.Value.StartsWith("calls ", StringComparison.Ordinal) && !files.ContainsKey(test.Value["calls ".Length..]))
            ? null
            : new([.. tests.Select(test => Case(test.Key[(test.Key.LastIndexOf('/') + 1)..^".test".Length], test.Value.Length == 0 || test.Value.Contains(' ', StringComparison.Ordinal) || files.ContainsKey(test.Value)))], IsWhole: true);
    }

    private static TestCase Case(string name, bool passes) => new("T.dll", "N.C", name, $"N.C.{name}", passes ? TestOutcome.Passed : TestOutcome.Failed);

    private static bool Passes(string[] words, Files files) => words switch
    {
        ["true"] => true,
        ["false"] => false,
        ["has", var path] => files.ContainsKey(path),
        ["has", var path, var text] => files.TryGetValue(path, out var content) && content.Contains(text, StringComparison.Ordinal),
        ["dotnet", _] => files.Keys.Count(path => !path.Contains('/', StringComparison.Ordinal) && DefaultGates.IsRead(path)) == 1,
        ["dotnet", _, var path] => files.ContainsKey(path),
        ["hasnot", var path] => !files.ContainsKey(path),
        _ => throw new InvalidOperationException($"no such gate: {string.Join(' ', words)}"),
    };
}
