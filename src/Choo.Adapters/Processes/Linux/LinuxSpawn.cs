using System.ComponentModel;

namespace Choo.Adapters.Processes.Linux;

/// <summary>
/// Starts a child by posix_spawn: one system call's worth of time, its own session (so that Ctrl+C on the terminal reaches choo and
/// not the agents), default signals, and no descriptor besides its three.
/// </summary>
internal static unsafe class LinuxSpawn
{
    private const int ReadWrite = 2;

    /// <summary>Held while a child is started and entered, and while an adopted one is reaped: so that none is taken for the other.</summary>
    public static readonly Lock Gate = new();

    public static StartResult Start(ChildStart start, OutputSink sink)
    {
        var spec = start.Spec;
        if (spec.Program.Contains('\0') || spec.Folder.Contains('\0') || spec.Arguments.Any(a => a.Contains('\0')))
        {
            return new(null, "a null character in its program, folder or arguments");
        }

        var pipes = default(Pipes);
        if (!pipes.Open(needsInput: !spec.Input.IsEmpty || start.HoldInput, needsError: !spec.MergeStderr))
        {
            var problem = new Win32Exception(Native.LastError).Message;
            pipes.Close();
            return new(null, problem);
        }

        using var arguments = StringBlock.Of(spec.Program, spec.Arguments);
        using var environment = StringBlock.Of(spec.Environment, start.Marker);
        LinuxChild? child = null;
        int error;
        lock (Gate)
        {
            error = Spawn(spec.Folder, pipes, arguments, environment, out var pid);
            if (error == 0)
            {
                child = new LinuxChild(pid, start, pipes.Parent, sink);
                ChildLoop.Register(child);
            }
        }

        pipes.CloseChildEnds();
        if (child is null)
        {
            pipes.Close();
            return new(null, Explain(error, spec));
        }

        child.Begin();
        return new(child, null);
    }

    private static int Spawn(string folder, in Pipes pipes, StringBlock arguments, StringBlock environment, out int pid)
    {
        byte* actions = stackalloc byte[NativeSpawn.OpaqueSize], attributes = stackalloc byte[NativeSpawn.OpaqueSize], signals = stackalloc byte[256];
        _ = NativeSpawn.InitActions(actions);
        _ = NativeSpawn.InitAttributes(attributes);
        try
        {
            _ = NativeSpawn.SetFlags(attributes, NativeSpawn.Flags);
            _ = NativeSpawn.FillSet(signals);
            _ = NativeSpawn.SetDefaultSignals(attributes, signals);
            _ = NativeSpawn.EmptySet(signals);
            _ = NativeSpawn.SetMask(attributes, signals);
            _ = pipes.ChildIn < 0 ? NativeSpawn.AddOpen(actions, 0, "/dev/null", ReadWrite, 0) : NativeSpawn.AddDup(actions, pipes.ChildIn, 0);
            _ = NativeSpawn.AddDup(actions, pipes.ChildOut, 1);
            _ = NativeSpawn.AddDup(actions, pipes.ChildErr < 0 ? pipes.ChildOut : pipes.ChildErr, 2);
            _ = NativeSpawn.AddFolder(actions, folder);
            int started;
            var error = NativeSpawn.Spawn(&started, arguments.First, actions, attributes, arguments.Pointer, environment.Pointer);
            pid = started;
            return error;
        }
        finally
        {
            _ = NativeSpawn.DestroyActions(actions);
            _ = NativeSpawn.DestroyAttributes(attributes);
        }
    }

    // One number stands for both the program and the folder.
    private static string Explain(int error, ProcessSpec spec) => Directory.Exists(spec.Folder)
        ? $"{spec.Program}: {new Win32Exception(error).Message}"
        : $"its working folder {spec.Folder} does not exist";
}
