using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Core.Tests.Flow.Memory;

/// <summary>A remote whose branches are refs <c>remote/NAME</c> of the same repository in memory.</summary>
internal sealed class MemoryRemote(MemoryGit git) : IRemote
{
    private readonly Lock gate = new();

    /// <summary>Every push that moved something: branch and commit.</summary>
    public ImmutableArray<(string Branch, string Commit)> Pushes { get; private set; } = [];

    /// <summary>Called before each operation, with its name.</summary>
    public Action<string> Before { get; set; } = _ => { };

    /// <summary>Called after each push that was carried out.</summary>
    public Action AfterPush { get; set; } = () => { };

    /// <summary>How many of the next operations find no connection.</summary>
    public int Unreachable { get; set; }

    public string? this[string branch]
    {
        get => git[$"remote/{branch}"];
        set => git[$"remote/{branch}"] = value;
    }

    public Task<string?> FetchAsync(string branch, CancellationToken cancellationToken)
    {
        Begin("fetch", cancellationToken);
        return Task.FromResult(this[branch]);
    }

    public Task<string?> TipAsync(string branch, CancellationToken cancellationToken)
    {
        Begin("tip", cancellationToken);
        return Task.FromResult(this[branch]);
    }

    public Task<bool> PushAsync(string branch, string commit, string? expected, CancellationToken cancellationToken)
    {
        Begin("push", cancellationToken);
        lock (gate)
        {
            if (this[branch] != commit)
            {
                if (this[branch] != expected)
                {
                    return Task.FromResult(false);
                }

                this[branch] = commit;
                Pushes = Pushes.Add((branch, commit));
            }
        }

        AfterPush();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(true);
    }

    public Task<bool> AdvanceAsync(string branch, string commit, CancellationToken cancellationToken)
    {
        Begin("push", cancellationToken);
        lock (gate)
        {
            if (this[branch] is { } tip && !git.Contains(commit, tip))
            {
                return Task.FromResult(false);
            }

            Pushes = this[branch] == commit ? Pushes : Pushes.Add((branch, commit));
            this[branch] = commit;
        }

        AfterPush();
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(true);
    }

    private void Begin(string operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Before(operation);
        cancellationToken.ThrowIfCancellationRequested();
        if (Unreachable > 0)
        {
            Unreachable--;
            throw new PortException(DiagnosticCodes.ForgeUnavailable.Because("no route"));
        }
    }
}
