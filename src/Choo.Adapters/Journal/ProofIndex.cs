using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Choo.Adapters.Files;
using Choo.Core.Ports;
using Choo.Core.Proofs;

namespace Choo.Adapters.Journal;

/// <summary>
/// Which journal has which proof: <c>.choo/proofs.jsonl</c>, a line a proof, oldest first. It may be deleted at any time: a proof that is not
/// in it runs again. What it says is believed of nothing; the journal that it names is.
/// </summary>
/// <param name="chooDir">Absolute path of <c>.choo</c>.</param>
public sealed class ProofIndex(string chooDir)
{
    /// <summary>The most lines that stay; the older half goes when there are more.</summary>
    public const int Most = 2000;

    private bool isBroken;

    private string File => Path.Combine(chooDir, "proofs.jsonl");

    /// <summary>The proofs, oldest first; none where the file is missing or not whole.</summary>
    public ImmutableArray<RecordedProof> Read()
    {
        try
        {
            var read = PlainFile.Read(File, PlainFile.Small);
            isBroken = read is { IsRead: false, Refusal: not FileRefusal.Missing };
            var all = read.IsRead ? Parse(read.Content) : [];
            return all.Length > Most ? Shorten(all[^(Most / 2)..]) : all;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException or PortException)
        {
            isBroken = true;
            return [];
        }
    }

    /// <summary>Adds a proof. One that cannot be written is not found later, and nothing else comes of it.</summary>
    public void Add(RecordedProof proof)
    {
        try
        {
            using var file = OwnFile.Open(File, isBroken ? FileMode.Create : FileMode.Append, FileAccess.Write, bufferSize: 0);
            file.Write(Line(proof));
            isBroken = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or PortException)
        {
            isBroken = true;
        }
    }

    private static ImmutableArray<RecordedProof> Parse(ReadOnlyMemory<byte> content)
    {
        if (!content.IsEmpty && content.Span[^1] != (byte)'\n')
        {
            throw new JsonException("the last line is not whole");
        }

        var all = ImmutableArray.CreateBuilder<RecordedProof>();
        foreach (var range in content.Span.Split((byte)'\n'))
        {
            var line = content.Span[range];
            if (!line.IsEmpty)
            {
                all.Add(JsonSerializer.Deserialize(line, ProofIndexContext.Default.RecordedProof) ?? throw new JsonException("a line is null"));
            }
        }

        return all.ToImmutable();
    }

    private ImmutableArray<RecordedProof> Shorten(ImmutableArray<RecordedProof> kept)
    {
        var draft = File + ".new";
        OwnFile.Write(draft, kept.SelectMany(Line).ToArray());
        System.IO.File.Move(draft, File, overwrite: true);
        return kept;
    }

    private static byte[] Line(RecordedProof proof) => [.. JsonSerializer.SerializeToUtf8Bytes(proof, ProofIndexContext.Default.RecordedProof), (byte)'\n'];
}

/// <summary>The generated JSON metadata of the index.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RecordedProof))]
internal sealed partial class ProofIndexContext : JsonSerializerContext;
