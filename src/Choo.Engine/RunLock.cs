using System.Globalization;
using System.Text.Json;
using Choo.Adapters.Files;
using Choo.Adapters.Git;
using Choo.Adapters.Processes;
using Choo.Core.Diagnostics;

namespace Choo.Engine;

/// <summary>Who holds the run lock.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTime">The process's own start time, opaque.</param>
/// <param name="Since">When it took the lock.</param>
public sealed record LockHolder(int Pid, string StartTime, string Since)
{
    /// <summary>Whether that very process still runs.</summary>
    public Liveness Probe() => new ProcessIdentity(Pid, StartTime).Probe();
}

/// <summary>
/// One run at a time per repository: an operating-system file lock, which dies with its process, and a note of who holds it. It lies in
/// the repository itself, since all worktrees share its refs; a second note lies in choo's folder, where it is found without git.
/// </summary>
public sealed class RunLock : IDisposable
{
    private readonly FileStream file;
    private readonly string[] notes;

    private RunLock(FileStream file, string[] notes)
    {
        this.file = file;
        this.notes = notes;
    }

    /// <summary>Takes the lock, or says who has it; git of a holder that died is waited for.</summary>
    public static async Task<(RunLock? Lock, Diagnostic? Problem)> TakeAsync(Repository repository, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);

        // Whoever ends well takes the note along.
        var note = NoteOf(Path.Combine(repository.CommonDir, "choo"));
        var died = File.Exists(note);
        var (taken, busy) = Take(repository, clock);
        if (taken is null || !died)
        {
            return (taken, busy);
        }

        Diagnostic? problem = null;
        var waited = false;
        try
        {
            problem = await OrphanedGit.WaitAsync(repository, cancellationToken).ConfigureAwait(false);
            waited = problem is null;
        }
        finally
        {
            if (!waited)
            {
                // The next start has to wait too: the note of a holder that died stays.
                taken.file.Dispose();
            }
        }

        return (waited ? taken : null, problem);
    }

    /// <summary>Why <see cref="TakeAsync"/> would not take the lock now; null when it would. Nothing is taken and nothing written: a run that starts meanwhile gets it.</summary>
    public static async Task<Diagnostic?> CheckAsync(Repository repository, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        var shared = Path.Combine(repository.CommonDir, "choo");
        if (OwnFolder.Problem(shared) is { } problem)
        {
            return problem;
        }

        return IsHeld(shared) ? Busy(repository)
            : File.Exists(NoteOf(shared)) ? await OrphanedGit.WaitAsync(repository, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Takes the lock, or says who has it.</summary>
    public static (RunLock? Lock, Diagnostic? Problem) Take(Repository repository, TimeProvider clock)
    {
        var shared = Path.Combine(repository.CommonDir, "choo");
        var path = Path.Combine(shared, "lock");
        RunLock? taken = null;
        try
        {
            OwnFolder.Create(shared);
            var file = OwnFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            taken = new RunLock(file, [NoteOf(shared), NoteOf(repository.ChooDir)]);
            taken.WriteNotes(clock);
            return (taken, null);
        }
        catch (Exception refused) when (taken is not null && DiskRefusal.Is(refused))
        {
            taken.Dispose();
            return (null, DiagnosticCodes.CannotWrite.Because($"the file that names the run lock's holder cannot be written: {refused.Message}"));
        }
        catch (IOException) when (File.Exists(path))
        {
            return (null, Busy(repository));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return (null, DiagnosticCodes.CannotWrite.Because($"{path} cannot be opened: {refused.Message}"));
        }
    }

    /// <summary>Who holds (or last held) the lock of a repository and all its worktrees.</summary>
    public static LockHolder? HolderOf(Repository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return Holder(Path.Combine(repository.CommonDir, "choo"));
    }

    /// <summary>The diagnostic that a run is in progress, with its process.</summary>
    public static Diagnostic Busy(Repository repository)
    {
        var who = HolderOf(repository) is { } holder ? $"process {holder.Pid}, since {holder.Since}" : "another process";
        return DiagnosticCodes.AlreadyRunning.Because(
            $"a run is under way in this repository ({who}); `dotnet choo status` shows it: wait for it, or stop it with Ctrl+C where it is running");
    }

    /// <summary>Who holds (or last held) the lock, null when nobody ever did or the note cannot be read.</summary>
    public static LockHolder? Holder(string chooDir)
    {
        try
        {
            using var note = JsonDocument.Parse(PlainFile.Read(NoteOf(chooDir), PlainFile.Small).Content);
            var root = note.RootElement;
            return new LockHolder(
                root.GetProperty("pid").GetInt32(),
                root.GetProperty("start_time").GetString() ?? "",
                root.GetProperty("since").GetString() ?? "");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether a live process holds the lock.</summary>
    public static bool IsHeld(string chooDir) => Holder(chooDir)?.Probe() is Liveness.Alive or Liveness.Unknown;

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(notes, File.Delete);
        file.Dispose();
    }

    private static string NoteOf(string chooDir) => Path.Combine(chooDir, "lock.json");

    private void WriteNotes(TimeProvider clock) => Array.ForEach(notes, note => WriteNote(note, clock));

    private static void WriteNote(string note, TimeProvider clock)
    {
        using var stream = OwnFile.Open(note, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteNumber("pid", ProcessIdentity.Current.Pid);
        writer.WriteString("start_time", ProcessIdentity.Current.StartTime);
        writer.WriteString("since", clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
