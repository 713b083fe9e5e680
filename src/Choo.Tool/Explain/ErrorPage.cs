using Choo.Core.Diagnostics;

namespace Choo.Tool.Explain;

/// <summary>The page of one diagnostic code, as <c>docs/errors</c> has it; the pages are inside the tool.</summary>
/// <param name="Code">The code with its severity and title.</param>
/// <param name="Markdown">The page.</param>
internal sealed record ErrorPage(DiagnosticCode Code, string Markdown)
{
    /// <summary>Where the page is on the web, as this version has it.</summary>
    public string Url => BuildInfo.Pages + DiagnosticCodes.PageOf(Code.Id);

    /// <summary>Every code that has a page, in the order of the numbers.</summary>
    public static IEnumerable<string> Codes() => typeof(ErrorPage).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("CHOO", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>The page of a code as a person may write it, <c>choo4101</c> or <c>4101</c>; null when there is none.</summary>
    public static ErrorPage? Find(string given)
    {
        var id = Canonical(given);
        if (DiagnosticCodes.All.FirstOrDefault(code => code.Id == id) is not { } code
            || typeof(ErrorPage).Assembly.GetManifestResourceStream(id) is not { } stream)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new ErrorPage(code, reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    /// <summary>A code in its full form.</summary>
    public static string Canonical(string given)
    {
        var code = given.Trim().ToUpperInvariant();
        return code.Length > 0 && code.All(char.IsAsciiDigit) ? $"CHOO{code}" : code;
    }
}
