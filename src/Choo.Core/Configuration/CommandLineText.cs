using System.Collections.Immutable;
using System.Text;

namespace Choo.Core.Configuration;

/// <summary>A program and its arguments written as one text.</summary>
public static class CommandLineText
{
    /// <summary>Splits at blanks; single and double quotes keep blanks together. Backslashes are ordinary (Windows paths).</summary>
    public static ImmutableArray<string> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        foreach (var c in text)
        {
            if (quote != '\0')
            {
                if (c == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '"' or '\'')
            {
                (inWord, quote) = (true, c);
            }
            else if (char.IsWhiteSpace(c))
            {
                Flush();
            }
            else
            {
                inWord = true;
                word.Append(c);
            }
        }

        Flush();
        return words.ToImmutable();

        void Flush()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }
}
