using Choo.Build.Tasks.Mapping;

namespace Choo.Build.Tasks;

/// <summary>Removes what runs left behind, and nothing that could be lost; what is kept is a warning that says why.</summary>
public sealed class ChooCleanUp : EngineTask
{
    private protected override void Run() => Start(line => Say($"choo: {line}", Detail.Unit), ["cleanup"], TasksOption());
}
