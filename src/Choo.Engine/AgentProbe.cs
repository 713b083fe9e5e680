using System.Collections.Immutable;
using System.Text.Json;
using Choo.Adapters.Processes;
using Choo.Core.Agents;

namespace Choo.Engine;

/// <summary>
/// Asks an agent's command line for its login, and codex's for its sandbox. Only the makers' own command lines are asked, known by their name
/// and by what <c>--version</c> prints: a wrapper could take the question for a prompt and start a turn.
/// </summary>
internal sealed class AgentProbe(DoctorScope scope, AgentCommand agent)
{
    private static readonly string[] NoSandbox = ["danger-full-access", "--dangerously-bypass-approvals-and-sandbox", "--yolo"];
    private readonly Dictionary<string, string> environment = EnvironmentOf(scope, agent);

    public async Task<ImmutableArray<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        if (agent.Dialect == AgentDialect.Command)
        {
            return [];
        }

        if (!await IsGenuineAsync(cancellationToken).ConfigureAwait(false))
        {
            return [new Finding(Login, FindingState.Info, $"not checked: {agent.Command[0]} is not {agent.Name}'s own command line")];
        }

        return agent.Dialect == AgentDialect.Claude
            ? [await ClaudeLoginAsync(cancellationToken).ConfigureAwait(false)]
            : [await CodexLoginAsync(cancellationToken).ConfigureAwait(false), await SandboxAsync(cancellationToken).ConfigureAwait(false)];
    }

    private string Login => $"login {agent.Name}";

    private IEnumerable<string> Arguments => agent.Command.Skip(1).Concat(agent.Args ?? []);

    private static Dictionary<string, string> EnvironmentOf(DoctorScope scope, AgentCommand agent)
    {
        var environment = ChildEnvironment.ForAgent(scope.Own, agent.Name, scope.Config.Environment.Agents);
        foreach (var (name, value) in agent.Env)
        {
            environment[name] = value;
        }

        return environment;
    }

    private async Task<bool> IsGenuineAsync(CancellationToken cancellationToken)
    {
        if (agent.Command.Length > 1 || Path.GetFileNameWithoutExtension(agent.Command[0]) != agent.Name)
        {
            return false;
        }

        var version = await AskAsync(scope.Repository.Root, cancellationToken, "--version").ConfigureAwait(false);
        return version.Succeeded && (agent.Dialect == AgentDialect.Claude
            ? version.Output.EndsWith("(Claude Code)", StringComparison.Ordinal)
            : version.Output.StartsWith("codex-cli ", StringComparison.Ordinal));
    }

    private async Task<Finding> ClaudeLoginAsync(CancellationToken cancellationToken)
    {
        // Older ones do not know the command and say so; only an answer in JSON is an answer.
        var answer = await AskAsync(scope.Repository.Root, cancellationToken, "auth", "status").ConfigureAwait(false);
        return SignedIn(answer.Output) switch
        {
            true => new Finding(Login, FindingState.Ok, "signed in"),
            false => new Finding(Login, FindingState.Error, "not signed in: every turn would be rejected", "run `claude` and then `/login`, or set ANTHROPIC_API_KEY"),
            null => new Finding(Login, FindingState.Info, "not checked: this claude does not know `claude auth status`"),
        };
    }

    private static bool? SignedIn(string json)
    {
        try
        {
            using var status = JsonDocument.Parse(json);
            return status.RootElement.GetProperty("loggedIn").GetBoolean();
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<Finding> CodexLoginAsync(CancellationToken cancellationToken)
    {
        if (environment.GetValueOrDefault("CODEX_API_KEY") is { Length: > 0 })
        {
            return new Finding(Login, FindingState.Ok, "CODEX_API_KEY is set");
        }

        if (HasOwnModelProvider())
        {
            return new Finding(Login, FindingState.Info, "not checked: codex is configured with a model provider of its own");
        }

        var answer = await AskAsync(scope.Repository.Root, cancellationToken, "login", "status").ConfigureAwait(false);
        return answer.Succeeded
            ? new Finding(Login, FindingState.Ok, "signed in")
            : new Finding(Login, FindingState.Error, "not signed in: every turn would be rejected", "run `codex login`, or set CODEX_API_KEY");
    }

    /// <summary>Such a one has a key of its own, or needs none.</summary>
    private bool HasOwnModelProvider()
    {
        if (Arguments.Any(argument => argument.Contains("model_provider", StringComparison.Ordinal) || argument is "--oss" or "-p" or "--profile"))
        {
            return true;
        }

        var home = environment.GetValueOrDefault("CODEX_HOME") ?? Path.Combine(environment.GetValueOrDefault("HOME") ?? environment.GetValueOrDefault("USERPROFILE") ?? "", ".codex");
        try
        {
            return File.ReadLines(Path.Combine(home, "config.toml")).Any(line => line.TrimStart().StartsWith("model_provider ", StringComparison.Ordinal) || line.TrimStart().StartsWith("model_provider=", StringComparison.Ordinal));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private async Task<Finding> SandboxAsync(CancellationToken cancellationToken)
    {
        const string name = "sandbox codex";
        if (Arguments.Any(argument => NoSandbox.Any(word => argument.Contains(word, StringComparison.Ordinal))))
        {
            return new Finding(name, FindingState.Info, $"switched off by provider.providers.{agent.Name}.args");
        }

        // A sandbox that may write leaves folders where it is started.
        var folder = Directory.CreateTempSubdirectory("choo-doctor-");
        try
        {
            var help = await AskAsync(folder.FullName, cancellationToken, "sandbox", "--help").ConfigureAwait(false);
            if (!help.Succeeded)
            {
                return new Finding(name, FindingState.Info, "not checked: this codex has no command for it");
            }

            // Older ones have a command for each platform.
            string[] platform = help.Lines.FirstOrDefault(line => line.Split(' ')[0] is "linux" or "macos" && OperatingSystem.IsMacOS() == line.StartsWith("macos", StringComparison.Ordinal)) is { } own
                ? [own.Split(' ')[0]]
                : [];
            var tried = await AskAsync(folder.FullName, cancellationToken, ["sandbox", .. platform, "-c", "sandbox_mode=\"workspace-write\"", "--", .. Nothing]).ConfigureAwait(false);
            return tried.Succeeded
                ? new Finding(name, FindingState.Ok, "starts")
                : new Finding(
                    name, FindingState.Error,
                    $"does not start here: {SandboxFailure.In(string.Join('\n', tried.Lines)) ?? tried.Lines.LastOrDefault() ?? "it printed nothing"}; codex could change no file",
                    SandboxFailure.Advice(agent.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Nothing => OperatingSystem.IsWindows() ? ["cmd.exe", "/c", "exit 0"] : ["true"];

    private Task<ToolAnswer> AskAsync(string folder, CancellationToken cancellationToken, params ImmutableArray<string> arguments) =>
        DoctorScope.AskAsync(agent.Command[0], folder, environment, arguments, cancellationToken);
}
