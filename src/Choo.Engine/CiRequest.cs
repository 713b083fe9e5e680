using System.Collections.Immutable;
using Choo.Core.Diagnostics;
using Choo.Core.Gates;
using Choo.Core.LocalCi;

namespace Choo.Engine;

/// <summary>A pushed commit that is to be checked.</summary>
public sealed record CiRequest
{
    /// <summary>Absolute path of the repository, bare or not.</summary>
    public required string Repository { get; init; }

    /// <summary>The ref that was pushed; a branch may be given by its short name.</summary>
    public required string Ref { get; init; }

    /// <summary>Its commit; zeros when the ref was deleted.</summary>
    public required string Commit { get; init; }

    /// <summary>Absolute path of the folder for status files; null means <c>ci-status</c> in the repository.</summary>
    public string? StatusFolder { get; init; }

    /// <summary>choo's whole environment; null means that of the process.</summary>
    public ImmutableDictionary<string, string>? Variables { get; init; }

    /// <summary>The environment that the configuration reads.</summary>
    public required RunRequest Run { get; init; }

    /// <summary>Told of each gate that ended.</summary>
    public Action<Evidence> Ended { get; init; } = static _ => { };
}

/// <summary>What came of it.</summary>
/// <param name="Status">What the status file says; null when there is none, since the ref was deleted or the repository could not be read.</param>
/// <param name="File">Absolute path of the status file.</param>
/// <param name="Problems">Why the commit could not be checked, and what else a person should know.</param>
public sealed record CiReport(CiStatus? Status, string? File, ImmutableArray<Diagnostic> Problems);
