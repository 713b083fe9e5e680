using Choo.Core.Shell;

namespace Choo.Views.Pages;

/// <summary>Where a unit's steps are shown.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Unit">The unit's id.</param>
/// <param name="Budget">What room the page has.</param>
internal sealed record StepPlace(string Run, string Unit, PageBudget Budget)
{
    /// <summary>The command that prints all logs of the unit.</summary>
    public string LogsCommand => Command("logs");

    /// <summary>A command of choo for the unit in the run.</summary>
    public string Command(string name) => $"dotnet choo {name} {ShellQuote.Of(Unit)} --run {ShellQuote.Of(Run)}";
}
