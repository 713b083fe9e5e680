using System.Collections.Immutable;
using System.Globalization;
using Choo.Core.Diagnostics;

namespace Choo.Core.Specs;

/// <summary>A file as a source of specs gives it: its name, its repository-relative path and its bytes.</summary>
/// <param name="Name">File name.</param>
/// <param name="Path">Repository-relative path, forward slashes.</param>
/// <param name="Content">The bytes as they are; UTF-8 is expected, a BOM is allowed.</param>
public readonly record struct SpecFile(string Name, string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The most bytes that a spec may have: it goes into a prompt as a whole.</summary>
    public const int Longest = 1 << 20;

    /// <summary>Why <see cref="Content"/> is not the file's; null when it is.</summary>
    public Diagnostic? Problem { get; init; }

    /// <summary>A spec that cannot be read: it is no plain file, say, or the system refuses.</summary>
    /// <param name="name">File name.</param>
    /// <param name="path">Repository-relative path.</param>
    /// <param name="why">The end of a sentence: "it is a named pipe, not a plain file".</param>
    public static SpecFile Unreadable(string name, string path, string why) =>
        new(name, path, default) { Problem = DiagnosticCodes.SpecUnreadable.At(path, 0, 0, $"the file cannot be read: {why}") };

    /// <summary>A spec with more than <see cref="Longest"/> bytes.</summary>
    /// <param name="name">File name.</param>
    /// <param name="path">Repository-relative path.</param>
    /// <param name="length">How many bytes it has.</param>
    public static SpecFile TooLong(string name, string path, long length) => new(name, path, default)
    {
        Problem = DiagnosticCodes.SpecTooLong.At(path, 0, 0, string.Create(
            CultureInfo.InvariantCulture,
            $"the file has {length:N0} bytes, but a spec may have at most {Longest:N0}, since all of it goes into the prompt; put large material into a file of its own that the spec names")),
    };
}

/// <summary>An immediate child folder of the tasks folder, with its markdown files (not those of deeper folders).</summary>
/// <param name="Name">Folder name, which is the unit's id.</param>
/// <param name="Path">Repository-relative path, forward slashes.</param>
/// <param name="Files">The folder's files in ordinal order of their names.</param>
/// <param name="Folders">Names of the folders inside it (a unit nested in a unit is reported, not read).</param>
public sealed record SpecFolder(string Name, string Path, ImmutableArray<SpecFile> Files, ImmutableArray<string> Folders);
