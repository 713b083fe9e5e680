using System.Collections.Immutable;
using System.IO.Enumeration;
using Choo.Adapters.Files;
using Choo.Core.Diagnostics;
using Choo.Core.Specs;

namespace Choo.Adapters.Specs;

// A folder as read, and which of its files could not be.
internal readonly record struct FolderRead(SpecFolder Folder, ImmutableArray<Diagnostic> Diagnostics);

// Reads the specs of one folder; of other markdown files only the names are returned.
internal static class FolderFiles
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    public static FolderRead Read(TasksListing listing, string name, ReadBuffer buffer)
    {
        var path = $"{listing.TasksDir}/{name}";
        var absolute = Path.Combine(listing.Path, name);
        List<Diagnostic>? problems = null;
        var files = ImmutableArray.CreateBuilder<SpecFile>();
        var folders = new List<string>();
        // A hidden folder is skipped by its name alone.
        foreach (var child in name.StartsWith('.') ? [] : Children(absolute, path, ref problems))
        {
            if (!child.IsFolder || SpecNames.IsSpec(child.Name))
            {
                files.Add(ReadFile(absolute, path, child.Name, buffer));
            }
            else if (File.Exists(Path.Combine(absolute, child.Name, Unit.PlanFile)))
            {
                folders.Add(child.Name);
            }
        }

        return new(new SpecFolder(name, path, files.DrainToImmutable(), [.. folders]), problems is null ? [] : [.. problems]);
    }

    private static List<(string Name, bool IsFolder)> Children(string absolute, string path, ref List<Diagnostic>? problems)
    {
        var children = new List<(string Name, bool IsFolder)>();
        try
        {
            var entries = new FileSystemEnumerable<(string Name, bool IsFolder)>(absolute, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), Everything)
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) =>
                    entry.FileName.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || entry.IsDirectory,
            };
            children.AddRange(entries);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            (problems ??= []).Add(DiagnosticCodes.SpecUnreadable.At(path, 0, 0, $"the folder cannot be read: {refused.Message}"));
        }

        children.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        return children;
    }

    private static SpecFile ReadFile(string absolute, string path, string name, ReadBuffer buffer)
    {
        var shown = $"{path}/{name}";
        if (!SpecNames.IsSpec(name))
        {
            return new SpecFile(name, shown, default);
        }

        var file = Path.Combine(absolute, name);
        var read = buffer.Read(file, SpecFile.Longest);
        return read.Refusal switch
        {
            FileRefusal.None => new SpecFile(name, shown, read.Content),
            FileRefusal.TooLarge => SpecFile.TooLong(name, shown, FileStatus.Of(file).Length),
            _ => SpecFile.Unreadable(name, shown, read.Why),
        };
    }
}
