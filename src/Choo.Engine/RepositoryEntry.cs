using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Journal;
using Choo.Core.Diagnostics;
using Choo.Core.Ports;

namespace Choo.Engine;

/// <summary>
/// How a run, or what only looks at what a run would do, enters a repository: it is opened, choo may keep its files there, and no other run is
/// at work. What refuses a run refuses the look, in the same words.
/// </summary>
/// <typeparam name="T">What comes of the work.</typeparam>
/// <param name="request">What was asked.</param>
/// <param name="writes">Whether to hold the run lock during the work. If not, nothing is written.</param>
/// <param name="refuse">What comes of it when it is refused.</param>
internal sealed class RepositoryEntry<T>(RunRequest request, bool writes, Func<Diagnostic, T> refuse)
{
    /// <summary>Enters, works and leaves. What git or the disk refuse meanwhile is a refusal too.</summary>
    public async Task<T> EnterAsync(Func<Repository, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var (repository, problem) = await HostRepository.OpenAsync(request.WorkingFolder, cancellationToken).ConfigureAwait(false);
            problem ??= WritableRepository.OwnFoldersProblem(repository!);
            return problem is not null ? refuse(problem)
                : writes ? await LockedAsync(repository!, work, cancellationToken).ConfigureAwait(false)
                : await RunLock.CheckAsync(repository!, cancellationToken).ConfigureAwait(false) is { } busy ? refuse(busy)
                : await work(repository!).ConfigureAwait(false);
        }
        catch (PortException failure)
        {
            return refuse(failure.Diagnostic);
        }
        catch (Exception refused) when (DiskRefusal.Is(refused))
        {
            return refuse(DiagnosticCodes.CannotWrite.Because(
                $"{refused.Message}; finished work is kept: once the folder can be written again, `dotnet choo resume` continues"));
        }
    }

    private async Task<T> LockedAsync(Repository repository, Func<Repository, Task<T>> work, CancellationToken cancellationToken)
    {
        new RunFolders(repository.ChooDir).Create();
        var (taken, busy) = await RunLock.TakeAsync(repository, request.Clock, cancellationToken).ConfigureAwait(false);
        if (taken is null)
        {
            return refuse(busy!);
        }

        using (taken)
        {
            return await work(repository).ConfigureAwait(false);
        }
    }
}
