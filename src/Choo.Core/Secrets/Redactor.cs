using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Choo.Core.Secrets;

/// <summary>
/// Takes secrets out of text: the values it was given or has learned since, and whatever has the shape of a usual token. It works on plain text and on JSON
/// alike: what it puts in never breaks a string. Safe for many threads.
/// </summary>
public sealed partial class Redactor
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mark = "[redacted]";

    // A shorter value is found everywhere by chance.
    private const int Shortest = 8;

    private static readonly SearchValues<string> Beginnings = SearchValues.Create(
        ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "sk-", "xox", "AKIA", "ASIA", "AIza", "npm_", "oy2", "eyJ", "PRIVATE KEY", "://", "uthorization", "earer "],
        StringComparison.Ordinal);

    private readonly Lock learning = new();
    private volatile Known known;

    private Redactor(ImmutableArray<string> values) => known = new Known(values);

    /// <summary>Knows the shapes of tokens and no value.</summary>
    public static Redactor Shapes => new([]);

    /// <summary>Knows these values too, as they are and as JSON writes them. Values of fewer than 8 characters are left out.</summary>
    public static Redactor Of(IEnumerable<string> secrets) => new(Forms(secrets));

    /// <summary>A token in base64 as HTTP's Basic credentials have it, behind any user name: what of it does not depend on its neighbours.</summary>
    public static IEnumerable<string> InBase64(string token)
    {
        var bytes = Encoding.UTF8.GetBytes(token);
        for (var before = 0; before < 3; before++)
        {
            var whole = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            yield return whole[(before == 0 ? 0 : before + 1)..^((before + bytes.Length) % 3 == 0 ? 0 : 1)];
        }
    }

    /// <summary>From now on it knows these values too.</summary>
    public void Learn(IEnumerable<string> secrets)
    {
        lock (learning)
        {
            known = new Known([.. known.Values.Concat(Forms(secrets)).Distinct(StringComparer.Ordinal).OrderByDescending(each => each.Length)]);
        }
    }

    private static ImmutableArray<string> Forms(IEnumerable<string> secrets) =>
    [
        .. secrets.Select(each => each.Trim()).Where(each => each.Length >= Shortest)
            .SelectMany(each => each.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= Shortest).Prepend(each))
            .SelectMany(each => (string[])[each, JsonEncodedText.Encode(each, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), JsonEncodedText.Encode(each).ToString()])
            .Distinct(StringComparer.Ordinal).OrderByDescending(each => each.Length),
    ];

    /// <summary>Whether there may be something to take out; false is certain.</summary>
    public bool MayFind(ReadOnlySpan<char> text) => text.ContainsAny(known.Search) || text.ContainsAny(Beginnings);

    /// <summary>The text without secrets; the very same string when there are none.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!MayFind(text))
        {
            return text;
        }

        var clean = text;
        foreach (var value in known.Values)
        {
            clean = clean.Replace(value, Mark, StringComparison.Ordinal);
        }

        if (clean.AsSpan().ContainsAny(Beginnings))
        {
            clean = Key().Replace(clean, Mark);
            clean = Token().Replace(clean, Mark);
            clean = Header().Replace(clean, "$1" + Mark);
            clean = InAddress().Replace(clean, Mark);
        }

        return clean == text ? text : clean;
    }

    [GeneratedRegex("""-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^"]{0,20000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----""", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(
        """(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}|glpat-[A-Za-z0-9_-]{16,}|sk-(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36}|oy2[a-z0-9]{43}|eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})""",
        RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("""((?:[Aa]uthorization["']? ?[:=] ?["']?(?:[Bb]earer|[Bb]asic|[Tt]oken) |\b[Bb]earer (?=[A-Za-z0-9._~+/=-]{20})))[A-Za-z0-9._~+/=-]{8,}""", RegexOptions.CultureInvariant)]
    private static partial Regex Header();

    [GeneratedRegex("""(?<=://)[^\s/:@"'\\]{0,100}:[^\s/@"'\\]{1,500}(?=@)""", RegexOptions.CultureInvariant)]
    private static partial Regex InAddress();

    /// <summary>Values, the longest first, and the search for them.</summary>
    private sealed class Known(ImmutableArray<string> values)
    {
        public ImmutableArray<string> Values => values;

        public SearchValues<string> Search { get; } = SearchValues.Create([.. values], StringComparison.Ordinal);
    }
}
