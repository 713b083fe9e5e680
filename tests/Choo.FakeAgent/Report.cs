namespace Choo.FakeAgent;

/// <summary>What the fake agent says at its end; behaviours change it.</summary>
internal sealed class Report
{
    public string Text { get; set; } = "done";

    public int ModelTurns { get; set; } = 1;

    public long Input { get; set; } = 100;

    public long Output { get; set; } = 20;

    public string Cost { get; set; } = "0.001";

    public List<string> Denied { get; } = [];
}
