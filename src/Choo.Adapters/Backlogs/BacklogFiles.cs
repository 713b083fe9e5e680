using Choo.Adapters.Files;
using Choo.Adapters.Specs;
using Choo.Core.Backlogs;
using Choo.Core.Configuration;
using Choo.Core.Diagnostics;

namespace Choo.Adapters.Backlogs;

/// <summary>A backlog in the working tree: one file, or a folder with a file a gap.</summary>
public static class BacklogFiles
{
    // A real one had 17,700 lines, 700 KB.
    internal const int Longest = 32 << 20;

    /// <summary>Reads it; what cannot be read is among the problems.</summary>
    /// <param name="root">Absolute path that paths are relative to.</param>
    /// <param name="path">The file or folder; null for the first of <see cref="BacklogConfig.UsualPaths"/> that is there.</param>
    /// <param name="strict">Whether what is a warning otherwise is an error.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    public static Backlog Load(string root, string? path, bool strict, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        var chosen = path ?? BacklogConfig.UsualPaths.FirstOrDefault(each => Path.Exists(Path.Combine(root, each)));
        if (chosen is null || !Path.Exists(Path.Combine(root, chosen)))
        {
            var places = chosen ?? string.Join(" nor ", BacklogConfig.UsualPaths);
            return new Backlog([], [DiagnosticCodes.BacklogMissing.Because($"there is no backlog: {(chosen is null ? "neither " : "")}{places} is there; say where it is with --backlog or backlog.path in .choo.yaml")]);
        }

        var files = new List<BacklogFile>();
        var problems = new List<Diagnostic>();
        foreach (var name in Names(root, chosen, problems))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = PlainFile.Read(Path.Combine(root, name), Longest);
            if (read.IsRead)
            {
                files.Add(new BacklogFile(name, read.Content));
            }
            else
            {
                problems.Add(DiagnosticCodes.BacklogMissing.At(name, 0, 0, $"the file cannot be read: {read.Why}"));
            }
        }

        var backlog = BacklogReader.Read(files, strict, YamlReader.Instance);
        return problems.Count == 0 ? backlog : backlog with { Diagnostics = [.. problems, .. backlog.Diagnostics] };
    }

    /// <summary>Repository-relative, in ordinal order.</summary>
    private static IReadOnlyList<string> Names(string root, string chosen, List<Diagnostic> problems)
    {
        var absolute = Path.Combine(root, chosen);
        if (!Directory.Exists(absolute))
        {
            return [Shown(root, absolute)];
        }

        try
        {
            return [.. new DirectoryInfo(absolute).EnumerateFiles()
                .Where(file => file.Extension.ToUpperInvariant() is ".YAML" or ".YML" && !file.Name.StartsWith('.'))
                .Select(file => Shown(root, file.FullName)).Order(StringComparer.Ordinal)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            problems.Add(DiagnosticCodes.BacklogMissing.At(Shown(root, absolute), 0, 0, $"the folder cannot be read: {refused.Message}"));
            return [];
        }
    }

    private static string Shown(string root, string absolute) => Path.GetRelativePath(root, absolute).Replace('\\', '/');
}
