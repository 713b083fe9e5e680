using Choo.Core.Forge;

namespace Choo.Core.Routes;

/// <summary>What changes rarely on the forge: whose the token is, whether the repository is public, what the base asks. Read once, and the rules again every ten minutes.</summary>
internal sealed class ForgeFacts(PullRequestContext context) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim turn = new(1);
    private ForgeUser? me;
    private RepositoryFacts? repository;
    private (BranchRules Rules, DateTimeOffset At)? rules;

    /// <summary>All of it.</summary>
    public async Task<(ForgeUser Me, RepositoryFacts Repository, BranchRules Rules)> ReadAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var patience = context.Patience;
            me ??= await patience.ReadAsync(context.Forge.WhoAmIAsync, cancellationToken).ConfigureAwait(false);
            repository ??= await patience.ReadAsync(context.Forge.DescribeAsync, cancellationToken).ConfigureAwait(false);
            if (rules is not { } known || context.Clock.GetUtcNow() - known.At >= Fresh)
            {
                var read = await patience.ReadAsync(token => context.Forge.Branches.RulesAsync(context.Base, token), cancellationToken).ConfigureAwait(false);
                rules = (read, context.Clock.GetUtcNow());
            }

            return (me, repository, rules.Value.Rules);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
