namespace Choo.Core.Configuration;

/// <summary>How proved units land.</summary>
public enum LandingWay
{
    /// <summary>The target moves to what was proved.</summary>
    Merge,

    /// <summary>Each is a pull request on the forge.</summary>
    PullRequest,
}
