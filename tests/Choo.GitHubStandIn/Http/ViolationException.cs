namespace Choo.Testing.GitHub.Http;

/// <summary>Fails a test in which something was against GitHub's description.</summary>
public sealed class ViolationException(IReadOnlyList<string> violations)
    : Exception("against GitHub's description:\n" + string.Join('\n', violations));
