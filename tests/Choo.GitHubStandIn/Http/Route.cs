using System.Text.RegularExpressions;
using Choo.Testing.GitHub.Description;

namespace Choo.Testing.GitHub.Http;

/// <summary>An endpoint.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The template, as in GitHub's description.</param>
/// <param name="Needs">Permissions of which one is enough, such as <c>pull_requests=write</c>; none is none.</param>
/// <param name="Answer">What it does.</param>
internal sealed record Route(string Method, string Path, string[] Needs, Func<ApiRequest, ApiAnswer> Answer)
{
    public Operation Operation { get; } = RestDescription.Whole.Operation(Method, Path);

    public Regex Pattern { get; } = RestDescription.Pattern(Path);
}
