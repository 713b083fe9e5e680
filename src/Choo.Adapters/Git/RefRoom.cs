using System.Collections.Immutable;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>Whether there is room for choo's refs: git keeps refs as paths, so one ref's name cannot be the folder of another's.</summary>
internal static class RefRoom
{
    /// <summary>A diagnostic for each ref that is in the way.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="units">The units that run.</param>
    /// <param name="publishes">Whether they end on branches of their own.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<ImmutableArray<Diagnostic>> ProblemsAsync(
        Repository repository, IReadOnlyCollection<string> units, bool publishes, CancellationToken cancellationToken)
    {
        string[] asked = publishes ? ["refs/choo", "refs/heads/choo"] : ["refs/choo"];
        var listed = await repository.Git.TryAsync(cancellationToken, ["for-each-ref", "--format=%(refname)", .. asked]).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var names = listed.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var folders = units.SelectMany(unit => (string[])[$"refs/heads/{ChooRefs.Branch(unit)}", ChooRefs.Backups(unit)]).ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(name => Problem(name, folders, units)).OfType<Diagnostic>()];
    }

    private static Diagnostic? Problem(string name, HashSet<string> folders, IReadOnlyCollection<string> units)
    {
        var rest = name["refs/".Length..];
        switch (name)
        {
            case "refs/heads/choo":
                return DiagnosticCodes.RefInTheWay.Because($"the branch choo blocks {ChooRefs.Branch(units.First())}; rename it: `git branch -m choo choo-old`");
            case "refs/choo" or "refs/choo/runs" or "refs/choo/backup":
                return DiagnosticCodes.RefInTheWay.Because($"the ref {name} blocks the refs under which choo keeps commits; move it away: `git update-ref refs/old/{rest} {name} && git update-ref -d {name}`");
        }

        if (name.StartsWith(ChooRefs.Saved, StringComparison.Ordinal))
        {
            return folders.Contains(name)
                ? DiagnosticCodes.RefInTheWay.Because($"the ref {name} blocks the refs for that unit's saved work; move it away: `git update-ref {name}-old {name} && git update-ref -d {name}`")
                : null;
        }

        var above = name.StartsWith("refs/heads/choo/", StringComparison.Ordinal) ? name.IndexOf('/', "refs/heads/choo/".Length) : -1;
        return above > 0 && folders.Contains(name[..above])
            ? DiagnosticCodes.RefInTheWay.Because($"the branch {name["refs/heads/".Length..]} blocks {name["refs/heads/".Length..above]}; rename it: `git branch -m {name["refs/heads/".Length..]} OTHER`")
            : null;
    }
}
