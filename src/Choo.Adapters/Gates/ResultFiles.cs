using System.Collections.Immutable;
using System.Xml;
using Choo.Adapters.Files;
using Choo.Core.Testing;

namespace Choo.Adapters.Gates;

/// <summary>The files that test runs of a gate write, because its environment asks them to.</summary>
internal static class ResultFiles
{
    /// <summary>A gate's program writes them, and an agent may have written the program.</summary>
    private const long Largest = 256L << 20;

    /// <summary>
    /// What <c>dotnet test</c> takes as the properties that its options <c>--logger trx --results-directory</c> set, wherever in a
    /// command or script it stands.
    /// </summary>
    public static Dictionary<string, string> Variables(string folder) => new() { ["VSTestLogger"] = "trx", ["VSTestResultsDirectory"] = folder };

    /// <summary>All results in a folder, null when there are none. A file that cannot be read makes them incomplete.</summary>
    public static TestResults? Read(string folder)
    {
        TestResults? all = null;
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.trx").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            var one = ReadFile(file);
            all = all is null ? one : all.Plus(one);
        }

        return all;
    }

    /// <summary>Removes a folder that is not needed any more; one that cannot be removed does no harm.</summary>
    public static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It lies among the run's logs and goes with them.
        }
    }

    private static TestResults ReadFile(string file)
    {
        try
        {
            using var stream = PlainFile.OpenStream(file).Stream;
            return stream is { Length: <= Largest } ? TrxReader.Read(stream) : new TestResults([], IsWhole: false);
        }
        catch (Exception refused) when (refused is XmlException or IOException or UnauthorizedAccessException)
        {
            return new TestResults([], IsWhole: false);
        }
    }
}
