namespace Choo.Adapters.Processes.Linux;

/// <summary>Linux with posix_spawn, pidfd and a child subreaper.</summary>
internal sealed class LinuxPlatform : Platform
{
    public override StartResult Start(ChildStart start, OutputSink sink) => LinuxSpawn.Start(start, sink);

    public override IReadOnlyList<int> FindMarked(string variable, string value) => LinuxTree.Marked(variable, value);

    public override bool IsAtWork(string name, IReadOnlyCollection<string> folders) =>
        ProcStat.ReadAll().Exists(stat => !stat.IsGone && ProcFile.IsNamed(stat.Pid, name) && Strangers.LinksInto(() => [$"/proc/{stat.Pid}/cwd"], folders));

    public override void End(string variable, string value, IReadOnlyList<int> pids, bool force)
    {
        foreach (var pid in pids)
        {
            // Looked at again: the pid may be another's by now.
            if (LinuxTree.IsMarked(pid, variable, value))
            {
                _ = Native.Kill(pid, force ? Native.SigKill : Native.SigTerm);
            }
        }

        LinuxTree.ReapAdopted();
    }
}
