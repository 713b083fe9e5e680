using System.Reflection;

namespace Choo.Testing;

/// <summary>Where the sources are, for tests that read golden files, documents or samples.</summary>
public static class RepositoryRoot
{
    /// <summary>Absolute path of the folder that holds the solution.</summary>
    public static string Folder { get; } = typeof(RepositoryRoot).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "RepositoryRoot").Value!;
}
