using Choo.Adapters.Processes.Linux;
using Choo.Adapters.Processes.Portable;

namespace Choo.Adapters.Processes;

/// <summary>The one seam between what choo wants of processes and how a system does it.</summary>
internal abstract class Platform
{
    private static readonly Lazy<Platform> Chosen = new(() => LinuxHost.IsSupported ? new LinuxPlatform() : new PortablePlatform());

    public static Platform Current => Chosen.Value;

    /// <summary>Starts a child whose output goes to the sink.</summary>
    public abstract StartResult Start(ChildStart start, OutputSink sink);

    /// <summary>The processes that carry a variable with a value in their environment, without choo itself and its ancestors.</summary>
    public abstract IReadOnlyList<int> FindMarked(string variable, string value);

    /// <summary>Whether a program of that name works in one of the folders or below; where a system does not tell where, whether one runs at all.</summary>
    public abstract bool IsAtWork(string name, IReadOnlyCollection<string> folders);

    /// <summary>Sends the polite signal, or kills, those of the processes that still carry the variable.</summary>
    public abstract void End(string variable, string value, IReadOnlyList<int> pids, bool force);
}
