using Microsoft.Build.Framework;

namespace Choo.Build.Tasks;

/// <summary>Checks the specs and the configuration of the working tree; every problem is a diagnostic at its place.</summary>
public sealed class ChooValidateSpecs : EngineTask
{
    private bool printed;

    /// <summary>Whether there was neither an error nor a warning: only then need the same specs not be looked at again.</summary>
    [Output]
    public bool Clean { get; private set; }

    /// <summary>Specs that are wrong end it with 2; its document says which.</summary>
    private protected override bool Explains(int code) => code == 2 && printed;

    private protected override void Run()
    {
        var code = default(int?);
        new Documents(Tell, Conclude).ShowProblems(take => code = Start(
            line =>
            {
                printed = true;
                take(line);
            },
            ["validate", "--json"],
            TasksOption()));
        Clean = code == 0 && !Problems.Any;
    }
}
