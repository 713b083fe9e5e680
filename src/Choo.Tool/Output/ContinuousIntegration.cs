namespace Choo.Tool.Output;

/// <summary>Whether a service runs the command and nobody sits before it.</summary>
internal static class ContinuousIntegration
{
    private static readonly string[] Variables = ["CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION"];

    /// <summary>By the variables that such services set.</summary>
    public static bool IsIn(Func<string, string?> environment) =>
        Variables.Any(name => environment(name) is { Length: > 0 } value && value is not ("false" or "0"));
}
