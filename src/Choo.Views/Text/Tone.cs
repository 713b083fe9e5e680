namespace Choo.Views.Text;

/// <summary>What a line is about, for its colour.</summary>
internal enum Tone
{
    Plain,
    Good,
    Bad,
    Warning,
    Faint,
    Strong,
}
