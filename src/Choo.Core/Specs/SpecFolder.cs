using System.Collections.Immutable;

namespace Choo.Core.Specs;

/// <summary>A file as a source of specs gives it: its name, its repository-relative path and its bytes.</summary>
/// <param name="Name">File name.</param>
/// <param name="Path">Repository-relative path, forward slashes.</param>
/// <param name="Content">The bytes as they are; UTF-8 is expected, a BOM is allowed.</param>
public readonly record struct SpecFile(string Name, string Path, ReadOnlyMemory<byte> Content);

/// <summary>An immediate child folder of the tasks folder, with its markdown files (not those of deeper folders).</summary>
/// <param name="Name">Folder name, which is the unit's id.</param>
/// <param name="Path">Repository-relative path, forward slashes.</param>
/// <param name="Files">The folder's files in ordinal order of their names.</param>
/// <param name="Folders">Names of the folders inside it (a unit nested in a unit is reported, not read).</param>
public sealed record SpecFolder(string Name, string Path, ImmutableArray<SpecFile> Files, ImmutableArray<string> Folders);
