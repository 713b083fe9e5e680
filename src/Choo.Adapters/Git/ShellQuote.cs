namespace Choo.Adapters.Git;

/// <summary>Quotes for a POSIX shell, which is how git reads lists in variables too.</summary>
internal static class ShellQuote
{
    /// <summary>One word, whatever is in it.</summary>
    public static string Of(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
