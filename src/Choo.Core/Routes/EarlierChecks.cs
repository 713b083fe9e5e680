using System.Collections.Concurrent;
using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Forge;
using Choo.Core.Ports;
using Choo.Core.State;

namespace Choo.Core.Routes;

/// <summary>
/// The checks that ran on a pull request's head before, or on its base: where no rule requires any, a slow one that is not reported yet is known by that alone.
/// What was waited for in vain is not waited for again in this start of the run.
/// </summary>
internal sealed class EarlierChecks(PullRequestContext context)
{
    private static readonly CommitChecks None = new([], []);
    private static readonly string[] Unknown = [DiagnosticCodes.ForgePermission.Id, DiagnosticCodes.ForgeNotFound.Id, DiagnosticCodes.ForgeRefused.Id];

    private readonly ConcurrentDictionary<string, ImmutableHashSet<string>> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> absent = new(StringComparer.Ordinal);

    /// <summary>What the head lacks; nothing where the token may not read checks.</summary>
    public async Task<AwaitedChecks> AwaitedAsync(PullRequestProgress known, CancellationToken cancellationToken)
    {
        var head = await ReadAsync(known.Commit, cancellationToken).ConfigureAwait(false);
        var before = known.Heads.LastOrDefault(each => each != known.Commit);
        var ofHead = before is null ? [] : await NamesAsync(before, cancellationToken).ConfigureAwait(false);
        var expected = ofHead.IsEmpty && known.Onto.Length > 0 ? await NamesAsync(known.Onto, cancellationToken).ConfigureAwait(false) : ofHead;
        return new AwaitedChecks(
            [.. head.Runs.Where(run => !HasPassed(run.State)).Select(run => run.Name), .. head.Statuses.Where(status => !HasPassed(status.State)).Select(status => status.Context)],
            [.. expected.Except(NamesOf(head)).Where(name => !absent.ContainsKey(name)).Order(StringComparer.Ordinal)],
            !ofHead.IsEmpty);
    }

    /// <summary>These were waited for in vain.</summary>
    public void Forget(IEnumerable<string> some)
    {
        foreach (var name in some)
        {
            absent[name] = true;
        }
    }

    /// <summary>The names on a commit that nobody pushes to any more; read once where there are any.</summary>
    private async Task<ImmutableHashSet<string>> NamesAsync(string commit, CancellationToken cancellationToken)
    {
        if (!names.TryGetValue(commit, out var found))
        {
            found = NamesOf(await ReadAsync(commit, cancellationToken).ConfigureAwait(false));
            if (!found.IsEmpty)
            {
                names[commit] = found;
            }
        }

        return found;
    }

    private async Task<CommitChecks> ReadAsync(string commit, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Patience.ReadAsync(token => context.Forge.Checks.OfAsync(commit, token), cancellationToken).ConfigureAwait(false);
        }
        catch (PortException refused) when (Unknown.Contains(refused.Diagnostic.Code))
        {
            // A token that may not read them, or a commit that a crash kept from being pushed. What the forge says of all checks of the head in one has passed, or there are none.
            return None;
        }
    }

    private static ImmutableHashSet<string> NamesOf(CommitChecks checks) =>
        checks.Runs.Select(run => run.Name).Concat(checks.Statuses.Select(status => status.Context)).ToImmutableHashSet(StringComparer.Ordinal);

    private static bool HasPassed(CheckState state) => state is CheckState.Passed or CheckState.Neutral or CheckState.Skipped;
}
