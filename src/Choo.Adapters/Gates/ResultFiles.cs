using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Choo.Adapters.Files;
using Choo.Core.TestEvidence;

namespace Choo.Adapters.Gates;

/// <summary>The files that test runs of a gate write, because its environment asks them to.</summary>
internal static class ResultFiles
{
    /// <summary>A gate's program writes them, and an agent may have written the program.</summary>
    private const long Largest = 256L << 20;

    /// <summary>The folder, for a gate's own use and for the import.</summary>
    private const string FolderVariable = "CHOO_TEST_RESULTS";

    /// <summary>The file that MSBuild's common targets import into each project, where a person has none.</summary>
    private const string ImportVariable = "CustomAfterMicrosoftCommonTargets";

    /// <summary>
    /// A logger of choo's own for a test run that names none, with the absolute path of a file: the folder of results, which a command may
    /// look into, stays what it is. Named by its address, it gives way to a trx logger of a runsettings file.
    /// </summary>
    private const string Import = """
        <Project>
          <PropertyGroup Condition="'$(VSTestLogger)' == '' and '$(CHOO_TEST_RESULTS)' != ''">
            <VSTestLogger>logger://Microsoft/TestPlatform/TrxLogger/v1%3BLogFileName=$(CHOO_TEST_RESULTS)/$(MSBuildProjectName.Replace('=', '_'))_$(TargetFramework)_$([System.Guid]::NewGuid()).trx</VSTestLogger>
          </PropertyGroup>
        </Project>

        """;

    // What is newer than a build's outputs makes it build again.
    private static readonly DateTime Old = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Writes the file that projects import, in the folder of logs; returns its path.</summary>
    public static string WriteImport(string logFolder)
    {
        var path = Path.Combine(logFolder, "results.targets");
        OwnFolder.Create(logFolder);
        OwnFile.Write(path, Import);
        File.SetLastWriteTimeUtc(path, Old);
        return path;
    }

    /// <summary>What a gate's environment holds for its results. No import where MSBuild or the logger would read the path as something else.</summary>
    public static Dictionary<string, string> Variables(string folder, string import) => folder.AsSpan().IndexOfAny("%;=$@") >= 0
        ? new() { [FolderVariable] = folder }
        : new() { [FolderVariable] = folder, [ImportVariable] = import };

    /// <summary>Copies results that a test run wrote where its command told it to, since a time, when there are none in the folder.</summary>
    public static void Collect(string folder, ImmutableArray<string> written, DateTimeOffset since)
    {
        if (written.IsEmpty || (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.trx").Any()))
        {
            return;
        }

        foreach (var (file, number) in written.Distinct(StringComparer.Ordinal).Select((file, number) => (file, number)))
        {
            try
            {
                using var stream = PlainFile.OpenStream(file).Stream;
                if (stream is { Length: <= Largest } && File.GetLastWriteTimeUtc(file) >= since.UtcDateTime)
                {
                    OwnFolder.Create(folder);
                    using var copy = new FileStream(Path.Combine(folder, $"{number:00}.trx"), FileMode.Create);
                    stream.CopyTo(copy);
                }
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The totals that were printed are compared then.
            }
        }
    }

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

    /// <summary>SHA-256 over the names and contents of all results in a folder, hex; null when one cannot be read.</summary>
    public static string? DigestOf(string folder)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var file in Directory.EnumerateFiles(folder, "*.trx").Order(StringComparer.Ordinal))
            {
                if (PlainFile.OpenStream(file).Stream is not { } opened)
                {
                    return null;
                }

                using var stream = opened;
                hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file)}\0"));
                hash.AppendData(SHA256.HashData(stream));
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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
