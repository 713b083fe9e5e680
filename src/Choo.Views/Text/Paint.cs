namespace Choo.Views.Text;

/// <summary>Colours by the sixteen of every terminal, or none.</summary>
internal sealed class Paint(bool color)
{
    /// <summary>The text in its tone's colour.</summary>
    public string In(Tone tone, string text) => !color || text.Length == 0 ? text : tone switch
    {
        Tone.Good => $"\e[32m{text}\e[0m",
        Tone.Bad => $"\e[31m{text}\e[0m",
        Tone.Warning => $"\e[33m{text}\e[0m",
        Tone.Strong => $"\e[1m{text}\e[0m",
        Tone.Faint => $"\e[2m{text}\e[0m",
        _ => text,
    };
}
