using Choo.Core.Diagnostics;

namespace Choo.Adapters.Git;

/// <summary>The main working tree, where git does not record its place.</summary>
internal static class MainCheckouts
{
    /// <summary>Why a branch cannot be landed on, before anything is paid for; null when its checkout is known, or it has none.</summary>
    public static Diagnostic? Problem(Repository repository, string branch) =>
        repository.MainCheckout is null && RefFiles.HeadBranch(repository.CommonDir) == branch ? Unknown(repository, branch) : null;

    /// <summary>The diagnostic.</summary>
    public static Diagnostic Unknown(Repository repository, string branch) => DiagnosticCodes.CheckoutUnknown.Because(
        $"{branch} is checked out in the main working tree of {repository.CommonDir}, and git does not record where that is (git init --separate-git-dir): run choo there, or choose another target");
}
