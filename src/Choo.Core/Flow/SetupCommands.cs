using Choo.Core.Configuration;
using Choo.Core.Ports;

namespace Choo.Core.Flow;

/// <summary>Setup and teardown commands in a worktree.</summary>
public static class SetupCommands
{
    /// <summary>The commands whose <c>if:</c> is met; checked one by one, since a command may create the file that the next one needs.</summary>
    public static IEnumerable<SetupCommand> Due(this IEnumerable<SetupCommand> commands, IWorktrees worktrees, Worktree worktree) =>
        commands.Where(command => command.If is not { } file || worktrees.Has(worktree, file));
}
