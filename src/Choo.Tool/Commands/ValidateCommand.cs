using Choo.Core.Planning;
using Choo.Core.Specs;
using Choo.Engine;
using Choo.Tool.Cli;
using Choo.Views.Json;
using Choo.Views.Lines;
using Choo.Views.Text;

namespace Choo.Tool.Commands;

/// <summary><c>validate</c>.</summary>
internal static class ValidateCommand
{
    public static CommandSpec Spec => new("validate", "check the specs and the configuration of the working tree", ExecuteAsync)
    {
        Arguments = [CommonOptions.TasksDir],
        Options = [CommonOptions.Tasks, CommonOptions.Json],
        Examples =
        [
            new("validate", "every problem at once, as file(line,col): error CHOO1003: ..."),
            new("validate --json", "for programs"),
        ],
        ExitCodes = [new(0, "no errors (there may be warnings)"), ExitCode.Wrong],
    };

    private static async Task<int> ExecuteAsync(Invocation invocation)
    {
        var specs = await ChooHost.ValidateAsync(invocation.Request(invocation.Argument(0)), invocation.Token).ConfigureAwait(false);
        if (invocation.Has(CommonOptions.Json))
        {
            JsonText.Print(invocation.Console.Out, json => ValidationJson.Write(json, specs));
        }
        else
        {
            Problems.Print(invocation.Console.Out, specs.Diagnostics);
            invocation.Console.Out.WriteLine(Total(specs));
        }

        return specs.HasErrors ? 2 : 0;
    }

    private static string Total(SpecSet specs) =>
        $"{Amounts.Count(specs.Units.Length, "unit")}, {Amounts.Count(specs.TaskCount, "task")}: {Problems.Count(specs.Diagnostics)}";
}
