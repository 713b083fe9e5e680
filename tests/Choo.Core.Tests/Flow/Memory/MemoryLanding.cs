using System.Collections.Immutable;
using Choo.Core.Landing;
using Choo.Core.Ports;
using Choo.Core.TestEvidence;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>The target branch <c>main</c> of a repository in memory.</summary>
internal sealed class MemoryLanding(MemoryGit git) : ILanding
{
    /// <summary>What a person does just before the target is moved.</summary>
    public Action BeforeAdvance { get; set; } = () => { };

    /// <summary>To be held by whoever moves the target while units run: in git that is one step.</summary>
    public Lock Ref { get; } = new();

    /// <summary>Whether somebody removed the units' refs.</summary>
    public bool LosesRefs { get; set; }

    /// <summary>Why the checkout stands in the way, null when it does not.</summary>
    public string? Refusal { get; set; }

    public Task<string> TipAsync(CancellationToken cancellationToken) => Task.FromResult(git["main"]!);

    public Task<string> TreeOfAsync(string commit, CancellationToken cancellationToken) => Task.FromResult(git.Find(commit).Tree);

    public Task<string?> UnitOfAsync(string commit, CancellationToken cancellationToken) =>
        Task.FromResult(git.Find(commit).Message.Split('\n').FirstOrDefault(line => line.StartsWith("Choo-Unit: ", StringComparison.Ordinal))?["Choo-Unit: ".Length..]);

    public Task<bool> ContainsAsync(string commit, string ancestor, CancellationToken cancellationToken) => Task.FromResult(git.Contains(commit, ancestor));

    public Task<MergeOutcome> MergeAsync(string ours, string theirs, string message, SettledFile? settled, CancellationToken cancellationToken) => Task.FromResult(git.Merge(ours, theirs, message, settled));

    public Task<string> ChangesAsync(string since, string until, CancellationToken cancellationToken) => Task.FromResult(string.Join('\n', git.Differences(since, until)));

    public Task<ImmutableArray<ChangedFile>> ChangedFilesAsync(string since, string until, Func<string, bool> wanted, CancellationToken cancellationToken)
    {
        var (before, now) = (git.FilesOf(since), git.FilesOf(until));
        return Task.FromResult(git.Differences(since, until).Where(wanted)
            .Select(path => new ChangedFile(path, before.GetValueOrDefault(path), now.GetValueOrDefault(path))).ToImmutableArray());
    }

    public Task<ImmutableArray<string>> ChangedPathsAsync(string since, string until, CancellationToken cancellationToken) => Task.FromResult(git.Differences(since, until));

    public Task<string> WithPartsAsync(string commit, string from, ImmutableArray<string> parts, CancellationToken cancellationToken)
    {
        var (files, other) = (git.FilesOf(commit), git.FilesOf(from));
        var mixed = files.RemoveRange(files.Keys.Where(IsPart)).AddRange(other.Where(file => IsPart(file.Key)));
        var tree = git.WriteTree(mixed);
        return Task.FromResult(tree == git.Find(commit).Tree ? commit : git.Commit(tree, [commit], $"parts of {from}"));

        bool IsPart(string path) => parts.Any(part => TestScopes.IsWithin(path, part));
    }

    public Task<AdvanceOutcome> AdvanceAsync(string from, string to, CancellationToken cancellationToken)
    {
        BeforeAdvance();
        if (Refusal is { } why)
        {
            return Task.FromResult<AdvanceOutcome>(new AdvanceOutcome.Refused("checkout", why));
        }

        lock (Ref)
        {
            if (git["main"] != from)
            {
                return Task.FromResult<AdvanceOutcome>(new AdvanceOutcome.Moved());
            }

            git["main"] = to;
            return Task.FromResult<AdvanceOutcome>(new AdvanceOutcome.Advanced());
        }
    }

    public Task<string?> KeptAsync(string unit, CancellationToken cancellationToken) => Task.FromResult(LosesRefs ? null : git[$"refs/choo/runs/run/{unit}"]);

    public Task<IReadOnlySet<string>> MissingAsync(string commit, ImmutableArray<string> ancestors, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(ancestors.Where(ancestor => !git.Contains(commit, ancestor)).ToHashSet(StringComparer.Ordinal));

    public Task<bool> KeepAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        git[$"refs/choo/runs/run/{unit}"] = commit;
        return Task.FromResult(true);
    }

    public Task<SavedWork?> SaveAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        git[$"refs/choo/backup/{unit}/1"] = commit;
        return Task.FromResult<SavedWork?>(new SavedWork($"refs/choo/backup/{unit}/1", commit));
    }

    public Task<string> PublishAsync(string unit, string commit, CancellationToken cancellationToken)
    {
        git[$"choo/{unit}"] = commit;
        return Task.FromResult($"choo/{unit}");
    }
}
