namespace Bookshelf;

/// <summary>ISBN-13 numbers.</summary>
public static class Isbn
{
    /// <summary>Whether a text is a valid ISBN-13; hyphens and blanks are ignored.</summary>
    public static bool IsValid(string text)
    {
        var sum = 0;
        var count = 0;
        foreach (var c in text)
        {
            if (c is '-' or ' ')
            {
                continue;
            }

            if (!char.IsAsciiDigit(c) || count == 13)
            {
                return false;
            }

            sum += (c - '0') * (count++ % 2 == 0 ? 1 : 3);
        }

        return count == 13 && sum % 10 == 0;
    }
}
