using System.Globalization;
using System.Text.RegularExpressions;

namespace Choo.Core.Specs;

/// <summary>An issue on a forge that a unit is about.</summary>
/// <param name="Repository"><c>owner/name</c>; null for the repository that the unit is in.</param>
/// <param name="Number">Its number, from 1.</param>
public sealed partial record IssueReference(string? Repository, int Number)
{
    /// <summary>The words by which a forge closes it, in a description or in a commit's message.</summary>
    public string Closes => $"Closes {this}";

    /// <summary>Reads <c>123</c>, <c>#123</c> and <c>owner/repo#123</c>; null for anything else.</summary>
    public static IssueReference? Parse(string text) =>
        Form().Match(text) is { Success: true } match && int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new IssueReference(match.Groups["repository"] is { Success: true, Value: var repository } ? repository : null, number)
            : null;

    /// <summary><c>#123</c> or <c>owner/repo#123</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Repository}#{Number}");

    [GeneratedRegex(@"^(?:(?<repository>[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})#|#?)(?<number>[1-9][0-9]{0,9})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
