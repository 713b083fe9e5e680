using System.Collections.Immutable;

namespace Choo.Core.Gates;

/// <summary>What new files are outputs of builds: those that MSBuild's own lists name, and the folders of outputs that they lie in.</summary>
public static class BuildOutputs
{
    private const string Assets = "/project.assets.json";
    private static readonly string[] Folders = ["bin", "obj", "artifacts"];
    private static readonly string[] Projects = ["proj", ".sln", ".slnx"];
    private static readonly string[] Code = [".cs", ".fs", ".vb"];

    /// <summary>Whether a new file is reason enough to look for lists.</summary>
    public static bool IsTelling(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return IsList(path) || path.Split('/').SkipLast(1).Any(folder => Folders.Contains(folder, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Whether a file says where outputs lie: the list of a build's or a publish's files, or what a restore found.</summary>
    public static bool IsList(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return NamesFiles(path) || path.EndsWith(Assets, StringComparison.Ordinal);
    }

    /// <summary>Whether a list names outputs, a full path a line.</summary>
    public static bool NamesFiles(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".FileListAbsolute.txt", StringComparison.Ordinal)
            || (path[(path.LastIndexOf('/') + 1)..].StartsWith("PublishOutputs.", StringComparison.Ordinal) && path.EndsWith(".txt", StringComparison.Ordinal));
    }

    /// <summary>The outputs: folders, which end with a slash, and single files where a folder holds other things too.</summary>
    /// <param name="added">New files, relative with forward slashes.</param>
    /// <param name="tracked">Files that are committed.</param>
    /// <param name="lists">Where lists lie.</param>
    /// <param name="named">What the lists name.</param>
    public static ImmutableHashSet<string> Of(IReadOnlyCollection<string> added, IEnumerable<string> tracked, IReadOnlyCollection<string> lists, IReadOnlySet<string> named)
    {
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(named);
        var ofWork = tracked.Concat(added.Where(path => EndsWithAny(path, Projects))).SelectMany(Above).ToHashSet(StringComparer.Ordinal);
        var folders = lists.SelectMany(list => Intermediate(list, lists)).Concat(named.SelectMany(Output)).Where(folder => !ofWork.Contains(folder)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from path in added
               let folder = Above(path).LastOrDefault(folders.Contains)
               where folder is not null || NamesFiles(path) || (named.Contains(path) && !EndsWithAny(path, Code))
               select folder ?? path,
        ];
    }

    /// <summary>Whether a file is one of the outputs or lies in one.</summary>
    public static bool Cover(IReadOnlySet<string> outputs, string path)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return outputs.Contains(path) || Above(path).Any(outputs.Contains);
    }

    /// <summary>
    /// The folder obj that a list lies in, and in the artifacts layout those beside it; under another name, the folder of a restore with
    /// a build's list below it. A project.assets.json alone may be somebody's test data.
    /// </summary>
    private static IEnumerable<string> Intermediate(string list, IReadOnlyCollection<string> lists)
    {
        if (Last(list, "obj") is { } obj)
        {
            var parent = obj[..^"obj/".Length];
            return IsNamed(parent, "artifacts") ? [obj, $"{parent}bin/", $"{parent}publish/", $"{parent}package/"] : [obj];
        }

        var folder = list[..(list.LastIndexOf('/') + 1)];
        return list.EndsWith(Assets, StringComparison.Ordinal) && lists.Any(each => NamesFiles(each) && each.StartsWith(folder, StringComparison.Ordinal)) ? [folder] : [];
    }

    /// <summary>The folder below bin that a file lies in: bin itself may hold a person's scripts.</summary>
    private static IEnumerable<string> Output(string file)
    {
        var next = Last(file, "bin") is { } bin && !(Last(file, "obj")?.Length > bin.Length) ? file.IndexOf('/', bin.Length) : -1;
        return next < 0 ? [] : [file[..(next + 1)]];
    }

    /// <summary>The path up to the last folder of a name, with a slash at its end.</summary>
    private static string? Last(string path, string name) => Above(path).FirstOrDefault(folder => IsNamed(folder, name));

    private static bool IsNamed(string folder, string name) =>
        $"/{folder}".EndsWith($"/{name}/", StringComparison.OrdinalIgnoreCase);

    private static bool EndsWithAny(string path, string[] endings) => Array.Exists(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folders above a path, the nearest first, each with a slash at its end.</summary>
    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.TrimEnd('/').LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..(end + 1)];
        }
    }
}
