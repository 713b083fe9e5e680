using Choo.Adapters.Journal;
using Choo.Core.Proofs;
using Choo.Testing;
using Xunit;

namespace Choo.Adapters.Tests.Journal;

/// <summary>The index of proofs as a file.</summary>
public sealed class ProofIndexTests
{
    private static RecordedProof Proof(int number) => new($"key{number}", number % 2 == 0, "20260101-000000-00000", number, "digest");

    [Fact]
    public void What_was_added_is_read_oldest_first()
    {
        using var folder = new TempFolder();
        var index = new ProofIndex(folder.Path);
        Assert.Empty(index.Read());

        index.Add(Proof(1));
        index.Add(Proof(2));

        Assert.Equal<RecordedProof>([Proof(1), Proof(2)], new ProofIndex(folder.Path).Read());
    }

    [Fact]
    public void The_older_half_goes_when_there_are_too_many()
    {
        using var folder = new TempFolder();
        var index = new ProofIndex(folder.Path);
        for (var i = 0; i <= ProofIndex.Most; i++)
        {
            index.Add(Proof(i));
        }

        var read = index.Read();

        Assert.Equal((ProofIndex.Most / 2, ProofIndex.Most), (read.Length, (int)read[^1].Seq));
        Assert.Equal<RecordedProof>(read, new ProofIndex(folder.Path).Read());
    }

    [Theory]
    [InlineData("{}\n")]
    [InlineData("null\n")]
    [InlineData("no JSON\n")]
    [InlineData("{\"key\":\"k\"")]
    public void A_file_that_is_not_whole_is_none_and_begins_anew(string more)
    {
        using var folder = new TempFolder();
        new ProofIndex(folder.Path).Add(Proof(1));
        File.AppendAllText(folder.At("proofs.jsonl"), more);
        var index = new ProofIndex(folder.Path);

        Assert.Empty(index.Read());
        index.Add(Proof(2));

        Assert.Equal<RecordedProof>([Proof(2)], new ProofIndex(folder.Path).Read());
    }

    [Fact]
    public void A_link_in_its_place_is_neither_read_nor_written()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("other"), "");
        File.CreateSymbolicLink(folder.At("proofs.jsonl"), folder.At("other"));
        var index = new ProofIndex(folder.Path);

        Assert.Empty(index.Read());
        index.Add(Proof(1));

        Assert.Equal("", File.ReadAllText(folder.At("other")));
    }
}
