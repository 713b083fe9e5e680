using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Choo.Adapters.Gates;
using Choo.Adapters.Journal;
using Choo.Core.Events;
using Choo.Core.Gates;
using Choo.Core.Proofs;
using Choo.Engine;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Hosting;

/// <summary>The proofs of a run in the index, and evidence that is believed by its files.</summary>
public sealed class ProofRecordsTests : IDisposable
{
    private const string Run = "20260101-000000-00000";
    private const string Results = "<TestRun xmlns=\"http://microsoft.com/schemas/VisualStudio/TeamTest/2010\"><Results><UnitTestResult testId=\"1\" testName=\"N.C.M\" outcome=\"Passed\"/></Results><ResultSummary outcome=\"Completed\"/></TestRun>";

    private readonly TempFolder folder = new();

    private RunFolders Folders => new(folder.Path);

    public void Dispose() => folder.Dispose();

    private static ProofConditions Conditions => new()
    {
        Version = "1",
        Platform = "here",
        Sdks = [],
        Environment = ImmutableDictionary<string, string>.Empty,
        Setup = [],
        TrustExitCode = false,
    };

    private Evidence Gate(string log)
    {
        folder.Write($"runs/{Run}/logs/{log}", "passed");
        return new()
        {
            Gate = "check",
            Command = "check",
            Tree = "tree",
            ExitCode = 0,
            DurationMs = 1,
            OutputDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("passed"))),
            Log = $"logs/{log}",
        };
    }

    private Evidence WithResults()
    {
        folder.Write($"runs/{Run}/logs/a-results/a.trx", Results);
        return Gate("a.log") with { ResultsFolder = "logs/a-results", ResultsDigest = ResultFiles.DigestOf(folder.At("runs", Run, "logs", "a-results")) };
    }

    private static RunEvent Passed(long seq, string unit, Evidence evidence) =>
        new(seq, DateTimeOffset.UnixEpoch, Run, unit, null, new BaselinePassed([evidence]) { Conditions = Conditions.Digest() });

    private string[] Index => File.ReadAllLines(folder.At("proofs.jsonl"));

    [Fact]
    public void A_proof_of_several_units_is_one_line_of_the_index_and_is_found_by_it()
    {
        var proof = Gate("batch.log");
        using (var journal = JournalFile.Open(Folders.Journal(Run)))
        {
            journal.Written = new ProofRecords(Folders, Run, Conditions).OnWritten;
            journal.Append([Passed(1, "a", proof), Passed(2, "b", proof)], durable: false);
            journal.Append([Passed(3, "c", proof)], durable: false);
            Assert.Single(Index);
            journal.Append([Passed(4, "d", Gate("again.log"))], durable: false);
            Assert.Equal(2, Index.Length);
        }

        var found = new ProofRecords(Folders, "20260102-000000-00000", Conditions).Find("tree", [new Gate("check", "check")]);

        var evidence = Assert.Single(found!.Value);
        Assert.Equal(($"../{Run}/logs/again.log", 4L), (evidence.Log, evidence.Reused!.Seq));
    }

    [Fact]
    public void Evidence_is_read_with_its_results()
    {
        var evidence = WithResults();
        Assert.Equal("N.C.M", Assert.Single(new RecordedEvidence(Folders, Run).Read(evidence)!.Results!.Cases).Name);
        Assert.Null(new RecordedEvidence(Folders, Run).Read(Gate("b.log"))!.Results);
    }

    [Theory]
    [InlineData("logs/a.log")]
    [InlineData("logs/a-results/a.trx")]
    public void Evidence_whose_log_or_results_are_others_is_not_believed(string changed)
    {
        var evidence = WithResults();
        File.AppendAllText(folder.At("runs", Run, changed), " ");
        Assert.Null(new RecordedEvidence(Folders, Run).Read(evidence));
        File.Delete(folder.At("runs", Run, changed));
        Assert.Null(new RecordedEvidence(Folders, Run).Read(evidence));
    }

    [Fact]
    public void Evidence_that_does_not_say_which_log_or_results_it_had_is_not_believed()
    {
        Assert.Null(new RecordedEvidence(Folders, Run).Read(WithResults() with { ResultsDigest = null }));
        Assert.Null(new RecordedEvidence(Folders, Run).Read(WithResults() with { Log = null }));
    }
}
