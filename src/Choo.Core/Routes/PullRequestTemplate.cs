using System.Text.RegularExpressions;
using Choo.Core.Ports;

namespace Choo.Core.Routes;

/// <summary>Templates of descriptions: the one that <c>pull_request.template</c> names, and the repository's own where GitHub looks for it.</summary>
internal static partial class PullRequestTemplate
{
    private const int Longest = 30_000;
    private const string Place = "<!-- choo -->";
    private static readonly string[] Folders = [".github", "", "docs"];

    /// <summary>The repository's own as of a commit; null when it has none.</summary>
    public static async Task<string?> OfRepositoryAsync(ICommitTexts texts, string commit, CancellationToken cancellationToken)
    {
        foreach (var folder in Folders)
        {
            var names = await texts.NamesAsync(commit, folder, cancellationToken).ConfigureAwait(false);
            if (names.FirstOrDefault(IsTemplate) is { } name && await texts.ReadAsync(commit, folder.Length == 0 ? name : $"{folder}/{name}", cancellationToken).ConfigureAwait(false) is { } text)
            {
                return Cut(text);
            }
        }

        return null;
    }

    /// <summary>choo's text where a template has the line <c>&lt;!-- choo --&gt;</c>, otherwise after it.</summary>
    public static string Join(string template, string text) => template.Contains(Place, StringComparison.Ordinal)
        ? template.Replace(Place, text.TrimEnd('\n'), StringComparison.Ordinal).TrimEnd('\n') + "\n"
        : $"{template.TrimEnd('\n')}\n\n{text}";

    /// <summary>A template with its placeholders filled, each once through: what a part says is not looked at again. Unknown names stay.</summary>
    public static string Fill(string template, IReadOnlyDictionary<string, string> parts) =>
        Placeholder().Replace(Cut(template), match => parts.GetValueOrDefault(match.Groups[1].Value, match.Value));

    private static string Cut(string template) => PullRequestMarkdown.Cut(PullRequestMarkdown.Unmarked(template.ReplaceLineEndings("\n")), Longest, "…");

    private static bool IsTemplate(string name) =>
        name.Equals("pull_request_template.md", StringComparison.OrdinalIgnoreCase) || name.Equals("pull_request_template.txt", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{([a-z_]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
