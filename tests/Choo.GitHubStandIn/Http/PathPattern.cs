using System.Text.RegularExpressions;

namespace Choo.Testing.GitHub.Http;

/// <summary>
/// A pattern of paths below the API's address: <c>*</c> is anything within one part, <c>**</c> anything at all. The query does not count.
/// A GraphQL request is <c>/graphql</c>, and also <c>/graphql/FIELD</c> for each of its root fields.
/// </summary>
internal sealed class PathPattern(string pattern)
{
    private readonly Regex expression = new(
        "^" + Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant);

    public bool Matches(string path, IEnumerable<string> fields)
    {
        var plain = path.Split('?')[0];
        return expression.IsMatch(plain) || fields.Any(field => expression.IsMatch($"{plain}/{field}"));
    }
}
