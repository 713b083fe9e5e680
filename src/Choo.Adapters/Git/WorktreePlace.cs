using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Files;
using Choo.Adapters.Gates;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>
/// Where a repository's worktrees lie: outside of any repository, since MSBuild, the SDK, NuGet and editors look for their files in every
/// folder above a project, and what they find in a person's checkout no fresh clone has (docs/decisions/0021-worktrees-outside.md).
/// </summary>
/// <param name="Root">Absolute path of the folder that new worktrees are made in.</param>
/// <param name="Mount">A folder that exists whenever the disk of <paramref name="Root"/> is there; null when none is known to.</param>
/// <param name="Inside">The folder within the repository that worktrees of earlier versions and of read-only home folders lie in.</param>
/// <param name="Name">The name of this repository's folder in a place outside of it.</param>
public sealed record WorktreePlace(string Root, string? Mount, string Inside, string Name)
{
    /// <summary>The folder within a repository, relative to its root.</summary>
    public const string InsideName = ".choo/worktrees";

    private const int ShortHash = 8;

    /// <summary>What a person should know of it.</summary>
    public Diagnostic? Problem { get; init; }

    /// <summary>The folders that a run makes worktrees in, and that it removes when they are empty.</summary>
    public ImmutableArray<string> Folders => Root == Inside ? [Root] : [Root, Inside];

    /// <summary>Whether a worktree lies where this repository's do, or did under other settings.</summary>
    public bool Has(string worktree) => Path.GetDirectoryName(worktree) is { } folder && (Folders.Contains(folder) || Path.GetFileName(folder) == Name);

    /// <summary>The place of a repository's worktrees.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="configured">What the configuration says, null when it says nothing.</param>
    /// <param name="environment">Gives the value of an environment variable.</param>
    public static WorktreePlace Of(Repository repository, string? configured, Func<string, string?> environment)
    {
        var inside = Path.GetFullPath(InsideName, repository.Root);
        var name = NameOf(repository);
        if (configured is not null)
        {
            var named = Path.GetFullPath(Expanded(configured, environment), repository.Root);
            return named == repository.Root ? new WorktreePlace(inside, repository.Root, inside, name)
                : IsBelow(named, repository.Root) ? new WorktreePlace(named, repository.Root, inside, name)
                : new WorktreePlace(Path.Combine(Real(named), name), null, inside, name);
        }

        var home = StateHome(environment);
        var root = home is null ? null : Path.Combine(Real(home), "choo", name);
        var why = root is null ? "neither XDG_STATE_HOME nor HOME names a folder" : WhyUnwritable(root);
        return why is null
            ? new WorktreePlace(root!, home, inside, name)
            : new WorktreePlace(inside, repository.Root, inside, name)
            {
                Problem = DiagnosticCodes.WorktreesInside.Because(
                    $"{why}, so the worktrees are made in {InsideName}: a NuGet.config of the checkout, or of a folder above it, holds for them as well; set worktree.base_path to a folder outside of the repository"),
            };
    }

    /// <summary>Whether a worktree of this place that is not there is gone, and not on a disk that is not mounted.</summary>
    public bool IsGone(string worktree) => !Path.Exists(worktree)
        && Path.GetDirectoryName(worktree) is { } folder && (folder == Inside || Directory.Exists(folder) || (folder == Root && Mount is not null && Directory.Exists(Mount)));

    /// <summary>Whether a path lies in a folder.</summary>
    public static bool IsBelow(string path, string folder) => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>
    /// The folder for what programs keep between their runs: XDG_STATE_HOME, or the platform's own (on macOS the one of Linux, since its own has
    /// a blank in its name, which many build scripts do not stand). https://specifications.freedesktop.org/basedir-spec/latest/
    /// </summary>
    private static string? StateHome(Func<string, string?> environment)
    {
        string?[] places = OperatingSystem.IsWindows()
            ? [environment("XDG_STATE_HOME"), environment("LOCALAPPDATA")]
            : [environment("XDG_STATE_HOME"), environment("HOME") is { } home && Path.IsPathFullyQualified(home) ? Path.Combine(home, ".local", "state") : null];
        return places.FirstOrDefault(place => place is not null && Path.IsPathFullyQualified(place));
    }

    private static string Expanded(string configured, Func<string, string?> environment) =>
        configured.StartsWith("~/", StringComparison.Ordinal) && (environment("HOME") ?? environment("USERPROFILE")) is { Length: > 0 } home
            ? Path.Combine(home, configured[2..])
            : configured;

    /// <summary>For a person, and for no other repository.</summary>
    private static string NameOf(Repository repository)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(repository.Root));
        var name = string.Concat(Path.GetFileName(repository.Root).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return $"{name}-{Convert.ToHexStringLower(hash)[..ShortHash]}";
    }

    /// <summary>Without links, as git records it, also when its last folders are not there yet.</summary>
    private static string Real(string path) =>
        Directory.Exists(path) || Path.GetDirectoryName(path) is not { } parent ? RealPath.Of(path) : Path.Combine(Real(parent), Path.GetFileName(path));

    /// <summary>Why no folder can be made there; the folders above it may not be there either.</summary>
    private static string? WhyUnwritable(string root)
    {
        foreach (var own in new[] { root, Path.GetDirectoryName(root)! })
        {
            if (OwnFolder.Problem(own) is { } problem)
            {
                return $"{own}: {problem.Message}";
            }
        }

        for (var folder = root; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(folder))
            {
                return !Directory.Exists(folder) ? $"{folder} is no folder" : WritableFolder.WhyNot(folder) is { } reason ? $"{folder} cannot be written: {reason}" : null;
            }
        }

        return $"{root} cannot be made";
    }
}
