using System.Collections.Immutable;
using System.Text;
using Choo.Core.Gates;
using Choo.Core.TestEvidence;

namespace Choo.Core.Flow;

/// <summary>A file of tests that a unit changed.</summary>
/// <param name="Part">The part of the tree that it belongs to: a test project's folder, or the file.</param>
/// <param name="File">It, before and after.</param>
internal sealed record TestFile(string Part, ChangedFile File);

/// <summary>A unit's change that touches tests and more than tests, under gates whose tests left results on the target too.</summary>
internal sealed record TestedChange
{
    private const string NoBuild = "--no-build";

    /// <summary>The commit that it was merged onto.</summary>
    public required string Since { get; init; }

    /// <summary>The merge commit.</summary>
    public required string Until { get; init; }

    /// <summary>Every gate of the proof.</summary>
    public required ImmutableArray<Evidence> Proof { get; init; }

    /// <summary>What the target (or the commit below, where that is known) and the proof said, of each gate with results.</summary>
    public required ImmutableArray<(Evidence Before, Evidence Now)> Tested { get; init; }

    /// <summary>The tests' files.</summary>
    public required ImmutableArray<TestFile> Files { get; init; }

    /// <summary>Parts of which something was changed or removed.</summary>
    public ImmutableArray<string> OldParts => TestScopes.Outermost(Files.Where(each => each.File.Before is not null).Select(each => each.Part));

    /// <summary>Parts of which something was changed or added.</summary>
    public ImmutableArray<string> NewParts => TestScopes.Outermost(Files.Where(each => each.File.Now is not null).Select(each => each.Part));

    /// <summary>The gates with results; those before one that does not build by itself come with it.</summary>
    public ImmutableArray<Gate> Gates()
    {
        var tests = Tested.Select(each => each.Now.Command).ToHashSet(StringComparer.Ordinal);
        var built = Proof.LastOrDefault(each => tests.Contains(each.Command) && each.Command.Contains(NoBuild, StringComparison.Ordinal));
        var before = built is null ? [] : Proof.TakeWhile(each => each != built).Select(each => each.Command).ToHashSet(StringComparer.Ordinal);
        return [.. Proof.Where(each => tests.Contains(each.Command) || before.Contains(each.Command)).Select(each => new Gate(each.Gate, each.Command))];
    }

    /// <summary>Null where there is nothing that tests of one side could say of the other: no results, no changed tests, or nothing else changed.</summary>
    public static async Task<TestedChange?> FindAsync(UnitScope scope, string since, string until, ImmutableArray<Evidence> proof, CancellationToken cancellationToken)
    {
        if (!proof.Any(HasResults))
        {
            return null;
        }

        var target = await scope.Settings.OnTarget.WaitAsync(cancellationToken).ConfigureAwait(false);
        var tested = proof.Where(HasResults).Select(now => (Before: RunContext.Before(target, now)!, Now: now)).Where(each => HasResults(each.Before)).ToImmutableArray();
        if (tested.IsEmpty)
        {
            return null;
        }

        var landing = scope.Ports.Landing;
        var changed = await landing.ChangedPathsAsync(since, until, cancellationToken).ConfigureAwait(false);
        var scopes = await ScopesAsync(scope, [since, until], changed, cancellationToken).ConfigureAwait(false);
        var read = await landing.ChangedFilesAsync(since, until, path => scopes.ProjectPartOf(path) is not null || TestSource.IsRead(path), cancellationToken).ConfigureAwait(false);
        var files = read.Select(file => (Part: scopes.PartOf(file), File: file)).Where(each => each.Part is not null).Select(each => new TestFile(each.Part!, each.File)).ToImmutableArray();
        var others = changed.Except(files.Select(each => each.File.Path), StringComparer.Ordinal).Where(path => !scope.Settings.IsProtected(path));
        return files.IsEmpty || !others.Any() ? null : new TestedChange { Since = since, Until = until, Proof = proof, Tested = tested, Files = files };
    }

    /// <summary>Whether a gate's tests left results.</summary>
    public static bool HasResults(Evidence? evidence) => evidence?.Results is { Cases.IsEmpty: false };

    /// <summary>By the projects of both commits: one that the unit removed, or made none of tests, was one before.</summary>
    private static async Task<TestScopes> ScopesAsync(UnitScope scope, ImmutableArray<string> commits, ImmutableArray<string> changed, CancellationToken cancellationToken)
    {
        if (scope.Ports.Projects is not { } projects)
        {
            return new TestScopes([], _ => false);
        }

        var (all, tests) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var commit in commits)
        {
            var tree = await scope.Ports.Landing.TreeOfAsync(commit, cancellationToken).ConfigureAwait(false);
            var paths = await projects.InAsync(tree, cancellationToken).ConfigureAwait(false);
            all.UnionWith(paths);
            foreach (var path in TestScopes.Around(paths, changed))
            {
                var text = await scope.Ports.Worktrees.ReadAsync(commit, path, cancellationToken).ConfigureAwait(false);
                if (TestScopes.IsTestProject(path, text is null ? "" : Encoding.UTF8.GetString(text)))
                {
                    tests.Add(path);
                }
            }
        }

        return new TestScopes(all, path => tests.Contains(path) || TestScopes.IsTestProject(path, ""));
    }
}
