using System.Collections.Immutable;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Events;
using Choo.Core.Text;

namespace Choo.Engine;

/// <summary>What is asked of saved work.</summary>
public sealed record RecoverRequest
{
    /// <summary>The folder the command was given in.</summary>
    public required string WorkingFolder { get; init; }

    /// <summary>Only this unit's; null means every unit's.</summary>
    public string? Unit { get; init; }

    /// <summary>Only the one of this number; null means all, or the only one when something is to be restored.</summary>
    public int? Number { get; init; }

    /// <summary>Only what this run saved, by its whole id; null means every run.</summary>
    public string? Run { get; init; }

    /// <summary>The branch to make of it.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether its files are to be put into the working tree.</summary>
    public bool Files { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>A backup with what the journals record about it.</summary>
/// <param name="Saved">The backup.</param>
/// <param name="Time">When it was saved.</param>
/// <param name="Run">The run that saved it, null when no journal records it.</param>
/// <param name="Reason">Why there was something to save, null when no journal records it.</param>
public sealed record Backup(SavedCommit Saved, DateTimeOffset Time, string? Run, string? Reason);

/// <summary>What a recovery found and did.</summary>
/// <param name="Backups">Those that were asked for, by unit and number.</param>
/// <param name="Problems">Why nothing was restored; empty otherwise.</param>
public sealed record RecoverReport(ImmutableArray<Backup> Backups, ImmutableArray<Diagnostic> Problems)
{
    /// <summary>The branch that was made.</summary>
    public string? Branch { get; init; }

    /// <summary>Files that were written into the working tree.</summary>
    public ImmutableArray<string> Written { get; init; } = [];

    /// <summary>Files that the saved work deleted; they stay.</summary>
    public ImmutableArray<string> Left { get; init; } = [];
}

/// <summary>Lists the work that choo saved before it reset something, and brings one of it back; it deletes and overwrites nothing.</summary>
public static class Recovery
{
    /// <summary>Lists, and restores where a branch or files are asked for.</summary>
    public static async Task<RecoverReport> RunAsync(RecoverRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
        if (repository is null)
        {
            return new RecoverReport([], [problem!]);
        }

        var all = await new SavedCommits(repository.Git).ListAsync(null, cancellationToken).ConfigureAwait(false);
        var found = all.Where(each => (request.Unit ?? each.Unit) == each.Unit && (request.Number ?? each.Number) == each.Number).ToImmutableArray();
        if (found.IsEmpty && request.Unit is not null)
        {
            return new RecoverReport([], [Missing(request, all)]);
        }

        var report = new RecoverReport([.. Explain(new RunFolders(repository.ChooDir), found).Where(each => request.Run is null || each.Run == request.Run)], []);
        if (report.Backups.IsEmpty && request is { Run: { } run, Unit: not null })
        {
            return new RecoverReport([], [DiagnosticCodes.NoSavedWork.Because($"run {run} saved no such work of {request.Unit}; `dotnet choo recover` lists all saved work")]);
        }

        return request is { Branch: null, Files: false } ? report : await RestoreAsync(request, repository, report, cancellationToken).ConfigureAwait(false);
    }

    private static Diagnostic Missing(RecoverRequest request, ImmutableArray<SavedCommit> all)
    {
        var units = all.Select(each => each.Unit).Distinct(StringComparer.Ordinal).ToArray();
        var numbers = all.Where(each => each.Unit == request.Unit).Select(each => each.Number).ToArray();
        return numbers.Length > 0
            ? DiagnosticCodes.NoSavedWork.Because($"there is no saved work {request.Number} of {request.Unit}; available: {string.Join(", ", numbers)}")
            : DiagnosticCodes.NoSavedWork.Because($"there is no saved work of {request.Unit}{NearestName.Hint(request.Unit!, units)}; `dotnet choo recover` lists all saved work");
    }

    private static async Task<RecoverReport> RestoreAsync(
        RecoverRequest request, Repository repository, RecoverReport report, CancellationToken cancellationToken)
    {
        if (report.Backups is not [var only])
        {
            return report with { Problems = [DiagnosticCodes.Usage.Because("name the saved work to restore, by unit and number; `dotnet choo recover` lists it")] };
        }

        if (request.Branch is { } branch)
        {
            return await BranchAsync(repository, only.Saved, branch, cancellationToken).ConfigureAwait(false) is { } refused
                ? report with { Problems = [refused] }
                : report with { Branch = branch };
        }

        // A landing may move the checkout at any moment while a run is under way.
        new RunFolders(repository.ChooDir).Create();
        var (taken, busy) = await RunLock.TakeAsync(repository, request.Clock, cancellationToken).ConfigureAwait(false);
        if (taken is null)
        {
            return report with { Problems = [busy!] };
        }

        using (taken)
        {
            var (written, left, problems) = await new SavedFiles(repository, only.Saved).RestoreAsync(cancellationToken).ConfigureAwait(false);
            return report with { Written = written, Left = left, Problems = problems };
        }
    }

    private static async Task<Diagnostic?> BranchAsync(Repository repository, SavedCommit saved, string branch, CancellationToken cancellationToken)
    {
        if (await repository.CommitOfBranchAsync(branch, cancellationToken).ConfigureAwait(false) is not null)
        {
            return DiagnosticCodes.WouldOverwrite.Because($"the branch {branch} already exists and was left unchanged; choose another name");
        }

        var made = await repository.Git.TryAsync(CancellationToken.None, "branch", "--no-track", "--", branch, saved.Commit).ConfigureAwait(false);
        return made.Succeeded ? null : DiagnosticCodes.GitFailed.Because($"git made no branch {branch}: {made.Stderr.Trim().ReplaceLineEndings(" ")}");
    }

    /// <summary>The journals record when and why; the newest that records a backup counts.</summary>
    private static ImmutableArray<Backup> Explain(RunFolders folders, ImmutableArray<SavedCommit> found)
    {
        var open = found.Select(each => (each.Ref, each.Commit)).ToHashSet();
        var told = new Dictionary<(string, string), RunEvent>();
        foreach (var run in folders.All().TakeWhile(_ => open.Count > 0))
        {
            foreach (var e in new JournalReader(folders.Journal(run)).Events())
            {
                if (e.Data is WorkSaved saved && open.Remove((saved.Ref, saved.Commit)))
                {
                    told[(saved.Ref, saved.Commit)] = e;
                }
            }
        }

        return [.. found.Select(each => told.TryGetValue((each.Ref, each.Commit), out var e)
            ? new Backup(each, e.Time, e.Run, ((WorkSaved)e.Data).Reason)
            : new Backup(each, each.Time, null, null))];
    }
}
