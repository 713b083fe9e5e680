using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>Checks the specs and the configuration of the working tree; every problem is a diagnostic at its place.</summary>
public sealed class ChooValidateSpecs : EngineTask
{
    /// <summary>Whether there was neither an error nor a warning: only then need the same specs not be looked at again.</summary>
    [Output]
    public bool Clean { get; private set; }

    private protected override void Run()
    {
        var code = default(int?);
        new Documents(Tell).ShowProblems(take => code = Start(take, ["validate", "--json"], TasksOption()));
        Clean = code == 0 && !Problems.Any;
    }
}
