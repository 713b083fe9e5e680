using Choo.Tool.Cli;
using Choo.Tool.Completion;

namespace Choo.Tool.Commands;

/// <summary><c>completion</c>.</summary>
internal static class CompletionCommand
{
    private static readonly ArgumentSpec Shell = new("shell", "the shell") { Required = true, Choices = ["bash", "zsh", "fish", "pwsh"] };

    public static CommandSpec Spec => new("completion", "print a shell script that completes commands and options", Execute)
    {
        Arguments = [Shell],
        ExitCodes = [ExitCode.Done, ExitCode.WrongUsage],
        Examples =
        [
            new("completion bash >> ~/.bashrc", "bash: completes 'dotnet choo' and 'dotnet-choo'"),
            new("completion zsh > \"${fpath[1]}/_dotnet-choo\"", "zsh: completes 'dotnet-choo'"),
            new("completion fish > ~/.config/fish/completions/dotnet-choo.fish", "fish: completes 'dotnet-choo'"),
            new("completion pwsh >> $PROFILE", "PowerShell: completes 'dotnet-choo'"),
        ],
    };

    private static Task<int> Execute(Invocation invocation)
    {
        invocation.Console.Out.Write(invocation.Argument(0) switch
        {
            "bash" => BashCompletion.Script(),
            "zsh" => ZshCompletion.Script(),
            "fish" => FishCompletion.Script(),
            _ => PwshCompletion.Script(),
        });
        return Task.FromResult(0);
    }
}
