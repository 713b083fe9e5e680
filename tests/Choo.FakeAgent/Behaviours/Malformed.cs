namespace Choo.FakeAgent.Behaviours;

/// <summary><c>malformed</c>: prints lines that are no JSON, half of one, no UTF-8, and one of two megabytes; then goes on as if nothing were.</summary>
internal sealed class Malformed : Behaviour
{
    public override int? Run(Turn turn, string words)
    {
        using var output = Console.OpenStandardOutput();
        output.Write("not json\n{\"type\":\"assistant\",\"mess\n{}\n[1,2]\n{\"type\":7}\nnull\n"u8);
        output.Write([0xff, 0xfe, 0x00, 0x7b, 0x22, 0xc3, 0x28, 0x0a]);
        output.Write("{\"type\":\"assistant\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"\\ud83d\"}]}}\n"u8);
        output.Write(new byte[2 << 20].Select(_ => (byte)'y').Append((byte)'\n').ToArray());
        output.Flush();
        return null;
    }
}
