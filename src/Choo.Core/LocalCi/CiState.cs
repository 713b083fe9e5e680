namespace Choo.Core.LocalCi;

/// <summary>How a check of a pushed commit stands; the names are the words of the status file.</summary>
public enum CiState
{
    /// <summary>It is being checked.</summary>
    PENDING,

    /// <summary>Every gate passed.</summary>
    PASS,

    /// <summary>A gate failed.</summary>
    FAIL,

    /// <summary>It could not be checked; this says nothing about the commit.</summary>
    ERROR,
}
