using System.Text;

namespace Choo.Core.Text;

/// <summary>
/// Lines that build services take for commands. GitHub's runner takes <c>::name::</c> at the beginning of a line, also after blanks, and <c>##[name]</c>
/// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions); Azure Pipelines and TeamCity take <c>##vso[…]</c>, <c>##[…]</c> and
/// <c>##teamcity[…]</c> anywhere in a line (https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands).
/// </summary>
public static class ServiceCommands
{
    private static readonly string[] Tags = { "[", "vso[", "teamcity[" };

    /// <summary>Whether the environment is that of a service that takes such lines.</summary>
    public static bool AreTaken(Func<string, string?> environment) =>
        !string.IsNullOrEmpty(environment("GITHUB_ACTIONS")) || !string.IsNullOrEmpty(environment("TF_BUILD")) || !string.IsNullOrEmpty(environment("TEAMCITY_VERSION"));

    /// <summary>The same text, with a blank in each such mark, so that it commands nobody and can still be read.</summary>
    /// <param name="text">One line or several.</param>
    public static string Disarm(string text)
    {
        if (text.IndexOf("::", StringComparison.Ordinal) < 0 && text.IndexOf("##", StringComparison.Ordinal) < 0)
        {
            return text;
        }

        var disarmed = new StringBuilder(text.Length + 8);
        var isStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            disarmed.Append(text[i]);
            if ((isStart && IsAt(text, i, "::")) || (IsAt(text, i, "##") && Array.Exists(Tags, tag => IsAt(text, i + 2, tag))))
            {
                disarmed.Append(' ');
            }

            isStart = text[i] is '\n' or '\r' || (isStart && (char.IsWhiteSpace(text[i]) || text[i] == '\uFEFF'));
        }

        return disarmed.ToString();
    }

    private static bool IsAt(string text, int index, string mark) => string.Compare(text, index, mark, 0, mark.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
